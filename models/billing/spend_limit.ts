import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { offering } from '../staging/offering.ts'
import { accountPeriod } from './account_period.ts'
import { billId } from './bill_id.ts'
import { chargeHeld } from './charge_held.ts'
import { lineTax } from './line_tax.ts'
import { payerTax } from './payer_tax.ts'
import { BILL_SCALE } from './postpaid.ts'
import { taxInForce } from './tax_in_force.ts'

/** More than any line spends. */
const BOUNDLESS = '99999999999999999'

const stayColumns = [
  'h.subscription_id',
  'h.billing_account_id',
  'h.customer_id',
  'h.offering_id',
  'h.legal_entity_id',
  'h.plan_tax_id',
  'h.tax_rate',
  'h.currency',
  'h.valid_from',
  'h.start_day',
  'h.to_day',
] as const

/** What a line must cost by each of its plans in the period of a bill, and may cost by the last. */
const inferred = model('billing.spend_limit', {
  held: chargeHeld,
  period: accountPeriod,
  offering,
  payer: payerTax,
  tax: taxInForce,
  currency,
})
  .describe({
    description:
      'Minimum and maximum spend of a line in the period of a bill, by plan: the minimum of each in proportion to the days of the period on which the line had it, half up at the minor unit; the maximum is that of its last plan, whole.',
    columns: {
      minimum: 'What the plan’s own charges must come to',
      maximum: 'What all charges of the line may come to; without bound but with its last plan',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select(['p.billing_account_id', 'p.payer_account_id', 'p.bill_from', 'p.bill_to', 'p.tax_exempt'])
          .distinct()
          .where('p.closed', '=', true),
      )
      .with('stay', (w) =>
        w.selectFrom('held as h').select(stayColumns).distinct().whereRef('h.start_day', '<', 'h.to_day'),
      )
      .with('limited', (w) =>
        w
          .selectFrom('stay as h')
          .innerJoin('offering as o', (join) =>
            asof(join.onRef('o.offering_id', '=', 'h.offering_id').onRef('h.valid_from', '>=', 'o.valid_from')),
          )
          .select((eb) => [
            ...stayColumns,
            'o.minimum_spend',
            ch.decimal(ch.coalesce(eb.ref('o.maximum_spend'), ch.amount(BOUNDLESS, 9)), 9).as('maximum_spend'),
          ]),
      )
      .with('by_plan', (w) =>
        w
          .selectFrom('limited as h')
          .innerJoin('bill as b', 'b.billing_account_id', 'h.billing_account_id')
          .select((eb) => {
            const last = eb.ref('h.valid_from')
            const from = ch.greatest(eb.ref('h.start_day'), eb.ref('b.bill_from'))
            const to = ch.least(eb.ref('h.to_day'), eb.ref('b.bill_to'))
            return [
              'h.subscription_id',
              'h.billing_account_id',
              'b.payer_account_id',
              'b.bill_from',
              'b.bill_to',
              'b.tax_exempt',
              'h.currency',
              'h.offering_id',
              ch.argMax(eb.ref('h.customer_id'), last).as('customer_id'),
              ch.argMax(eb.ref('h.legal_entity_id'), last).as('legal_entity_id'),
              ch.argMax(ch.widen(eb.ref('h.plan_tax_id')), last).as('tax_id'),
              ch.argMax(eb.ref('h.tax_rate'), last).as('tax_rate'),
              ch.argMax(eb.ref('h.maximum_spend'), last).as('maximum_spend'),
              ch
                .sum(ch.mul(ch.decimal(eb.ref('h.minimum_spend'), 12), ch.dateDiff('day', from, to)))
                .as('minimum_days'),
              ch.max(last).as('last_from'),
            ]
          })
          .whereRef('h.start_day', '<', 'b.bill_to')
          .whereRef('h.to_day', '>', 'b.bill_from')
          .groupBy([
            'h.subscription_id',
            'h.billing_account_id',
            'b.payer_account_id',
            'b.bill_from',
            'b.bill_to',
            'b.tax_exempt',
            'h.currency',
            'h.offering_id',
          ]),
      )
      .with('bounded', (w) =>
        w
          .selectFrom('by_plan as p')
          .selectAll('p')
          .select((eb) =>
            over(ch.max(eb.ref('p.last_from')), {
              partitionBy: [
                eb.ref('p.subscription_id'),
                eb.ref('p.billing_account_id'),
                eb.ref('p.bill_from'),
                eb.ref('p.currency'),
              ],
            }).as('last_of_line'),
          ),
      )
      .selectFrom('bounded as p')
      .innerJoin('payer as a', (join) =>
        asof(join.onRef('a.billing_account_id', '=', 'p.payer_account_id').onRef('p.bill_from', '>=', 'a.from_day')),
      )
      .leftJoin('tax as t', (join) =>
        asof(join.onRef('t.tax_id', '=', 'p.tax_id').onRef('p.bill_from', '>=', 't.from_day')),
      )
      .leftJoin('currency as c', 'c.currency', 'p.currency')
      .select((eb) => {
        const taxed = lineTax(
          {
            id: eb.ref('p.tax_id'),
            rate: ch.decimal(eb.ref('p.tax_rate'), 6),
            category: ch.widen(eb.ref('t.category')),
          },
          {
            id: eb.ref('a.tax_id'),
            rate: eb.ref('a.rate'),
            category: ch.toNullable(eb.ref('a.category')),
            exempt: eb.ref('p.tax_exempt'),
          },
        )
        const units = ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS)))
        const days = ch.dateDiff('day', eb.ref('p.bill_from'), eb.ref('p.bill_to'))
        const minimum = ch.div(eb.ref('p.minimum_days'), days)
        const isLast = eb('p.last_from', '=', eb.ref('p.last_of_line'))
        const maximum = ch.if(isLast, eb.ref('p.maximum_spend'), ch.amount(BOUNDLESS, 9))
        const entity = ch.widen(eb.ref('p.legal_entity_id'))
        return [
          billId(eb.ref('p.payer_account_id'), eb.ref('p.bill_from'), eb.ref('p.currency'), entity).as('bill_id'),
          'p.payer_account_id',
          'p.subscription_id',
          'p.billing_account_id',
          'p.customer_id',
          ch.widen(eb.ref('p.offering_id')).as('offering_id'),
          'p.legal_entity_id',
          'p.bill_from',
          'p.bill_to',
          taxed.id.as('tax_id'),
          taxed.category.as('tax_category'),
          taxed.rate.as('tax_rate'),
          'p.tax_exempt',
          'p.currency',
          units.as('minor_units'),
          ch.roundHalfUpTo(minimum, units, BILL_SCALE).as('minimum'),
          ch.roundHalfUpTo(maximum, units, BILL_SCALE).as('maximum'),
        ]
      })
      .where((eb) => eb.or([eb('p.minimum_days', '>', '0'), eb('p.maximum_spend', '<', BOUNDLESS)])),
  )
  .table({ orderBy: ['billing_account_id', 'bill_to', 'bill_id'], shardBy: 'billing_account_id' })
  .check(notNull('bill_id', 'subscription_id', 'minimum'))

export interface SpendLimitRow extends RowOf<typeof inferred> {}
export const spendLimit: Model<'billing.spend_limit', SpendLimitRow> = inferred
