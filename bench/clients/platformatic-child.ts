import type { Buffer } from 'node:buffer'
import { Consumer } from '@platformatic/kafka'
import { startMeter, wish } from './consumption.ts'

const { brokers, topic, count, partitions, partitionBytes, idleSeconds, way } = wish()
const meter = startMeter(count)
const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({
  clientId: 'bench',
  groupId: `bench-${process.pid}-${Date.now()}`,
  bootstrapBrokers: [...brokers],
  autocommit: false,
  minBytes: 1,
  maxBytes: partitionBytes * partitions,
  maxBytesPerPartition: partitionBytes,
  maxWaitTime: 500,
})

if (way === 'stream') await byStream()
else await byFetch()
console.log(JSON.stringify(await meter.result(idleSeconds)))
process.exit(0)

/** As its documentation shows: one object a message, through a readable stream. */
async function byStream(): Promise<void> {
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', highWaterMark: 20_000 })
  stream.on('data', ({ value }) => meter.count(1, value.length))
  await meter.done
}

/** Its own answers to fetch requests, one batch of records at a time; joined to the group like any consumer. */
async function byFetch(): Promise<void> {
  consumer.topics.trackAll(topic)
  await consumer.joinGroup({})
  const metadata = await consumer.metadata({ topics: [topic] })
  const { id, partitions: leaders } = metadata.topics.get(topic)!
  const mine = consumer.assignments!.find((assignment) => assignment.topic === topic)!.partitions
  const next = new Map(mine.map((partition) => [partition, 0n]))
  const node = leaders[0]!.leader
  const ask = () =>
    consumer.fetch({
      node,
      maxBytes: partitionBytes * partitions,
      topics: [
        {
          topicId: id,
          partitions: mine.map((partition) => ({
            partition,
            currentLeaderEpoch: -1,
            fetchOffset: next.get(partition)!,
            lastFetchedEpoch: -1,
            partitionMaxBytes: partitionBytes,
          })),
        },
      ],
    })
  void (async () => {
    for (;;) {
      const { responses } = await ask()
      for (const { partitions } of responses) {
        for (const { partitionIndex, records } of partitions) {
          for (const batch of records ?? []) {
            let bytes = 0
            for (const { value } of batch.records) bytes += value!.length
            next.set(partitionIndex, batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n)
            meter.count(batch.records.length, bytes)
          }
        }
      }
    }
  })()
  await meter.done
}
