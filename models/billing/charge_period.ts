import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountPeriod, cycleDay } from './account_period.ts'
import { chargeHeld } from './charge_held.ts'

/** When nothing is left to become known: a day after the open end of everything. */
export const HINDSIGHT = '2121-01-01'

/** Periods of recurring charges, and the bills that know of them. */
const inferred = model('billing.charge_period', { held: chargeHeld, period: accountPeriod })
  .describe({
    description:
      'Periods of every recurring charge of a line, once for each bill that charges or corrects it: an advance charge for the bill that ends when it begins and each later one up to its end, a charge in arrears for the bill that holds its last day; and once in hindsight. Periods of several months begin in the month of the line’s first day with the charge.',
    columns: {
      period_from: 'First day of the charge’s period',
      period_to: 'First day after it',
      known_at: 'The last day, not included, of the bill; 2121-01-01 in hindsight',
      corrected_at: 'Last day of the bill that knows better; null for the last one',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('series', (w) =>
        w
          .selectFrom('held as h')
          .select((eb) => {
            const first = ch.min(eb.ref('h.from_day'))
            return [
              'h.subscription_id',
              'h.billing_account_id',
              'h.charge_id',
              'h.every',
              'h.every_count',
              'h.charged_in',
              first.as('first_day'),
              ch.max(eb.ref('h.to_day')).as('last_day'),
              ch
                .multiIf(
                  [
                    [eb('h.every', '=', 'month'), ch.toInt(eb.ref('h.every_count'))],
                    [eb('h.every', '=', 'year'), ch.toInt(ch.times(eb.ref('h.every_count'), ch.literal(12)))],
                  ],
                  ch.toInt(ch.literal(1)),
                )
                .as('months'),
            ]
          })
          .where('h.every', '<>', 'once')
          .groupBy([
            'h.subscription_id',
            'h.billing_account_id',
            'h.charge_id',
            'h.every',
            'h.every_count',
            'h.charged_in',
          ]),
      )
      .with('placed', (w) =>
        w
          .selectFrom('series as s')
          .innerJoin('period as p', 'p.billing_account_id', 's.billing_account_id')
          .select((eb) => {
            const month = ch.toStartOfMonth(eb.ref('s.first_day'))
            const anchor = ch.if(
              eb('s.first_day', '>=', cycleDay(month, eb.ref('p.cycle_day'))),
              month,
              ch.addMonths(month, ch.literal(-1)),
            )
            return [
              's.subscription_id',
              's.billing_account_id',
              's.charge_id',
              's.every',
              's.every_count',
              's.charged_in',
              's.first_day',
              'p.period_from',
              'p.begun',
              'p.bill_from',
              ch
                .if(
                  eb('s.months', '=', 1),
                  eb.ref('p.period_to'),
                  cycleDay(ch.addMonths(eb.ref('p.month'), eb.ref('s.months')), eb.ref('p.cycle_day')),
                )
                .as('period_to'),
              's.months',
              ch.dateDiff('month', anchor, eb.ref('p.month')).as('since'),
            ]
          })
          .whereRef('p.period_from', '<', 's.last_day'),
      )
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select(['p.billing_account_id', 'p.bill_from', 'p.bill_to'])
          .where('p.closed', '=', true)
          .groupBy(['p.billing_account_id', 'p.bill_from', 'p.bill_to']),
      )
      .with('charged', (w) =>
        w
          .selectFrom('placed as p')
          .selectAll('p')
          .where((eb) =>
            eb.and([
              eb('p.since', '>=', 0n),
              eb(ch.mod(eb.ref('p.since'), eb.ref('p.months')), '=', 0n),
              eb('p.period_to', '>', eb.ref('p.first_day')),
            ]),
          ),
      )
      .with('known', (w) =>
        w
          .selectFrom('charged as c')
          .innerJoin('bill as b', 'b.billing_account_id', 'c.billing_account_id')
          .select([
            'c.subscription_id',
            'c.billing_account_id',
            'c.charge_id',
            'c.every',
            'c.every_count',
            'c.charged_in',
            'c.period_from',
            'c.period_to',
            'b.bill_to as known_at',
          ])
          .whereRef('b.bill_from', '<', 'c.period_to')
          .where((eb) =>
            eb.or([
              eb('b.bill_to', '>=', eb.ref('c.period_to')),
              eb.and([eb('c.charged_in', '=', 'advance'), eb('b.bill_to', '>=', eb.ref('c.bill_from'))]),
            ]),
          )
          .unionAll(
            w
              .selectFrom('charged as c')
              .select([
                'c.subscription_id',
                'c.billing_account_id',
                'c.charge_id',
                'c.every',
                'c.every_count',
                'c.charged_in',
                'c.period_from',
                'c.period_to',
                ch.day(HINDSIGHT).as('known_at'),
              ])
              .where('c.begun', '=', true),
          ),
      )
      .selectFrom('known as k')
      .select((eb) => [
        'k.subscription_id',
        'k.billing_account_id',
        'k.charge_id',
        'k.every',
        'k.every_count',
        'k.charged_in',
        'k.period_from',
        'k.period_to',
        ch.dateDiff('day', eb.ref('k.period_from'), eb.ref('k.period_to')).as('period_days'),
        'k.known_at',
        ch
          .nullIf(
            ch.coalesce(
              over(ch.lead(eb.ref('k.known_at')), {
                partitionBy: [
                  eb.ref('k.subscription_id'),
                  eb.ref('k.billing_account_id'),
                  eb.ref('k.charge_id'),
                  eb.ref('k.every'),
                  eb.ref('k.every_count'),
                  eb.ref('k.charged_in'),
                  eb.ref('k.period_from'),
                ],
                orderBy: [eb.ref('k.known_at')],
              }),
              ch.day(HINDSIGHT),
            ),
            ch.day(HINDSIGHT),
          )
          .as('corrected_at'),
      ]),
  )
  .table({
    orderBy: ['billing_account_id', 'subscription_id', 'charge_id', 'period_from', 'known_at'],
    shardBy: 'billing_account_id',
  })
  .check(notNull('subscription_id', 'period_from', 'period_to', 'known_at'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface ChargePeriodRow extends RowOf<typeof inferred> {}
export const chargePeriod: Model<'billing.charge_period', ChargePeriodRow> = inferred
