import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { InputError } from '../../warehouse/errors.ts'

const ALWAYS = '2000-01-01T00:00:00Z'

/** The catalogue as it is in force at an instant, for use of any time: other versions are left out. */
export function catalogueAsOf(catalogue: Catalogue, at: Date): Catalogue {
  const held = withinForce(catalogue, at.getTime()) as Catalogue
  if (catalogue.offerings.length > 0 && held.offerings.length === 0) {
    throw new InputError(`no plan of the catalogue is in force at ${at.toISOString()}`, 'give --as-of another day')
  }
  return held
}

function withinForce(value: unknown, at: number): unknown {
  if (Array.isArray(value)) return value.filter((one) => isInForce(one, at)).map((one) => withinForce(one, at))
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).map(([name, inner]) => [name, withinForce(inner, at)])
  const copy = Object.fromEntries(members) as Record<string, unknown>
  return isDated(value) ? { ...copy, from: ALWAYS, to: undefined } : copy
}

/** A version of an entity has an instant from which it holds; a rate or band has none. */
const isDated = (value: object): value is { readonly from: string; readonly to?: string } =>
  typeof (value as { from?: unknown }).from === 'string' && /^\d{4}-/.test((value as { from: string }).from)

function isInForce(one: unknown, at: number): boolean {
  if (one === null || typeof one !== 'object' || !isDated(one)) return true
  return Date.parse(one.from) <= at && (one.to === undefined || at < Date.parse(one.to))
}
