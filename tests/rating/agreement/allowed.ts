import fc from 'fast-check'
import { instantOfLocal } from '../evaluator/clock.ts'
import type { LineRecord } from '../evaluator/line.ts'
import type { Use } from '../evaluator/rate.ts'
import { eventId } from './calls.ts'
import type { Cell, Written } from './cell.ts'
import { often, timeZones, wallTime } from './edges.ts'

const zones = [
  { id: 'home', prefixes: ['49'] },
  { id: 'far', prefixes: ['44'] },
]
const calendar = {
  id: 'day',
  bands: [
    { id: 'peak', start: '08:00', end: '18:00' },
    { id: 'night', start: '22:00', end: '06:00' },
  ],
}
const tariff = {
  id: 't1',
  calendar: 'day',
  prices: [
    {
      ...{ id: 'calls', service: 'voice', per: 60, first_increment: 1, next_increment: 30 },
      rates: [
        { zone: 'home', rate: '0.10', connect_fee: '0.02' },
        { zone: 'far', rate: '0.611111111', slots: [{ after: 60, rate: '0.3', increment: 10, connect_fee: '0.01' }] },
        { rate: '1.5', connect_fee: '0.5' },
        { band: 'peak', rate: '2', entry_fee: '0.07', connect_fee: '0.3' },
        { zone: 'home', band: 'night', rate: '0.01' },
      ],
    },
    { id: 'text', service: 'sms', rates: [{ rate: '0.05' }], connect_fee_when_covered: true },
    { id: 'data', service: 'data', per: 1024, next_increment: 1024, maximum_cost: '3', rates: [{ rate: '0.001' }] },
    {
      id: 'api',
      metric: 'api',
      model: 'graduated',
      tiers: [
        { up_to: '10', amount: '1' },
        { amount: '0.5', flat_fee: '2' },
      ],
    },
  ],
}

/** Stands for the way in which all that is shared in a cell is shared. */
const SHARED = 'shared'

const allowance = (i: number): fc.Arbitrary<Written> =>
  fc
    .record(
      {
        unit: fc.constantFrom('seconds', 'seconds', 'messages', 'bytes', 'units', 'money'),
        amount: fc.constantFrom('0', '1', '30', '59', '60', '61', '100', '1000', '3100'),
        services: often(fc.constant([]), fc.constantFrom(['voice'], ['sms', 'data'], ['api'])),
        zones: often(fc.constant([]), fc.constantFrom(['home'], ['far', 'home'])),
        factors: fc.constantFrom({}, { far: '2' }, { far: '0.5', home: '4' }),
        increment: fc.constantFrom('0', '0', '1', '10', '60'),
        bands: often(fc.constant([]), fc.constantFrom(['peak'], ['night'], ['peak', 'night'])),
        rate: fc.constantFrom('0', '0.001', '0.000000001'),
        priority: fc.nat(1),
        period: fc.constantFrom('cycle', 'cycle', 'cycle', 'month', 'once'),
        expires_after_days: fc.constantFrom(1, 30, 89),
        scope: fc.constantFrom('subscription', 'subscription', SHARED),
        prorated: fc.boolean(),
        prorated_rounding: fc.constantFrom('down', 'half_up', 'up'),
        rollover: fc.record(
          {
            maximum: fc.constantFrom('7', '60'),
            minimum: fc.constantFrom('5', '7'),
            first: fc.constantFrom('rolled_over', 'own'),
          },
          { requiredKeys: [] },
        ),
        blocker: fc.boolean(),
      },
      { requiredKeys: ['unit', 'amount'] },
    )
    .map(({ unit, priority = 0, period = 'cycle', expires_after_days, rollover, ...rest }) => {
      const carried = rollover !== undefined && period !== 'once' && unit !== 'money'
      return {
        ...{ id: `a${i}`, unit, period, weight: 10 - i, ...rest },
        // What is carried over is used before or after its own: against others the priority decides.
        priority: carried ? 10 + i : priority,
        ...(carried ? { rollover } : {}),
        ...(period === 'once' && expires_after_days !== undefined ? { expires_after_days } : {}),
        // Money is exact: it has factors and steps of its own nowhere.
        ...(unit === 'money' ? { factors: {}, increment: '0', rate: '0', prorated: false, bands: [] } : {}),
      }
    })

const use: fc.Arbitrary<Written> = fc
  .record({
    of: fc.constantFrom('voice', 'voice', 'voice', 'sms', 'data', 'api'),
    quantity: fc.constantFrom(0, 1, 2, 29, 30, 31, 59, 60, 61, 100, 601),
    to: fc.constantFrom('4930', '4420', '33'),
    at: wallTime,
    line: fc.constantFrom('S', 'S', 'R', 'Q'),
  })
  .map(({ of, quantity, to, at, line }) => ({
    ...{ at, subscription_id: line },
    ...(of === 'voice' ? { service: of, duration_s: quantity, other_party: to } : {}),
    ...(of === 'sms' ? { service: of, messages: Math.max(quantity, 1), other_party: to } : {}),
    ...(of === 'data' ? { service: of, bytes_up: quantity * 1000, bytes_down: 24 } : {}),
    ...(of === 'api' ? { metric: 'api', quantity: String(quantity / 2) } : {}),
  }))

/** Lines of an account and of the payer’s other account, with allowances of two plans. */
export const allowedCell: fc.Arbitrary<Cell> = fc
  .record({
    first: fc.tuple(allowance(1), allowance(2), allowance(3)),
    second: fc.tuple(allowance(1), allowance(2)),
    count: fc.integer({ min: 1, max: 3 }),
    timeZone: fc.constantFrom(...timeZones),
    cycleDay: fc.constantFrom(1, 1, 2, 15, 28, 31),
    shared: fc.constantFrom('account', 'hierarchy'),
    order: often(fc.constant({}), fc.constantFrom({ order: 'lowest' }, { order: 'highest' })),
    own: often(fc.constant({}), fc.constant({ own_first: true })),
    start: fc.constantFrom('2026-01-01', '2026-01-22', '2026-03-29'),
    change: often(fc.constant(undefined), fc.constantFrom('2026-03-15', '2026-07-01')),
    usage: fc.array(use, { minLength: 1, maxLength: 40, size: 'max' }),
  })
  .map(({ first, second, count, timeZone, cycleDay, start, change, usage, shared, order, own }): Cell => {
    const sharing = (list: readonly Written[]) =>
      // One order for all that is used together.
      list.map(({ scope, ...one }) => ({
        ...{ ...one, ...order, ...own },
        ...(scope === SHARED ? { scope: shared } : scope ? { scope } : {}),
      }))
    const midnight = (day: string) => new Date(instantOfLocal(Date.parse(`${day}T00:00:00Z`), timeZone)).toISOString()
    const line = (id: string, account: string, offering_id: string, from: string): LineRecord => ({
      ...{ subscription_id: id, offering_id, billing_account_id: account, payer_account_id: 'A' },
      ...{ time_zone: timeZone, cycle_day: cycleDay, from: midnight(from) },
    })
    const plan = (id: string, allowances: readonly Written[]) => ({
      id,
      name: id,
      currency: 'EUR',
      tariff: 't1',
      allowances,
    })
    return {
      zones,
      calendars: [calendar],
      tariffs: [tariff],
      offerings: [plan('o1', sharing(first.slice(0, count))), plan('o2', sharing(second))],
      lines: [
        line('S', 'A', 'o1', start),
        ...(change === undefined ? [] : [line('S', 'A', 'o2', change)]),
        line('R', 'A', 'o2', '2026-01-01'),
        line('Q', 'B', 'o1', '2026-01-01'),
      ],
      usage: usage.map(({ at, ...rest }, i) => ({
        ...{ event_id: eventId(i), started_at: new Date(instantOfLocal(at as number, timeZone)).toISOString() },
        ...(rest as unknown as Omit<Use, 'event_id' | 'started_at'>),
      })),
    }
  })
