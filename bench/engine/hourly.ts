import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { runProject } from '../../transforms/run/run.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { costLine, measure } from '../measure.ts'
import type { Report } from '../report.ts'

const DAYS = 90

const usage = source('hour__raw.usage', {
  event_id: t.uint64,
  account: t.uint32,
  started_at: t.instant,
  seconds: t.uint32,
  _batch: t.string,
  _landed_at: t.instant,
})

const rated = model('hour.rated', { usage })
  .query((q) =>
    q
      .selectFrom('usage as u')
      .select((eb) => [
        'u.event_id',
        'u.account',
        'u.started_at',
        'u.seconds',
        ch
          .roundHalfUp(
            ch.div(ch.mul(ch.decimal(ch.literal(0.09), 12), ch.toLong(eb.ref('u.seconds'))), ch.toLong(ch.literal(60))),
            6,
          )
          .as('amount'),
      ]),
  )
  .incremental({
    orderBy: ['account', 'started_at'],
    interval: 'day',
    time: 'started_at',
    from: { usage: 'started_at' },
  })

/**
 * An hourly run: 90 days of usage, then 1 % more, 90 % of it of the last day and 10 % of the seven before. Rows written against
 * rows of the days touched, and time against the full build.
 */
export async function benchHourly(
  report: Report,
  warehouse: Warehouse,
  serverPid: number,
  rows: number,
): Promise<void> {
  const project = defineProject({ models: [rated] })
  const options = { warehouse, environment: { prefix: '' } }
  await warehouse.command('CREATE DATABASE IF NOT EXISTS hour__raw')
  await warehouse.command(
    `CREATE TABLE hour__raw.usage (event_id UInt64, account UInt32, started_at DateTime64(3, 'UTC'), seconds UInt32,
       _batch LowCardinality(String), _landed_at DateTime64(3, 'UTC')) ENGINE = MergeTree PARTITION BY toYYYYMMDD(_landed_at) ORDER BY (toDate(started_at), account)`,
  )
  // As it landed: what happened on a day came on that day.
  for (let day = 0; day < DAYS; day++)
    await land(warehouse, Math.round(rows / DAYS), `toIntervalDay(${day})`, day, `first ${day}`)
  const run = async () => {
    const { failure, steps } = await runProject(project, options)
    if (failure) throw failure
    return steps
  }
  const full = await measure(serverPid, async () => void (await run()))
  report.figure(costLine('full build', rows, full))
  const late = Math.round(rows * 0.001)
  await land(warehouse, Math.round(rows * 0.009), `toIntervalDay(${DAYS - 1})`, DAYS - 1, 'today')
  await land(warehouse, late, `toIntervalDay(${DAYS - 8} + number % 7)`, DAYS - 1, 'late')
  const [since] = await warehouse.rows<{ now: string }>("SELECT toString(now64(6, 'UTC')) AS now")
  let touched: readonly string[] = []
  const hourly = await measure(serverPid, async () => {
    touched = (await run())[0]!.intervals!.made
  })
  report.figure(costLine('hourly run', Math.round(rows * 0.01), hourly))
  await warehouse.command('SYSTEM FLUSH LOGS')
  const [written] = await warehouse.rows<{ rows: string }>(
    `SELECT sum(written_rows) AS rows FROM system.query_log WHERE type = 'QueryFinish' AND query_kind = 'Insert'
       AND has(databases, 'trunkline_build') AND query_start_time_microseconds >= toDateTime64({since:String}, 6, 'UTC')`,
    { params: { since: since!.now } },
  )
  const [held] = await warehouse.rows<{ rows: string; all: string; right: string }>(
    `SELECT countIf(has({days:Array(String)}, toString(toYYYYMMDD(started_at)))) AS rows, count() AS all,
       (SELECT count() FROM hour__raw.usage) AS right FROM hour.rated`,
    { params: { days: touched } },
  )
  if (held!.all !== held!.right) throw new Error(`hour.rated has ${held!.all} rows, landed were ${held!.right}`)
  report.figure(`days touched ${touched.length} of ${DAYS}; rows in them ${held!.rows}, written ${written!.rows}`)
  report.ratio('rows_written_vs_touched', Number(written!.rows) / Number(held!.rows), '<= 1.2')
  report.ratio('hourly_vs_full', hourly.seconds / full.seconds, '<= 0.1')
}

function land(warehouse: Warehouse, rows: number, day: string, landed: number, batch: string): Promise<void> {
  return warehouse.command(
    `INSERT INTO hour__raw.usage SELECT cityHash64('${batch}', number), number % 1000000, toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + ${day}
       + toIntervalSecond(number % 86400), number % 600, '${batch}', toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalDay(${landed})
     FROM numbers(${rows})`,
  )
}
