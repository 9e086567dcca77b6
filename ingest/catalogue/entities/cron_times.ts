/** Times of days that a cron expression names: whole minutes, and the days by months, days of the month or weekdays. */
export interface CronTimes {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly monthDays: readonly number[]
  readonly months: readonly number[]
  /** 1 = Monday to 7 = Sunday. */
  readonly weekdays: readonly number[]
}

const fields = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'days of the month', from: 1, to: 31 },
  { name: 'months', from: 1, to: 12 },
  { name: 'weekdays', from: 0, to: 7 },
] as const

/**
 * Reads `minutes hours days-of-month months weekdays` (crontab; 0 and 7 are Sunday), each `*` or numbers, ranges and steps
 * separated by commas. Lists are empty where the field is `*`. Undefined for anything else, and where days of the month and
 * weekdays are both named: cron means either of them, which two bands say more clearly.
 */
export function cronTimes(text: string): CronTimes | undefined {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== fields.length) return undefined
  const lists = parts.map((part, i) => numbersOf(part, fields[i]!.from, fields[i]!.to))
  if (lists.some((list) => list === undefined)) return undefined
  const [minutes, hours, monthDays, months, days] = lists as number[][]
  const weekdays = [...new Set(days!.map((day) => (day === 0 ? 7 : day)))].sort()
  if (monthDays!.length > 0 && weekdays.length > 0) return undefined
  return { minutes: minutes!, hours: hours!, monthDays: monthDays!, months: months!, weekdays }
}

function numbersOf(part: string, from: number, to: number): number[] | undefined {
  if (part === '*') return []
  const found = new Set<number>()
  for (const item of part.split(',')) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item)
    if (match === null) return undefined
    const step = match[3] === undefined ? 1 : Number(match[3])
    const first = match[1] === undefined ? from : Number(match[1])
    const last =
      match[2] !== undefined ? Number(match[2]) : match[1] === undefined || match[3] !== undefined ? to : first
    if (step < 1 || first < from || last > to || last < first) return undefined
    for (let at = first; at <= last; at += step) found.add(at)
  }
  return [...found].sort((a, b) => a - b)
}
