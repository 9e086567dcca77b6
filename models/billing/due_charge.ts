import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Text } from '../../warehouse/columns.ts'
import { accountPeriod } from './account_period.ts'
import { adjustmentCharge } from './adjustment_charge.ts'
import { lateFee } from './late_fee.ts'
import { LATE_FEE } from './late_fee_term.ts'
import type { LineCategory } from './line_category.ts'
import { oneOffCharge } from './one_off_charge.ts'
import type { BILL_SCALE } from './postpaid.ts'
import { recurringLine } from './recurring_line.ts'
import { usageCharge } from './usage_charge.ts'
import { usageId, usageText } from './usage_text.ts'

/** Of a charge that is no quantity at a price. */
const unpriced = [ch.zero(9).as('unit_price'), ch.toLong(ch.literal(0)).as('price_quantity')] as const

/** What is to be billed, of every kind. */
const inferred = model('billing.due_charge', {
  recurring: recurringLine,
  once: oneOffCharge,
  usage: usageCharge,
  adjustment: adjustmentCharge,
  lateFee,
  period: accountPeriod,
})
  .describe({
    description:
      'Recurring and one-off charges, usage, adjustments and late fees of closed months, before they are put on a bill, taxed and rounded.',
    columns: {
      in_period: 'First day of the month whose bill it is on',
      given_net: 'Amount without tax where it is rounded already; else null',
      rated_amount: 'Amount without tax',
      tax_day: 'Day whose tax it bears',
      sold_by: 'Legal entity that sold it; null for an adjustment, which is of who sold the line last',
      overdue_bill: 'Number of the overdue bill that a late fee is for; else empty',
      unit_price: 'Price without tax of price_quantity units, where every part of it was at that alone',
      price_quantity: '0 where there is not one price',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .selectFrom('recurring as r')
      .select((eb) => [
        'r.billing_account_id',
        'r.in_period',
        ch.toNullable(eb.ref('r.subscription_id')).as('subscription_id'),
        'r.customer_id',
        ch.literal<LineCategory>('recurring').as('category'),
        ch.text('subscription').as('service'),
        ch.widen(eb.ref('r.description')).as('description'),
        ch.widen(eb.ref('r.charge_id')).as('charge_id'),
        'r.charge_from',
        'r.charge_to',
        ch.toLong(eb.ref('r.days')).as('quantity'),
        ch.widen(eb.ref('r.offering_id')).as('offering_id'),
        ch.widen(eb.ref('r.tax_id')).as('tax_id'),
        'r.tax_rate',
        'r.currency',
        ch.toNullable(eb.ref('r.net')).as('given_net'),
        ch.roundHalfUp(eb.ref('r.exact'), 9).as('rated_amount'),
        'r.charge_from as tax_day',
        ch.toNullable(ch.widen(eb.ref('r.legal_entity_id'))).as('sold_by'),
        ch.text('').as('overdue_bill'),
        'r.unit_price',
        'r.price_quantity',
      ])
      .unionAll(
        q
          .selectFrom('once as o')
          .select((eb) => [
            'o.billing_account_id',
            ch.notNull(eb.ref('o.in_period')).as('in_period'),
            ch.toNullable(eb.ref('o.subscription_id')).as('subscription_id'),
            'o.customer_id',
            ch.literal<LineCategory>('one-off').as('category'),
            ch.text('one-off').as('service'),
            ch
              .if(
                eb('o.instalments', '>', 1),
                ch.concat(
                  eb.ref('o.description'),
                  ch.text(' '),
                  ch.toString(eb.ref('o.part')),
                  ch.text('/'),
                  ch.toString(eb.ref('o.instalments')),
                ),
                ch.widen(eb.ref('o.description')),
              )
              .as('description'),
            ch.widen(eb.ref('o.charge_id')).as('charge_id'),
            'o.day as charge_from',
            ch.addDays(eb.ref('o.day'), ch.literal(1)).as('charge_to'),
            ch.toLong(ch.literal(1)).as('quantity'),
            ch.widen(eb.ref('o.offering_id')).as('offering_id'),
            ch.widen(eb.ref('o.tax_id')).as('tax_id'),
            'o.tax_rate',
            'o.currency',
            ch.toNullable(eb.ref('o.net')).as('given_net'),
            ch.roundHalfUp(eb.ref('o.exact'), 9).as('rated_amount'),
            'o.day as tax_day',
            ch.toNullable(ch.widen(eb.ref('o.legal_entity_id'))).as('sold_by'),
            ch.text('').as('overdue_bill'),
            ...unpriced,
          ])
          .where('o.in_period', 'is not', null),
      )
      .unionAll(
        q
          .selectFrom('usage as u')
          .innerJoin('period as p', (join) =>
            join
              .onRef('p.billing_account_id', '=', 'u.billing_account_id')
              .onRef('p.period_from', '=', 'u.period_from'),
          )
          .select((eb) => [
            'u.billing_account_id',
            'p.period_from as in_period',
            'u.subscription_id',
            'u.customer_id',
            ch.literal<LineCategory>('usage').as('category'),
            'u.service',
            ch.max(usageText(eb.ref('u.price'), eb.ref('u.metric'), eb.ref('u.service'))).as('description'),
            usageId(eb.ref('u.price_id'), eb.ref('u.service')).as('charge_id'),
            'p.period_from as charge_from',
            'p.period_to as charge_to',
            ch.toLong(ch.sum(eb.ref('u.quantity'))).as('quantity'),
            ch.widen(eb.ref('u.offering_id')).as('offering_id'),
            'u.tax_id',
            'u.tax_rate',
            'u.currency',
            ch.null<Decimal<typeof BILL_SCALE>>().as('given_net'),
            ch.sum(eb.ref('u.amount')).as('rated_amount'),
            'u.tax_from as tax_day',
            ch.toNullable(eb.ref('u.legal_entity_id')).as('sold_by'),
            ch.text('').as('overdue_bill'),
            ch.max(eb.ref('u.unit_price')).as('unit_price'),
            ch
              .if(
                eb(
                  ch.min(ch.tuple(eb.ref('u.unit_price'), eb.ref('u.price_quantity'))),
                  '=',
                  ch.max(ch.tuple(eb.ref('u.unit_price'), eb.ref('u.price_quantity'))),
                ),
                ch.max(eb.ref('u.price_quantity')),
                ch.toLong(ch.literal(0)),
              )
              .as('price_quantity'),
          ])
          .where('u.chargeable', '=', true)
          .groupBy([
            'u.billing_account_id',
            'p.period_from',
            'p.period_to',
            'u.subscription_id',
            'u.customer_id',
            'u.service',
            'u.price_id',
            'u.tax_id',
            'u.tax_rate',
            'u.tax_from',
            'u.legal_entity_id',
            'u.currency',
            'u.offering_id',
          ]),
      )
      .unionAll(
        q
          .selectFrom('adjustment as j')
          .select((eb) => [
            'j.billing_account_id',
            ch.notNull(eb.ref('j.period_from')).as('in_period'),
            'j.subscription_id',
            'j.customer_id',
            ch.literal<LineCategory>('adjustment').as('category'),
            ch.text('adjustment').as('service'),
            ch.concat(ch.widen(eb.ref('j.reason')), ch.text(' '), eb.ref('j.adjustment_id')).as('description'),
            ch.text('adjustment').as('charge_id'),
            'j.day as charge_from',
            ch.addDays(eb.ref('j.day'), ch.literal(1)).as('charge_to'),
            ch.toLong(ch.literal(1)).as('quantity'),
            ch.text('').as('offering_id'),
            ch.widen(eb.ref('j.tax_id')).as('tax_id'),
            'j.tax_rate',
            'j.currency',
            ch.toNullable(eb.ref('j.net')).as('given_net'),
            ch.decimal(eb.ref('j.net'), 9).as('rated_amount'),
            'j.day as tax_day',
            ch.null<Text>().as('sold_by'),
            ch.text('').as('overdue_bill'),
            ...unpriced,
          ])
          .where('j.period_from', 'is not', null),
      )
      .unionAll(
        q
          .selectFrom('lateFee as f')
          .select((eb) => [
            'f.billing_account_id',
            'f.in_period',
            ch.null<Text>().as('subscription_id'),
            'f.customer_id',
            ch.literal<LineCategory>('one-off').as('category'),
            ch.text(LATE_FEE).as('service'),
            ch.concat(ch.widen(eb.ref('f.description')), ch.text(' '), eb.ref('f.bill_number')).as('description'),
            ch.widen(eb.ref('f.charge_id')).as('charge_id'),
            'f.day as charge_from',
            'f.on_day as charge_to',
            ch.toLong(ch.literal(1)).as('quantity'),
            ch.widen(eb.ref('f.offering_id')).as('offering_id'),
            ch.widen(eb.ref('f.tax_id')).as('tax_id'),
            'f.tax_rate',
            ch.lowCardinality(eb.ref('f.currency')).as('currency'),
            ch.null<Decimal<typeof BILL_SCALE>>().as('given_net'),
            'f.exact as rated_amount',
            'f.day as tax_day',
            ch.toNullable(ch.widen(eb.ref('f.legal_entity_id'))).as('sold_by'),
            ch.widen(eb.ref('f.bill_number')).as('overdue_bill'),
            ...unpriced,
          ]),
      ),
  )
  .view()

export interface DueChargeRow extends RowOf<typeof inferred> {}
export const dueCharge: Model<'billing.due_charge', DueChargeRow> = inferred
