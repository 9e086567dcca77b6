import { Admin, type CompressionAlgorithmValue, Producer } from '@platformatic/kafka'
import { callMessages } from './messages.ts'

/** Messages in one record batch: with some 180 bytes each, a batch is as large as producers under load make them. */
const PER_BATCH = 1_000
/** Requests on their way at once. */
const IN_FLIGHT = 4

/** Makes a topic and fills it with `count` call records, dealt evenly to its partitions. */
export async function fillTopic(
  brokers: readonly string[],
  topic: string,
  options: { readonly count: number; readonly partitions: number; readonly compression?: CompressionAlgorithmValue },
): Promise<void> {
  const { count, partitions, compression = 'none' } = options
  const connection = { clientId: 'bench', bootstrapBrokers: [...brokers] }
  const admin = new Admin(connection)
  await admin.createTopics({ topics: [topic], partitions, replicas: 1 })
  await admin.close()
  const producer = new Producer({ ...connection, compression, maxInflights: IN_FLIGHT, idempotent: true })
  let sending: Promise<unknown>[] = []
  for (let first = 0, batch = 0; first < count; first += PER_BATCH, batch++) {
    const size = Math.min(PER_BATCH, count - first)
    const partition = batch % partitions
    const messages = [...callMessages(first, size)].map((value) => ({ topic, partition, value }))
    sending.push(producer.send({ messages, acks: -1 }))
    if (sending.length === IN_FLIGHT) {
      await Promise.all(sending)
      sending = []
    }
  }
  await Promise.all(sending)
  await producer.close()
}
