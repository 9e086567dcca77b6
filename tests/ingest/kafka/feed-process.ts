/**
 * A real Kafka feed in a process of its own, to be killed or stalled:
 * `node feed-process.ts <clickhouse url> <prefix> <brokers> <topic> <client> <variant> [group]`. Says `joined` when it is a member and
 * a line a batch; drains on SIGTERM.
 */
import { csv, type Event, json, type Mapping, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import type { KafkaClientName } from '../../../ingest/sources/kafka/connection.ts'
import { startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix, brokers, topic, client, variant, group] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  KafkaClientName,
  string,
  string | undefined,
]

interface Call {
  readonly id: number
  readonly at: string
  readonly seconds: number
}

const usage = ({ id, at, seconds }: Call): Event => ({
  contract: 'usage',
  service: 'voice',
  event_id: `e${id}`,
  started_at: at,
  subscription_id: 'S-1',
  duration_s: seconds,
})
const contact = ({ id, at }: Call): Event => ({
  contract: 'interaction',
  interaction_id: `I-${id}`,
  customer_id: `C-${id}`,
  happened_at: at,
  channel: 'phone',
})

/** The same feed under mappings that disagree on what a record is. */
const variants: Readonly<Record<string, (call: Call) => Event | readonly Event[]>> = {
  plain: (call) => (call.id % 50 === 0 ? { ...usage(call), duration_s: 'x' } : usage(call)),
  two: (call) => [usage(call), contact(call)],
  other: (call) => (call.id % 3 === 0 ? contact(call) : usage(call)),
  strict: (call) => (call.id % 2 === 0 ? { ...usage(call), duration_s: '-1' } : [usage(call), contact(call)]),
}

const map = variants[variant.replace('csv-', '')]!
const chosen: Mapping<never> = variant.startsWith('csv-')
  ? (mapping<Record<string, string>>({
      name: 'calls',
      format: csv({ columns: ['id', 'at', 'seconds'] }),
      map: (row) => map({ id: Number(row.id), at: row.at!, seconds: Number(row.seconds) }),
    }) as Mapping<never>)
  : (mapping<Call>({ name: 'calls', format: json(), map }) as Mapping<never>)

const warehouse = connect({ url })
const feed = await startKafkaFeed(
  warehouse,
  {
    connection: { brokers: brokers.split(','), client },
    topics: [topic],
    mapping: builtInMapping(chosen),
    // A group of its own is for a test that waits for sessions to pass.
    ...(group === undefined ? { sessionMs: 6_000 } : { group, sessionMs: 2_000 }),
  },
  {
    prefix,
    batchRows: 700,
    batchMs: 200,
    onEvent: (event) => {
      if (event.is === 'progress') console.log(`landed ${event.partition} ${event.records}`)
      else if (event.is === 'notice' || event.is === 'waiting')
        console.error(new Date().toISOString(), event.is === 'waiting' ? event.reason : event.message)
    },
  },
)
console.log('joined')
process.once('SIGTERM', () => void feed.stop())
await feed.ended
await warehouse.close()
// As the command does: sockets to a broker that has gone must not keep the process.
process.exit()
