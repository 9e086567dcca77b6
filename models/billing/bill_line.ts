import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal } from '../../warehouse/columns.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { accountPeriod } from './account_period.ts'
import { adjustmentCharge } from './adjustment_charge.ts'
import { BILL_SCALE } from './postpaid.ts'
import { recurringCharge } from './recurring_charge.ts'
import { usageCharge } from './usage_charge.ts'

/** What a bill says, line by line. */
export const billLine = model('billing.bill_line', {
  recurring: recurringCharge,
  usage: usageCharge,
  adjustment: adjustmentCharge,
  period: accountPeriod,
  payer: billingAccountCurrent,
  currency,
})
  .describe({
    description:
      'Lines of draft bills. A bill is of one payer, one bill period and one currency; it holds the recurring charges and the usage of its period, and the adjustments decided in it. Each line is rounded half up to the currency’s minor unit, and from there only added.',
    columns: {
      bill_id: 'payer/first day/currency',
      billing_account_id: 'The payer',
      charged_account_id: 'The account whose charge it is: the payer itself, or a child',
      period_from: 'First local day the charge is for',
      period_to: 'First local day after it',
      quantity: 'Days of a recurring charge; seconds, messages, bytes or events of usage; 1 of an adjustment',
      net: 'Amount without tax, rounded to the minor unit',
      tax_rate: 'Tax as a fraction of net; 0 for exempt payers',
      rated_amount: 'What net was rounded from',
      rounding_difference: 'rated_amount − net: the named difference between rating and bills',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('charge', (w) =>
        w
          .selectFrom('recurring as r')
          .select((eb) => [
            'r.billing_account_id',
            'r.period_from as in_period',
            ch.toNullable(eb.ref('r.subscription_id')).as('subscription_id'),
            'r.customer_id',
            ch.literal<LineCategory>('recurring').as('category'),
            ch.text('subscription').as('service'),
            'r.offering as description',
            'r.held_from as charge_from',
            'r.held_to as charge_to',
            ch.toLong(eb.ref('r.days')).as('quantity'),
            'r.tax_rate',
            'r.currency',
            ch.toNullable(eb.ref('r.net')).as('given_net'),
            ch.roundHalfUp(eb.ref('r.exact'), 9).as('rated_amount'),
          ])
          .where('r.closed', '=', true)
          .unionAll(
            w
              .selectFrom('usage as u')
              .innerJoin('period as p', (join) =>
                join
                  .onRef('p.billing_account_id', '=', 'u.billing_account_id')
                  .onRef('p.period_from', '=', 'u.period_from'),
              )
              .select((eb) => [
                'u.billing_account_id',
                'p.period_from as in_period',
                ch.toNullable(eb.ref('u.subscription_id')).as('subscription_id'),
                'u.customer_id',
                ch.literal<LineCategory>('usage').as('category'),
                ch.widen(eb.ref('u.service')).as('service'),
                ch.widen(eb.ref('u.service')).as('description'),
                'p.period_from as charge_from',
                'p.period_to as charge_to',
                ch.toLong(ch.sum(eb.ref('u.quantity'))).as('quantity'),
                'u.tax_rate',
                'u.currency',
                ch.null<Decimal<typeof BILL_SCALE>>().as('given_net'),
                ch.sum(eb.ref('u.amount')).as('rated_amount'),
              ])
              .where('u.chargeable', '=', true)
              .groupBy([
                'u.billing_account_id',
                'p.period_from',
                'p.period_to',
                'u.subscription_id',
                'u.customer_id',
                'u.service',
                'u.tax_rate',
                'u.currency',
              ]),
          )
          .unionAll(
            w
              .selectFrom('adjustment as j')
              .select((eb) => [
                'j.billing_account_id',
                ch.notNull(eb.ref('j.period_from')).as('in_period'),
                'j.subscription_id',
                'j.customer_id',
                ch.literal<LineCategory>('adjustment').as('category'),
                ch.text('adjustment').as('service'),
                ch.concat(ch.widen(eb.ref('j.reason')), ch.text(' '), eb.ref('j.adjustment_id')).as('description'),
                'j.day as charge_from',
                ch.addDays(eb.ref('j.day'), ch.literal(1)).as('charge_to'),
                ch.toLong(ch.literal(1)).as('quantity'),
                'j.tax_rate',
                'j.currency',
                ch.toNullable(eb.ref('j.net')).as('given_net'),
                ch.decimal(eb.ref('j.net'), 9).as('rated_amount'),
              ])
              .where('j.period_from', 'is not', null),
          ),
      )
      .with('billed', (w) =>
        w
          .selectFrom('charge as c')
          .innerJoin('period as p', (join) =>
            join.onRef('p.billing_account_id', '=', 'c.billing_account_id').onRef('p.period_from', '=', 'c.in_period'),
          )
          .innerJoin('payer as a', 'a.billing_account_id', 'p.payer_account_id')
          .leftJoin('currency as m', 'm.currency', 'c.currency')
          .select((eb) => [
            ch
              .concat(
                eb.ref('p.payer_account_id'),
                ch.text('/'),
                ch.toString(eb.ref('p.bill_from')),
                ch.text('/'),
                ch.widen(eb.ref('c.currency')),
              )
              .as('bill_id'),
            'p.payer_account_id',
            'p.bill_from',
            'p.bill_to',
            'c.billing_account_id',
            'c.customer_id',
            'c.subscription_id',
            'c.category',
            'c.service',
            'c.description',
            'c.charge_from',
            'c.charge_to',
            'c.quantity',
            ch.if(eb('a.tax_exempt', '=', true), ch.zero(6), ch.decimal(eb.ref('c.tax_rate'), 6)).as('tax_rate'),
            'c.currency',
            'c.rated_amount',
            ch
              .coalesce(
                eb.ref('c.given_net'),
                ch.roundHalfUpTo(
                  eb.ref('c.rated_amount'),
                  ch.coalesce(eb.ref('m.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))),
                  BILL_SCALE,
                ),
              )
              .as('net'),
          ]),
      )
      .selectFrom('billed as b')
      .select((eb) => [
        'b.bill_id',
        over(ch.rowNumber(), {
          partitionBy: [eb.ref('b.bill_id')],
          orderBy: [
            eb.ref('b.billing_account_id'),
            ch.coalesce(eb.ref('b.subscription_id'), ch.text('')),
            eb.ref('b.category'),
            eb.ref('b.service'),
            eb.ref('b.charge_from'),
            eb.ref('b.description'),
            eb.ref('b.tax_rate'),
          ],
        }).as('line_number'),
        'b.payer_account_id as billing_account_id',
        'b.billing_account_id as charged_account_id',
        'b.customer_id',
        'b.subscription_id',
        'b.bill_from',
        'b.bill_to',
        'b.charge_from as period_from',
        'b.charge_to as period_to',
        'b.category',
        'b.service',
        'b.description',
        'b.quantity',
        'b.net',
        'b.tax_rate',
        'b.rated_amount',
        ch.minus(eb.ref('b.rated_amount'), ch.decimal(eb.ref('b.net'), 9)).as('rounding_difference'),
        'b.currency',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'bill_from', 'bill_id', 'line_number'], shardBy: 'billing_account_id' })
  .check(
    notNull('bill_id', 'billing_account_id', 'net', 'tax_rate'),
    unique('bill_id', 'line_number'),
    accepted('category', ['recurring', 'usage', 'one-off', 'adjustment']),
    expression('what was rounded is what rating said', (eb) =>
      eb('rated_amount', '=', ch.plus(ch.decimal(eb.ref('net'), 9), eb.ref('rounding_difference'))),
    ),
  )

export type LineCategory = 'recurring' | 'usage' | 'one-off' | 'adjustment'
