import { ConfigurationError } from '../../warehouse/errors.ts'
import { dayNumber } from '../contracts/instant_text.ts'

/** A time in epoch milliseconds; not zoned means a wall clock written as if it were UTC. */
export interface WallClock {
  readonly time: number
  readonly zoned: boolean
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** What each letter of Unicode TR 35 that is understood here matches. */
const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  yy: '\\d{2}',
  MMMM: '[A-Za-z]+',
  MMM: '[A-Za-z]{3}',
  MM: '\\d{2}',
  M: '\\d{1,2}',
  dd: '\\d{2}',
  d: '\\d{1,2}',
  HH: '\\d{2}',
  H: '\\d{1,2}',
  hh: '\\d{2}',
  h: '\\d{1,2}',
  mm: '\\d{2}',
  m: '\\d{1,2}',
  ss: '\\d{2}',
  s: '\\d{1,2}',
  a: '[AaPp]\\.?[Mm]\\.?',
  XXX: 'Z|[+-]\\d{2}:?\\d{2}',
  EEEE: '[A-Za-z]+',
  EEE: '[A-Za-z]{3}',
}

/**
 * Compiles a format such as `dd/MM/yy HH:mm` to a reader.
 *
 * @throws ConfigurationError when the format holds a letter that means nothing.
 */
export function compileFormat(format: string): (text: string) => WallClock | undefined {
  const names: string[] = []
  let pattern = ''
  for (const [part] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (part.startsWith("'")) pattern += escaped(part === "''" ? "'" : part.slice(1, -1).replaceAll("''", "'"))
    else if (/^S+$/.test(part)) {
      names.push('S')
      pattern += `(\\d{${part.length},9})`
    } else if (TOKENS[part]) {
      names.push(part)
      pattern += `(${TOKENS[part]})`
    } else if (part === 'T') pattern += 'T'
    else if (/[A-Za-z]/.test(part)) throw unknownLetters(format, part)
    else pattern += escaped(part).replace(/\s+/g, '\\s+')
  }
  if (
    !names.some((name) => name.startsWith('y')) ||
    !names.some((name) => name.startsWith('M')) ||
    !names.some((name) => name.startsWith('d'))
  ) {
    throw new ConfigurationError(
      `Time format "${format}" names no year, month or day`,
      'write it like dd/MM/yyyy HH:mm',
    )
  }
  const expression = new RegExp(`^${pattern}$`)
  return (text) => {
    const match = expression.exec(text)
    return match ? assemble(names, match) : undefined
  }
}

function assemble(names: readonly string[], match: RegExpExecArray): WallClock | undefined {
  let year = 0
  let month = 0
  let day = 0
  let hour = 0
  let minute = 0
  let second = 0
  let fraction = 0
  let afternoon: boolean | undefined
  let offset: number | undefined
  for (let i = 0; i < names.length; i++) {
    const text = match[i + 1]!
    switch (names[i]![0]) {
      case 'y':
        year = text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900)
        break
      case 'M':
        month = names[i]!.length > 2 ? monthOf(text) : Number(text)
        break
      case 'd':
        day = Number(text)
        break
      case 'H':
      case 'h':
        hour = Number(text)
        if (names[i]![0] === 'h' && (hour < 1 || hour > 12)) return undefined
        break
      case 'm':
        minute = Number(text)
        break
      case 's':
        second = Number(text)
        break
      case 'S':
        fraction = Number(text.slice(0, 3).padEnd(3, '0'))
        break
      case 'a':
        afternoon = /^p/i.test(text)
        break
      case 'X':
        offset = zoneOffset(text)
    }
  }
  if (afternoon !== undefined) hour = (hour % 12) + (afternoon ? 12 : 0)
  const date = dayNumber(year, month, day)
  if (date === undefined || year < 1000 || hour > 23 || minute > 59 || second > 59) return undefined
  const time = date * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction
  return { time: time - (offset ?? 0), zoned: offset !== undefined }
}

function monthOf(text: string): number {
  const name = text.toLowerCase()
  return MONTHS.findIndex((month) => (name.length === 3 ? month.startsWith(name) : month === name)) + 1
}

function zoneOffset(text: string): number {
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function unknownLetters(format: string, part: string): ConfigurationError {
  return new ConfigurationError(
    `Time format "${format}": "${part}" means nothing`,
    `use ${Object.keys(TOKENS).join(' ')} SSS, and put literal letters in 'quotes'`,
  )
}
