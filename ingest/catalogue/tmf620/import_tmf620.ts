import { compareDecimals } from '../decimal.ts'
import { listOf, type Resource, type Tmf620Payload, textOf } from './payload.ts'
import { type ReadPrice, readPrice, type Unmapped } from './price.ts'
import { identifierOf, unitOf } from './unit.ts'

/** Plans of a payload as a catalogue file would say them, and what of the payload it does not say. */
export interface ImportedCatalogue {
  readonly catalogue: {
    readonly taxes: readonly object[]
    readonly offerings: readonly object[]
  }
  readonly unmapped: readonly Unmapped[]
}

const known = new Set(
  `id href name description version lifecycleStatus isBundle isSellable validFor lastUpdate statusReason productOfferingPrice
  @type @baseType @schemaLocation`.split(/\s+/),
)

/**
 * TMF620 product offerings as offerings of the catalogue: recurring and one-time prices become charges, prices of usage
 * become `usage` by the unit of measure, those with ranges of a characteristic the tiers of one price.
 */
export function importTmf620(payload: Tmf620Payload): ImportedCatalogue {
  const unmapped: Unmapped[] = []
  const taxes = new Map<string, object>()
  const offerings = payload.offerings.flatMap((of, i) =>
    offeringOf(of, `productOffering[${i}]`, payload, taxes, unmapped),
  )
  return { catalogue: { taxes: [...taxes.values()], offerings }, unmapped }
}

function offeringOf(
  of: Resource,
  at: string,
  { prices }: Tmf620Payload,
  taxes: Map<string, object>,
  unmapped: Unmapped[],
): object[] {
  for (const [name, given] of Object.entries(of)) {
    const empty = given === null || (Array.isArray(given) && given.length === 0)
    if (!known.has(name) && !empty) unmapped.push({ at: `${at}.${name}`, reason: 'the catalogue has no such member' })
  }
  const read = listOf(of.productOfferingPrice).flatMap((given, i) => {
    const place = `${at}.productOfferingPrice[${i}]`
    const price = given.priceType === undefined ? prices.get(String(given.id)) : given
    if (price !== undefined) return readPrice(price, place, unmapped) ?? []
    unmapped.push({ at: place, reason: `the payload does not have the price ${String(given.id)} it refers to` })
    return []
  })
  const currency = read.find((price) => price.currency !== undefined)?.currency
  if (currency === undefined) {
    unmapped.push({ at, reason: 'no price says its currency; the offering is left out' })
    return []
  }
  const own = read.filter((price) => (price.currency ?? currency) === currency)
  for (const { id } of read.filter((price) => !own.includes(price))) {
    unmapped.push({ at, reason: `the price ${id} is in another currency than ${currency}; it is left out` })
  }
  const tax = (price: ReadPrice) => {
    if (price.taxRate === undefined) return {}
    const id = `tax-${price.taxRate}`
    taxes.set(id, { id, rate: price.taxRate, category: Number(price.taxRate) === 0 ? 'Z' : 'S' })
    return { tax: id, ...(price.taxIncluded ? { tax_included: 'true' } : {}) }
  }
  const validFor = (of.validFor ?? {}) as Resource
  const [from, to] = [textOf(validFor.startDateTime), textOf(validFor.endDateTime)]
  const ids = uniqueIds()
  const charges = own
    .filter(({ type }) => type !== 'usage')
    .map((price) => ({
      ...{ id: ids(price.id), name: price.name, amount: price.amount },
      ...(price.type === 'once' ? { every: 'once' } : { every: price.every.unit, count: price.every.count }),
      ...tax(price),
    }))
  const usage = usagePrices(
    own.filter(({ type }) => type === 'usage'),
    at,
    unmapped,
  ).map(({ price, ...said }) => ({
    ...{ id: ids(price.id), name: price.name },
    ...said,
    ...tax(price),
  }))
  return [
    {
      ...{ id: identifierOf(textOf(of.id) ?? textOf(of.name)!), name: textOf(of.name) ?? textOf(of.id), currency },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(charges.length > 0 ? { charges } : {}),
      ...(usage.length > 0 ? { usage } : {}),
    },
  ]
}

/** Prices of usage: one a unit of measure; several with ranges are the tiers of one. */
function usagePrices(prices: readonly ReadPrice[], at: string, unmapped: Unmapped[]) {
  const found: { readonly price: ReadPrice; readonly [member: string]: unknown }[] = []
  for (const group of Map.groupBy(prices, ({ unit }) => unit.name).values()) {
    const ranged = group.filter(({ range }) => range !== undefined)
    for (const price of group.filter(({ range }) => range === undefined)) {
      const unit = unitOf(price.unit.name)
      const per = unit.per * Number(price.unit.amount)
      if (unit.service === undefined) {
        const one = price.unit.amount === '1'
        const model = one ? { model: 'per_unit' } : { model: 'package', package_size: price.unit.amount }
        found.push({ price, metric: unit.metric, ...model, amount: price.amount })
      } else if (Number.isInteger(per)) {
        found.push({ price, service: unit.service, per, rates: [{ rate: price.amount }] })
      } else
        unmapped.push({
          at,
          reason: `the price ${price.id} is for ${price.unit.amount} ${price.unit.name}: no whole units`,
        })
    }
    if (ranged.length === 0) continue
    const tiers = [...ranged].sort((a, b) => compareDecimals(a.range!.from, b.range!.from))
    const unit = unitOf(tiers[0]!.unit.name)
    const what = unit.service === undefined ? { metric: unit.metric } : { service: unit.service }
    // Tiers count what a range counts: minutes, not seconds.
    const conversion = unit.per === 1 ? {} : { conversion: { by: unit.per } }
    found.push({
      price: tiers[0]!,
      ...what,
      model: 'graduated',
      ...conversion,
      tiers: tiers.map(({ amount, range }) => ({ ...(range!.to === undefined ? {} : { up_to: range!.to }), amount })),
    })
  }
  return found
}

/** Identifiers of which none comes twice. */
function uniqueIds(): (name: string) => string {
  const seen = new Map<string, number>()
  return (name) => {
    const id = identifierOf(name)
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return times === 1 ? id : `${id}-${times}`
  }
}
