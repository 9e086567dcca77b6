import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { reconciliations, models as staging } from '../../../models/staging/index.ts'
import { givenModels } from '../given_events.ts'

const { build, ask } = givenModels([...staging], [...reconciliations])

const WRAP = 4_294_967_296

interface Session {
  readonly cumulative: boolean
  /** What was used between each report and the next: seconds, bytes up and down. */
  readonly steps: readonly (readonly [seconds: number, up: number, down: number])[]
  /** Which reports come twice. */
  readonly again: readonly number[]
}

const session: fc.Arbitrary<Session> = fc.record({
  cumulative: fc.boolean(),
  steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 3_600 }), fc.nat(WRAP - 1), fc.nat(WRAP - 1)), {
    minLength: 1,
    maxLength: 8,
  }),
  again: fc.array(fc.nat(7), { maxLength: 3 }),
})

const sessions = fc.sample(session, { numRuns: 300, seed: 20_260_331 })

/** Reports of a session as a network would send them. */
function reports({ cumulative, steps, again }: Session, id: number): Event[] {
  let [seconds, up, down] = [0, 0, 0]
  const list = steps.map(([s, u, d], i): Event => {
    seconds += s
    up += u
    down += d
    const at = new Date(Date.UTC(2026, 0, 15) + seconds * 1000).toISOString()
    return {
      contract: 'usage_partial',
      session_id: `s${id}`,
      step: i === steps.length - 1 ? 'stop' : i === 0 ? 'start' : 'interim',
      sequence: cumulative ? seconds : i + 1,
      counts: cumulative ? 'since start' : 'since previous',
      wraps_at: cumulative ? WRAP : null,
      reported_at: at,
      started_at: '2026-01-15T00:00:00Z',
      service: 'data',
      imsi: '262011234567890',
      duration_s: cumulative ? seconds : s,
      bytes_up: cumulative ? up % WRAP : u,
      bytes_down: cumulative ? down % WRAP : d,
    }
  })
  return [...list, ...again.flatMap((i) => list[i] ?? [])]
}

beforeAll(async () => {
  const all = sessions.flatMap(reports)
  // As they might come: in an order that has nothing to do with their own.
  const order = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 1, seed: 7 })[0]!
  await build(order)
})

test('any session in any order adds up to what was used, with its wraps and retransmissions', async () => {
  const rows =
    await ask(`SELECT session_id, toString(bytes_up) AS up, toString(bytes_down) AS down, toString(duration_s) AS seconds,
      toInt32(reports) AS reports FROM staging.usage_session`)
  const found = new Map(rows.map(({ session_id, ...row }) => [session_id, row]))
  expect(found.size).toBe(sessions.length)
  for (const [id, { steps }] of sessions.entries()) {
    const sum = (of: 0 | 1 | 2) => String(steps.reduce((total, step) => total + BigInt(step[of]), 0n))
    expect([id, found.get(`s${id}`)]).toEqual([
      id,
      { up: sum(1), down: sum(2), seconds: sum(0), reports: steps.length },
    ])
  }
})

test('and what came twice is told', async () => {
  const twice = sessions.reduce((count, { steps, again }) => count + again.filter((i) => i < steps.length).length, 0)
  expect(await ask(`SELECT toInt32(sum(reports)) AS n FROM staging.session_gap WHERE kind = 'sent again'`)).toEqual([
    { n: twice },
  ])
})
