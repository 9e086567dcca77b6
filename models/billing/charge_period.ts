import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountPeriod, cycleDay } from './account_period.ts'
import { chargeHeld } from './charge_held.ts'

/** When nothing is left to become known: a day after the open end of everything. */
export const HINDSIGHT = '2121-01-01'

/** What makes the periods of two charges the same: a change between plans whose charges agree in it goes on in the period. */
export const seriesColumns = [
  'subscription_id',
  'billing_account_id',
  'charge_id',
  'every',
  'every_count',
  'aligned_to',
  'charged_in',
] as const
const of = <A extends string>(alias: A) => seriesColumns.map((column) => `${alias}.${column}` as const)

/** Periods of recurring charges, and the bills that know of them. */
const inferred = model('billing.charge_period', { held: chargeHeld, period: accountPeriod })
  .describe({
    description:
      'Periods of every recurring charge of a line, once for each bill that charges or corrects it: an advance charge for the bill after which it begins before the next, and each later one up to its end; a charge in arrears for the bill that holds its last day; and once in hindsight. Where periods of several months begin, the charge says (aligned_to).',
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
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select((eb) => [
            'p.billing_account_id',
            'p.bill_from',
            'p.bill_to',
            ch.max(eb.ref('p.closed')).as('closed'),
            ch.any(eb.ref('p.cycle_day')).as('cycle_day'),
            ch.any(eb.ref('p.until')).as('until'),
          ])
          .groupBy(['p.billing_account_id', 'p.bill_from', 'p.bill_to']),
      )
      .with('following', (w) =>
        w
          .selectFrom('bill as b')
          .selectAll('b')
          .select((eb) =>
            // Where the next bill is not there yet it is as long as this one.
            ch
              .coalesce(
                over(ch.lead(eb.ref('b.bill_to')), {
                  partitionBy: [eb.ref('b.billing_account_id')],
                  orderBy: [eb.ref('b.bill_to')],
                }),
                ch.addMonths(
                  eb.ref('b.bill_to'),
                  ch.toInt(ch.dateDiff('month', eb.ref('b.bill_from'), eb.ref('b.bill_to'))),
                ),
              )
              .as('next_to'),
          ),
      )
      .with('account', (w) =>
        w
          .selectFrom('bill as b')
          .select((eb) => [
            'b.billing_account_id',
            // What was charged for a period stays charged for it: another cycle day later moves bills, not these periods.
            ch.argMin(eb.ref('b.cycle_day'), eb.ref('b.bill_from')).as('cycle_day'),
            ch.min(eb.ref('b.bill_from')).as('first_bill'),
            ch.any(eb.ref('b.until')).as('until'),
          ])
          .groupBy('b.billing_account_id'),
      )
      .with('series', (w) =>
        w
          .selectFrom('held as h')
          .select((eb) => [
            ...of('h'),
            ch.min(eb.ref('h.start_day')).as('first_day'),
            ch.max(eb.ref('h.to_day')).as('last_day'),
            ch
              .multiIf(
                [
                  [eb('h.every', '=', 'month'), ch.toLong(eb.ref('h.every_count'))],
                  [eb('h.every', '=', 'year'), ch.toLong(ch.times(eb.ref('h.every_count'), ch.literal(12)))],
                ],
                ch.toLong(ch.literal(1)),
              )
              .as('months'),
          ])
          .where('h.every', '<>', 'once')
          .groupBy([...of('h')]),
      )
      .with('anchored', (w) =>
        w
          .selectFrom('series as s')
          .innerJoin('account as a', 'a.billing_account_id', 's.billing_account_id')
          .select((eb) => {
            const month = ch.toStartOfMonth(eb.ref('s.first_day'))
            const onDay = cycleDay(month, eb.ref('a.cycle_day'))
            const before = ch.if(eb('s.first_day', '>=', onDay), month, ch.addMonths(month, ch.literal(-1)))
            const after = ch.if(eb('s.first_day', '>', onDay), ch.addMonths(month, ch.literal(1)), month)
            const number = ch.plus(
              ch.times(ch.toYear(before), ch.toInt(ch.literal(12))),
              ch.minus(ch.toMonth(before), ch.toInt(ch.literal(1))),
            )
            return [
              ...of('s'),
              's.first_day',
              's.last_day',
              's.months',
              'a.first_bill',
              'a.until',
              ch
                .if(
                  eb('s.aligned_to', '=', 'start'),
                  ch.toDayOfMonth(eb.ref('s.first_day')),
                  ch.toInt(eb.ref('a.cycle_day')),
                )
                .as('day'),
              ch
                .multiIf(
                  [
                    [eb('s.aligned_to', '=', 'start'), month],
                    [eb('s.aligned_to', '=', 'next_cycle'), ch.addMonths(after, ch.negate(eb.ref('s.months')))],
                    [
                      eb('s.aligned_to', '=', 'calendar'),
                      ch.addMonths(before, ch.negate(ch.mod(ch.toLong(number), eb.ref('s.months')))),
                    ],
                  ],
                  before,
                )
                .as('anchor'),
            ]
          }),
      )
      .with('numbered', (w) =>
        w
          .selectFrom('anchored as s')
          .selectAll('s')
          .select((eb) => {
            const since = (day: ReturnType<typeof from>) =>
              ch.intDiv(ch.dateDiff('month', eb.ref('s.anchor'), day), eb.ref('s.months'))
            const from = (name: 's.first_bill' | 's.until') => ch.toStartOfMonth(eb.ref(name))
            const one = ch.toLong(ch.literal(1))
            const first = ch.greatest(ch.minus(since(from('s.first_bill')), one), ch.toLong(ch.literal(0)))
            // Past the end of the data there is what the last bill charges in advance.
            const last = ch.plus(since(ch.addMonths(from('s.until'), ch.literal(13))), ch.toLong(ch.literal(2)))
            return ch.arrayJoin(ch.range(first, ch.greatest(first, last))).as('number')
          }),
      )
      .with('placed', (w) =>
        w.selectFrom('numbered as s').select((eb) => {
          const begins = (number: typeof nth) =>
            cycleDay(ch.addMonths(eb.ref('s.anchor'), ch.times(number, eb.ref('s.months'))), eb.ref('s.day'))
          const nth = ch.toLong(eb.ref('s.number'))
          return [
            ...of('s'),
            's.first_day',
            's.last_day',
            's.first_bill',
            's.until',
            begins(nth).as('period_from'),
            begins(ch.plus(nth, ch.toLong(ch.literal(1)))).as('period_to'),
          ]
        }),
      )
      .with('charged', (w) =>
        w
          .selectFrom('placed as p')
          .selectAll('p')
          .whereRef('p.period_from', '<', 'p.last_day')
          .whereRef('p.period_to', '>', 'p.first_day')
          .whereRef('p.period_to', '>', 'p.first_bill'),
      )
      .with('known', (w) =>
        w
          .selectFrom('charged as c')
          .innerJoin('following as b', 'b.billing_account_id', 'c.billing_account_id')
          .select([...of('c'), 'c.period_from', 'c.period_to', 'b.bill_to as known_at'])
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
              .select([...of('c'), 'c.period_from', 'c.period_to', ch.day(HINDSIGHT).as('known_at')])
              .whereRef('c.period_from', '<', 'c.until'),
          ),
      )
      .selectFrom('known as k')
      .select((eb) => [
        ...of('k'),
        'k.period_from',
        'k.period_to',
        ch.dateDiff('day', eb.ref('k.period_from'), eb.ref('k.period_to')).as('period_days'),
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
