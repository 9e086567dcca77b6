import { InputError } from '../../../warehouse/errors.ts'
import { jsonFault } from '../../codecs/exact_json.ts'

/** A JSON object of a payload; numbers are the texts that were written, so that no price is rounded. */
export type Resource = Readonly<Record<string, unknown>>

/** Product offerings of a payload, and the prices that they refer to by id. */
export interface Tmf620Payload {
  readonly offerings: readonly Resource[]
  readonly prices: ReadonlyMap<string, Resource>
}

/**
 * Reads a TMF620 payload (v3 to v5): an offering, a list of offerings and prices, or an object with the lists
 * `productOffering` and `productOfferingPrice`. InputError where it is none.
 */
export function readPayload(file: string, text: string): Tmf620Payload {
  let value: unknown
  try {
    value = JSON.parse(text, textOfNumber as (key: string, value: unknown) => unknown)
  } catch (error) {
    throw new InputError(`${file}: ${jsonFault(error)}`, 'give a TMF620 payload as JSON')
  }
  const resources = resourcesOf(value, '', (at, found) => {
    throw new InputError(
      `${file}: ${at}: expected an object with id or name, got ${JSON.stringify(found).slice(0, 80)}`,
      'leave it out, or say which offering or price it is',
    )
  })
  const isPrice = (of: Resource) =>
    /ProductOfferingPrice/.test(String(of['@type'] ?? of['@baseType'] ?? '')) ||
    (of['@type'] === undefined && of.priceType !== undefined)
  const prices = new Map(resources.filter(isPrice).map((price) => [String(price.id), price]))
  const offerings = resources.filter((of) => !isPrice(of))
  if (offerings.length === 0) {
    throw new InputError(
      `${file}: no product offering is in it`,
      'expected a TMF620 ProductOffering, a list of them, or {"productOffering": […], "productOfferingPrice": […]}',
    )
  }
  return { offerings, prices }
}

/** Offerings and prices wherever the payload has them; `refuse` is told what of a list is neither, and where. */
function resourcesOf(value: unknown, at: string, refuse: (at: string, found: unknown) => never): Resource[] {
  if (Array.isArray(value)) return value.flatMap((of, i) => resourcesOf(of, `${at}[${i}]`, refuse))
  if (value === undefined || value === null) return []
  const { productOffering, productOfferingPrice, ...rest } = value as Resource
  if (Array.isArray(productOffering)) {
    return [
      ...resourcesOf(productOffering, 'productOffering', refuse),
      ...resourcesOf(productOfferingPrice, 'productOfferingPrice', refuse),
    ]
  }
  if (typeof value === 'object' && (rest.id !== undefined || rest.name !== undefined)) return [value as Resource]
  return at === '' ? [] : refuse(at, value)
}

const textOfNumber = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (source ?? String(value)) : value

export const listOf = (value: unknown): readonly Resource[] =>
  Array.isArray(value) ? (value as Resource[]) : value === null || value === undefined ? [] : [value as Resource]

export const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' || typeof value === 'object' ? undefined : String(value)
