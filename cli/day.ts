import { InputError } from '../warehouse/errors.ts'

/** Bounds of the days that documents may have: those of ClickHouse's `Date`, which holds the last one for any later. */
const FIRST = '1970-01-01'
const LAST = '2149-06-06'

/** A day as it is written on the command line; today in UTC unless told. */
export function dayOf(text: string | undefined, option = '--date'): string {
  if (text === undefined) return new Date().toISOString().slice(0, 10)
  const at = new Date(`${text}T00:00:00Z`)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  if (isDay && text >= FIRST && text <= LAST) return text
  throw new InputError(`${option} ${text} is no day from ${FIRST} to ${LAST}`, 'write it as 2026-02-12')
}
