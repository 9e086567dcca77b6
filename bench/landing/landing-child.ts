// The landing of one topic in a process of its own: its CPU time and memory are landing's alone.
import { builtInMapping } from '../../ingest/mappings/load.ts'
import { startKafkaFeed } from '../../ingest/watch/kafka_feed.ts'
import { connect } from '../../warehouse/connect.ts'
import { callMapping } from '../kafka/call-mapping.ts'

/** What the child is told on its command line, as JSON. */
export interface LandingWish {
  readonly brokers: readonly string[]
  readonly url: string
  readonly topic: string
  readonly prefix: string
}

const wish = JSON.parse(process.argv[2]!) as LandingWish
const warehouse = connect({ url: wish.url })
const feed = await startKafkaFeed(
  warehouse,
  {
    connection: { brokers: [...wish.brokers], client: 'platformatic' },
    topics: [wish.topic],
    mapping: builtInMapping(callMapping),
    feed: wish.topic,
    untilEnd: true,
  },
  { prefix: wish.prefix },
)
await feed.ended
await warehouse.close()
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }))
process.exit(0)
