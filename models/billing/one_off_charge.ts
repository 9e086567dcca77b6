import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { cycleDay } from './account_cycle.ts'
import { accountPeriod } from './account_period.ts'
import { chargeHeld } from './charge_held.ts'
import { BILL_SCALE } from './postpaid.ts'
import { taxInForce } from './tax_in_force.ts'

/** Charges that are made once. */
const inferred = model('billing.one_off_charge', {
  held: chargeHeld,
  period: accountPeriod,
  currency,
  tax: taxInForce,
})
  .describe({
    description:
      'Charges made once for a plan: at its start or its end, in instalments (equal parts cut at the minor unit, the last takes the rest), and for leaving within a term. Deposits are liabilities (security_deposit) and late fees are of overdue bills (late_fee): neither is here.',
    columns: {
      day: 'Local day it is due',
      in_period: 'First day of the billing period of that day; null while unbilled',
      part: 'Which instalment, 1 the first',
      exact: 'Amount without tax, cut at 12 decimals, of this part',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('once', (w) =>
        w
          .selectFrom('held as h')
          .select((eb) => {
            return [
              'h.subscription_id',
              'h.offering_id',
              'h.charge_id',
              'h.kind',
              'h.charged_on',
              ch.argMax(eb.ref('h.billing_account_id'), eb.ref('h.local_from')).as('billing_account_id'),
              ch.argMax(eb.ref('h.customer_id'), eb.ref('h.local_from')).as('customer_id'),
              ch.argMin(eb.ref('h.legal_entity_id'), eb.ref('h.local_from')).as('legal_entity_id'),
              ch.argMin(eb.ref('h.description'), eb.ref('h.local_from')).as('description'),
              ch.argMin(eb.ref('h.amount'), eb.ref('h.local_from')).as('amount'),
              ch.argMin(eb.ref('h.instalments'), eb.ref('h.local_from')).as('instalments'),
              ch.argMin(eb.ref('h.term_months'), eb.ref('h.local_from')).as('term_months'),
              ch.argMin(eb.ref('h.falling'), eb.ref('h.local_from')).as('falling'),
              ch.argMin(eb.ref('h.tax_id'), eb.ref('h.local_from')).as('tax_id'),
              ch.argMin(eb.ref('h.tax_included'), eb.ref('h.local_from')).as('tax_included'),
              ch.argMin(eb.ref('h.tax_rate'), eb.ref('h.local_from')).as('tax_rate'),
              ch.argMin(eb.ref('h.currency'), eb.ref('h.local_from')).as('currency'),
              ch.min(eb.ref('h.from_day')).as('first_day'),
              ch.max(eb.ref('h.to_day')).as('to_day'),
              ch.argMax(eb.ref('h.terminated'), eb.ref('h.local_from')).as('terminated'),
            ]
          })
          .where('h.every', '=', 'once')
          .where('h.kind', 'not in', ['deposit', 'late_fee'])
          .groupBy(['h.subscription_id', 'h.offering_id', 'h.charge_id', 'h.kind', 'h.charged_on']),
      )
      .with('due', (w) =>
        w
          .selectFrom('once as o')
          .select((eb) => {
            const atEnd = eb.or([eb('o.charged_on', '=', 'end'), eb('o.kind', '=', 'early_termination')])
            const lastDay = ch.addDays(eb.ref('o.to_day'), ch.literal(-1))
            // A month that was begun counts as served.
            const served = ch.plus(ch.age('month', eb.ref('o.first_day'), lastDay), ch.toLong(ch.literal(1)))
            const left = ch.minus(ch.toLong(eb.ref('o.term_months')), served)
            const falls = eb.and([eb('o.kind', '=', 'early_termination'), eb('o.falling', '=', true)])
            return [
              'o.subscription_id',
              'o.billing_account_id',
              'o.customer_id',
              'o.offering_id',
              'o.legal_entity_id',
              'o.charge_id',
              'o.kind',
              'o.description',
              'o.instalments',
              'o.tax_id',
              'o.tax_included',
              'o.tax_rate',
              'o.currency',
              'o.terminated',
              ch.if(atEnd, lastDay, eb.ref('o.first_day')).as('day'),
              ch.if(atEnd, lastDay, eb.ref('o.first_day')).as('tax_day'),
              ch
                .if(
                  falls,
                  ch.div(
                    ch.mul(ch.decimal(eb.ref('o.amount'), 12), left),
                    ch.greatest(ch.toLong(eb.ref('o.term_months')), ch.toLong(ch.literal(1))),
                  ),
                  ch.decimal(eb.ref('o.amount'), 12),
                )
                .as('amount'),
              left.as('left_months'),
            ]
          })
          .where((eb) =>
            eb.and([
              eb('o.amount', '<>', '0'),
              eb.or([
                eb('o.kind', '<>', 'early_termination'),
                eb.and([
                  eb('o.terminated', '=', true),
                  eb(
                    ch.plus(
                      ch.age('month', eb.ref('o.first_day'), ch.addDays(eb.ref('o.to_day'), ch.literal(-1))),
                      ch.toLong(ch.literal(1)),
                    ),
                    '<',
                    ch.toLong(eb.ref('o.term_months')),
                  ),
                ]),
              ]),
              eb.or([
                eb('o.charged_on', '<>', 'end'),
                // The end is known: what goes on ends in 2120.
                eb('o.to_day', '<', ch.day('2120-01-01')),
              ]),
            ]),
          ),
      )
      .with('taxed', (w) =>
        w
          .selectFrom('due as d')
          .leftJoin('tax as t', (join) =>
            asof(join.onRef('t.tax_id', '=', 'd.tax_id').onRef('d.tax_day', '>=', 't.from_day')),
          )
          .leftJoin('currency as c', 'c.currency', 'd.currency')
          .leftJoin('period as p', (join) =>
            asof(join.onRef('p.billing_account_id', '=', 'd.billing_account_id').onRef('d.day', '>=', 'p.period_from')),
          )
          .select((eb) => {
            const rate = ch.notNull(ch.coalesce(ch.toNullable(ch.decimal(eb.ref('t.rate'), 6)), eb.ref('d.tax_rate')))
            return [
              'd.subscription_id',
              'd.billing_account_id',
              'd.customer_id',
              'd.offering_id',
              'd.legal_entity_id',
              'd.charge_id',
              'd.kind',
              'd.description',
              'd.instalments',
              'd.tax_id',
              'd.currency',
              'd.day',
              'p.month',
              'p.cycle_day',
              rate.as('tax_rate'),
              ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))).as('minor_units'),
              ch
                .if(
                  eb('d.tax_included', '=', true),
                  ch.decimal(ch.div(eb.ref('d.amount'), ch.plus(ch.amount('1', 6), rate)), 12),
                  eb.ref('d.amount'),
                )
                .as('exact'),
              ch.arrayJoin(ch.range(ch.literal(0), eb.ref('d.instalments'))).as('index'),
            ]
          }),
      )
      .with('parted', (w) =>
        w.selectFrom('taxed as t').select((eb) => {
          const whole = ch.roundHalfUpTo(eb.ref('t.exact'), eb.ref('t.minor_units'), BILL_SCALE)
          const share = ch.cutTo(
            ch.div(ch.decimal(whole, 12), eb.ref('t.instalments')),
            eb.ref('t.minor_units'),
            BILL_SCALE,
          )
          const before = ch.decimal(
            ch.mul(share, ch.minus(ch.toLong(eb.ref('t.instalments')), ch.toLong(ch.literal(1)))),
            BILL_SCALE,
          )
          const isLast = eb(
            eb.ref('t.index'),
            '=',
            ch.minus(ch.toLong(eb.ref('t.instalments')), ch.toLong(ch.literal(1))),
          )
          const month = ch.addMonths(
            ch.coalesce(eb.ref('t.month'), ch.toStartOfMonth(eb.ref('t.day'))),
            eb.ref('t.index'),
          )
          return [
            't.subscription_id',
            't.billing_account_id',
            't.customer_id',
            't.offering_id',
            't.legal_entity_id',
            't.charge_id',
            't.kind',
            't.description',
            't.instalments',
            't.currency',
            't.tax_id',
            't.tax_rate',
            ch.toLong(ch.plus(eb.ref('t.index'), ch.toLong(ch.literal(1)))).as('part'),
            ch
              .if(
                eb('t.index', '=', 0n),
                eb.ref('t.day'),
                cycleDay(month, ch.coalesce(eb.ref('t.cycle_day'), ch.toInt(ch.literal(1)))),
              )
              .as('day'),
            ch
              .if(
                eb('t.instalments', '=', 1),
                eb.ref('t.exact'),
                ch.decimal(ch.if(isLast, ch.minus(whole, before), share), 12),
              )
              .as('exact'),
            ch.if(isLast, ch.minus(whole, before), share).as('net'),
          ]
        }),
      )
      .selectFrom('parted as d')
      .leftJoin('period as p', (join) =>
        asof(join.onRef('p.billing_account_id', '=', 'd.billing_account_id').onRef('d.day', '>=', 'p.period_from')),
      )
      .select((eb) => [
        'd.billing_account_id',
        'd.subscription_id',
        'd.customer_id',
        'd.offering_id',
        'd.legal_entity_id',
        'd.charge_id',
        'd.kind',
        'd.description',
        'd.part',
        'd.instalments',
        'd.day',
        ch
          .if(
            eb.and([eb('d.day', '<', eb.ref('p.period_to')), eb('p.closed', '=', true)]),
            ch.toNullable(eb.ref('p.period_from')),
            ch.null(),
          )
          .as('in_period'),
        'd.exact',
        'd.net',
        'd.tax_id',
        'd.tax_rate',
        'd.currency',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'charge_id', 'part'], shardBy: 'billing_account_id' })
  .check(notNull('billing_account_id', 'subscription_id', 'net'))

export interface OneOffChargeRow extends RowOf<typeof inferred> {}
export const oneOffCharge: Model<'billing.one_off_charge', OneOffChargeRow> = inferred
