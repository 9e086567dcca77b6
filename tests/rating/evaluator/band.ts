import type { Band, Calendar } from '../../../ingest/catalogue/entities/calendar.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'
import { cronHolds } from './cron.ts'

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

/** Names of the bands that hold at a second of a local day, the one that counts first. Each second is looked up once. */
function bandsAt(calendar: Calendar | undefined, local: number): readonly string[] {
  if (calendar === undefined) return []
  let known = seconds.get(calendar)
  if (known === undefined) {
    known = new Map()
    seconds.set(calendar, known)
  }
  const second = Math.floor(local / 1000)
  let bands = known.get(second)
  if (bands === undefined) {
    bands = lookUp(calendar, second)
    known.set(second, bands)
  }
  return bands
}

const seconds = new WeakMap<Calendar, Map<number, readonly string[]>>()

const day = 86_400

function lookUp(calendar: Calendar, at: number): readonly string[] {
  const second = at % day
  const today = at - second
  const holiday = calendar.holidays.includes(textOf(today))
  const held = calendar.bands.flatMap((band) => {
    if (band.cron !== undefined) {
      const start = cronHolds(band.cron, at)
      return start === undefined ? [] : [{ band, start }]
    }
    if (band.holidays && !holiday) return []
    const [start, end] = [secondOf(band.start), secondOf(band.end)]
    if (end > start) return isOn(band, today) && second >= start && second < end ? [{ band, start }] : []
    if (isOn(band, today) && second >= start) return [{ band, start }]
    // On the second day it begins at midnight.
    return isOn(band, today - day) && second < end ? [{ band, start: 0 }] : []
  })
  return held
    .sort((a, b) => rank(a.band, b.band) || b.start - a.start || byText(a.band.id, b.band.id))
    .map(({ band }) => band.id)
}

/** Whether a local day, as seconds, is one of those of a band. */
function isOn({ holidays, weekdays, dates, months, month_days, years }: Band, at: number): boolean {
  const date = new Date(at * 1000)
  const among = (list: readonly (string | number)[], value: number) =>
    list.length === 0 || list.map(Number).includes(value)
  return (
    (holidays || weekdays.includes(String(date.getUTCDay() || 7))) &&
    (dates.length === 0 || dates.includes(textOf(at))) &&
    [among(months, date.getUTCMonth() + 1), among(month_days, date.getUTCDate())].every(Boolean) &&
    among(years, date.getUTCFullYear())
  )
}

const rank = (a: Band, b: Band): number => Number(b.holidays) - Number(a.holidays) || b.weight - a.weight
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const textOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)

function secondOf(text: string): number {
  const [hours, minutes, rest = 0] = text.split(':').map(Number)
  return hours! * 3600 + minutes! * 60 + rest
}
