import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { type Databases, feedFileTable, feedStateTable, ledgerTable, rawTable } from './databases.ts'

/** How a feed does just now. */
export interface FeedActivity {
  readonly feed: string
  /** ISO instant of the latest event among those landed on the feed's latest day of landing. */
  readonly lastEvent: string | null
  /** Records a second over the last minute and the last hour. */
  readonly rateMinute: number
  readonly rateHour: number
  /** What runs it: `running`, or how the latest process ended; `–` where none has run it in the last 14 days. */
  readonly state: 'running' | 'stopped' | 'failed' | 'killed' | '–'
  readonly processes: number
  /** Records (Kafka) or files (folder) that have not landed; null where nothing runs or it is not known. */
  readonly lag: number | null
  readonly lagSeconds: number | null
  /** Files of its folder that came again and landed nothing, and files that could not be taken. */
  readonly deliveredAgain: number
  readonly refusedFiles: number
}

/** A process without a sign for longer is gone, in seconds. */
const BEAT_LIMIT = 60

/** Feeds by name, also those that have never landed anything. */
export async function feedActivity(warehouse: Warehouse, databases: Databases): Promise<FeedActivity[]> {
  const [rates, processes, files] = await Promise.all([
    rateRows(warehouse, databases),
    processRows(warehouse, databases),
    fileRows(warehouse, databases),
  ])
  const events = await eventRows(warehouse, databases, rates)
  const feeds = [...new Set([...rates, ...processes, ...files].map(({ feed }) => feed))].sort()
  return feeds.map((feed) => {
    const rate = rates.find((row) => row.feed === feed)
    const file = files.find((row) => row.feed === feed)
    const own = processes.filter((row) => row.feed === feed)
    const alive = own.filter(({ alive }) => alive)
    const lags = alive.flatMap(({ lag }) => (lag === null ? [] : [Number(lag)]))
    const ages = alive.flatMap(({ lagMs }) => (lagMs === null ? [] : [Number(lagMs)]))
    return {
      feed,
      lastEvent: events.find((row) => row.feed === feed)?.at ?? null,
      rateMinute: Number(rate?.minute ?? 0) / 60,
      rateHour: Number(rate?.hour ?? 0) / 3600,
      state: alive.length > 0 ? 'running' : ended(own.at(-1)?.state),
      processes: alive.length,
      lag: lags.length === 0 ? null : lags.reduce((sum, each) => sum + each, 0),
      lagSeconds: ages.length === 0 ? null : Math.max(...ages) / 1000,
      deliveredAgain: Number(file?.again ?? 0),
      refusedFiles: Number(file?.refused ?? 0),
    }
  })
}

function ended(lastWord: string | undefined): FeedActivity['state'] {
  if (lastWord === undefined) return '–'
  return lastWord === 'stopped' || lastWord === 'failed' ? lastWord : 'killed'
}

interface RateRow {
  readonly feed: string
  readonly minute: string
  readonly hour: string
  /** Day on which it last landed. */
  readonly day: string
}

function rateRows(warehouse: Warehouse, databases: Databases): Promise<RateRow[]> {
  return warehouse.rows(
    `SELECT feed, sumIf(records, at >= now64(3) - INTERVAL 1 MINUTE) AS minute,
            sumIf(records, at >= now64(3) - INTERVAL 1 HOUR) AS hour, toString(toDate(max(landed_at))) AS day
       FROM ${ledgerTable(databases)} WHERE state = 'done' AND kind = 'land' GROUP BY feed`,
  )
}

interface ProcessRow {
  readonly feed: string
  readonly state: string
  readonly alive: 0 | 1
  readonly lag: string | null
  readonly lagMs: string | null
}

/** Processes by their last sign, the latest last. Partitions that another process has taken since are not counted. */
function processRows(warehouse: Warehouse, databases: Databases): Promise<ProcessRow[]> {
  return warehouse.rows(
    `WITH held AS (
       SELECT feed, partition, argMax((host, pid, began_at), b.at) AS who, argMax(tuple(b.lag), b.at).1 AS last_lag,
              argMax(tuple(b.lag_ms), b.at).1 AS last_lag_ms, argMax(b.state, b.at) AS word, max(b.at) AS last_beat
         FROM ${feedStateTable(databases)} AS b GROUP BY feed, partition)
     SELECT feed, argMax(word, last_beat) AS state,
            max(last_beat) >= now64(3) - INTERVAL ${BEAT_LIMIT} SECOND AND state NOT IN ('stopped', 'failed') AS alive,
            sumOrNull(if(last_beat >= now64(3) - INTERVAL ${BEAT_LIMIT} SECOND, last_lag, NULL)) AS lag,
            maxOrNull(if(last_beat >= now64(3) - INTERVAL ${BEAT_LIMIT} SECOND, last_lag_ms, NULL)) AS lagMs
       FROM held GROUP BY feed, who ORDER BY feed, max(last_beat)`,
  )
}

function fileRows(
  warehouse: Warehouse,
  databases: Databases,
): Promise<{ readonly feed: string; readonly again: string; readonly refused: string }[]> {
  return warehouse.rows(
    `SELECT feed, countIf(outcome = 'delivered again') AS again, uniqExactIf(file, outcome = 'refused') AS refused
       FROM ${feedFileTable(databases)} GROUP BY feed`,
  )
}

/**
 * The latest event of each feed, looked for in its latest day of landing alone: raw tables lie by landing day. An event
 * more than a day after its landing has a broken date.
 */
async function eventRows(
  warehouse: Warehouse,
  databases: Databases,
  rates: readonly RateRow[],
): Promise<{ readonly feed: string; readonly at: string }[]> {
  if (rates.length === 0) return []
  const days = [...new Set(rates.map(({ day }) => quoteText(day)))].join(', ')
  const pairs = rates.map(({ feed, day }) => `(${quoteText(feed)}, toDate(${quoteText(day)}))`).join(', ')
  // What a file says of itself is no event of the network or the customer.
  const contracts = [...contractByName.values()].filter(({ name }) => name !== 'file_control')
  const parts = contracts.map(
    ({ name, eventTime }) =>
      `SELECT _source AS feed, max(toDateTime64(${quoteIdentifier(eventTime)}, 3, 'UTC')) AS newest_event FROM ${rawTable(databases, name)}
        WHERE toDate(_landed_at) IN (${days}) AND (_source, toDate(_landed_at)) IN (${pairs})
          AND ${quoteIdentifier(eventTime)} <= _landed_at + INTERVAL 1 DAY GROUP BY feed`,
  )
  return warehouse.rows(`SELECT feed, max(newest_event) AS at FROM (${parts.join(' UNION ALL ')}) GROUP BY feed`)
}
