import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { cycleDay } from './account_cycle.ts'
import { accountPeriod } from './account_period.ts'
import { chargeCalendar, seriesColumns } from './charge_calendar.ts'

/** When nothing is left to become known: a day after the open end of everything. */
export const HINDSIGHT = '2121-01-01'

const of = <A extends string>(alias: A) => seriesColumns.map((column) => `${alias}.${column}` as const)

/** Periods of recurring charges, and the bills that know of them. */
const inferred = model('billing.charge_period', { charged: chargeCalendar, period: accountPeriod })
  .describe({
    description:
      'Periods of every recurring charge of a line, once for each bill that charges or corrects it: an advance charge for the bill after which it begins before the next, and each later one up to its end; a charge in arrears for the bill that holds its last day; and once in hindsight.',
    columns: {
      period_from: 'First day of the charge’s period',
      period_to: 'First day after it',
      period_days:
        'Days the price is for: more than those of the period where a new cycle day cut it or began within it',
      known_at: 'The last day, not included, of the bill; 2121-01-01 in hindsight',
      corrected_at: 'Last day of the bill that knows better; null for the last one',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select((eb) => [
            'p.billing_account_id',
            'p.bill_from',
            'p.bill_to',
            ch.max(eb.ref('p.closed')).as('closed'),
            ch.argMax(eb.ref('p.cycle_day'), eb.ref('p.period_to')).as('cycle_day'),
            ch.max(eb.ref('p.until')).as('until'),
          ])
          .groupBy(['p.billing_account_id', 'p.bill_from', 'p.bill_to']),
      )
      .with('following', (w) =>
        w
          .selectFrom('bill as b')
          .selectAll('b')
          .select((eb) => {
            const month = ch.toStartOfMonth(eb.ref('b.bill_to'))
            const months = ch.toInt(ch.dateDiff('month', eb.ref('b.bill_from'), eb.ref('b.bill_to')))
            const one = ch.toInt(ch.literal(1))
            const told = cycleDay(ch.addMonths(month, ch.greatest(months, one)), eb.ref('b.cycle_day'))
            const next = over(ch.lead(eb.ref('b.bill_to')), {
              partitionBy: [eb.ref('b.billing_account_id')],
              orderBy: [eb.ref('b.bill_to')],
            })
            // A bill charges up to the next one that was foreseen: what made that later was told after it.
            return ch.coalesce(ch.if(eb(months, '>', 0), ch.least(next, ch.toNullable(told)), next), told).as('next_to')
          }),
      )
      .with('known', (w) =>
        w
          .selectFrom('charged as c')
          .innerJoin('following as b', 'b.billing_account_id', 'c.billing_account_id')
          .select([...of('c'), 'c.period_from', 'c.period_to', 'c.period_days', 'b.bill_to as known_at'])
          .where('b.closed', '=', true)
          .whereRef('b.bill_from', '<', 'c.period_to')
          .where((eb) =>
            eb.or([
              eb.and([eb('c.charged_in', '=', 'arrears'), eb('b.bill_to', '>=', eb.ref('c.period_to'))]),
              // A period that began before the first bill was charged by whoever billed before.
              eb.and([
                eb('c.charged_in', '=', 'advance'),
                eb('b.next_to', '>', eb.ref('c.period_from')),
                eb(ch.greatest(eb.ref('c.period_from'), eb.ref('c.first_day')), '>=', eb.ref('c.first_bill')),
              ]),
            ]),
          )
          .unionAll(
            w
              .selectFrom('charged as c')
              .select([...of('c'), 'c.period_from', 'c.period_to', 'c.period_days', ch.day(HINDSIGHT).as('known_at')])
              .whereRef('c.period_from', '<', 'c.until'),
          ),
      )
      .selectFrom('known as k')
      .select((eb) => [
        ...of('k'),
        'k.period_from',
        'k.period_to',
        'k.period_days',
        'k.known_at',
        ch
          .nullIf(
            ch.coalesce(
              over(ch.lead(eb.ref('k.known_at')), {
                partitionBy: [...of('k').map((column) => eb.ref(column)), eb.ref('k.period_from')],
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

export interface ChargePeriodRow extends RowOf<typeof inferred> {}
export const chargePeriod: Model<'billing.charge_period', ChargePeriodRow> = inferred
