import { numberInFull } from '../mappings/number_in_full.ts'
import type { Catalogue } from './catalogue.ts'
import type { Numbering, NumberRule } from './entities/numbering.ts'

/** Reads a number as it was dialled at an instant: E.164 digits where the catalogue says how. */
export type NumberReading = (number: string, at: string) => string

/** The way in which a catalogue reads the numbers of files; without a `numbering` they stay as they are. */
export function numberReading({ numbering }: Pick<Catalogue, 'numbering'>): NumberReading {
  if (numbering.length === 0) return (number) => number
  const ways = numbering.map((one) => ({ from: Date.parse(one.from), to: ended(one.to), read: reader(one) }))
  return (number, at) => {
    const time = Date.parse(at)
    return ways.find(({ from, to }) => from <= time && time < to)?.read(number) ?? number
  }
}

const ended = (to: string | undefined): number => (to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to))

function reader({ country, rules }: Numbering): (number: string) => string {
  const sorted = [...rules].sort(
    (a, b) => b.prefix.length - a.prefix.length || Number(a.digits === undefined) - Number(b.digits === undefined),
  )
  return (number) => {
    const digits = number.replace(/[\s().\-/]/g, '')
    const rule = /^\d+$/.test(digits) ? sorted.find((one) => fits(one, digits)) : undefined
    if (rule !== undefined) return rule.becomes + digits.slice(rule.prefix.length)
    return country === undefined ? number : numberInFull(number, country)
  }
}

const fits = ({ prefix, digits }: NumberRule, number: string): boolean =>
  number.startsWith(prefix) && (digits === undefined || number.length === digits)
