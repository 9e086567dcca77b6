import { nearest } from '../../warehouse/nearest.ts'
import { bandHours } from './band_hours.ts'
import type { Catalogue, EntityList } from './catalogue.ts'
import type { Zone } from './entities/zone.ts'
import type { Problem } from './problem.ts'
import type { Reading } from './read_value.ts'
import type { ReferenceTo } from './schema/shape.ts'
import { zoneOfRate } from './tariff_zones.ts'
import { inBoth } from './time_span.ts'
import { hasItsOwnCode, zonePrefixes } from './zone_prefixes.ts'

const listOf: Partial<Record<ReferenceTo, EntityList>> = {
  zone: 'zones',
  calendar: 'calendars',
  tariff: 'tariffs',
  tax: 'taxes',
  legal_entity: 'legal_entities',
}

/** What is read of a catalogue so far: where things stand, what could not be read, and where faults go. */
type Looking = Pick<Reading, 'problems' | 'references' | 'places' | 'unread'>

/** Notes names that nothing has, versions of one id that overlap, and what cannot be meant between entities. */
export function checkWhole(catalogue: Catalogue, reading: Looking): void {
  for (const { to, name, at } of reading.references) {
    const entities = listOf[to]
    const names = entities && namesOf(to, idsOf(catalogue, entities), reading)
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
  checkBands(catalogue, reading)
  checkFallbacks(catalogue, reading)
  checkOfferings(catalogue, reading)
  checkDiscounts(catalogue, reading)
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

/** Names that may be meant, also of what could not be read; undefined where something of the kind has no name to know. */
function namesOf(kind: string, ids: readonly string[], { unread }: Looking): readonly string[] | undefined {
  const broken = unread.filter((one) => one.kind === kind || one.kind === 'file' || one.kind === 'catalogue')
  if (broken.some(({ id }) => id === undefined)) return undefined
  return [...ids, ...broken.map(({ id }) => id!)]
}

function bandsOf(calendar: string | undefined, catalogue: Catalogue, reading: Looking): readonly string[] | undefined {
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

/** Kinds of days that bands may tell apart by date: a bit each of a number. */
const DATE_KINDS = 40

/** Bills, notes of credit and notes of debit are known by their numbers alone. */
function checkNumbers(catalogue: Catalogue, reading: Pick<Reading, 'problems' | 'places'>): void {
  const owners = new Map<string, string>()
  for (const entity of catalogue.legal_entities) {
    for (const member of ['bill_number', 'credit_note_number', 'debit_note_number'] as const) {
      const owner = owners.get(entity[member]) ?? entity.id
      owners.set(entity[member], owner)
      if (owner === entity.id) continue
      const at = placeOf(entity, entity, reading)
      reading.problems.push({
        ...at,
        path: `${at.path}.${member}`,
        expected: `numbers that no other legal entity has, such as ${entity.id}-${entity[member]}`,
        got: `${entity[member]}, as ${owner} writes them`,
      })
    }
  }
}

function checkBands(catalogue: Catalogue, reading: Pick<Reading, 'problems' | 'places'>): void {
  for (const calendar of catalogue.calendars) {
    const kinds = new Set(calendar.bands.flatMap((band) => bandHours(band).map(({ dates }) => dates)))
    if (kinds.size <= DATE_KINDS) continue
    const at = placeOf(calendar, calendar, reading)
    const expected = `at most ${DATE_KINDS} kinds of dates in all its bands (list many dates as holidays)`
    reading.problems.push({ ...at, path: `${at.path}.bands`, expected, got: String(kinds.size) })
  }
}

/** Holidays are those of a tariff: those of another calendar cannot hold beside them. */
function checkFallbacks(catalogue: Catalogue, reading: Pick<Reading, 'problems' | 'places'>): void {
  for (const tariff of catalogue.tariffs) {
    for (const id of tariff.fallbacks) {
      const at = placeOf(tariff, tariff, reading)
      const problem = (expected: string, got: string) =>
        reading.problems.push({ ...at, path: `${at.path}.fallbacks`, expected, got })
      if (id === tariff.id) problem('other tariffs', 'the tariff itself')
      for (const other of catalogue.tariffs.filter((candidate) => candidate.id === id)) {
        if (other.calendar === tariff.calendar || !usesHolidays(other.calendar, catalogue)) continue
        problem(`a tariff with the calendar ${tariff.calendar ?? '(none)'} or one without holiday bands`, `"${id}"`)
      }
    }
  }
}

const usesHolidays = (id: string | undefined, catalogue: Catalogue): boolean =>
  catalogue.calendars.some((calendar) => calendar.id === id && calendar.bands.some(({ holidays }) => holidays))

/** A number must have one zone: the same prefix in two zones of one tariff would be a guess. */
function checkDestinations(catalogue: Catalogue, reading: Pick<Reading, 'problems' | 'places'>): void {
  for (const zone of catalogue.zones) {
    for (const country of zone.countries.filter((code) => !hasItsOwnCode(code))) {
      const at = placeOf(zone, zone, reading)
      const expected = 'a country with a calling code of its own (give prefixes instead)'
      reading.problems.push({ ...at, path: `${at.path}.countries`, expected, got: JSON.stringify(country) })
    }
  }
  for (const tariff of catalogue.tariffs) {
    const named = new Set(
      tariff.zones.length > 0 ? tariff.zones : tariff.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone)),
    )
    const owners = new Map<string, Zone[]>()
    for (const zone of catalogue.zones.filter(({ id }) => named.has(id))) {
      const own = (zone: Zone) => [...zonePrefixes(zone), ...zone.numbers.map((number) => `number ${number}`)]
      // A prefix of its own wins over the rest; the rest itself must be of one zone.
      for (const prefix of [...own(zone), ...(zone.all_numbers ? ['all_numbers'] : [])]) {
        const other = owners.get(prefix)?.find((owner) => owner.id !== zone.id && inBoth(owner, zone) !== undefined)
        owners.set(prefix, [...(owners.get(prefix) ?? []), zone])
        if (other === undefined) continue
        const at = placeOf(zone, zone, reading)
        const expected = `prefixes that no other zone of tariff ${tariff.id} has`
        reading.problems.push({
          ...at,
          path: `${at.path}.prefixes`,
          expected,
          got: `${prefix}, which is in zone ${other.id}`,
        })
      }
    }
  }
}

type Place = Omit<Problem, 'expected' | 'got'>

function mustExist(name: string, names: readonly string[], expected: string, at: Place, problems: Problem[]): void {
  if (names.includes(name)) return
  const meant = nearest(name, names)[0]
  problems.push({ ...at, expected, got: JSON.stringify(name), ...(meant === undefined ? {} : { meant }) })
}

const idsOf = (catalogue: Catalogue, entities: EntityList): string[] => catalogue[entities].map(({ id }) => id)

function twice(
  items: readonly { readonly id: string }[],
  expected: string,
  reading: Pick<Reading, 'problems' | 'places'>,
): void {
  const seen = new Set<string>()
  for (const item of items) {
    if (seen.has(item.id)) {
      const at = placeOf(item, item, reading)
      reading.problems.push({ ...at, path: `${at.path}.id`, expected, got: `"${item.id}" again` })
    }
    seen.add(item.id)
  }
}

/** Two versions of one id must not be in force at once. */
function overlaps(catalogue: Catalogue, entities: EntityList, reading: Pick<Reading, 'problems' | 'places'>): void {
  const versions = Map.groupBy(catalogue[entities] as readonly Version[], ({ id, into, source }) =>
    [id, into, source].join('\n'),
  )
  for (const group of versions.values()) {
    const sorted = [...group].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
    for (const [index, version] of sorted.entries()) {
      const next = sorted[index + 1]
      if (next === undefined || (version.to !== undefined && version.to <= (next.from ?? ''))) continue
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

/** Rows of list files have no place of their own: that of what names the file is given. */
function placeOf(item: object, holder: object, { places }: Pick<Reading, 'places'>): Place {
  return places.get(item) ?? places.get(holder) ?? { file: 'catalogue', line: 1, column: 1, path: '' }
}
