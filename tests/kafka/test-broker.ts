import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'

/**
 * Addresses of the run's broker, started for the first test file that asks. Give the hook that calls it three minutes:
 * the first run ever fetches Apache Kafka.
 *
 *     beforeAll(async () => { brokers = await testBrokers() }, 180_000)
 *
 * A test that stops or kills its broker starts one of its own with `startBroker`.
 */
export async function testBrokers(): Promise<string[]> {
  const response = await fetch(inject('brokerUrl'))
  const answer = await response.text()
  if (!response.ok) throw new Error(answer)
  return answer.split(',')
}

/** A name for a topic or group that no other test file uses, such as `usage-3f9a1c2b`. */
export function uniqueName(word: string): string {
  return `${word}-${randomBytes(4).toString('hex')}`
}
