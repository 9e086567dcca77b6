import { compareDecimals } from '../decimal.ts'
import type { RecordRule } from '../schema/shape.ts'
import type { Tier } from './tier.ts'

type Rule = ReturnType<RecordRule>
type Price = Readonly<Record<string, unknown>>

/** Members of a tier that some models of a price only know. */
const membersOfModels: Readonly<Partial<Record<keyof Tier, readonly string[]>>> = {
  amount: ['graduated', 'volume', 'capacity'],
  per: ['graduated', 'volume'],
  percentage: ['graduated_percentage', 'volume_percentage'],
  maximum: ['graduated', 'volume'],
  limits: ['capacity'],
}

const modelsWithTiers = ['graduated', 'graduated_percentage', 'volume', 'volume_percentage', 'capacity']
const tiersOf = (price: Price) => (price.tiers ?? []) as readonly Tier[]
const hasLimits = ({ limits }: Tier): boolean => Object.keys(limits).length > 0

/** Each tier ends above the one before, and only the last is open. */
export function tiersRise(price: Price): Rule {
  const tiers = tiersOf(price)
  if (price.model === 'capacity' && tiers.some(hasLimits)) return undefined
  let before: string | undefined
  for (const [index, { up_to }] of tiers.entries()) {
    const member = `tiers[${index}].up_to`
    if (up_to === undefined) {
      if (index === tiers.length - 1) continue
      return {
        member,
        expected: `a quantity: tier ${index + 1} of ${tiers.length} must end; only the last tier is open`,
      }
    }
    if (before !== undefined && compareDecimals(up_to, before) <= 0)
      return { member, expected: `more than the ${before} at which the tier before ends` }
    before = up_to
  }
  return undefined
}

/** What is used beyond a last tier that ends has no price: the file says whether it is free. */
export function lastTierIsOpen(price: Price): Rule {
  const tiers = tiersOf(price)
  const last = tiers.at(-1)
  const summed = ['graduated', 'graduated_percentage'].includes(price.model as string)
  if (price.beyond_tiers !== undefined) {
    if (!summed)
      return { member: 'beyond_tiers', expected: 'to be left out: models graduated and graduated_percentage know it' }
    if (last?.up_to === undefined)
      return { member: 'beyond_tiers', expected: 'to be left out: the last tier is open, nothing lies beyond it' }
    return undefined
  }
  if (!summed || last?.up_to === undefined) return undefined
  return {
    member: `tiers[${tiers.length - 1}].up_to`,
    expected:
      'none: the last tier is open (or say on the price what use above it costs: beyond_tiers: free or last_tier)',
  }
}

/** What a tier says that its price's model would not look at. */
export function tiersSayWhatCounts(price: Price): Rule {
  const model = price.model as string
  if (!modelsWithTiers.includes(model)) return undefined
  for (const [index, tier] of tiersOf(price).entries()) {
    const defaults: Readonly<Partial<Record<keyof Tier, string>>> = { amount: '0', per: '1', percentage: '0' }
    for (const [name, models] of Object.entries(membersOfModels)) {
      const value = tier[name as keyof Tier]
      const said = name === 'limits' ? hasLimits(tier) : value !== undefined && value !== defaults[name as keyof Tier]
      if (said && !models.includes(model)) {
        const expected = `to be left out: model ${model} does not know it (${models.join(', ')} ${models.length === 1 ? 'does' : 'do'})`
        return { member: `tiers[${index}].${name}`, expected }
      }
    }
  }
  return undefined
}
