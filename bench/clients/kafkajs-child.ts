import kafkajs from 'kafkajs'
import { startMeter, wish } from './consumption.ts'
import { lendCodecs } from './kafkajs-codecs.ts'

lendCodecs()
const { brokers, topic, count, partitions, partitionBytes, idleSeconds } = wish()
const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING })
const meter = startMeter(count)
const consumer = kafka.consumer({
  groupId: `bench-${process.pid}-${Date.now()}`,
  maxBytesPerPartition: partitionBytes,
  maxBytes: partitionBytes * partitions,
  maxWaitTimeInMs: 500,
})
await consumer.connect()
await consumer.subscribe({ topics: [topic], fromBeginning: true })
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: partitions,
  eachBatch: async ({ batch, resolveOffset }) => {
    let bytes = 0
    for (const { value } of batch.messages) bytes += value!.length
    resolveOffset(batch.lastOffset())
    meter.count(batch.messages.length, bytes)
  },
})
await meter.done
console.log(JSON.stringify(await meter.result(idleSeconds)))
await consumer.disconnect()
