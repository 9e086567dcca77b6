import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { moneyCoverage } from './money_coverage.ts'
import { takeColumns, takesOf } from './takes.ts'
import { unitCoverage } from './unit_coverage.ts'
import { usageGrant } from './usage_grant.ts'

/** What each use took of each grant. */
const inferred = model('rating.allowance_take', { units: unitCoverage, money: moneyCoverage, grant: usageGrant })
  .describe({
    description: 'What a use took of a grant of an allowance: a row a use and grant.',
    columns: {
      use_key: 'Id of the event; of use of a metric after `metered/`',
      taken: 'Taken of the grant, in the allowance’s unit',
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
          .$call(arrayJoin('take', (eb) => takesOf(eb.ref('c.result'))))
          .select((eb) => ['c.pool', ...takeColumns(eb.ref('take'))])
          .unionAll(
            w
              .selectFrom('money as c')
              .$call(arrayJoin('take', (eb) => takesOf(eb.ref('c.result'))))
              .select((eb) => ['c.pool', ...takeColumns(eb.ref('take'))]),
          ),
      )
      .selectFrom('take as t')
      .innerJoin('grant as g', 'g.grant_id', 't.grant_id')
      .select(['t.pool', 't.use_key', 't.grant_id', 'g.allowance_id', 'g.unit', 'g.held', 't.taken', 't.covered']),
  )
  .view()

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface AllowanceTakeRow extends RowOf<typeof inferred> {}

export const allowanceTake: Model<'rating.allowance_take', AllowanceTakeRow> = inferred
