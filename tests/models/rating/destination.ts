import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { type Ask, account, call, line, offering, prefix, rate } from '../given_events.ts'

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('1', '2', '0', '9'), minLength: least, maxLength: most })
const [prefixes] = fc.sample(fc.uniqueArray(digits(1, 6), { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 })
const numbers = fc.sample(digits(1, 15), { numRuns: 400, seed: 11 })

/** The longest prefix by trying each. */
const longest = (number: string) =>
  prefixes!.filter((p) => number.startsWith(p)).sort((a, b) => b.length - a.length)[0] ?? null

/** Numbers of all kinds, and prefixes that hold for a time; ids are of this file alone. */
export const destinationEvents: readonly Event[] = [
  account(),
  line(),
  line({ subscription_id: 'S-2', offering_id: 'dated' }),
  offering(),
  offering({ offering_id: 'dated', tariff_id: 'dated' }),
  ...prefixes!.map((p) => prefix(p)),
  ...prefixes!.map((p) => rate({ zone: p })),
  ...numbers.map((number, i) => call(`n${i}`, { other_party: number })),
  call('short', { other_party: 'TRUNKLINE' }),
  prefix('49', { tariff_id: 'dated', zone: 'germany' }),
  prefix('4917', {
    tariff_id: 'dated',
    zone: 'mobile',
    valid_from: '2026-01-10T00:00:00Z',
    valid_to: '2026-01-20T00:00:00Z',
  }),
  rate({ tariff_id: 'dated' }),
  ...(['09', '10', '19', '20'] as const).map((day) =>
    call(`dated ${day}`, { subscription_id: 'S-2', started_at: `2026-01-${day}T00:00:00Z` }),
  ),
]

/** Tests of models that were built from it. */
export function testDestinations(ask: Ask): void {
  test('each number is rated at its longest prefix, and at none when no prefix matches', async () => {
    const rated = await ask(`SELECT event_id, prefix FROM rating.rated_usage WHERE event_id LIKE 'n%'`)
    const rejected = await ask(`SELECT event_id, reason FROM rating.rejected_usage WHERE event_id LIKE 'n%'`)
    const answers = new Map<unknown, unknown>([
      ...rated.map((row) => [row.event_id, row.prefix] as const),
      ...rejected.map((row) => [row.event_id, null] as const),
    ])
    expect(rejected.every(({ reason }) => reason === 'no rate')).toBe(true)
    expect(numbers.map((number, i) => [number, answers.get(`n${i}`)])).toEqual(
      numbers.map((number) => [number, longest(number)]),
    )
  })

  test('a sender that is no number has no prefix', async () => {
    expect(await ask(`SELECT reason FROM rating.rejected_usage WHERE event_id = 'short'`)).toEqual([
      { reason: 'no rate' },
    ])
  })

  test('a prefix holds from its first instant to just before its end', async () => {
    expect(
      await ask(`SELECT event_id, zone FROM rating.rated_usage WHERE event_id LIKE 'dated %' ORDER BY event_id`),
    ).toEqual([
      { event_id: 'dated 09', zone: 'germany' },
      { event_id: 'dated 10', zone: 'mobile' },
      { event_id: 'dated 19', zone: 'mobile' },
      { event_id: 'dated 20', zone: 'germany' },
    ])
  })
}
