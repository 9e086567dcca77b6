import fc from 'fast-check'
import { instantOfLocal } from '../evaluator/clock.ts'
import type { LineRecord } from '../evaluator/line.ts'
import type { Use } from '../evaluator/rate.ts'
import { calendar } from './calendars.ts'
import type { Cell, Written } from './cell.ts'
import { often, timeZones, wallTime } from './edges.ts'
import { price } from './rates.ts'

const zoneIds = ['home', 'away', 'far', 'abroad'] as const
const prefixPool = ['4', '49', '491', '4915', '49151', '44', '4420', '1', '11', '112', '84'] as const
const numbers = [...prefixPool, '4915123', '4930', '491', '1120', '84901234567', '999', '7', 'INFO', '491512345678901']
/** Every prefix in one zone at most, every network too: a number must have one zone. */
const zones = fc
  .record({
    prefixes: fc.tuple(...prefixPool.map(() => fc.nat(zoneIds.length + 1))),
    networks: fc.tuple(...['262', '262-01', '310-410'].map(() => fc.nat(zoneIds.length + 4))),
    full: fc.tuple(...['112', '1120', '4930'].map(() => fc.nat(zoneIds.length + 3))),
    operators: fc.tuple(...['Ours', 'Theirs'].map(() => fc.nat(zoneIds.length + 2))),
    rest: fc.nat(zoneIds.length + 3),
  })
  .map((where) =>
    zoneIds
      .map((id, zone) => {
        const of = (names: readonly string[], places: readonly number[]) => names.filter((_, i) => places[i] === zone)
        return {
          id,
          prefixes: of(prefixPool, where.prefixes),
          networks: of(['262', '262-01', '310-410'], where.networks),
          numbers: of(['112', '1120', '4930'], where.full),
          operators: of(['Ours', 'Theirs'], where.operators),
          all_numbers: where.rest === zone,
        }
      })
      .filter(
        (zone) =>
          [...zone.prefixes, ...zone.networks, ...zone.operators, ...zone.numbers].length > 0 || zone.all_numbers,
      ),
  )

const use = (zone: string): fc.Arbitrary<Omit<Use, 'event_id' | 'subscription_id'>> =>
  fc
    .record({
      service: fc.constantFrom(...Array(8).fill('voice' as const), 'sms', 'data', 'content'),
      at: wallTime,
      millis: fc.constantFrom(0, 0, 1, 500, 999),
      quantity: fc.constantFrom(0, 1, 2, 29, 30, 31, 59, 60, 61, 62, 90, 119, 120, 121, 180, 181, 300, 601),
      party: fc.option(fc.constantFrom(...numbers), { nil: undefined }),
      network: often(fc.constant(undefined), fc.constantFrom('Ours', 'Theirs', 'Others')),
      visited: often(fc.constant(undefined), fc.constantFrom('262-01', '262-02', '310-410', '208-01')),
      kind: often(fc.constant('charged' as const), fc.constantFrom('terminating' as const, 'unanswered' as const)),
    })
    .map(({ at, millis, quantity, visited, kind, service, party, network }) => ({
      service,
      started_at: new Date(instantOfLocal(at, zone) + millis).toISOString(),
      ...(party === undefined ? {} : { other_party: party }),
      ...(network === undefined ? {} : { other_network: network }),
      ...(service === 'voice' ? { duration_s: quantity } : {}),
      ...(service === 'sms' ? { messages: Math.max(quantity, 1) } : {}),
      ...(service === 'data' ? { bytes_up: quantity, bytes_down: quantity % 2 } : {}),
      ...(service === 'content' ? { service_name: 'news' } : {}),
      ...(visited === undefined ? {} : { roaming: true, visited_network: visited }),
      ...(kind === 'terminating' ? { direction: 'terminating' as const } : {}),
      ...(kind === 'unanswered' ? { answered: false } : {}),
    }))

const changes = ['2026-03-29T01:00:00Z', '2026-06-30T22:00:00Z', '2026-10-25T12:00:00Z'] as const

/** Versions one after the other, each with an end where the next begins. */
const versions = <T extends Written>(one: fc.Arbitrary<T>) =>
  fc
    .tuple(
      often(fc.constant([]), fc.subarray([...changes], { maxLength: 1 })),
      fc.array(one, { minLength: 2, maxLength: 2 }),
    )
    .map(([cuts, made]) =>
      [undefined, ...cuts].map((from, i) => ({
        ...made[i]!,
        ...(from === undefined ? {} : { from }),
        ...(cuts[i] === undefined ? {} : { to: cuts[i] }),
      })),
    )

/** A few lines with calls, messages and sessions priced by rate. */
export const callCell: fc.Arbitrary<Cell> = fc
  .tuple(zones, calendar, fc.constantFrom(...timeZones))
  .chain(([zoneList, week, timeZone]) => {
    const names = zoneList.map(({ id }) => id)
    const bands = [...new Set(week.bands.map(({ id }) => id))]
    const tariff = (id: string) =>
      versions(
        fc
          .record({
            first: price('p1', names, bands).map((one) => ({ ...one, service: 'voice' as const })),
            others: fc.tuple(price('p2', names, bands), price('p3', names, bands)),
            count: fc.nat(2),
            listed: fc.boolean(),
            falls: often(fc.constant<string[]>([]), fc.subarray(['t1', 't2', 't3'])),
          })
          .map(({ first, others, count, listed, falls }) => ({
            ...{ id, calendar: 'week', prices: [first, ...others.slice(0, count)] },
            ...(listed ? { zones: names } : {}),
            fallbacks: falls.filter((other) => other !== id),
          })),
      )
    return fc
      .record({
        tariffs: fc.tuple(tariff('t1'), tariff('t2'), tariff('t3')),
        plans: fc.array(fc.constantFrom('o1', 'o2'), { minLength: 1, maxLength: 3 }),
        usage: fc.array(use(timeZone), { minLength: 1, maxLength: 40, size: 'max' }),
      })
      .map(({ tariffs, plans, usage }): Cell => {
        const offering = (id: string, of: string) => ({ id, name: id, currency: 'EUR', tariff: of })
        return {
          zones: zoneList,
          calendars: [week],
          tariffs: tariffs.flat(),
          offerings: [offering('o1', 't1'), offering('o2', 't2')],
          lines: historyOf(plans, timeZone),
          usage: usage.map((one, i) => ({ event_id: eventId(i), subscription_id: 'S', ...one })),
        }
      })
  })

/** A line that begins in January and changes its plan, and its state, at the edges where use is frequent. */
function historyOf(plans: readonly string[], timeZone: string): LineRecord[] {
  const starts = ['2026-01-01T00:00:00Z', '2026-03-29T01:00:00Z', '2026-10-25T12:00:00Z']
  return plans.map((offering_id, i) => ({
    ...{ subscription_id: 'S', offering_id, time_zone: timeZone, from: starts[i]! },
    ...(i === 2 ? { to: '2026-12-31T00:00:00Z' } : {}),
  }))
}

export const eventId = (i: number): string => `e${String(i).padStart(4, '0')}`
