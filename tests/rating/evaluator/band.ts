import type { Band, Calendar } from '../../../ingest/catalogue/entities/calendar.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'

/** Holiday bands first on a holiday, then by weight, then the band that begins latest, then by id; at last "at any time". */
export function rateAt(
  rates: readonly UsageRate[],
  calendar: Calendar | undefined,
  local: number,
): UsageRate | undefined {
  if (rates.length === 1 && rates[0]!.band === '*') return rates[0]
  for (const band of bandsAt(calendar, local)) {
    const rate = rates.find((candidate) => candidate.band === band)
    if (rate !== undefined) return rate
  }
  return rates.find(({ band }) => band === '*')
}

/** Names of the bands that hold at a minute of a local day, the one that counts first. Each minute is looked up once. */
function bandsAt(calendar: Calendar | undefined, local: number): readonly string[] {
  if (calendar === undefined) return []
  let known = minutes.get(calendar)
  if (known === undefined) {
    known = new Map()
    minutes.set(calendar, known)
  }
  const minute = Math.floor(local / 60_000)
  let bands = known.get(minute)
  if (bands === undefined) {
    bands = lookUp(calendar, minute)
    known.set(minute, bands)
  }
  return bands
}

const minutes = new WeakMap<Calendar, Map<number, readonly string[]>>()

function lookUp(calendar: Calendar, at: number): readonly string[] {
  const date = new Date(at * 60_000)
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes()
  const holiday = calendar.holidays.includes(date.toISOString().slice(0, 10))
  const today = date.getUTCDay() || 7
  const held = calendar.bands.flatMap((band) => {
    if (band.holidays && !holiday) return []
    const on = (weekday: number) => band.holidays || band.weekdays.includes(String(weekday))
    const [start, end] = [minuteOf(band.start), minuteOf(band.end)]
    if (end > start) return on(today) && minute >= start && minute < end ? [{ band, start }] : []
    if (on(today) && minute >= start) return [{ band, start }]
    // On the second day it begins at midnight.
    return on(today === 1 ? 7 : today - 1) && minute < end ? [{ band, start: 0 }] : []
  })
  return held
    .sort((a, b) => rank(a.band, b.band) || b.start - a.start || byText(a.band.id, b.band.id))
    .map(({ band }) => band.id)
}

const rank = (a: Band, b: Band): number => Number(b.holidays) - Number(a.holidays) || b.weight - a.weight
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
