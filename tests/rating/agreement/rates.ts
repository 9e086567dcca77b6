import fc from 'fast-check'
import { decimals, often, rounding } from './edges.ts'

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

/** Limits of an event: a rate has its own or those of its price. */
const limits = {
  included_units: often(fc.constant<number | undefined>(undefined), fc.constantFrom(0, 1, 30, 60, 61)),
  minimum_cost: often(fc.constant(undefined), fc.constantFrom('0.000000001', '0.5', '2.5')),
  maximum_cost: often(fc.constant(undefined), fc.constantFrom('2.5', '3.333333333', '10', '99.99')),
  maximum_cost_then: fc.constantFrom('free', 'disconnect'),
}

/** Each date of a rate is an epoch more for all of its tariff: they are rare. */
const dates = often(
  fc.constant({}),
  fc.record(
    {
      from: fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-01'),
      to: fc.constantFrom('2026-10-25T12:00:00Z', '2026-12-01'),
    },
    { requiredKeys: [] },
  ),
)

/** A rate for a zone or, in a rate deck, for a prefix that no zone has. */
const rate = (zoneNames: readonly string[], bands: readonly string[]) =>
  fc
    .record(
      {
        zone: often(fc.constantFrom('*', ...zoneNames), fc.constantFrom('84901', '4915123', '4477')),
        band: fc.constantFrom('*', '*', ...bands),
        connect_fee: decimals,
        entry_fee: often(fc.constant('0'), decimals),
        rate: decimals,
        per,
        first_increment: increments,
        next_increment: increments,
        ...limits,
        blocked: often(fc.constant(false), fc.boolean()),
        slots: often(fc.constant([]), slots),
      },
      { requiredKeys: ['zone', 'band', 'rate'] },
    )
    .chain((one) =>
      often(
        fc.constant(one),
        dates.map((when) => ({ ...one, ...when })),
      ),
    )
    .map(({ zone, ...rest }) => (/^\d/.test(zone) ? { prefix: zone, ...rest } : { zone, ...rest }))

type Rate = Readonly<Record<string, unknown>> & {
  readonly band: string
  readonly zone?: string
  readonly prefix?: string
}

/** Prices that ask for more than their service. */
const asked = (zoneNames: readonly string[]) =>
  fc.constantFrom<Readonly<Record<string, string>>>(
    ...[{ direction: 'terminating' }, { direction: '*' }, { direction: 'terminating|originating', roaming: 'true' }],
    ...[{ direction: 'originating' }, { roaming: 'false' }, { visited_network: '262-01|208-01' }],
    ...[{ visited_network: '*', other_network: 'Ours' }, { other_network: 'Ours|Theirs' }, { service_name: 'x|news' }],
    ...zoneNames.slice(0, 2).map((called_zone) => ({ called_zone })),
  )

export const price = (id: string, zoneNames: readonly string[], bands: readonly string[]) =>
  fc
    .record(
      {
        id: fc.constant(id),
        service: fc.constantFrom('voice', 'voice', 'voice', 'sms', 'data', 'content'),
        where: often(fc.constant({}), asked(zoneNames)),
        weight: fc.nat(1),
        rates: fc.uniqueArray(rate(zoneNames, bands) as fc.Arbitrary<Rate>, {
          selector: (one) => `${one.zone ?? one.prefix} ${one.band}`,
          minLength: 1,
          maxLength: 5,
        }),
        per,
        first_increment: increments,
        next_increment: increments,
        minimum_quantity: fc.constantFrom(0, 1, 30, 60),
        whole_call_by_start: often(fc.constant(false), fc.boolean()),
        at_boundary: fc.constantFrom('overrun', 'restart'),
        ...limits,
        maximum_cost_includes_connect_fee: fc.boolean(),
        rounding,
      },
      { requiredKeys: ['id', 'service', 'rates', 'weight'] },
    )
    // What is included up to a boundary to the millisecond is not compared where increments begin anew there.
    .map((one) => (includes(one) ? { ...one, at_boundary: 'overrun' as const } : one))
    // Most use has a price: a rate for any zone and time is there more often than chance would have it.
    .chain((one) => often(fc.constant(withAnyRate(one)), fc.constant(one)))

const includes = ({
  included_units,
  rates,
}: {
  included_units?: number | undefined
  rates: readonly Rate[]
}): boolean => Boolean(included_units) || rates.some((one) => one.included_units)

function withAnyRate<P extends { rates: readonly Rate[] }>(one: P): P {
  if (one.rates.some(({ zone, band }) => zone === '*' && band === '*')) return one
  const [first, ...rest] = one.rates
  const { prefix: _, from: __, to: ___, ...any } = first!
  return { ...one, rates: [{ ...any, zone: '*', band: '*' }, ...rest] }
}
