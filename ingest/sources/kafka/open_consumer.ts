import type { ConsumerOptions, KafkaConsumer } from './consumer.ts'

/** The consumer of the configured library; only that library is loaded. */
export async function openConsumer(options: ConsumerOptions): Promise<KafkaConsumer> {
  if (options.connection.client === 'kafkajs') return (await import('./kafkajs_consumer.ts')).kafkajsConsumer(options)
  return (await import('./platformatic_consumer.ts')).platformaticConsumer(options)
}
