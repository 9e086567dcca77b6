import { Temporal } from 'temporal-polyfill'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type DraftChoice, isDue } from './due.ts'

/** A bill date of which a bill’s period has not ended by the clock. */
export interface RunningCycle {
  readonly cycle: string
  /** When the last of its periods ends, an instant. */
  readonly ends: string
}

/**
 * Bill dates of drafts whose periods go on at `now`, in the zone of any of their payers. Drafts are made up to the end of the
 * month that data have reached, so that they can be looked at before.
 */
export async function runningCycles(
  warehouse: Warehouse,
  prefix: string,
  choice: DraftChoice,
  now: Date,
): Promise<RunningCycle[]> {
  // No zone is more than 14 hours from UTC: days before today are over everywhere.
  const today = now.toISOString().slice(0, 10)
  const rows = await warehouse.rows<{ cycle: string; zones: string[] }>(
    `SELECT bill_date AS cycle, groupUniqArray(a.time_zone) AS zones
     FROM ${quoteIdentifier(`${prefix}billing`)}.draft_bill AS d
     JOIN ${quoteIdentifier(`${prefix}staging`)}.billing_account_current AS a USING (billing_account_id)
     WHERE bill_date >= ${quoteText(today)} AND ${isDue(prefix, choice)} GROUP BY bill_date ORDER BY bill_date`,
  )
  return rows.flatMap(({ cycle, zones }) => {
    const ends = zones.map((zone) => Temporal.PlainDate.from(cycle).toZonedDateTime(zone).toInstant().epochMilliseconds)
    const last = Math.max(...ends)
    return last > now.getTime() ? [{ cycle, ends: new Date(last).toISOString() }] : []
  })
}
