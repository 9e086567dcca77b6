import type { Expression } from 'kysely'
import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { accountPeriod } from './account_period.ts'
import { billId } from './bill_id.ts'
import { dueCharge } from './due_charge.ts'
import { lineTax } from './line_tax.ts'
import { payerTax } from './payer_tax.ts'
import { BILL_SCALE } from './postpaid.ts'
import { taxInForce } from './tax_in_force.ts'

/** What tells lines of usage apart on a bill: all but the plan. */
const usageLine = [
  'billing_account_id',
  'in_period',
  'subscription_id',
  'customer_id',
  'category',
  'service',
  'charge_id',
  'tax_id',
  'tax_rate',
  'sold_by',
  'currency',
] as const

/** Charges of draft bills, before spend limits and discounts. */
const inferred = model('billing.charge_line', {
  charge: dueCharge,
  period: accountPeriod,
  plan: subscriptionPlan,
  payer: payerTax,
  tax: taxInForce,
  currency,
})
  .describe({
    description:
      'Charges of draft bills before spend limits and discounts. A bill is of one payer, one bill period, one currency and one legal entity. Each line is rounded half up to the currency’s minor unit, and from there only added; use of several plans at one price is a line of the bill and a row for each plan here.',
    columns: {
      bill_id: 'payer/first day/currency, and /legal entity where the catalogue names one',
      payer_account_id: 'Who gets the bill',
      billing_account_id: 'The account whose charge it is: the payer itself, or a child',
      charge_id: 'Charge of the plan; price of usage, its service where its source priced it',
      offering_id: 'The plan; empty for an adjustment',
      tax_id: 'Tax of the catalogue; empty where there is only a rate',
      tax_category: 'EN 16931 category (BT-151)',
      overdue_bill: 'Number of the overdue bill that a late fee is for; else empty',
      quantity: 'Days of a recurring charge; seconds, messages, bytes or events of usage; else 1',
      unit_price:
        'Price without tax of price_quantity units, where a line has one: net = unit_price × quantity ÷ price_quantity, half up',
      price_quantity: 'Units that unit_price is for: days of the period, seconds of a rate',
      net: 'Amount without tax, rounded to the minor unit',
      rated_amount: 'What net was rounded from',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      // An adjustment is of who sold the line last; of the whole account, of whom its latest line is.
      .with('seller', (w) =>
        w
          .selectFrom('plan as p')
          .select((eb) => [
            ch.toNullable(eb.ref('p.subscription_id')).as('subscription_id'),
            'p.billing_account_id',
            ch.argMax(eb.ref('p.legal_entity_id'), eb.ref('p.valid_from')).as('legal_entity_id'),
          ])
          .groupBy(['p.subscription_id', 'p.billing_account_id'])
          .unionAll(
            w
              .selectFrom('plan as p')
              .select((eb) => [
                ch.null<Text>().as('subscription_id'),
                'p.billing_account_id',
                ch.argMax(eb.ref('p.legal_entity_id'), eb.ref('p.valid_from')).as('legal_entity_id'),
              ])
              .groupBy('p.billing_account_id'),
          ),
      )
      .with('sold', (w) =>
        w
          .selectFrom('seller as s')
          .select((eb) => [
            ch.coalesce(eb.ref('s.subscription_id'), ch.text('')).as('subscription_id'),
            's.billing_account_id',
            's.legal_entity_id',
          ]),
      )
      .with('keyed', (w) =>
        w
          .selectFrom('charge as c')
          .selectAll('c')
          .select((eb) => {
            // Use of several plans at one price is a line of the bill: its plans share what the line is rounded to.
            const line = { partitionBy: usageLine.map((column) => eb.ref(`c.${column}`)) }
            const parts = {
              ...line,
              orderBy: [eb.ref('c.offering_id'), eb.ref('c.tax_day')],
              frame: rowsBetween('unbounded', 0),
            }
            const ofUsage = eb('c.category', '=', 'usage')
            const each = ch.tuple(eb.ref('c.unit_price'), eb.ref('c.price_quantity'))
            const oneEach = eb(over(ch.min(each), line), '=', over(ch.max(each), line))
            const amount = ch.sum(eb.ref('c.rated_amount'))
            const whole = <T>(all: Expression<T>, own: Expression<T>) => ch.if(ofUsage, all, own)
            return [
              ch.coalesce(eb.ref('c.subscription_id'), ch.text('')).as('seller_key'),
              whole(ch.decimal(over(amount, parts), 9), eb.ref('c.rated_amount')).as('up_to'),
              whole(ch.decimal(over(amount, line), 9), eb.ref('c.rated_amount')).as('line_amount'),
              whole(ch.toLong(over(ch.sum(eb.ref('c.quantity')), line)), eb.ref('c.quantity')).as('line_quantity'),
              ch
                .if(eb.and([ofUsage, eb.not(oneEach)]), ch.toLong(ch.literal(0)), eb.ref('c.price_quantity'))
                .as('line_per'),
            ]
          }),
      )
      .selectFrom('keyed as c')
      .leftJoin('tax as t', (join) =>
        asof(join.onRef('t.tax_id', '=', 'c.tax_id').onRef('c.tax_day', '>=', 't.from_day')),
      )
      .innerJoin('period as p', (join) =>
        join.onRef('p.billing_account_id', '=', 'c.billing_account_id').onRef('p.period_from', '=', 'c.in_period'),
      )
      .leftJoin('sold as s', (join) =>
        join.onRef('s.billing_account_id', '=', 'c.billing_account_id').onRef('s.subscription_id', '=', 'c.seller_key'),
      )
      .innerJoin('payer as a', (join) =>
        asof(join.onRef('a.billing_account_id', '=', 'p.payer_account_id').onRef('c.charge_from', '>=', 'a.from_day')),
      )
      .leftJoin('currency as m', 'm.currency', 'c.currency')
      .select((eb) => {
        const entity = ch.coalesce(ch.coalesce(eb.ref('c.sold_by'), ch.widen(eb.ref('s.legal_entity_id'))), ch.text(''))
        const units = ch.coalesce(eb.ref('m.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS)))
        const rounded = (amount: Expression<Decimal<9>>) => ch.roundHalfUpTo(amount, units, BILL_SCALE)
        const before = ch.decimal(ch.minus(eb.ref('c.up_to'), eb.ref('c.rated_amount')), 9)
        const net = ch.coalesce(eb.ref('c.given_net'), ch.minus(rounded(eb.ref('c.up_to')), rounded(before)))
        const lineNet = ch.coalesce(eb.ref('c.given_net'), rounded(eb.ref('c.line_amount')))
        const once = eb.and([eb('c.category', 'in', ['one-off', 'adjustment']), eb(net, '>=', '0')])
        const priced = ch.div(
          ch.mul(ch.decimal(eb.ref('c.unit_price'), 12), eb.ref('c.line_quantity')),
          ch.greatest(eb.ref('c.line_per'), ch.toLong(ch.literal(1))),
        )
        // A price that does not make the line is none: it was held for a part that is counted otherwise, or rounded.
        const makesIt = eb.and([
          eb('c.line_per', '>', 0n),
          eb('c.unit_price', '>=', '0'),
          eb(ch.roundHalfUpTo(priced, units, BILL_SCALE), '=', lineNet),
        ])
        const taxed = lineTax(
          {
            id: eb.ref('c.tax_id'),
            rate: ch.decimal(eb.ref('c.tax_rate'), 6),
            category: ch.widen(eb.ref('t.category')),
          },
          {
            id: eb.ref('a.tax_id'),
            rate: eb.ref('a.rate'),
            category: ch.toNullable(eb.ref('a.category')),
            exempt: eb.ref('p.tax_exempt'),
          },
        )
        return [
          billId(eb.ref('p.payer_account_id'), eb.ref('p.bill_from'), eb.ref('c.currency'), entity).as('bill_id'),
          ch.lowCardinality(entity).as('legal_entity_id'),
          'p.payer_account_id',
          'p.bill_from',
          'p.bill_to',
          'c.billing_account_id',
          'c.customer_id',
          'c.subscription_id',
          'c.category',
          'c.service',
          'c.description',
          'c.charge_id',
          'c.charge_from',
          'c.charge_to',
          'c.overdue_bill',
          'c.quantity',
          'c.offering_id',
          taxed.id.as('tax_id'),
          taxed.category.as('tax_category'),
          taxed.rate.as('tax_rate'),
          'c.currency',
          'c.rated_amount',
          ch
            .multiIf(
              [
                [once, ch.toNullable(ch.decimal(net, 9))],
                [makesIt, ch.toNullable(ch.decimal(eb.ref('c.unit_price'), 9))],
              ],
              ch.null(),
            )
            .as('unit_price'),
          ch.if(eb.and([makesIt, eb.not(once)]), eb.ref('c.line_per'), ch.toLong(ch.literal(1))).as('price_quantity'),
          net.as('net'),
          units.as('minor_units'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'bill_to', 'bill_id'], shardBy: 'billing_account_id' })
  .check(notNull('bill_id', 'billing_account_id', 'net', 'tax_rate'))

export interface ChargeLineRow extends RowOf<typeof inferred> {}
export const chargeLine: Model<'billing.charge_line', ChargeLineRow> = inferred
