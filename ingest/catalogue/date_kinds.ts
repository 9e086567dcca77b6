import { bandHours } from './band_hours.ts'
import type { Catalogue } from './catalogue.ts'
import { type Looking, placeOf } from './looking.ts'
import { fallbacksOf, type ZoneHolder } from './tariff_zones.ts'
import { inBoth } from './time_span.ts'

/**
 * Kinds of days that bands may tell apart by date: a bit each of a number, which is multiplied by the kinds of days of the
 * week (14) and the seconds of a day; with two more it would no longer fit in 63 bits.
 */
const DATE_KINDS = 40

/** The bands of a tariff and of those it falls back on are told apart together. */
export function checkDateKinds(catalogue: Catalogue, reading: Looking): void {
  const ownTariffs = catalogue.offerings.map((offering) => ({
    ...offering,
    zones: [],
    fallbacks: [],
    prices: offering.usage,
  }))
  const holders: readonly (ZoneHolder & { readonly calendar?: string | undefined })[] = [
    ...catalogue.tariffs,
    ...ownTariffs,
  ]
  for (const [index, holder] of holders.entries()) {
    const chain = [holder, ...fallbacksOf(holder, catalogue)]
    const calendars = catalogue.calendars.filter((calendar) =>
      chain.some((each) => each.calendar === calendar.id && inBoth(each, calendar) !== undefined),
    )
    const kinds = new Set(
      calendars.flatMap(({ bands }) => bands.flatMap((band) => bandHours(band).map(({ dates }) => dates))),
    )
    if (kinds.size <= DATE_KINDS) continue
    const item = [...catalogue.tariffs, ...catalogue.offerings][index]!
    const at = placeOf(item, item, reading)
    const names = [...new Set(calendars.map(({ id }) => id))].join(', ')
    reading.problems.push({
      ...at,
      path: `${at.path}.calendar`,
      expected: `at most ${DATE_KINDS} kinds of dates in all its bands, with those of its fallbacks (list many dates as holidays)`,
      got: `${kinds.size} in ${names}`,
    })
  }
}
