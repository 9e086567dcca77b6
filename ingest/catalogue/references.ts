import type { Catalogue, EntityList } from './catalogue.ts'
import { checkCurrencies } from './currencies.ts'
import { checkDateKinds } from './date_kinds.ts'
import { checkDestinations, checkFallbacks } from './destinations.ts'
import { idsOf, type Looking, mustExist, namesOf, placeOf } from './looking.ts'
import type { ReferenceTo } from './schema/shape.ts'
import { zoneOfRate } from './tariff_zones.ts'
import { compareInstants, inBoth } from './time_span.ts'

const listOf: Partial<Record<ReferenceTo, EntityList>> = {
  zone: 'zones',
  calendar: 'calendars',
  tariff: 'tariffs',
  tax: 'taxes',
  legal_entity: 'legal_entities',
}

/** Notes names that nothing has, versions of one id that overlap, and what cannot be meant between entities. */
export function checkWhole(catalogue: Catalogue, reading: Looking): void {
  const known = new Map(
    Object.entries(listOf).map(([to, entities]) => [to, namesOf(to, idsOf(catalogue, entities), reading)]),
  )
  for (const { to, name, at } of reading.references) {
    const names = known.get(to)
    if (names !== undefined) mustExist(name, names, `the id of a ${to.replace('_', ' ')}`, at, reading.problems)
  }
  for (const entities of Object.keys(catalogue) as EntityList[]) overlaps(catalogue, entities, reading)
  checkPrices(catalogue, reading)
  for (const tax of catalogue.taxes) {
    for (const part of tax.parts) {
      if (catalogue.taxes.every((other) => other.id !== part || other.rate !== undefined)) continue
      const at = placeOf(tax, tax, reading)
      const expected = 'taxes with a rate of their own'
      reading.problems.push({ ...at, path: `${at.path}.parts`, expected, got: `${part}, which has parts itself` })
    }
  }
  checkDestinations(catalogue, reading)
  checkNumbers(catalogue, reading)
  checkNumbering(catalogue, reading)
  checkDateKinds(catalogue, reading)
  checkFallbacks(catalogue, reading)
  checkOfferings(catalogue, reading)
  checkDiscounts(catalogue, reading)
  checkCurrencies(catalogue, reading)
}

/** A discount of a price that nothing has, or a coupon of a plan that is not there, would take nothing off. */
function checkDiscounts(catalogue: Catalogue, reading: Looking): void {
  const offerings = namesOf('offering', idsOf(catalogue, 'offerings'), reading)
  const priced = [
    ...catalogue.tariffs.flatMap(({ prices }) => prices),
    ...catalogue.offerings.flatMap(({ usage }) => usage),
  ]
  const charges = catalogue.offerings.flatMap((offering) => offering.charges)
  const prices = ['tariff', 'offering', 'charge'].every((kind) => namesOf(kind, [], reading) !== undefined)
    ? namesOf(
        'usage_price',
        [...priced, ...charges].map(({ id }) => id),
        reading,
      )
    : undefined
  for (const discount of [...catalogue.coupons, ...catalogue.offerings.flatMap(({ discounts }) => discounts)]) {
    const at = placeOf(discount, discount, reading)
    for (const id of prices === undefined ? [] : discount.prices)
      mustExist(id, prices!, 'the id of a price or charge', { ...at, path: `${at.path}.prices` }, reading.problems)
    for (const id of offerings === undefined ? [] : discount.offerings)
      mustExist(id, offerings!, 'the id of an offering', { ...at, path: `${at.path}.offerings` }, reading.problems)
  }
}

function checkPrices(catalogue: Catalogue, reading: Looking): void {
  const zones = namesOf('zone', idsOf(catalogue, 'zones'), reading)
  for (const [holder, prices] of [
    ...catalogue.tariffs.map((tariff) => [tariff, tariff.prices] as const),
    ...catalogue.offerings.map((offering) => [offering, offering.usage] as const),
  ]) {
    const bands = bandsOf(holder.calendar, catalogue, reading)
    twice(prices, 'the id of a price once', reading)
    for (const price of prices) {
      const seen = new Set<string>()
      for (const rate of price.rates) {
        const key = `${zoneOfRate(rate)}, band ${rate.band}${rate.from === undefined ? '' : ` from ${rate.from}`}`
        const at = placeOf(rate, price, reading)
        if (seen.has(key))
          reading.problems.push({ ...at, expected: 'one rate for a zone and band', got: `another for zone ${key}` })
        seen.add(key)
        const { zone, band } = rate
        if (zone !== '*' && zones !== undefined)
          mustExist(zone, zones, 'the id of a zone', { ...at, path: `${at.path}.zone` }, reading.problems)
        if (band !== '*' && bands !== undefined)
          mustExist(band, bands, bandExpected(holder.calendar), { ...at, path: `${at.path}.band` }, reading.problems)
      }
    }
  }
}

function checkOfferings(catalogue: Catalogue, reading: Looking): void {
  const zones = namesOf('zone', idsOf(catalogue, 'zones'), reading)
  for (const offering of catalogue.offerings) {
    twice(offering.charges, 'the id of a charge once', reading)
    twice(offering.allowances, 'the id of an allowance once', reading)
    twice(offering.balances, 'the id of a balance once', reading)
    twice(offering.discounts, 'the id of a discount once', reading)
    twice(offering.recharge_bonuses, 'the id of a recharge bonus once', reading)
    twice(offering.passes, 'the id of a pass once', reading)
    const calendar = offering.calendar ?? catalogue.tariffs.find(({ id }) => id === offering.tariff)?.calendar
    const bands = bandsOf(calendar, catalogue, reading)
    for (const taken of [...offering.allowances, ...offering.balances]) {
      const at = placeOf(taken, offering, reading)
      for (const [member, names] of [
        ['zones', taken.zones],
        ['factors', Object.keys(taken.factors)],
      ] as const) {
        for (const zone of zones === undefined ? [] : names)
          mustExist(zone, zones!, 'the id of a zone', { ...at, path: `${at.path}.${member}` }, reading.problems)
      }
      for (const band of bands === undefined ? [] : taken.bands)
        mustExist(band, bands!, bandExpected(calendar), { ...at, path: `${at.path}.bands` }, reading.problems)
    }
    const ids = offering.balances.map(({ id }) => id)
    const balances = namesOf('balance', ids, reading)
    for (const item of balances === undefined ? [] : [...offering.recharge_bonuses, ...offering.passes]) {
      const at = placeOf(item, offering, reading)
      const expected = 'the id of a balance of the offering'
      mustExist(item.balance, balances!, expected, { ...at, path: `${at.path}.balance` }, reading.problems)
    }
  }
}

function bandsOf(
  calendar: string | undefined,
  catalogue: Catalogue,
  reading: Looking,
): ReadonlySet<string> | undefined {
  const calendars = catalogue.calendars.filter(({ id }) => id === calendar)
  // A name that no calendar has is told where it stands, not again at each band.
  if (calendar !== undefined && calendars.length === 0) return undefined
  return namesOf(
    'band',
    calendars.flatMap(({ bands }) => bands.map(({ id }) => id)),
    reading,
  )
}

const bandExpected = (calendar: string | undefined): string =>
  calendar === undefined ? 'no band, for no calendar is named (calendar: its id)' : `a band of the calendar ${calendar}`

const NUMBERS = ['bill_number', 'credit_note_number', 'debit_note_number'] as const

/** Bills, notes of credit and notes of debit are known by their numbers alone. */
function checkNumbers(catalogue: Catalogue, reading: Looking): void {
  const owners = new Map<string, string>()
  for (const entity of catalogue.legal_entities) {
    for (const member of NUMBERS) {
      const series = `${member} of ${entity.id}`
      const owner = owners.get(entity[member]) ?? series
      owners.set(entity[member], owner)
      if (owner === series) continue
      const at = placeOf(entity, entity, reading)
      reading.problems.push({
        ...at,
        path: `${at.path}.${member}`,
        expected: `numbers of their own, such as ${entity.id}-${entity[member]}`,
        got: `${entity[member]}, as is the ${owner}`,
      })
    }
  }
}

/** A number is read in one way, whoever dials it. */
function checkNumbering({ numbering }: Catalogue, reading: Looking): void {
  for (const [index, one] of numbering.entries()) {
    const other = numbering.slice(0, index).find((before) => before.id !== one.id && inBoth(before, one) !== undefined)
    if (other === undefined) continue
    const at = placeOf(one, one, reading)
    const expected = 'one numbering at a time (from, to)'
    reading.problems.push({ ...at, path: `${at.path}.from`, expected, got: `${one.id} beside ${other.id}` })
  }
}

function twice(items: readonly { readonly id: string }[], expected: string, reading: Looking): void {
  const seen = new Set<string>()
  for (const item of items) {
    if (seen.has(item.id)) {
      const at = placeOf(item, item, reading)
      reading.problems.push({ ...at, path: `${at.path}.id`, expected, got: `"${item.id}" again` })
    }
    seen.add(item.id)
  }
}

/** A currency and other things without versions hold since ever. */
const begins = ({ from }: Version): string => from ?? '1970-01-01T00:00:00Z'

/** Two versions of one id must not be in force at once. */
function overlaps(catalogue: Catalogue, entities: EntityList, reading: Looking): void {
  const versions = Map.groupBy(catalogue[entities] as readonly Version[], ({ id, into, source }) =>
    [id, into, source].join('\n'),
  )
  for (const group of versions.values()) {
    const sorted = [...group].sort((a, b) => compareInstants(begins(a), begins(b)))
    for (const [index, version] of sorted.entries()) {
      const next = sorted[index + 1]
      if (next === undefined || (version.to !== undefined && compareInstants(version.to, begins(next)) <= 0)) continue
      const at = placeOf(next, version, reading)
      const first = reading.places.get(version)
      reading.problems.push({
        ...at,
        path: `${at.path}.from`,
        expected: `a version of "${version.id}" that begins when the one of ${first ? `${first.file}:${first.line}` : 'before'} has ended (its "to" is ${version.to ?? 'open'})`,
        got: JSON.stringify(next.from ?? ''),
      })
    }
  }
}

interface Version {
  readonly id: string
  readonly from?: string
  readonly to?: string | undefined
  readonly into?: string
  readonly source?: string
}
