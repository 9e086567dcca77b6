import { Temporal } from 'temporal-polyfill'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
/** Mean length of a month, for rates a month. */
export const MONTH_DAYS = 30.4

/** Days since 1970-01-01 of a calendar date. */
const epochDayOf = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS

/** 'YYYY-MM-DD' of days since 1970-01-01. */
export const isoOfEpochDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 1 = Monday ... 7 = Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The stretch of time that is simulated: `[from, until)`, epoch milliseconds, UTC months. */
export interface Window {
  readonly from: number
  readonly until: number
  readonly months: number
}

/** The `months` calendar months before `until` ('YYYY-MM-DD', the first of a month). Throws a RangeError otherwise. */
export function windowBefore(until: string, months: number): Window {
  if (!/^\d{4}-\d{2}-01$/.test(until)) throw new RangeError(`until must be the first of a month, got ${until}`)
  const end = new Date(`${until}T00:00:00Z`)
  return {
    from: Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - months, 1),
    until: end.getTime(),
    months,
  }
}

/** `[from, to)` in local days, the instants they begin at, and whether the period is over when the window ends. */
export interface Period {
  readonly fromDay: number
  readonly toDay: number
  readonly from: number
  readonly to: number
  readonly closed: boolean
}

/** Local days of a zone over the window and 70 days around it, as arrays: no zone arithmetic per event. */
export class ZoneCalendar {
  readonly zone: string
  readonly window: Window
  readonly firstDay: number
  readonly #midnights: Float64Array
  /** Clock changes: local day -> second after midnight at which it happens, and seconds the clock jumps. */
  readonly #changes = new Map<number, { readonly after: number; readonly jump: number }>()
  readonly #periods = new Map<number, readonly Period[]>()

  constructor(zone: string, window: Window) {
    this.zone = zone
    this.window = window
    this.firstDay = window.from / DAY_MS - 70
    const days = (window.until - window.from) / DAY_MS + 140
    this.#midnights = Float64Array.from({ length: days + 1 }, (_, i) => localMidnight(this.firstDay + i, zone))
    let at = Temporal.Instant.fromEpochMilliseconds(this.#midnights[0]!).toZonedDateTimeISO(zone)
    for (;;) {
      const change = at.getTimeZoneTransition('next')
      if (!change || change.epochMilliseconds >= this.#midnights[days]!) break
      const jump = (change.offsetNanoseconds - change.subtract({ nanoseconds: 1 }).offsetNanoseconds) / 1e9
      const day = epochDayOf(change.subtract({ nanoseconds: 1 }).toPlainDate().toString())
      this.#changes.set(day, { after: (change.epochMilliseconds - this.midnight(day)) / 1000, jump })
      at = change
    }
  }

  /** Instant at which a local day begins. */
  midnight(day: number): number {
    return this.#midnights[day - this.firstDay]!
  }

  /** Local second of the day shown by the clock `elapsed` seconds after the day's midnight. */
  clockSecond(day: number, elapsed: number): number {
    if (this.#changes.size === 0) return elapsed
    const change = this.#changes.get(day)
    return change && elapsed >= change.after ? elapsed + change.jump : elapsed
  }

  /** Local day that contains an instant. */
  dayOf(at: number): number {
    let day = Math.floor(at / DAY_MS)
    while (this.midnight(day) > at) day--
    while (this.midnight(day + 1) <= at) day++
    return day
  }

  /** Billing periods that begin on `cycleDay` (1 to 28), from the one that contains the window's start to its end. */
  periods(cycleDay: number): readonly Period[] {
    const known = this.#periods.get(cycleDay)
    if (known) return known
    const start = new Date(this.window.from)
    const boundary = (i: number) => Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + i, cycleDay) / DAY_MS
    const periods: Period[] = []
    for (let i = -2; ; i++) {
      const fromDay = boundary(i)
      const toDay = boundary(i + 1)
      const to = this.midnight(toDay)
      if (to <= this.window.from) continue
      if (this.midnight(fromDay) >= this.window.until) break
      periods.push({ fromDay, toDay, from: this.midnight(fromDay), to, closed: to <= this.window.until })
    }
    this.#periods.set(cycleDay, periods)
    return periods
  }
}

function localMidnight(day: number, zone: string): number {
  return Temporal.PlainDate.from(isoOfEpochDay(day)).toZonedDateTime(zone).epochMilliseconds
}
