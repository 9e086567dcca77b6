import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { type Watched, watchRows } from './watched.ts'

export interface EngineOptions {
  readonly database: string
  readonly brokers: readonly string[]
  readonly topic: string
  readonly consumers: number
  /** A copy of the table that landing fills. */
  readonly target: string
  readonly rows: number
}

/** As written in `CREATE TABLE ... ENGINE = Kafka`, but the addresses. */
export function engineSettings(consumers: number): string {
  return `kafka_num_consumers = ${consumers}, kafka_thread_per_consumer = ${consumers > 1 ? 1 : 0}, kafka_max_block_size = 100000, kafka_poll_max_batch_size = 100000, kafka_flush_interval_ms = 1000, kafka_poll_timeout_ms = 100`
}

/** ClickHouse's own Kafka engine with a materialized view that writes the same columns as landing does. */
export async function consumeByEngine(
  warehouse: Warehouse,
  serverPid: number,
  options: EngineOptions,
): Promise<Watched> {
  const { database, brokers, topic, consumers, target, rows } = options
  const queue = `${database}.queue_${consumers}`
  const view = `${database}.view_${consumers}`
  await warehouse.command(
    `CREATE TABLE ${queue} (i String, s LowCardinality(String), d LowCardinality(String), t UInt32, a String, b String, n LowCardinality(String),
       k UInt8, u UInt32, e UInt32, c UInt32, x UInt64, y UInt64, p LowCardinality(String), r UInt8, v LowCardinality(String), l String, q UInt16, z String, w LowCardinality(String))
     ENGINE = Kafka SETTINGS kafka_broker_list = ${quoteText(brokers.join(','))}, kafka_topic_list = ${quoteText(topic)},
       kafka_group_name = ${quoteText(`${database}-${consumers}`)}, kafka_format = 'JSONEachRow', ${engineSettings(consumers)}`,
  )
  const watched = await watchRows(warehouse, serverPid, rows, target, () =>
    warehouse.command(
      `CREATE MATERIALIZED VIEW ${view} TO ${target} AS
       SELECT i AS event_id, transform(s, ['v', 'd', 'm'], ['voice', 'data', 'sms']) AS service, if(d = 'o', 'originating', 'terminating') AS direction,
              toDateTime64(t, 3, 'UTC') AS started_at, CAST(NULL AS Nullable(String)) AS subscription_id, a AS served_number, CAST(NULL AS Nullable(String)) AS imsi, nullIf(b, '') AS other_party,
              nullIf(n, '') AS other_network, k = 1 AS answered, u AS duration_s, e AS elapsed_s, c AS messages, x AS bytes_up, y AS bytes_down,
              nullIf(p, '') AS service_name, r = 1 AS roaming, nullIf(v, '') AS visited_network, l AS cell_id, toString(q) AS cause,
              toDecimal64OrNull(z, 9) AS stated_amount, nullIf(w, '') AS stated_currency, 'engine' AS _source,
              concat(_topic, '/', toString(_partition)) AS _partition, toDecimal128(_offset, 0) * 281474976710656 AS _position, '' AS _batch, now64(3, 'UTC') AS _landed_at
         FROM ${queue}`,
    ),
  )
  await warehouse.command(`DROP TABLE ${view}`)
  await warehouse.command(`DROP TABLE ${queue}`)
  return watched
}
