import { csv, FieldError, instant, integer, mapping } from '../../ingest/mapping.ts'
import { churnBigmlNumbers } from '../catalogues/churn_bigml.ts'

/** Columns of churn-bigml-80.csv, as far as they are used. */
interface Row {
  readonly State: string
  readonly 'Account length': string
  readonly 'Total day minutes': string
  readonly 'Total eve minutes': string
  readonly 'Total night minutes': string
  readonly 'Total intl minutes': string
  readonly Churn: string
}

const ZONE = 'America/New_York'
const wallClock = (text: string) => instant(text, 'yyyy-MM-dd HH:mm', ZONE)

/**
 * One row is a customer with the minutes of a month. Each total becomes one call of that length in June 2026, begun in
 * the hours of its band (see the catalogue), so that rating the call gives the file's charge. The file has no id: the
 * record's number is one.
 */
export default mapping<Row>({
  name: 'churn_bigml',
  format: csv(),
  map(row, { frame }) {
    const customerId = `bigml-${frame}`
    const activatedAt = daysBeforeJune(Number(integer(row['Account length'])))
    const line = {
      contract: 'subscription',
      subscription_id: `S-${customerId}`,
      customer_id: customerId,
      billing_account_id: `A-${customerId}`,
      type: 'fixed postpaid',
      offering_id: 'churn-bigml',
    } as const
    const call = (begins: string, minutes: string, otherParty: string) =>
      ({
        contract: 'usage',
        service: 'voice',
        subscription_id: line.subscription_id,
        started_at: wallClock(begins),
        other_party: otherParty,
        duration_s: secondsOf(minutes),
      }) as const
    const { domestic, international } = churnBigmlNumbers
    const ended =
      row.Churn === 'True'
        ? ([
            { ...line, effective_at: wallClock('2026-06-30 00:00'), status: 'terminated', status_reason: 'not stated' },
          ] as const)
        : []
    return [
      {
        contract: 'customer',
        customer_id: customerId,
        updated_at: activatedAt,
        kind: 'individual',
        segment: 'consumer',
        region: row.State,
        country: 'US',
      },
      {
        contract: 'billing_account',
        billing_account_id: line.billing_account_id,
        updated_at: activatedAt,
        customer_id: customerId,
        currency: 'USD',
        time_zone: ZONE,
      },
      { ...line, effective_at: activatedAt, status: 'active' },
      call('2026-06-10 10:00', row['Total day minutes'], domestic),
      call('2026-06-10 19:00', row['Total eve minutes'], domestic),
      call('2026-06-11 01:00', row['Total night minutes'], domestic),
      call('2026-06-11 12:00', row['Total intl minutes'], international),
      ...ended,
    ]
  },
})

/** Minutes with at most one decimal are whole seconds: a tenth of a minute is six of them. */
function secondsOf(minutes: string): number | bigint {
  const [whole = '', tenth = '0'] = minutes.split('.')
  if (tenth.length !== 1) throw new FieldError('minutes with at most one decimal', minutes)
  return Number(integer(whole)) * 60 + Number(integer(tenth)) * 6
}

const daysBeforeJune = (days: number): string => new Date(Date.UTC(2026, 5, 1 - days, 12)).toISOString()
