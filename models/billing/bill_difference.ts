import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { clock } from '../staging/clock.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { draftLine } from './draft_line.ts'
import { issuedDocument } from './issued_document.ts'

/** Months back within which whole bills are compared; before that only usage, for older periods lack what went before them. */
const COMPARED_MONTHS = 12

/** What makes lines of a bill, and later corrections of it, the same charge. */
const keys = [
  'corrects_bill',
  'billing_account_id',
  'legal_entity_id',
  'bill_from',
  'bill_to',
  'bill_date',
  'bill_net',
  'recent',
  'charged_account_id',
  'subscription_id',
  'category',
  'service',
  'charge_id',
  'overdue_bill',
  'period_from',
  'period_to',
  'tax_id',
  'tax_category',
  'tax_rate',
  'currency',
] as const

/** Where the models and an issued bill differ. */
const inferred = model('billing.bill_difference', {
  draft: draftLine,
  line: sources.issuedBillLine,
  issued: issuedDocument,
  clock,
})
  .describe({
    description:
      'What the models say now of issued bills less what was issued: their own lines, lines on later bills that correct them, and credit notes the models asked for. Notes that people wrote are not in it. Nothing where they agree.',
    columns: {
      recent: 'The bill is of the last twelve months; of older ones only usage is compared, and only what is missing',
      bill_net: 'Net of the issued bill',
      corrects_line: 'Line of the bill; one that is taxed alike, where the charge is not on it',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('bill', (w) =>
        w
          .selectFrom('issued as i')
          .crossJoin('clock as k')
          .select((eb) => [
            'i.bill_id',
            'i.bill_number as corrects_bill',
            'i.billing_account_id',
            'i.legal_entity_id',
            'i.period_from as bill_from',
            'i.period_to as bill_to',
            'i.bill_date',
            'i.net as bill_net',
            ch
              .toBool(eb('i.bill_date', '>', ch.addMonths(ch.toDate(eb.ref('k.as_of')), ch.literal(-COMPARED_MONTHS))))
              .as('recent'),
          ])
          .where('i.kind', '=', 'bill')
          .whereRef('i.period_to', '>', 'k.first_month'),
      )
      .with('fixed', (w) =>
        w
          .selectFrom('line as l')
          .selectAll('l')
          .$call(firstLanded((eb) => [eb.ref('l.bill_id'), eb.ref('l.line_number')])),
      )
      // A line counts towards the bill it corrects, else towards its own.
      .with('standing', (w) =>
        w
          .selectFrom('fixed as l')
          .innerJoin('issued as i', 'i.bill_id', 'l.bill_id')
          .select((eb) => [
            ch.if(eb('l.corrects_bill', '=', ''), eb.ref('l.bill_number'), eb.ref('l.corrects_bill')).as('of'),
            ch.if(eb('l.corrects_bill', '=', ''), ch.toNullable(eb.ref('l.line_number')), ch.null()).as('own_line'),
            'l.charged_account_id',
            'l.customer_id',
            'l.subscription_id',
            ch.widen(eb.ref('l.category')).as('category'),
            'l.service',
            'l.description',
            'l.charge_id',
            'l.overdue_bill',
            'l.period_from',
            'l.period_to',
            'l.quantity',
            ch.decimal(eb.ref('l.net'), 3).as('net'),
            ch.widen(eb.ref('l.tax_id')).as('tax_id'),
            ch.widen(eb.ref('l.tax_category')).as('tax_category'),
            ch.decimal(eb.ref('l.tax_rate'), 6).as('tax_rate'),
            ch.decimal(eb.ref('l.rated_amount'), 9).as('rated_amount'),
            ch.widen(eb.ref('l.currency')).as('currency'),
          ])
          .where((eb) => eb.or([eb('i.kind', '=', 'bill'), eb('i.late', '=', true)])),
      )
      .with('alike', (w) =>
        w
          .selectFrom('standing as s')
          .select((eb) => ['s.of', 's.tax_category', 's.tax_rate', ch.min(eb.ref('s.own_line')).as('line')])
          .where('s.own_line', 'is not', null)
          .where('s.net', '>', '0')
          .groupBy(['s.of', 's.tax_category', 's.tax_rate']),
      )
      .with('said', (w) =>
        w
          .selectFrom('draft as d')
          .innerJoin('bill as b', 'b.bill_id', 'd.bill_id')
          .select((eb) => [
            'b.corrects_bill',
            'b.billing_account_id',
            'b.legal_entity_id',
            'b.bill_from',
            'b.bill_to',
            'b.bill_date',
            'b.bill_net',
            'b.recent',
            'd.charged_account_id',
            'd.customer_id',
            ch.coalesce(eb.ref('d.subscription_id'), ch.text('')).as('subscription_id'),
            ch.widen(eb.ref('d.category')).as('category'),
            ch.widen(eb.ref('d.service')).as('service'),
            ch.widen(eb.ref('d.description')).as('description'),
            ch.widen(eb.ref('d.charge_id')).as('charge_id'),
            'd.overdue_bill',
            'd.period_from',
            'd.period_to',
            ch.toLong(eb.ref('d.quantity')).as('quantity'),
            'd.net',
            ch.widen(eb.ref('d.tax_id')).as('tax_id'),
            ch.widen(eb.ref('d.tax_category')).as('tax_category'),
            'd.tax_rate',
            'd.rated_amount',
            ch.widen(eb.ref('d.currency')).as('currency'),
            ch.null<bigint>().as('own_line'),
          ])
          .unionAll(
            w
              .selectFrom('standing as s')
              .innerJoin('bill as b', 'b.corrects_bill', 's.of')
              .select((eb) => [
                'b.corrects_bill',
                'b.billing_account_id',
                'b.legal_entity_id',
                'b.bill_from',
                'b.bill_to',
                'b.bill_date',
                'b.bill_net',
                'b.recent',
                's.charged_account_id',
                's.customer_id',
                ch.coalesce(eb.ref('s.subscription_id'), ch.text('')).as('subscription_id'),
                's.category',
                's.service',
                's.description',
                's.charge_id',
                's.overdue_bill',
                's.period_from',
                's.period_to',
                ch.negate(ch.toLong(eb.ref('s.quantity'))).as('quantity'),
                ch.negate(eb.ref('s.net')).as('net'),
                's.tax_id',
                's.tax_category',
                's.tax_rate',
                ch.negate(eb.ref('s.rated_amount')).as('rated_amount'),
                's.currency',
                's.own_line',
              ]),
          ),
      )
      .with('difference', (w) =>
        w
          .selectFrom('said as s')
          .select((eb) => [
            ...keys.map((key) => `s.${key}` as const),
            ch.any(eb.ref('s.customer_id')).as('customer_id'),
            // The description of the bill’s own line, where it has one: corrections were given theirs.
            ch.argMin(eb.ref('s.description'), ch.length(eb.ref('s.description'))).as('description'),
            ch.min(eb.ref('s.own_line')).as('own_line'),
            ch.sum(eb.ref('s.quantity')).as('quantity'),
            ch.sum(eb.ref('s.net')).as('net'),
            ch.sum(eb.ref('s.rated_amount')).as('rated_amount'),
          ])
          .groupBy([...keys.map((key) => `s.${key}` as const)]),
      )
      .selectFrom('difference as d')
      .leftJoin('alike as a', (join) =>
        join
          .onRef('a.of', '=', 'd.corrects_bill')
          .onRef('a.tax_category', '=', 'd.tax_category')
          .onRef('a.tax_rate', '=', 'd.tax_rate'),
      )
      .select((eb) => [
        ...keys.filter((key) => key !== 'subscription_id').map((key) => `d.${key}` as const),
        ch
          .if(eb('d.subscription_id', '=', ''), ch.null(), ch.toNullable(eb.ref('d.subscription_id')))
          .as('subscription_id'),
        'd.customer_id',
        'd.description',
        ch.coalesce(eb.ref('d.own_line'), eb.ref('a.line')).as('corrects_line'),
        'd.quantity',
        'd.net',
        'd.rated_amount',
      ])
      .where((eb) => eb.or([eb('d.net', '<>', '0'), eb('d.rated_amount', '<>', '0')]))
      // A late fee that was billed is taken back when it proves undue; one that was not is for the next bill to say.
      .where((eb) => eb.or([eb('d.overdue_bill', '=', ''), eb('d.net', '<', '0')]))
      .where((eb) =>
        eb.or([eb('d.recent', '=', true), eb.and([eb('d.category', '=', 'usage'), eb('d.net', '>', '0')])]),
      ),
  )
  .table({ orderBy: ['corrects_bill', 'charged_account_id'] })
  .check(notNull('corrects_bill', 'net'))

export interface BillDifferenceRow extends RowOf<typeof inferred> {}
export const billDifference: Model<'billing.bill_difference', BillDifferenceRow> = inferred
