import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { seriesColumns } from './charge_calendar.ts'
import { chargeHeld } from './charge_held.ts'
import { chargePeriod } from './charge_period.ts'
import { taxInForce } from './tax_in_force.ts'
import { daysOfThirty } from './thirty_days.ts'

const heldColumns = [
  'billing_account_id',
  'subscription_id',
  'customer_id',
  'offering_id',
  'offering',
  'legal_entity_id',
  'charge_id',
  'description',
  'amount',
  'every',
  'every_count',
  'charged_in',
  'proration',
  'tax_id',
  'tax_included',
  'currency',
  'period_from',
  'period_to',
  'period_days',
  'known_at',
  'corrected_at',
] as const
const of = <A extends string>(alias: A) => heldColumns.map((column) => `${alias}.${column}` as const)

/** Which part of a recurring charge's period a plan held, as each bill knows it. */
const inferred = model('billing.charge_fragment', {
  held: chargeHeld,
  period: chargePeriod,
  tax: taxInForce,
})
  .describe({
    description:
      'The part of a recurring charge’s period that a plan held at one price and tax, by what was known when a bill ended: whatever holds then is taken to hold on. A new rate of a tax begins on its calendar day.',
    columns: {
      held_from: 'First local day charged',
      held_to: 'First local day no longer charged',
      days: 'Days charged',
      days_of_30: 'The same where each month has 30 days',
      seconds: 'Seconds held, for charges by seconds',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('fragment', (w) =>
        w
          .selectFrom('period as p')
          .innerJoin('held as h', (join) =>
            seriesColumns.reduce((on, column) => on.onRef(`h.${column}`, '=', `p.${column}`), join),
          )
          .select((eb) => {
            const midnight = (day: typeof known) => ch.toLocal(ch.toInstant(day), ch.literal(0))
            const known = eb.ref('p.known_at')
            const goesOn = eb('h.local_last', '>=', midnight(known))
            const to = ch.least(ch.if(goesOn, eb.ref('p.period_to'), eb.ref('h.charged_to')), eb.ref('p.period_to'))
            const end = midnight(eb.ref('p.period_to'))
            const last = ch.if(goesOn, end, ch.least(ch.addMilliseconds(eb.ref('h.local_last'), ch.literal(1)), end))
            return [
              'h.billing_account_id',
              'h.subscription_id',
              'h.customer_id',
              'h.offering_id',
              'h.offering',
              'h.legal_entity_id',
              'h.charge_id',
              'h.description',
              'h.amount',
              'h.every',
              'h.every_count',
              'h.charged_in',
              'h.proration',
              'h.tax_id',
              'h.tax_included',
              'h.tax_rate',
              'h.currency',
              'p.period_from',
              'p.period_to',
              'p.period_days',
              'p.known_at',
              'p.corrected_at',
              ch.greatest(eb.ref('h.from_day'), eb.ref('p.period_from')).as('from_day'),
              to.as('to_day'),
              ch
                .greatest(
                  ch.greatest(eb.ref('h.local_from'), midnight(eb.ref('h.from_day'))),
                  midnight(eb.ref('p.period_from')),
                )
                .as('begin'),
              last.as('end'),
            ]
          })
          .whereRef('h.from_day', '<', 'p.period_to')
          .where((eb) =>
            eb.and([
              eb('h.local_from', '<=', ch.toLocal(ch.toInstant(eb.ref('p.known_at')), ch.literal(0))),
              eb('h.amount', '<>', '0'),
              eb.or([eb('h.status', '=', 'active'), eb('h.while_suspended', '=', 'charged')]),
            ]),
          ),
      )
      // A tax whose rate changes within the fragment cuts it.
      .with('taxed', (w) =>
        w
          .selectFrom('fragment as f')
          .leftJoin('tax as t', 't.tax_id', 'f.tax_id')
          .select((eb) => {
            const own = eb.ref('f.from_day')
            const from = ch.greatest(own, ch.coalesce(eb.ref('t.from_day'), own))
            const to = ch.least(eb.ref('f.to_day'), ch.coalesce(eb.ref('t.to_day'), eb.ref('f.to_day')))
            const midnight = (day: typeof from) => ch.toLocal(ch.toInstant(day), ch.literal(0))
            // Within a day of its own a plan holds seconds of it only; where a tax cuts, midnight does.
            const begin = ch.if(eb(from, '>', own), midnight(from), eb.ref('f.begin'))
            const end = ch.if(eb(to, '<', eb.ref('f.to_day')), midnight(to), eb.ref('f.end'))
            return [
              ...of('f'),
              ch.notNull(ch.coalesce(ch.toNullable(eb.ref('t.rate')), eb.ref('f.tax_rate'))).as('tax_rate'),
              from.as('from_day'),
              to.as('to_day'),
              ch.dateDiff('second', begin, end).as('seconds'),
            ]
          })
          .whereRef('f.from_day', '<', 'f.to_day'),
      )
      .selectFrom('taxed as f')
      .select((eb) => [
        ...of('f'),
        'f.tax_rate',
        ch.min(eb.ref('f.from_day')).as('held_from'),
        ch.max(eb.ref('f.to_day')).as('held_to'),
        ch.sum(ch.dateDiff('day', eb.ref('f.from_day'), eb.ref('f.to_day'))).as('days'),
        ch.sum(daysOfThirty(eb.ref('f.from_day'), eb.ref('f.to_day'))).as('days_of_30'),
        ch.sum(eb.ref('f.seconds')).as('seconds'),
      ])
      .whereRef('f.from_day', '<', 'f.to_day')
      .groupBy([...of('f'), 'f.tax_rate']),
  )
  .table({
    orderBy: ['billing_account_id', 'subscription_id', 'period_from', 'known_at'],
    shardBy: 'billing_account_id',
  })
  .check(notNull('billing_account_id', 'subscription_id', 'days'))

export interface ChargeFragmentRow extends RowOf<typeof inferred> {}
export const chargeFragment: Model<'billing.charge_fragment', ChargeFragmentRow> = inferred
