import { startBroker } from '../../tests/kafka/broker.ts'

/** The broker that benchmarks run against: one of their own, or the one that `KAFKA_BROKERS` names. */
export interface BenchBroker {
  readonly addresses: readonly string[]
  /** Of the broker, where it is ours. */
  readonly pid: number | undefined
  stop(): Promise<void>
}

export async function benchBroker(): Promise<BenchBroker> {
  const given = process.env.KAFKA_BROKERS
  if (given) return { addresses: given.split(','), pid: undefined, stop: async () => undefined }
  const broker = await startBroker()
  return { addresses: [broker.address], pid: broker.pid(), stop: () => broker.stop() }
}
