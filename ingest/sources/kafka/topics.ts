import type { Consumer } from '@platformatic/kafka'
import { ConfigurationError } from '../../../warehouse/errors.ts'
import { faultsIn } from './fault.ts'

/** A topic that has taken the place of another of its name. */
export function madeAnew(topic: string): ConfigurationError {
  return new ConfigurationError(
    `Topic ${topic} was deleted and made anew while it was read: its offsets begin again`,
    'give the feed the next generation: --generation 2, or one more than it has',
  )
}

/** @throws ConfigurationError naming the topics that do not exist. */
export async function checkTopics(
  client: Pick<Consumer, 'metadata'>,
  topics: readonly string[],
  brokers: readonly string[],
): Promise<void> {
  for (const topic of topics) {
    try {
      await client.metadata({ topics: [topic], autocreateTopics: false })
    } catch (error) {
      const unknown = faultsIn(error).some(
        ({ apiId, message }) => apiId === 'UNKNOWN_TOPIC_OR_PARTITION' || message.startsWith('Unknown topic'),
      )
      if (!unknown) throw error
      throw new ConfigurationError(
        `There is no topic "${topic}" on ${brokers.join(', ')}`,
        'check its name, or create it first',
      )
    }
  }
}
