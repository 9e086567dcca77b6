import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billLine } from '../billing/bill_line.ts'
import { billTax } from '../billing/bill_tax.ts'
import { customerBill } from '../billing/customer_bill.ts'
import { draftLine } from '../billing/draft_line.ts'
import { issuedDocument } from '../billing/issued_document.ts'
import { LATE_FEE } from '../billing/late_fee_term.ts'
import { lateLine } from '../billing/late_line.ts'
import { oneOffCharge } from '../billing/one_off_charge.ts'
import { usageCharge } from '../billing/usage_charge.ts'
import { clock } from '../staging/clock.ts'
import { lineRevenue } from './line_revenue.ts'
import { revenueReconciliation } from './revenue_reconciliation.ts'

export const landedIsRatedOrRejected = reconciliation('landed = rejected + rated', { stage: revenueReconciliation })
  .by('month', 'service')
  .left((q) =>
    q
      .selectFrom('stage as s')
      .select((eb) => [
        's.month',
        's.service',
        ch.sum(eb.ref('s.events')).as('events'),
        ch.sum(eb.ref('s.quantity')).as('quantity'),
      ])
      .where('s.step', '=', 1)
      .groupBy(['s.month', 's.service']),
  )
  .right((q) =>
    q
      .selectFrom('stage as s')
      .select((eb) => [
        's.month',
        's.service',
        ch.sum(eb.ref('s.events')).as('events'),
        ch.sum(eb.ref('s.quantity')).as('quantity'),
      ])
      .where('s.step', 'in', [2, 3])
      .groupBy(['s.month', 's.service']),
  )

export const ratedIsAccountedFor = reconciliation('rated = prepaid + free + billed + unbilled', {
  stage: revenueReconciliation,
})
  .by('month', 'service', 'currency')
  .left((q) =>
    q
      .selectFrom('stage as s')
      .select((eb) => [
        's.month',
        's.service',
        's.currency',
        ch.sum(eb.ref('s.events')).as('events'),
        ch.sum(eb.ref('s.amount')).as('amount'),
      ])
      .where('s.step', '=', 3)
      .groupBy(['s.month', 's.service', 's.currency']),
  )
  .right((q) =>
    q
      .selectFrom('stage as s')
      .select((eb) => [
        's.month',
        's.service',
        's.currency',
        ch.sum(eb.ref('s.events')).as('events'),
        ch.sum(eb.ref('s.amount')).as('amount'),
      ])
      .where('s.step', '=', 4)
      .groupBy(['s.month', 's.service', 's.currency']),
  )

export const billedIsOnBills = reconciliation('billed usage = lines of drafts + rounding', { usageCharge, draftLine })
  .by('billing_account_id', 'service', 'currency')
  .left((q) =>
    q
      .selectFrom('usageCharge as u')
      .select((eb) => ['u.billing_account_id', 'u.service', 'u.currency', ch.sum(eb.ref('u.amount')).as('amount')])
      .where('u.chargeable', '=', true)
      .where('u.period_from', 'is not', null)
      .groupBy(['u.billing_account_id', 'u.service', 'u.currency']),
  )
  .right((q) =>
    q
      .selectFrom('draftLine as l')
      .select((eb) => [
        'l.charged_account_id as billing_account_id',
        'l.service',
        'l.currency',
        ch.plus(ch.decimal(ch.sum(eb.ref('l.net')), 9), ch.sum(eb.ref('l.rounding_difference'))).as('amount'),
      ])
      .where('l.category', '=', 'usage')
      .groupBy(['l.charged_account_id', 'l.service', 'l.currency']),
  )

export const billIsItsLines = reconciliation('bill = its lines', { customerBill, billLine })
  .by('bill_id')
  .left((q) => q.selectFrom('customerBill as b').select(['b.bill_id', 'b.net', 'b.lines']))
  .right((q) =>
    q
      .selectFrom('billLine as l')
      .select((eb) => ['l.bill_id', ch.sum(eb.ref('l.net')).as('net'), ch.count().as('lines')])
      .groupBy('l.bill_id'),
  )

export const billTaxIsItsGroups = reconciliation('tax of a bill = its groups', { customerBill, billTax })
  .by('bill_id')
  .left((q) => q.selectFrom('customerBill as b').select(['b.bill_id', 'b.tax']))
  .right((q) =>
    q
      .selectFrom('billTax as t')
      .select((eb) => ['t.bill_id', ch.sum(eb.ref('t.tax')).as('tax')])
      .groupBy('t.bill_id'),
  )

/** Months of bills that are compared: those of which every one is recent to `billing.bill_difference`. */
const COMPARED_MONTHS = -11

export const ratedIsOnDocuments = reconciliation('rated usage of closed periods = bills + late notes + what is late', {
  draftLine,
  billLine,
  issuedDocument,
  lateLine,
  clock,
})
  .by('account', 'currency')
  .left((q) =>
    q
      .selectFrom('draftLine as d')
      .innerJoin('clock as k', (join) => join.onTrue())
      .select((eb) => [
        'd.charged_account_id as account',
        ch.widen(eb.ref('d.currency')).as('currency'),
        ch.sum(eb.ref('d.rated_amount')).as('amount'),
      ])
      .where('d.category', '=', 'usage')
      .where((eb) => eb('d.period_from', '>=', ch.addMonths(ch.toDate(eb.ref('k.as_of')), ch.literal(COMPARED_MONTHS))))
      .groupBy(['d.charged_account_id', 'd.currency']),
  )
  .right((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('billLine as l')
          .leftJoin('issuedDocument as i', 'i.bill_id', 'l.bill_id')
          .select((eb) => [
            'l.charged_account_id as account',
            ch.widen(eb.ref('l.currency')).as('currency'),
            'l.period_from',
            'l.rated_amount as amount',
          ])
          .where('l.category', '=', 'usage')
          .where((eb) => eb.or([eb('i.kind', 'is', null), eb('i.kind', '=', 'bill'), eb('i.late', '=', true)]))
          .unionAll(
            w
              .selectFrom('lateLine as l')
              .select(['l.charged_account_id as account', 'l.currency', 'l.period_from', 'l.rated_amount as amount'])
              .where('l.category', '=', 'usage')
              .where('l.settlement', '<>', 'next bill'),
          ),
      )
      .selectFrom('part as p')
      .innerJoin('clock as k', (join) => join.onTrue())
      .select((eb) => ['p.account', 'p.currency', ch.sum(eb.ref('p.amount')).as('amount')])
      .where((eb) => eb('p.period_from', '>=', ch.addMonths(ch.toDate(eb.ref('k.as_of')), ch.literal(COMPARED_MONTHS))))
      .groupBy(['p.account', 'p.currency']),
  )

export const onceIsOnBills = reconciliation('one-off charges, spend limits and discounts earned = drafts + unbilled', {
  lineRevenue,
  draftLine,
  oneOffCharge,
  clock,
})
  .by('billing_account_id', 'subscription_id', 'service', 'currency')
  .left((q) =>
    q
      .selectFrom('lineRevenue as r')
      .select((eb) => [
        'r.billing_account_id',
        ch.coalesce(eb.ref('r.subscription_id'), ch.text('')).as('subscription_id'),
        'r.service',
        ch.widen(eb.ref('r.currency')).as('currency'),
        ch.sum(eb.ref('r.net')).as('amount'),
      ])
      .where('r.category', 'in', ['one-off', 'discount'])
      .where('r.service', '<>', LATE_FEE)
      .groupBy(['r.billing_account_id', 'r.subscription_id', 'r.service', 'r.currency']),
  )
  .right((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('draftLine as d')
          .select((eb) => [
            'd.charged_account_id as billing_account_id',
            ch.coalesce(eb.ref('d.subscription_id'), ch.text('')).as('subscription_id'),
            'd.service',
            ch.widen(eb.ref('d.currency')).as('currency'),
            ch.plus(ch.decimal(eb.ref('d.net'), 9), eb.ref('d.rounding_difference')).as('amount'),
          ])
          .where('d.category', 'in', ['one-off', 'discount'])
          .where('d.service', '<>', LATE_FEE)
          .unionAll(
            w
              .selectFrom('oneOffCharge as o')
              .crossJoin('clock as k')
              .select((eb) => [
                'o.billing_account_id',
                'o.subscription_id',
                ch.text('one-off').as('service'),
                ch.widen(eb.ref('o.currency')).as('currency'),
                ch.roundHalfUp(eb.ref('o.exact'), 9).as('amount'),
              ])
              .where('o.in_period', 'is', null)
              .where((eb) => eb('o.day', '<', ch.toDate(eb.ref('k.as_of')))),
          ),
      )
      .selectFrom('part as p')
      .select((eb) => [
        'p.billing_account_id',
        'p.subscription_id',
        'p.service',
        'p.currency',
        ch.sum(eb.ref('p.amount')).as('amount'),
      ])
      .groupBy(['p.billing_account_id', 'p.subscription_id', 'p.service', 'p.currency']),
  )
