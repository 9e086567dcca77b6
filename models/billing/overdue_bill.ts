import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Text } from '../../warehouse/columns.ts'
import { moneyPosting } from '../receivables/money_posting.ts'
import { disputedOfAccount, disputedOfPeriod, paidOldestFirst } from '../receivables/settling.ts'
import { sources } from '../sources.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { issuedDocument } from './issued_document.ts'
import { lateFeeDay } from './late_fee_day.ts'
import { BILL_SCALE } from './postpaid.ts'

/** Issued bills that are overdue when a later one is made. */
const inferred = model('billing.overdue_bill', {
  assessed: lateFeeDay,
  issued: issuedDocument,
  line: sources.issuedBillLine,
  money: moneyPosting,
  dispute: sources.dispute,
  account: billingAccountCurrent,
  offset: zoneOffset,
  currency,
})
  .describe({
    description:
      'Issued bills and debit notes that may bring late fees and are open past their due date, at the start of the day on which a later bill of their payer, currency and legal entity is dated: by what was issued, paid, credited and disputed before that day. So that a payment told of too late takes the fee back, issued bills with a late fee are such bills too. Credit settles bills as in receivables.open_item.',
    columns: {
      bill_id: 'The later bill',
      on_day: 'Its date',
      in_period: 'First day of its last month',
      issued: 'The later bill has been issued',
      bill_number: 'Number of the overdue bill',
      undisputed: 'Open and not in dispute, with tax',
      fees: 'Late fees on the overdue bill, with tax, less what of them is credited',
    },
    tags: ['billing', 'receivables'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('fixed', (w) =>
        w
          .selectFrom('line as l')
          .selectAll('l')
          .where('l.overdue_bill', '<>', '')
          .$call(firstLanded((eb) => [eb.ref('l.bill_id'), eb.ref('l.line_number')])),
      )
      .with('day', (w) =>
        w.selectFrom('assessed as a').select(['a.on_day', 'a.billing_account_id', 'a.currency']).distinct(),
      )
      .with('before', (w) =>
        w
          .selectFrom('day as d')
          .innerJoin('issued as i', (join) =>
            join.onRef('i.billing_account_id', '=', 'd.billing_account_id').onRef('i.currency', '=', 'd.currency'),
          )
          .select([
            'd.on_day',
            'd.billing_account_id',
            'd.currency',
            'i.bill_id',
            'i.bill_number',
            'i.kind',
            'i.corrects',
            'i.customer_id',
            'i.period_from',
            'i.bill_date',
            'i.due_date',
            'i.gross',
          ])
          .whereRef('i.bill_date', '<', 'd.on_day'),
      )
      .with('noted', (w) =>
        w
          .selectFrom('before as b')
          .select((eb) => ['b.on_day', 'b.corrects', ch.negate(ch.sum(eb.ref('b.gross'))).as('gross')])
          .where('b.kind', '=', 'credit note')
          .where('b.corrects', '<>', '')
          .groupBy(['b.on_day', 'b.corrects']),
      )
      .with('settling_bill', (w) =>
        w
          .selectFrom('before as b')
          .leftJoin('noted as n', (join) =>
            join.onRef('n.on_day', '=', 'b.on_day').onRef('n.corrects', '=', 'b.bill_number'),
          )
          .select((eb) => {
            const credit = ch.coalesce(eb.ref('n.gross'), ch.zero(BILL_SCALE))
            const credited = ch.decimal(ch.least(eb.ref('b.gross'), credit), BILL_SCALE)
            return [
              'b.on_day',
              'b.billing_account_id',
              'b.customer_id',
              ch.widen(eb.ref('b.currency')).as('currency'),
              'b.bill_id',
              'b.period_from',
              'b.bill_date',
              'b.due_date',
              'b.gross',
              credited.as('credited'),
              ch.minus(eb.ref('b.gross'), credited).as('left'),
            ]
          })
          .where('b.kind', '<>', 'credit note')
          .where('b.gross', '>=', '0'),
      )
      .with('moved', (w) =>
        w
          .selectFrom('day as d')
          .innerJoin('money as m', (join) =>
            join.onRef('m.billing_account_id', '=', 'd.billing_account_id').onRef('m.currency', '=', 'd.currency'),
          )
          .select((eb) => [
            'd.on_day',
            'd.billing_account_id',
            'd.currency',
            ch.negate(eb.ref('m.amount')).as('credit'),
          ])
          .whereRef('m.posted_on', '<', 'd.on_day')
          .unionAll(
            w
              .selectFrom('before as b')
              .select((eb) => [
                'b.on_day',
                'b.billing_account_id',
                'b.currency',
                ch.negate(eb.ref('b.gross')).as('credit'),
              ])
              .where((eb) => eb.or([eb('b.kind', '=', 'credit note'), eb('b.gross', '<', '0')])),
          )
          .unionAll(
            w
              .selectFrom('settling_bill as b')
              .select((eb) => [
                'b.on_day',
                'b.billing_account_id',
                'b.currency',
                ch.negate(eb.ref('b.credited')).as('credit'),
              ]),
          ),
      )
      .with('settling_credit', (w) =>
        w
          .selectFrom('moved as m')
          .select((eb) => ['m.on_day', 'm.billing_account_id', 'm.currency', ch.sum(eb.ref('m.credit')).as('credit')])
          .groupBy(['m.on_day', 'm.billing_account_id', 'm.currency']),
      )
      .with('told', (w) =>
        w
          .selectFrom('dispute as s')
          .leftJoin('account as a', 'a.billing_account_id', 's.billing_account_id')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'a.time_zone').onRef('s.updated_at', '>=', 'o.from_at')),
          )
          .select((eb) => [
            's.dispute_id',
            ch.coalesce(eb.ref('a.payer_account_id'), eb.ref('s.billing_account_id')).as('billing_account_id'),
            ch.widen(eb.ref('s.currency')).as('currency'),
            ch.toDate(localTime(eb.ref('s.updated_at'), eb.ref('o.offset_s'))).as('told_on'),
            ch.tuple(eb.ref('s.updated_at'), eb.ref('s._landed_at')).as('told'),
            ch.tuple(ch.widen(eb.ref('s.status')), eb.ref('s.period_from'), eb.ref('s.amount')).as('state'),
          ]),
      )
      .with('state', (w) =>
        w
          .selectFrom('day as d')
          .innerJoin('told as s', (join) =>
            join.onRef('s.billing_account_id', '=', 'd.billing_account_id').onRef('s.currency', '=', 'd.currency'),
          )
          .select((eb) => [
            'd.on_day',
            'd.billing_account_id',
            'd.currency',
            's.dispute_id',
            ch.argMax(eb.ref('s.state'), eb.ref('s.told')).as('state'),
          ])
          .whereRef('s.told_on', '<', 'd.on_day')
          .groupBy(['d.on_day', 'd.billing_account_id', 'd.currency', 's.dispute_id']),
      )
      .with('disputed', (w) =>
        w
          .selectFrom('state as s')
          .select((eb) => [
            's.on_day',
            's.billing_account_id',
            's.currency',
            ch.element<Text>(eb.ref('s.state'), 1).as('status'),
            ch.element<Day | null>(eb.ref('s.state'), 2).as('period_from'),
            ch.element<Decimal<3>>(eb.ref('s.state'), 3).as('amount'),
          ]),
      )
      .with('settling_dispute', (w) =>
        w
          .selectFrom('disputed as s')
          .select((eb) => [
            's.on_day',
            's.billing_account_id',
            's.currency',
            's.period_from',
            ch.sum(eb.ref('s.amount')).as('amount'),
          ])
          .where('s.status', '=', 'open')
          .groupBy(['s.on_day', 's.billing_account_id', 's.currency', 's.period_from']),
      )
      .with('paid_bill', paidOldestFirst)
      .with('disputed_of_period', disputedOfPeriod)
      .with('settled', disputedOfAccount)
      // A note says again which fee it is about.
      .with('fee', (w) =>
        w
          .selectFrom('fixed as f')
          .innerJoin('issued as i', 'i.bill_id', 'f.bill_id')
          .leftJoin('currency as c', 'c.currency', 'i.currency')
          .select((eb) => {
            const units = ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS)))
            const net = ch.decimal(eb.ref('f.net'), BILL_SCALE)
            const tax = ch.roundHalfUpTo(ch.mul(net, ch.decimal(eb.ref('f.tax_rate'), 6)), units, BILL_SCALE)
            return [
              ch.if(eb('i.corrects', '=', ''), eb.ref('i.bill_number'), eb.ref('i.corrects')).as('on_bill'),
              'i.bill_date',
              ch.plus(net, tax).as('gross'),
            ]
          }),
      )
      .with('fees', (w) =>
        w
          .selectFrom('before as b')
          .innerJoin('fee as f', 'f.on_bill', 'b.bill_number')
          .select((eb) => ['b.on_day', 'b.bill_id', ch.sum(eb.ref('f.gross')).as('gross')])
          .whereRef('f.bill_date', '<', 'b.on_day')
          .groupBy(['b.on_day', 'b.bill_id']),
      )
      .selectFrom('settled as s')
      .innerJoin('issued as i', 'i.bill_id', 's.bill_id')
      .innerJoin('assessed as a', (join) =>
        join
          .onRef('a.billing_account_id', '=', 's.billing_account_id')
          .onRef('a.currency', '=', 's.currency')
          .onRef('a.legal_entity_id', '=', 'i.legal_entity_id')
          .onRef('a.on_day', '=', 's.on_day'),
      )
      .leftJoin('fees as f', (join) => join.onRef('f.on_day', '=', 's.on_day').onRef('f.bill_id', '=', 's.bill_id'))
      .select((eb) => [
        'a.bill_id',
        'a.billing_account_id',
        's.customer_id',
        'a.legal_entity_id',
        'a.on_day',
        'a.in_period',
        'a.issued',
        's.bill_id as overdue_bill_id',
        'i.bill_number',
        's.due_date',
        's.open',
        's.disputed',
        ch.minus(eb.ref('s.open'), eb.ref('s.disputed')).as('undisputed'),
        ch.decimal(ch.coalesce(eb.ref('f.gross'), ch.zero(BILL_SCALE)), BILL_SCALE).as('fees'),
        's.currency',
      ])
      .whereRef('s.due_date', '<', 's.on_day')
      .whereRef('s.open', '>', 's.disputed'),
  )
  .table({ orderBy: ['billing_account_id', 'on_day', 'due_date', 'overdue_bill_id'] })
  .check(
    notNull('bill_id', 'billing_account_id', 'bill_number', 'undisputed'),
    unique('bill_id', 'overdue_bill_id'),
    expression('what is overdue is open', (eb) =>
      eb.and([eb('undisputed', '>', '0'), eb('undisputed', '<=', eb.ref('open'))]),
    ),
  )

export interface OverdueBillRow extends RowOf<typeof inferred> {}
export const overdueBill: Model<'billing.overdue_bill', OverdueBillRow> = inferred
