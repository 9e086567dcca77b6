import { expect, test } from 'vitest'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { SIMULATOR_FEED, simulationParts } from '../../samples/simulator/simulate.ts'
import { sampleLanding } from './land.ts'

const { warehouse, prefix, prepare, ask } = sampleLanding()

test('the sample lands whole, but for what it breaks on purpose, and only once', async () => {
  await prepare()
  const [part] = simulationParts({ subscribers: 1000, months: 3 })
  const counts = new Map<string, number>()
  const generator = part!.events()
  let next = generator.next()
  for (; !next.done; next = generator.next()) {
    counts.set(next.value.contract, (counts.get(next.value.contract) ?? 0) + 1)
  }
  const made = next.value
  counts.set('usage', counts.get('usage')! - made.broken)
  const land = () => landEvents(warehouse, SIMULATOR_FEED, part!.partition, part!.events, { prefix })
  const report = await land()
  expect(report.landed).toEqual(Object.fromEntries(counts))
  expect(report.quarantined).toBe(made.broken)
  expect((await land()).events).toBe(0)
  const [row] = await ask(`
    SELECT count() AS events, uniqExact(event_id) AS different, max(started_at) < '2026-07-01' AS within FROM raw.usage`)
  expect(row).toEqual({ events: String(made.usage + made.duplicates), different: String(made.usage), within: 1 })
})
