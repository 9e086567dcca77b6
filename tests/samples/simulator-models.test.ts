import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../ingest/contracts/index.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { models as billing } from '../../models/billing/index.ts'
import { models as prepaid } from '../../models/prepaid/index.ts'
import { models as rating } from '../../models/rating/index.ts'
import { moneyPosting } from '../../models/receivables/money_posting.ts'
import { models as staging } from '../../models/staging/index.ts'
import { SIMULATOR_FEED, simulate } from '../../samples/simulator/simulate.ts'
import type { Imperfections } from '../../samples/simulator/world.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { runProject } from '../../transforms/run/run.ts'
import { billsByHand } from './bill_by_hand.ts'
import { sampleLanding } from './land.ts'

const { warehouse, prefix, prepare, ask } = sampleLanding()
const options = { subscribers: 800, months: 4 }
const project = defineProject({ models: [...staging, ...rating, ...prepaid, ...billing, moneyPosting] })
let made: Imperfections
const events: Event[] = []

beforeAll(async () => {
  await prepare()
  const generator = simulate(options)
  let next = generator.next()
  for (; !next.done; next = generator.next()) events.push(next.value)
  made = next.value
  await landEvents(warehouse, SIMULATOR_FEED, 'sample', () => events, { prefix })
  await landTimeZones(warehouse, ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh'], { prefix })
  const result = await runProject(project, { warehouse, environment: { prefix } })
  if (result.failure) throw result.failure
})

test('the models rate every use of a prepaid line as its charging system booked it', async () => {
  const [row] = await ask(`
    SELECT count() AS booked, countIf(r.amount = -m.amount) AS equal
    FROM raw.balance_movement AS m LEFT JOIN ${prefix}rating.rated_usage AS r ON r.event_id = m.event_id
    WHERE m.movement = 'usage'`)
  expect(Number(row!.booked)).toBeGreaterThan(5000)
  expect(row!.equal).toBe(row!.booked)
})

test('the models reject what the sample has spoilt, for the reasons it was spoilt', async () => {
  const rows = await ask(`
    SELECT reason, count() AS n FROM ${prefix}rating.rejected_usage GROUP BY reason ORDER BY reason`)
  const unrated = made.unrated > 0 ? [{ reason: 'no rate', n: String(made.unrated) }] : []
  expect(rows).toEqual([
    { reason: 'duplicate', n: String(made.duplicates) },
    ...unrated,
    { reason: 'unknown subscription', n: String(made.unknownNumbers) },
  ])
})

test('the models bill every account as it follows by hand from its events', async () => {
  const adjusted = new Set(events.flatMap((e) => (e.contract === 'adjustment' ? [e.billing_account_id] : [])))
  const expected: string[] = []
  for (const [account, bills] of billsByHand(events, Date.parse('2026-07-01T00:00:00Z'))) {
    for (const [period, cents] of bills) {
      if (cents > 0n && !adjusted.has(account)) expected.push(`${account} ${period} ${cents}`)
    }
  }
  const rows = await ask(`
    SELECT billing_account_id AS account, toString(period_from) AS period, toString(toInt64(gross * 100)) AS cents
    FROM ${prefix}billing.customer_bill WHERE gross > 0`)
  const billed = rows
    .filter(({ account }) => !adjusted.has(String(account)))
    .map(({ account, period, cents }) => `${account} ${period} ${cents}`)
  expect(billed.length).toBeGreaterThan(1000)
  expect(billed.sort()).toEqual(expected.sort())
})
