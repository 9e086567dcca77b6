import type { Expression } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoins } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'
import { moneyCoverage } from './money_coverage.ts'
import { numberedTakes, takeColumns } from './takes.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'

/** What is covered by units comes before what is left to pay. */
const placed = (position: Expression<Long>, ofMoney: 0 | 1) => ch.tuple(ch.toInt(ch.literal(ofMoney)), position)

/** What each use took of each grant. */
const inferred = model('rating.allowance_take', { units: unitCoverage, money: moneyCoverage, grant: usageGrant })
  .describe({
    description: 'What a use took of a grant of an allowance: a row a use, piece of it by band, and grant.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      taken: 'Taken of the grant, in the allowance’s unit',
      place: 'Sorts what one use took in the order in which it was taken',
      covered: 'Units, or money, of the use that are covered by it',
      held: 'Whether the grant is of an allowance or a deposit on a balance',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('take', (w) =>
        w
          .selectFrom('units as c')
          .$call(arrayJoins((eb) => numberedTakes(eb.ref('c.takes'))))
          .select((eb) => ['c.pool', ...takeColumns(eb.ref('take')), placed(eb.ref('position'), 0).as('place')])
          .unionAll(
            w
              .selectFrom('money as c')
              .$call(arrayJoins((eb) => numberedTakes(eb.ref('c.takes'))))
              .select((eb) => ['c.pool', ...takeColumns(eb.ref('take')), placed(eb.ref('position'), 1).as('place')]),
          ),
      )
      .selectFrom('take as t')
      .innerJoin('grant as g', 'g.grant_id', 't.grant_id')
      .select([
        't.pool',
        't.use_key',
        't.grant_id',
        'g.allowance_id',
        'g.unit',
        'g.held',
        't.taken',
        't.covered',
        't.place',
      ]),
  )
  .view()

export interface AllowanceTakeRow extends RowOf<typeof inferred> {}

export const allowanceTake: Model<'rating.allowance_take', AllowanceTakeRow> = inferred
