import { altered } from './altered.ts'
import { listOf, type Resource, type Tmf620Payload, textOf } from './payload.ts'
import { type ReadPrice, readPrice, type Unmapped, validityOf } from './price.ts'
import { identifierOf } from './unit.ts'
import { usagePrices } from './usage-prices.ts'
import { versionsOf } from './versions.ts'

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
  const id = identifierOf(textOf(of.id) ?? textOf(of.name)!)
  const ids = stableIds()
  const idOf = (price: ReadPrice) => ids(price, price.id)
  return versionsOf(validityOf(of), own).map(({ validFor, prices }) => {
    const charges = prices
      .filter(({ type }) => type !== 'usage')
      .map((price) => ({
        ...{ id: idOf(price), name: price.name, amount: price.amount },
        ...(price.type === 'once' ? { every: 'once' } : { every: price.every.unit, count: price.every.count }),
        ...(price.chargedIn === 'arrears' ? { charged_in: 'arrears' } : {}),
        ...tax(price),
      }))
    const usage = usagePrices(
      prices.filter(({ type }) => type === 'usage'),
      at,
      unmapped,
    ).map(({ price, ...said }) => ({ id: idOf(price), name: price.name, ...said, ...tax(price) }))
    const more = altered(prices, { ids, note: (reason) => unmapped.push({ at, reason }) })
    const fees = more.fees.map(({ price, ...fee }) => ({ ...fee, every: 'once', ...tax(price) }))
    const { allowances, discounts } = more
    return {
      ...{ id, name: textOf(of.name) ?? textOf(of.id), currency, ...validFor },
      ...unlessEmpty({ charges: [...charges, ...fees], usage, allowances, discounts }),
    }
  })
}

const unlessEmpty = (lists: Readonly<Record<string, readonly object[]>>) =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))

/** Identifiers of which no two prices have one; that of a price is the same in each version. */
function stableIds(): (of: object, name: string) => string {
  const given = new Map<object, string>()
  const seen = new Map<string, number>()
  return (of, name) => {
    const before = given.get(of)
    if (before !== undefined) return before
    const id = identifierOf(name)
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    given.set(of, times === 1 ? id : `${id}-${times}`)
    return given.get(of)!
  }
}
