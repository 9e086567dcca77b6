import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountBill } from './account_bill.ts'
import { chargeCalendar, seriesColumns } from './charge_calendar.ts'

/** When nothing is left to become known: a day after the open end of everything. */
export const HINDSIGHT = '2121-01-01'

const of = <A extends string>(alias: A) => seriesColumns.map((column) => `${alias}.${column}` as const)

/** Periods of recurring charges, and the bills that know of them. */
const inferred = model('billing.charge_period', { charged: chargeCalendar, bill: accountBill })
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
      .with('known', (w) =>
        w
          .selectFrom('charged as c')
          .innerJoin('bill as b', 'b.billing_account_id', 'c.billing_account_id')
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
