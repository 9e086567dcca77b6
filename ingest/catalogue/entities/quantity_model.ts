import type { Members, RecordRule } from '../schema/shape.ts'

export const quantityModels = [
  'rate',
  'per_unit',
  'graduated',
  'graduated_percentage',
  'volume',
  'volume_percentage',
  'package',
  'percentage',
  'capacity',
  'stated',
] as const

/** A rate is for each event by itself: nothing of a period is counted. */
const countingModels = quantityModels.filter((model) => model !== 'rate')

/** Members that belong to some models only; all others belong to each. */
export const membersOfModels: Readonly<Record<string, readonly (typeof quantityModels)[number][]>> = {
  rates: ['rate'],
  rates_file: ['rate'],
  per: ['rate'],
  first_increment: ['rate'],
  next_increment: ['rate'],
  minimum_quantity: ['rate'],
  included_units: ['rate'],
  minimum_cost: ['rate'],
  exchange_source: ['rate'],
  stated_amount: ['rate'],
  at_boundary: ['rate'],
  whole_call_by_start: ['rate'],
  maximum_cost: ['rate'],
  maximum_cost_then: ['rate'],
  maximum_cost_includes_connect_fee: ['rate'],
  connect_fee_when_covered: ['rate'],
  amount: ['per_unit', 'package'],
  tiers: ['graduated', 'graduated_percentage', 'volume', 'volume_percentage', 'capacity'],
  flat_fee_at_zero: ['graduated', 'graduated_percentage', 'volume', 'volume_percentage'],
  aggregation: countingModels,
  property: countingModels,
  free_units: ['per_unit', 'graduated', 'volume', 'package', 'capacity'],
  conversion: ['per_unit', 'graduated', 'volume', 'package', 'capacity'],
  percentage: ['percentage'],
  fixed_fee: ['percentage'],
  minimum_per_event: ['percentage'],
  maximum_per_event: ['percentage'],
  free_events: ['percentage'],
  free_amount: ['percentage'],
  package_size: ['package'],
  multiplier: ['stated'],
}

/** A rule: a price says nothing that its model would not look at. `members` are those of a price, with their defaults. */
export const hasOnlyWhatItsModelKnows =
  (members: Members): RecordRule =>
  (price) => {
    for (const [member, models] of Object.entries(membersOfModels)) {
      const value = price[member]
      const { otherwise = '' } = members[member]!
      const told = Array.isArray(value) ? value.length > 0 : value !== undefined && String(value) !== otherwise
      if (told && !models.includes(price.model as never)) {
        const known = `${models.join(', ')} ${models.length === 1 ? 'does' : 'do'}`
        return { member, expected: `to be left out: model ${price.model} does not know it (${known})` }
      }
    }
    return undefined
  }
