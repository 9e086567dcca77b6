import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { clock } from '../staging/clock.ts'
import { accountPeriod } from './account_period.ts'
import { billDifference } from './bill_difference.ts'
import { billId } from './bill_id.ts'
import { issuedDocument } from './issued_document.ts'

/** Days after a bill’s date within which what is found later may still be charged, unless the legal entity says otherwise. */
const LATE_CHARGE_DAYS = 365

/** Which bill takes what an issued one lacks. */
const inferred = model('billing.next_bill', {
  difference: billDifference,
  issued: issuedDocument,
  period: accountPeriod,
  entity: sources.legalEntity,
  clock,
})
  .describe({
    description:
      'For every issued bill that differs from what the models say now: the first bill of its payer, currency and legal entity after the last that was issued.',
    columns: {
      bill_id: 'The draft; null while no later period is closed',
      in_time: 'Its date, or `as_of` while there is none, is within the late_charge_days of the legal entity',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('differing', (w) =>
        w
          .selectFrom('difference as d')
          .select([
            'd.corrects_bill',
            'd.billing_account_id',
            'd.legal_entity_id',
            'd.currency',
            'd.bill_to',
            'd.bill_date',
          ])
          .distinct(),
      )
      .with('last_issued', (w) =>
        w
          .selectFrom('issued as i')
          .select((eb) => [
            'i.billing_account_id',
            ch.widen(eb.ref('i.legal_entity_id')).as('legal_entity_id'),
            ch.widen(eb.ref('i.currency')).as('currency'),
            ch.max(eb.ref('i.period_from')).as('last_from'),
          ])
          .where('i.kind', '=', 'bill')
          .groupBy(['i.billing_account_id', 'i.legal_entity_id', 'i.currency']),
      )
      .with('closed', (w) =>
        w
          .selectFrom('period as p')
          .select(['p.billing_account_id', 'p.payer_account_id', 'p.bill_from', 'p.bill_to'])
          .distinct()
          .where('p.closed', '=', true),
      )
      .with('candidate', (w) =>
        w
          .selectFrom('differing as d')
          .innerJoin('closed as p', 'p.billing_account_id', 'd.billing_account_id')
          .leftJoin('last_issued as l', (join) =>
            join
              .onRef('l.billing_account_id', '=', 'p.payer_account_id')
              .onRef('l.legal_entity_id', '=', 'd.legal_entity_id')
              .onRef('l.currency', '=', 'd.currency'),
          )
          .select((eb) => [
            'd.corrects_bill',
            billId(
              eb.ref('p.payer_account_id'),
              eb.ref('p.bill_from'),
              eb.ref('d.currency'),
              ch.widen(eb.ref('d.legal_entity_id')),
            ).as('bill_id'),
            'p.payer_account_id',
            'p.bill_from',
            'p.bill_to',
          ])
          .whereRef('p.bill_from', '>=', 'd.bill_to')
          .where((eb) =>
            eb.or([eb('l.last_from', 'is', null), eb('p.bill_from', '>', ch.notNull(eb.ref('l.last_from')))]),
          ),
      )
      .with('open', (w) =>
        w
          .selectFrom('candidate as c')
          .$call(antiJoin('issued as i', (join) => join.onRef('i.bill_id', '=', 'c.bill_id')))
          .select(['c.corrects_bill', 'c.bill_id', 'c.payer_account_id', 'c.bill_from', 'c.bill_to']),
      )
      .with('first', (w) =>
        w
          .selectFrom('open as c')
          .select((eb) => [
            'c.corrects_bill',
            ch.argMin(eb.ref('c.bill_id'), eb.ref('c.bill_from')).as('bill_id'),
            ch.argMin(eb.ref('c.payer_account_id'), eb.ref('c.bill_from')).as('payer_account_id'),
            ch.min(eb.ref('c.bill_from')).as('bill_from'),
            ch.argMin(eb.ref('c.bill_to'), eb.ref('c.bill_from')).as('bill_to'),
          ])
          .groupBy('c.corrects_bill'),
      )
      .with('limit', (w) =>
        w
          .selectFrom('entity as e')
          .select((eb) => [
            ch.widen(eb.ref('e.legal_entity_id')).as('legal_entity_id'),
            ch
              .argMax(eb.ref('e.late_charge_days'), ch.tuple(eb.ref('e.valid_from'), eb.ref('e._landed_at')))
              .as('days'),
          ])
          .groupBy('e.legal_entity_id'),
      )
      .selectFrom('differing as d')
      .crossJoin('clock as k')
      .leftJoin('first as f', 'f.corrects_bill', 'd.corrects_bill')
      .leftJoin('limit as l', 'l.legal_entity_id', 'd.legal_entity_id')
      .select((eb) => {
        const charged = ch.coalesce(eb.ref('f.bill_to'), ch.toDate(eb.ref('k.as_of')))
        const days = ch.coalesce(ch.toInt(eb.ref('l.days')), ch.toInt(ch.literal(LATE_CHARGE_DAYS)))
        return [
          'd.corrects_bill',
          'f.bill_id',
          'f.payer_account_id',
          'f.bill_from',
          'f.bill_to',
          ch.toBool(eb(ch.dateDiff('day', eb.ref('d.bill_date'), charged), '<=', ch.toLong(days))).as('in_time'),
        ]
      }),
  )
  .table({ orderBy: ['corrects_bill'] })
  .check(notNull('corrects_bill', 'in_time'), unique('corrects_bill'))

export interface NextBillRow extends RowOf<typeof inferred> {}
export const nextBill: Model<'billing.next_bill', NextBillRow> = inferred
