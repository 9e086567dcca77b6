import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { accountPayer } from './account_payer.ts'
import { billLine } from './bill_line.ts'
import { customerBill } from './customer_bill.ts'

const sectionStates = ['on the bill', 'left out'] as const
const stateColumn = t.oneOf(...sectionStates)

/** Parts of a bill by account. */
export const billSection = model('billing.bill_section', { line: billLine, bill: customerBill, payer: accountPayer })
  .describe({
    description:
      'Parts of every bill by the account whose charges they are: the payer’s own and those of the accounts it pays for, which have no number and no receivable of their own. And what was left out: accounts that were told to be paid for, and are not.',
    columns: {
      billing_account_id: 'The payer',
      account_id: 'Whose charges they are',
      reason: 'Why it was left out; else empty',
      net: 'Sum of its lines; zero where it was left out: it has a bill of its own',
    },
    tags: ['billing'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('left_out', (w) =>
        w
          .selectFrom('bill as b')
          .innerJoin('payer as p', 'p.told_to_pay', 'b.billing_account_id')
          .select((eb) => [
            'b.bill_id',
            'b.billing_account_id',
            'p.billing_account_id as account_id',
            ch.any(ch.widen(eb.ref('p.problem'))).as('reason'),
            ch.any(ch.widen(eb.ref('b.currency'))).as('currency'),
          ])
          .where('b.kind', '=', 'bill')
          .where('p.problem', '<>', '')
          .whereRef('p.from_day', '<', 'b.period_to')
          .whereRef('p.to_day', '>=', 'b.period_to')
          .groupBy(['b.bill_id', 'b.billing_account_id', 'p.billing_account_id']),
      )
      .with('section', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.bill_id',
            'l.billing_account_id',
            'l.charged_account_id as account_id',
            ch.text('').as('reason'),
            ch.any(ch.widen(eb.ref('l.currency'))).as('currency'),
            ch.count().as('lines'),
            ch.sum(eb.ref('l.net')).as('net'),
          ])
          .groupBy(['l.bill_id', 'l.billing_account_id', 'l.charged_account_id']),
      )
      .selectFrom('section as s')
      .select((eb) => [
        's.bill_id',
        's.billing_account_id',
        's.account_id',
        ch.castTo(ch.text('on the bill'), stateColumn).as('state'),
        's.reason',
        ch.toLong(eb.ref('s.lines')).as('lines'),
        's.net',
        's.currency',
      ])
      .unionAll((w) =>
        w
          .selectFrom('left_out as o')
          .$call(
            antiJoin('section as s', (join) =>
              join.onRef('s.bill_id', '=', 'o.bill_id').onRef('s.account_id', '=', 'o.account_id'),
            ),
          )
          .select([
            'o.bill_id',
            'o.billing_account_id',
            'o.account_id',
            ch.castTo(ch.text('left out'), stateColumn).as('state'),
            'o.reason',
            ch.toLong(ch.literal(0)).as('lines'),
            ch.zero(3).as('net'),
            'o.currency',
          ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'bill_id', 'account_id'] })
  .check(notNull('bill_id', 'account_id'), unique('bill_id', 'account_id'), accepted('state', sectionStates))
