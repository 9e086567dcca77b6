import fc from 'fast-check'
import { instantOfLocal } from '../evaluator/clock.ts'
import type { LineRecord } from '../evaluator/line.ts'
import type { Use } from '../evaluator/rate.ts'
import type { Cell, Written } from './cell.ts'
import { decimals, often, rounding, timeZones, wallTime } from './edges.ts'

const zoneIds = ['home', 'away', 'far', 'abroad'] as const
const prefixPool = ['4', '49', '491', '4915', '49151', '44', '4420', '1', '11', '112', '84'] as const
const numbers = [...prefixPool, '4915123', '4930', '491', '1120', '84901234567', '999', '7', 'INFO', '491512345678901']
const bandIds = ['x', 'y', 'z'] as const
const hours = ['00:00', '06:00', '08:00', '08:01', '12:30', '18:00', '22:00', '23:59'] as const

const weekdays = fc.subarray([...'1234567'], { minLength: 1 }).map((days) => days.join(''))

const band = fc.record(
  {
    id: fc.constantFrom(...bandIds),
    weekdays: fc.oneof(fc.constant('1234567'), fc.constantFrom('12345', '67', '7', '1'), weekdays),
    holidays: fc.boolean(),
    start: fc.constantFrom(...hours),
    end: fc.constantFrom(...hours.slice(1), '00:00', '24:00'),
    weight: fc.nat(2),
  },
  { requiredKeys: ['id'] },
)

/** Days around changes of the clock in any of the zones, ends of months, and the leap day. */
const calendar = fc.record({
  id: fc.constant('week'),
  bands: fc.array(band, { minLength: 1, maxLength: 4 }),
  holidays: fc.uniqueArray(fc.constantFrom('2026-03-08', '2026-03-29', '2026-03-30', '2026-10-25', '2026-12-31'), {
    maxLength: 3,
  }),
})

/** Every prefix in one zone at most, every network too: a number must have one zone. */
const zones = fc
  .record({
    prefixes: fc.tuple(...prefixPool.map(() => fc.nat(zoneIds.length + 1))),
    networks: fc.tuple(...['262', '262-01', '310-410'].map(() => fc.nat(zoneIds.length + 4))),
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
          operators: of(['Ours', 'Theirs'], where.operators),
          all_numbers: where.rest === zone,
        }
      })
      .filter((zone) => zone.prefixes.length + zone.networks.length + zone.operators.length > 0 || zone.all_numbers),
  )

const increments = fc.constantFrom(1, 1, 6, 7, 30, 60, 61)
const per = fc.constantFrom(1, 1, 7, 60, 60, 100)

const slots = fc
  .uniqueArray(
    fc.record(
      {
        after: fc.constantFrom(1, 30, 60, 61, 120, 180),
        rate: decimals,
        per,
        increment: increments,
        connect_fee: decimals,
      },
      { requiredKeys: ['after', 'rate'] },
    ),
    { selector: ({ after }) => after, maxLength: 2 },
  )
  .map((list) => [...list].sort((a, b) => a.after - b.after))

const rate = (zoneNames: readonly string[], bands: readonly string[]) =>
  fc.record(
    {
      zone: fc.constantFrom('*', ...zoneNames),
      band: fc.constantFrom('*', '*', ...bands),
      connect_fee: decimals,
      rate: decimals,
      per,
      first_increment: increments,
      next_increment: increments,
      slots: often(fc.constant([]), slots),
    },
    { requiredKeys: ['zone', 'band', 'rate'] },
  )

const price = (id: string, zoneNames: readonly string[], bands: readonly string[]) =>
  fc
    .record(
      {
        id: fc.constant(id),
        service: fc.constantFrom('voice', 'voice', 'voice', 'sms', 'data', 'content'),
        weight: fc.nat(1),
        rates: fc.uniqueArray(rate(zoneNames, bands), {
          selector: (one) => `${one.zone} ${one.band}`,
          minLength: 1,
          maxLength: 5,
        }),
        per,
        first_increment: increments,
        next_increment: increments,
        minimum_quantity: fc.constantFrom(0, 1, 30, 60),
        whole_call_by_start: fc.boolean(),
        maximum_cost: often(fc.constant(undefined), decimals),
        maximum_cost_then: fc.constantFrom('free', 'disconnect'),
        maximum_cost_includes_connect_fee: fc.boolean(),
        rounding,
      },
      { requiredKeys: ['id', 'service', 'rates', 'weight'] },
    )
    // Most use has a price: a rate for any zone and time is there more often than chance would have it.
    .chain((one) => often(fc.constant(withAnyRate(one)), fc.constant(one)))

function withAnyRate<P extends { rates: readonly { zone: string; band: string }[] }>(one: P): P {
  if (one.rates.some(({ zone, band }) => zone === '*' && band === '*')) return one
  const [first, ...rest] = one.rates
  return { ...one, rates: [{ ...first!, zone: '*', band: '*' }, ...rest] }
}

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
          })
          .map(({ first, others, count, listed }) => ({
            ...{ id, calendar: 'week', prices: [first, ...others.slice(0, count)] },
            ...(listed ? { zones: names } : {}),
          })),
      )
    return fc
      .record({
        tariffs: fc.tuple(tariff('t1'), tariff('t2')),
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
