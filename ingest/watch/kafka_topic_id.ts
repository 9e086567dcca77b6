import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { compareAndSet, readRegister } from '../../warehouse/register.ts'
import { landingDatabases } from '../landing/databases.ts'
import type { KafkaConsumer } from '../sources/kafka/consumer.ts'

interface TopicsOfFeed {
  readonly feed: string
  readonly topics: readonly string[]
  readonly generation: number
  readonly prefix: string
}

/**
 * Remembers each topic's own id: a topic that is deleted and made anew begins at offset 0 again, and what it holds would
 * be taken for what has landed already.
 *
 * @throws ConfigurationError when a topic of the feed is another one than before.
 */
export async function checkTopicIds(
  warehouse: Warehouse,
  consumer: KafkaConsumer,
  { feed, topics, generation, prefix }: TopicsOfFeed,
): Promise<void> {
  const { platform } = landingDatabases(prefix)
  for (const topic of topics) {
    const id = await consumer.topicId(topic)
    if (id === undefined) continue
    const key = `kafka topic:${feed}:${topic}#${generation}`
    const { step, value } = await readRegister(warehouse, platform, key)
    const known = step === 0 ? (await compareAndSet(warehouse, platform, key, 0, id)).value : value
    if (known === id) continue
    throw new ConfigurationError(
      `Topic ${topic} of feed ${feed} was deleted and made anew since it was first read: its offsets begin again`,
      `give the feed the next generation: --generation ${generation + 1}`,
    )
  }
}
