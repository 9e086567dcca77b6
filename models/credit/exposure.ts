import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountPayer } from '../billing/account_payer.ts'
import { customerBill } from '../billing/customer_bill.ts'
import { usageCharge } from '../billing/usage_charge.ts'
import { accountBalance } from '../receivables/account_balance.ts'
import { postedDocument } from '../receivables/posted_document.ts'
import { clock } from '../staging/clock.ts'

/** What is at risk with an account. */
export const exposure = model('credit.exposure', {
  balance: accountBalance,
  bill: customerBill,
  posted: postedDocument,
  usage: usageCharge,
  payer: accountPayer,
  clock,
})
  .describe({
    description:
      'Exposure of every payer and currency at `as_of`: what it owes, drafts that are not issued, and usage that is on no draft yet.',
    columns: {
      receivable: 'Balance of its postings',
      drafts: 'Drafts with tax that are not in receivables',
      usage: 'Postpaid usage with tax whose bill period is open',
      exposure: 'receivable + drafts + usage',
    },
    tags: ['credit', 'finance'],
    owner: 'credit',
  })
  .query((q) =>
    q
      .with('used', (w) =>
        w
          .selectFrom('usage as u')
          .select((eb) => [
            'u.billing_account_id',
            ch.widen(eb.ref('u.currency')).as('currency'),
            ch.sum(ch.mul(eb.ref('u.amount'), ch.plus(ch.amount('1', 6), eb.ref('u.tax_rate')))).as('gross'),
            ch.sum(eb.ref('u.amount')).as('net'),
          ])
          .where('u.period_from', 'is', null)
          .where('u.chargeable', '=', true)
          .groupBy(['u.billing_account_id', 'u.currency']),
      )
      .with('unbilled', (w) =>
        w
          .selectFrom('used as u')
          .innerJoin('payer as y', 'y.billing_account_id', 'u.billing_account_id')
          .innerJoin('clock as k', (join) => join.onTrue())
          .select((eb) => [
            'y.payer_account_id as billing_account_id',
            'u.currency',
            ch
              .if(
                eb('y.tax_exempt', '=', true),
                ch.roundHalfUp(eb.ref('u.net'), 3),
                ch.roundHalfUp(eb.ref('u.gross'), 3),
              )
              .as('amount'),
          ])
          .whereRef('y.from_day', '<=', 'k.as_of_day')
          .whereRef('y.to_day', '>', 'k.as_of_day'),
      )
      .with('part', (w) =>
        w
          .selectFrom('balance as b')
          .select((eb) => [
            'b.billing_account_id',
            ch.widen(eb.ref('b.currency')).as('currency'),
            'b.balance as receivable',
            ch.zero(3).as('drafts'),
            ch.zero(3).as('usage'),
          ])
          .unionAll(
            w
              .selectFrom('bill as b')
              .$call(antiJoin('posted as p', (join) => join.onRef('p.bill_id', '=', 'b.bill_id')))
              .select((eb) => [
                'b.billing_account_id',
                ch.widen(eb.ref('b.currency')).as('currency'),
                ch.zero(3).as('receivable'),
                'b.gross as drafts',
                ch.zero(3).as('usage'),
              ])
              .where('b.state', '=', 'draft'),
          )
          .unionAll(
            w
              .selectFrom('unbilled as u')
              .select([
                'u.billing_account_id',
                'u.currency',
                ch.zero(3).as('receivable'),
                ch.zero(3).as('drafts'),
                'u.amount as usage',
              ]),
          ),
      )
      .with('summed', (w) =>
        w
          .selectFrom('part as p')
          .select((eb) => [
            'p.billing_account_id',
            'p.currency',
            ch.sum(eb.ref('p.receivable')).as('receivable'),
            ch.sum(eb.ref('p.drafts')).as('drafts'),
            ch.sum(eb.ref('p.usage')).as('usage'),
          ])
          .groupBy(['p.billing_account_id', 'p.currency']),
      )
      .selectFrom('summed as s')
      .select((eb) => [
        's.billing_account_id',
        's.currency',
        's.receivable',
        's.drafts',
        's.usage',
        ch.plus(ch.plus(eb.ref('s.receivable'), eb.ref('s.drafts')), eb.ref('s.usage')).as('exposure'),
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'currency'] })
  .check(
    notNull('billing_account_id', 'exposure'),
    unique('billing_account_id', 'currency'),
    expression('exposure = receivable + drafts + usage', (eb) =>
      eb('exposure', '=', ch.plus(ch.plus(eb.ref('receivable'), eb.ref('drafts')), eb.ref('usage'))),
    ),
  )
