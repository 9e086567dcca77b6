import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { events } from '../../../ingest/mappings/events.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { kafkaAddress } from '../../../ingest/sources/kafka/address.ts'
import { kafkaClientNames } from '../../../ingest/sources/kafka/connection.ts'
import { startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import { type Broker, startBroker } from '../../kafka/broker.ts'
import { openTopics } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from '../landing/environment.ts'

const warehouse = testWarehouse()
const files = scratch()
const ca = join(files.folder, 'ca.pem')
const CALLS = 50
let broker: Broker

beforeAll(async () => {
  broker = await startBroker({ users: { ingest: 's3cret:with@signs' } })
  writeFileSync(ca, broker.secured!.ca)
  const topics = openTopics([broker.address])
  await topics.create('calls')
  const call = (i: number) =>
    JSON.stringify({
      contract: 'usage',
      service: 'voice',
      event_id: `e${i}`,
      started_at: '2026-01-01T00:00:00Z',
      subscription_id: 'S',
    })
  await topics.send(
    'calls',
    Array.from({ length: CALLS }, (_, i) => call(i)),
  )
  await topics.close()
}, 180_000)
afterAll(() => broker?.stop())

/** Lands the topic through an address as a user writes it. */
async function land(address: string, password?: string): Promise<number> {
  const prefix = await environment(warehouse)
  const { connection, topics } = kafkaAddress(address, { KAFKA_PASSWORD: password })
  const feed = await startKafkaFeed(
    warehouse,
    { connection, topics, mapping: builtInMapping(events), feed: 'calls', untilEnd: true },
    { prefix },
  )
  await feed.ended
  const [row] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}raw.usage`)
  return Number(row!.n)
}

describe.each(kafkaClientNames)('%s', (client) => {
  test('reads over TLS with the authority of a file', async () => {
    expect(await land(`kafka+tls://${broker.secured!.tls}/calls?ca=${ca}&client=${client}`)).toBe(CALLS)
  })

  test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])(
    'logs in by %s, in the clear and over TLS',
    async (mechanism) => {
      const login = `mechanism=${mechanism}&client=${client}`
      expect(await land(`kafka://ingest@${broker.secured!.sasl}/calls?${login}`, 's3cret:with@signs')).toBe(CALLS)
      expect(
        await land(`kafka+tls://ingest@${broker.secured!.saslTls}/calls?${login}&ca=${ca}`, 's3cret:with@signs'),
      ).toBe(CALLS)
    },
  )

  test('says that a login was refused, without the password', async () => {
    const refused = land(`kafka://ingest@${broker.secured!.sasl}/calls?mechanism=PLAIN&client=${client}`, 'wrong-word')
    await expect(refused).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('refused the login'),
    })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('wrong-word') })
  })

  test('says that an authority is not trusted', async () => {
    await expect(land(`kafka+tls://${broker.secured!.tls}/calls?client=${client}`)).rejects.toThrow(
      /does not answer.*certificate/,
    )
  })
})
