/**
 * Whether a local second lies in a minute that a crontab line names, and since which second of its day it has held:
 * minutes that follow each other are one stretch, which midnight ends.
 */
export function cronHolds(line: string, at: number): number | undefined {
  const date = new Date(at * 1000)
  const fields = fieldsOf(line)
  const [minutes, hours] = fields as [Set<number>, Set<number>]
  const days = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()]
  if (!days.every((value, i) => fields[i + 2]!.has(value))) return undefined
  const holds = (minute: number) => hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60)
  let minute = Math.floor((at % 86_400) / 60)
  if (!holds(minute)) return undefined
  while (minute > 0 && holds(minute - 1)) minute--
  return minute * 60
}

const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

const known = new Map<string, readonly Set<number>[]>()

/** Numbers that each field names; of weekdays 7 is Sunday, as 0 is. */
function fieldsOf(line: string): readonly Set<number>[] {
  let fields = known.get(line)
  if (fields === undefined) {
    fields = line.split(/ +/).map((field, i) => new Set(field.split(',').flatMap((item) => valuesOf(item, bounds[i]!))))
    if (fields[4]!.has(7)) fields[4]!.add(0)
    known.set(line, fields)
  }
  return fields
}

function valuesOf(item: string, [low, high]: readonly [number, number]): number[] {
  const [range, step = '1'] = item.split('/') as [string, string?]
  const [from, to] = range === '*' ? [low, high] : range.split('-').map(Number)
  // A number with a step goes on to the end, as in vixie cron; alone it is itself.
  const last = to ?? (item.includes('/') ? high : from!)
  const values = []
  for (let value = from!; value <= last; value += Number(step)) values.push(value)
  return values
}
