import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { placedDebit, takenByName } from '../prepaid/placed_debit.ts'
import { coveredUse } from './covering.ts'
import { pooledUse } from './pooled_use.ts'

/** Use that allowances of units may cover. */
const inferred = model('rating.unit_need', { use: pooledUse, debit: placedDebit })
  .describe({
    description:
      'Units of use, or of its pieces by band, that allowances of a pool may cover, and what is taken from balances of units by name. What the source itself charged is due as it is.',
    columns: { pool: 'Kind and id of who shares', day: 'Local day', use: 'As coverage reads it' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .selectFrom('use as u')
      .$call(arrayJoin('piece', (eb) => eb.ref('u.pieces')))
      .select((eb) => [
        'u.pool',
        'u.unit',
        'u.day',
        coveredUse({
          at: eb.ref('u.started_at'),
          eventId: eb.ref('u.use_key'),
          from: ch.element<Decimal<9>>(eb.ref('piece'), 1),
          day: eb.ref('u.day'),
          line: eb.ref('u.subscription_id'),
          account: eb.ref('u.billing_account_id'),
          service: eb.ref('u.covered_service'),
          zone: eb.ref('u.zone'),
          band: ch.element<Text>(eb.ref('piece'), 3),
          need: ch.element<Decimal<9>>(eb.ref('piece'), 2),
        }).as('use'),
      ])
      .where((eb) =>
        eb.and([eb('u.units', '>', '0'), eb.or([eb('u.stated', '=', false), eb('u.service', '=', 'metered')])]),
      )
      .unionAll(
        q
          .selectFrom('debit as d')
          .select((eb) => [
            'd.pool',
            'd.unit',
            ch.toDate(eb.ref('d.at')).as('day'),
            takenByName(eb, coveredUse).as('use'),
          ])
          .where('d.unit', '<>', 'money'),
      ),
  )
  .view()

export interface UnitNeedRow extends RowOf<typeof inferred> {}

export const unitNeed: Model<'rating.unit_need', UnitNeedRow> = inferred
