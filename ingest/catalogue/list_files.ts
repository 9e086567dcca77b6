import type { Catalogue } from './catalogue.ts'
import { readCsvList } from './csv_list.ts'
import { type UsageRate, usageRateShape } from './entities/usage_rate.ts'
import type { Reading } from './read_value.ts'
import { day, defaulted, needed, patterned, type RecordShape, record, text, type ValueOf } from './schema/shape.ts'

const prefixRow = record('prefix', 'A row of prefixes_file.', {
  prefix: needed(patterned(/^\d{1,15}$/, '1 to 15 digits without +'), 'Leading digits of the number', '4915'),
  name: defaulted(text, '', 'Name of the destination', 'Germany, mobile'),
})
const holidayRow = record('holiday', 'A row of holidays_file.', {
  date: needed(day, 'Local date', '2026-12-25'),
  name: defaulted(text, '', 'Name of the holiday', 'Christmas Day'),
})

/** A catalogue file before the lists it names have been read in. */
export type Draft = { -readonly [K in keyof Catalogue]: Catalogue[K] }

/** Reads the CSV files that zones, calendars and prices name into them. `open` answers a file's text, or undefined. */
export function withListFiles(draft: Draft, reading: Reading, open: (name: string) => string | undefined): Draft {
  const rows = (entity: object, member: string, name: string, row: RecordShape) => {
    const text = open(name)
    if (text !== undefined) return readCsvList(name, text, row, reading)
    const at = reading.places.get(entity) ?? { file: reading.file, line: 1, column: 1, path: '' }
    reading.problems.push({
      ...at,
      path: `${at.path}.${member}`,
      expected: 'a CSV file in the folder of the catalogue',
      got: JSON.stringify(name),
    })
    return []
  }
  const withRates = <T extends { readonly rates_file?: string | undefined; readonly rates: readonly unknown[] }>(
    price: T,
  ): T => {
    if (price.rates_file === undefined) return price
    const more = rows(price, 'rates_file', price.rates_file, usageRateShape) as UsageRate[]
    return kept(price, { ...price, rates: [...price.rates, ...more] }, reading)
  }
  return {
    ...draft,
    zones: draft.zones.map((zone) => {
      if (zone.prefixes_file === undefined) return zone
      const more = rows(zone, 'prefixes_file', zone.prefixes_file, prefixRow).map(
        (row) => (row as ValueOf<typeof prefixRow>).prefix,
      )
      return kept(zone, { ...zone, prefixes: [...zone.prefixes, ...more] }, reading)
    }),
    calendars: draft.calendars.map((calendar) => {
      if (calendar.holidays_file === undefined) return calendar
      const more = rows(calendar, 'holidays_file', calendar.holidays_file, holidayRow).map(
        (row) => (row as ValueOf<typeof holidayRow>).date,
      )
      return kept(calendar, { ...calendar, holidays: [...calendar.holidays, ...more] }, reading)
    }),
    tariffs: draft.tariffs.map((tariff) => kept(tariff, { ...tariff, prices: tariff.prices.map(withRates) }, reading)),
    offerings: draft.offerings.map((offering) =>
      kept(offering, { ...offering, usage: offering.usage.map(withRates) }, reading),
    ),
  }
}

function kept<T extends object>(from: T, to: T, { places }: Reading): T {
  const place = places.get(from)
  if (place) places.set(to, place)
  return to
}
