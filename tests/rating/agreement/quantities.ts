import fc from 'fast-check'
import { instantOfLocal } from '../evaluator/clock.ts'
import type { LineRecord } from '../evaluator/line.ts'
import type { Use } from '../evaluator/rate.ts'
import { eventId } from './calls.ts'
import type { Cell, Written } from './cell.ts'
import { decimals, often, rounding, timeZones, wallTime } from './edges.ts'

const bounds = ['0.5', '1', '10', '10.000000001', '99.999999999', '100', '1000'] as const
const quantities = [
  '0',
  '0.1',
  '0.5',
  '1',
  '2',
  '9',
  '9.5',
  '10',
  '10.000000001',
  '89.999999999',
  '90',
  '100',
  '1000',
] as const

const flat_fee = decimals
const tierOf = {
  graduated: { amount: decimals, flat_fee, per: fc.constantFrom('1', '1', '10', '0.5', '7'), maximum: decimals },
  graduated_percentage: { flat_fee, percentage: fc.constantFrom('0', '1.5', '100', '0.000000001', '33.333333333') },
  capacity: { amount: decimals, flat_fee },
} as const

/** Tiers that rise, the last one open or not. */
const tiers = (model: keyof typeof tierOf) =>
  fc
    .tuple(
      fc.subarray([...bounds], { maxLength: 3 }),
      fc.array(fc.record<Written>(tierOf[model], { requiredKeys: [] }), { minLength: 4, maxLength: 4 }),
    )
    .map(([tops, made]) =>
      [...tops, undefined].map((up_to, i) => ({ ...made[i]!, ...(up_to === undefined ? {} : { up_to }) })),
    )

const bounded = {
  free_units: often(fc.constant('0'), fc.constantFrom('1', '9.5', '10', '100')),
  conversion: fc.record(
    {
      operation: fc.constantFrom('divide', 'multiply'),
      by: fc.constantFrom('1', '3', '7', '1000', '0.5', '1024'),
      rounding: fc.constantFrom('none', 'up', 'down', 'half_up'),
      decimals: fc.constantFrom(0, 0, 1, 2, 9),
    },
    { requiredKeys: [] },
  ),
  minimum_spend: fc.constantFrom('0', '0', '5', '0.123456789'),
  maximum_spend: fc.constantFrom('20', '5', '1000'),
  rounding,
  scope: fc.constantFrom('subscription', 'account'),
  period: often(fc.constant('cycle'), fc.constantFrom('day', 'week', 'month', 'quarter', 'year')),
  minimum_spend_proration: fc.constantFrom('full', 'days'),
}

const summed = fc.constantFrom('sum', 'sum', 'sum', 'count', 'max', 'last', 'weighted_sum', 'min', 'average')

/** Quantities that go on from period to period, are in proportion to days, or are charged as they are used. */
const level = fc
  .record({
    aggregation: fc.constantFrom('sum', 'sum', 'unique', 'unique', 'weighted_sum', 'last'),
    of: fc.constantFrom('carried_over', 'carried_over', 'prorated', 'both', 'advance', 'carried in advance', 'none'),
    removed: fc.boolean(),
    number: often(fc.constant(false), fc.boolean()),
  })
  .map(({ aggregation, of, removed, number }) => ({
    aggregation,
    ...(aggregation === 'unique' ? { property: 'user' } : number ? { property: 'size' } : {}),
    ...(aggregation === 'unique' && removed ? { removed_where: { operation: 'remove' } } : {}),
    ...(/carried|both/.test(of) ? { carried_over: true } : {}),
    ...(/prorated|both/.test(of) && /sum$|unique/.test(aggregation) && aggregation !== 'weighted_sum'
      ? { prorated: true }
      : {}),
    ...(/advance/.test(of) && /^sum|unique/.test(aggregation) ? { charged_in: 'advance' } : {}),
  }))

const { minimum_spend: _, minimum_spend_proration: __, ...unbounded } = bounded
const levels = fc
  .tuple(
    level,
    fc.record({ amount: decimals, ...unbounded }, { requiredKeys: ['amount'] }),
    often(fc.constant([]), fc.constantFrom(['region'], ['region', 'tier'])),
  )
  .map(([how, price, group_by]) => ({ ...how, ...price, group_by }))

/** One arbitrary a model, with the members it knows. */
const models = {
  per_unit: fc.oneof(
    fc.record({ amount: decimals, aggregation: summed, ...bounded }, { requiredKeys: ['amount'] }),
    levels,
  ),
  package: fc.record(
    { amount: decimals, package_size: fc.constantFrom('1', '10', '0.5', '7'), aggregation: summed, ...bounded },
    { requiredKeys: ['amount'] },
  ),
  graduated: fc.record(
    { tiers: tiers('graduated'), aggregation: summed, flat_fee_at_zero: fc.boolean(), ...bounded },
    { requiredKeys: ['tiers'] },
  ),
  volume: fc.record(
    { tiers: tiers('graduated'), aggregation: summed, flat_fee_at_zero: fc.boolean(), ...bounded },
    { requiredKeys: ['tiers'] },
  ),
  capacity: fc.record(
    { tiers: tiers('capacity'), aggregation: fc.constant('max'), minimum_spend: bounded.minimum_spend, rounding },
    { requiredKeys: ['tiers', 'aggregation'] },
  ),
  percentage: fc.record(
    {
      percentage: fc.constantFrom('1.5', '100', '33.333333333', '0.000000001'),
      fixed_fee: decimals,
      minimum_per_event: fc.constantFrom('0.5', '0.000000001'),
      maximum_per_event: fc.constantFrom('1', '10'),
      free_events: fc.nat(3),
      free_amount: fc.constantFrom('0', '1', '100', '99.5'),
      minimum_spend: bounded.minimum_spend,
      maximum_spend: bounded.maximum_spend,
      rounding,
      scope: bounded.scope,
    },
    { requiredKeys: ['percentage'] },
  ),
  graduated_percentage: fc.record(
    {
      tiers: tiers('graduated_percentage'),
      flat_fee_at_zero: fc.boolean(),
      minimum_spend: bounded.minimum_spend,
      maximum_spend: bounded.maximum_spend,
      rounding,
    },
    { requiredKeys: ['tiers'] },
  ),
  volume_percentage: fc.record(
    {
      tiers: tiers('graduated_percentage'),
      flat_fee_at_zero: fc.boolean(),
      minimum_spend: bounded.minimum_spend,
      maximum_spend: bounded.maximum_spend,
      rounding,
    },
    { requiredKeys: ['tiers'] },
  ),
} as const

const price = (id: string): fc.Arbitrary<Written & { readonly id: string }> =>
  fc
    .record({
      of: fc.oneof(
        ...Object.entries(models).map(([model, arbitrary]) =>
          (arbitrary as fc.Arbitrary<Written>).map((members) => ({ model, ...members })),
        ),
      ),
      metric: fc.constantFrom('m1', 'm1', 'm2'),
      where: often(
        fc.constant({}),
        fc.constantFrom({ region: 'eu' }, { region: 'us|eu' }, { region: '*', tier: 'a|b' }),
      ),
    })
    .map(({ of, metric, where }) => ({ id, metric, where, ...of }))

const use: fc.Arbitrary<Omit<Use, 'event_id' | 'subscription_id' | 'started_at'> & { at: number; line: string }> = fc
  .record(
    {
      metric: fc.constantFrom('m1', 'm1', 'm1', 'm2', 'm3'),
      quantity: fc.constantFrom(...quantities),
      amount: often(fc.constantFrom('0', '1', '100', '0.000000001', '99.5'), decimals),
      at: wallTime,
      line: fc.constantFrom('S', 'S', 'R'),
      properties: fc
        .tuple(
          fc.constantFrom({}, { region: 'eu' }, { region: 'us', tier: 'a' }, { region: 'eu', tier: 'a' }),
          fc.constantFrom({ user: 'ann' }, { user: 'bob' }, { user: 'cy' }, { user: 'ann', size: '-2' }, {}),
          fc.constantFrom({}, { operation: 'remove' }, { size: '3.5' }, { size: 'big' }, { operation: 'add' }),
        )
        .map((parts) => Object.assign({}, ...parts) as Readonly<Record<string, string>>),
    },
    { requiredKeys: ['metric', 'quantity', 'at', 'line'] },
  )
  .map((one) => one as never)

/** Two lines of one account with use of metrics, priced by the period. */
export const quantityCell: fc.Arbitrary<Cell> = fc
  .record({
    prices: fc.tuple(price('p1'), price('p2'), price('p3')),
    count: fc.integer({ min: 1, max: 3 }),
    timeZone: fc.constantFrom(...timeZones),
    cycleDay: fc.constantFrom(1, 1, 2, 28, 29, 30, 31),
    usage: fc.array(use, { minLength: 1, maxLength: 30, size: 'max' }),
  })
  .map(({ prices, count, timeZone, cycleDay, usage }): Cell => {
    const line = (id: string): LineRecord => ({
      ...{ subscription_id: id, offering_id: 'o1', billing_account_id: 'A', time_zone: timeZone },
      ...{ cycle_day: cycleDay, from: '2026-01-01T00:00:00Z' },
    })
    return {
      zones: [],
      calendars: [],
      tariffs: [{ id: 't1', prices: prices.slice(0, count) }],
      offerings: [{ id: 'o1', name: 'o1', currency: 'EUR', tariff: 't1' }],
      lines: [line('S'), line('R')],
      usage: usage.map(({ at, line: subscription_id, ...rest }, i) => ({
        ...{ event_id: eventId(i), subscription_id, ...rest },
        started_at: new Date(instantOfLocal(at, timeZone)).toISOString(),
      })),
    }
  })
