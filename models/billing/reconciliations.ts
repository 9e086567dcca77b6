import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountHistory } from '../staging/billing_account_history.ts'
import { chargeCalendar, seriesColumns } from './charge_calendar.ts'
import { draftLine } from './draft_line.ts'
import { finding, OTHER_CURRENCY } from './finding.ts'
import { BILL_SCALE } from './postpaid.ts'

const series = seriesColumns.map((column) => `p.${column}` as const)

/** A day that two periods of a charge have is charged twice, one that none has is never charged. */
export const chargePeriodsFollow = reconciliation('periods of a charge follow one another', { chargeCalendar })
  .by(...seriesColumns)
  .left((q) =>
    q
      .selectFrom('chargeCalendar as p')
      .select((eb) => [
        ...series,
        ch.toLong(ch.sum(ch.dateDiff('day', eb.ref('p.period_from'), eb.ref('p.period_to')))).as('days'),
      ])
      .groupBy(series),
  )
  .right((q) =>
    q
      .selectFrom('chargeCalendar as p')
      .select((eb) => [
        ...series,
        ch.toLong(ch.dateDiff('day', ch.min(eb.ref('p.period_from')), ch.max(eb.ref('p.period_to')))).as('days'),
      ])
      .groupBy(series),
  )

/** Nothing is billed in another currency than the account's without a finding. */
export const otherCurrenciesAreFound = reconciliation(
  'drafts = charges in the account’s currency + findings of another',
  {
    draftLine,
    account: billingAccountHistory,
    finding,
  },
)
  .by('account', 'currency')
  .left((q) =>
    q
      .selectFrom('draftLine as l')
      .select((eb) => [
        'l.charged_account_id as account',
        ch.widen(eb.ref('l.currency')).as('currency'),
        ch.sum(eb.ref('l.net')).as('net'),
      ])
      .groupBy(['l.charged_account_id', 'l.currency']),
  )
  .right((q) =>
    q
      .with('part', (w) =>
        w
          .selectFrom('draftLine as l')
          .innerJoin('account as a', (join) =>
            join.onRef('a.billing_account_id', '=', 'l.charged_account_id').onRef('a.currency', '=', 'l.currency'),
          )
          .select((eb) => [
            'l.charged_account_id as account',
            ch.widen(eb.ref('l.currency')).as('currency'),
            ch.sum(eb.ref('l.net')).as('net'),
          ])
          .whereRef('a.from_day', '<', 'l.bill_to')
          .whereRef('a.to_day', '>=', 'l.bill_to')
          .groupBy(['l.charged_account_id', 'l.currency'])
          .unionAll(
            w
              .selectFrom('finding as f')
              .select((eb) => [
                'f.billing_account_id as account',
                ch.coalesce(eb.ref('f.currency'), ch.text('')).as('currency'),
                ch.sum(ch.coalesce(eb.ref('f.net'), ch.zero(BILL_SCALE))).as('net'),
              ])
              .where('f.finding', '=', OTHER_CURRENCY)
              .groupBy(['f.billing_account_id', 'f.currency']),
          ),
      )
      .selectFrom('part as p')
      .select((eb) => ['p.account', 'p.currency', ch.sum(eb.ref('p.net')).as('net')])
      .groupBy(['p.account', 'p.currency']),
  )
