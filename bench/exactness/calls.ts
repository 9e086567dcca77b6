import type { Warehouse } from '../../warehouse/connect.ts'
import type { Report } from '../report.ts'

export const EVENTS = 2_000_000

/** One event as a line of JSON; its number is in its id and its duration. */
export function call(i: number): string {
  return `{"contract":"usage","service":"voice","event_id":"e${i}","started_at":"${new Date(1_767_225_600_000 + (i % 180) * 86_400_000).toISOString()}","subscription_id":"S-${i % 1000}","duration_s":${i % 3600}}`
}

/** Sum of the durations of the first events. */
export function seconds(events: number): number {
  const rounds = Math.floor(events / 3600)
  const rest = events % 3600
  return rounds * ((3600 * 3599) / 2) + (rest * (rest - 1)) / 2
}

/** Holds what stands against what was sent. */
export async function judge(report: Report, name: string, warehouse: Warehouse, prefix: string): Promise<void> {
  const [row] = await warehouse.rows<Record<'rows' | 'ids' | 'places' | 'seconds' | 'refused', string>>(
    `SELECT count() AS rows, uniqExact(event_id) AS ids, uniqExact(_partition, _position) AS places, sum(duration_s) AS seconds,
            (SELECT count() FROM ${prefix}quarantine.record) AS refused FROM ${prefix}raw.usage`,
  )
  const { rows, ids, places, seconds: sum, refused } = row!
  report.figure(
    `${name}: ${rows} rows, ${ids} events, ${places} places, ${refused} refused, sum of durations ${sum} of ${seconds(EVENTS)}`,
  )
  report.ratio(`${name}_lost`, EVENTS - Number(ids), '<= 0')
  report.ratio(`${name}_doubled`, Number(rows) - Number(ids), '<= 0')
  report.ratio(`${name}_sum_difference`, Math.abs(Number(sum) - seconds(EVENTS)), '<= 0')
}
