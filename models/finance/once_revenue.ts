import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { billLine } from '../billing/bill_line.ts'
import { draftLine } from '../billing/draft_line.ts'
import { issuedDocument } from '../billing/issued_document.ts'
import { LATE_FEE } from '../billing/late_fee_term.ts'
import { lateLine } from '../billing/late_line.ts'
import type { LineCategory } from '../billing/line_category.ts'
import { oneOffCharge } from '../billing/one_off_charge.ts'
import { clock } from '../staging/clock.ts'

/** Services of lines that spend limits and discounts make of the other lines of a bill. */
export const changesOfBills = ['minimum spend', 'maximum spend', 'discount'] as const

/** What is earned once. */
const inferred = model('finance.once_revenue', {
  once: oneOffCharge,
  draft: draftLine,
  bill: billLine,
  issued: issuedDocument,
  late: lateLine,
  clock,
})
  .describe({
    description:
      'Revenue that is of a day: one-off charges and instalments on the day they are due, billed or not yet; late fees as they stand on bills, less those that proved undue; minimum and maximum spend and discounts of closed periods, on the last day of the bill’s period.',
    columns: {
      subscription_id:
        'The line it is of; null for a late fee, which is of a bill, and for a discount of the whole bill',
      service: '`one-off`, `late fee`, `minimum spend`, `maximum spend` or `discount`',
      net: 'Without tax; below zero for what is given back',
    },
    tags: ['finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('once as o')
      .crossJoin('clock as k')
      .select((eb) => [
        'o.day',
        'o.billing_account_id',
        ch.toNullable(eb.ref('o.subscription_id')).as('subscription_id'),
        ch.widen(eb.ref('o.currency')).as('currency'),
        ch.literal<LineCategory>('one-off').as('category'),
        ch.text('one-off').as('service'),
        ch.roundHalfUp(eb.ref('o.exact'), 9).as('net'),
      ])
      .where((eb) => eb('o.day', '<', ch.toDate(eb.ref('k.as_of'))))
      .unionAll(
        q
          .selectFrom('draft as d')
          .select((eb) => [
            ch.addDays(eb.ref('d.bill_to'), ch.literal(-1)).as('day'),
            'd.charged_account_id as billing_account_id',
            'd.subscription_id',
            ch.widen(eb.ref('d.currency')).as('currency'),
            ch
              .if(
                eb('d.category', '=', 'discount'),
                ch.literal<LineCategory>('discount'),
                ch.literal<LineCategory>('one-off'),
              )
              .as('category'),
            'd.service',
            'd.rated_amount as net',
          ])
          .where('d.category', 'in', ['one-off', 'discount'])
          .where('d.service', 'in', changesOfBills),
      )
      // A fee that was not billed never is, so what bills say counts, not what they would say now.
      .unionAll(
        q
          .selectFrom('bill as l')
          .leftJoin('issued as i', 'i.bill_id', 'l.bill_id')
          .select((eb) => [
            'l.period_from as day',
            'l.charged_account_id as billing_account_id',
            ch.null<Text>().as('subscription_id'),
            ch.widen(eb.ref('l.currency')).as('currency'),
            ch.literal<LineCategory>('one-off').as('category'),
            ch.text(LATE_FEE).as('service'),
            'l.rated_amount as net',
          ])
          .where('l.overdue_bill', '<>', '')
          .where((eb) => eb.or([eb('i.kind', 'is', null), eb('i.kind', '=', 'bill'), eb('i.late', '=', true)])),
      )
      .unionAll(
        q
          .selectFrom('late as l')
          .select([
            'l.period_from as day',
            'l.charged_account_id as billing_account_id',
            ch.null<Text>().as('subscription_id'),
            'l.currency',
            ch.literal<LineCategory>('one-off').as('category'),
            ch.text(LATE_FEE).as('service'),
            'l.rated_amount as net',
          ])
          .where('l.overdue_bill', '<>', '')
          .where('l.settlement', 'in', ['credit note', 'waiting']),
      ),
  )
  .view()
  .check(notNull('day', 'currency', 'net'))

export interface OnceRevenueRow extends RowOf<typeof inferred> {}
export const onceRevenue: Model<'finance.once_revenue', OnceRevenueRow> = inferred
