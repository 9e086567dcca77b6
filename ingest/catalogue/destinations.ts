import type { Catalogue } from './catalogue.ts'
import type { Zone } from './entities/zone.ts'
import { type Looking, placeOf } from './looking.ts'
import { inBoth } from './time_span.ts'
import { hasItsOwnCode, zonePrefixes } from './zone_prefixes.ts'

/** A number must have one zone: the same prefix in two zones of one tariff would be a guess. */
export function checkDestinations(catalogue: Catalogue, reading: Looking): void {
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
      // A prefix of its own wins over the rest; the rest itself must be of one zone.
      const own = [
        ...zonePrefixes(zone).map((prefix) => ['prefixes', prefix] as const),
        ...zone.numbers.map((number) => ['numbers', number] as const),
        ...zone.networks.map((network) => ['networks', network] as const),
        ...zone.operators.map((operator) => ['operators', operator] as const),
        ...(zone.all_numbers ? [['all_numbers', 'true'] as const] : []),
      ]
      for (const [member, name] of own) {
        const key = `${member} ${name}`
        const other = owners.get(key)?.find((owner) => owner.id !== zone.id && inBoth(owner, zone) !== undefined)
        owners.set(key, [...(owners.get(key) ?? []), zone])
        if (other === undefined) continue
        const at = placeOf(zone, zone, reading)
        const expected = `${member} that no other zone of tariff ${tariff.id} has`
        reading.problems.push({
          ...at,
          path: `${at.path}.${member}`,
          expected,
          got: `${name}, which is in zone ${other.id}`,
        })
      }
    }
  }
}

/** Holidays are those of a tariff: those of another calendar cannot hold beside them. */
export function checkFallbacks(catalogue: Catalogue, reading: Looking): void {
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
