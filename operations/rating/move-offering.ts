import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'

/** The catalogue in which plan `from` is what plan `to` is: lines that have the one are priced as if they had the other. */
export function moveOffering(catalogue: Catalogue, from: string, to: string): Catalogue {
  const known = [...new Set(catalogue.offerings.map(({ id }) => id))]
  if (!known.includes(to)) {
    throw new InputError(
      `the catalogue has no offering "${to}" to move lines to`,
      `there are: ${nearest(to, known).join(', ') || known.join(', ') || 'none'}`,
    )
  }
  const others = catalogue.offerings.filter(({ id }) => id !== from)
  const moved = catalogue.offerings.filter(({ id }) => id === to).map((offering) => ({ ...offering, id: from }))
  return { ...catalogue, offerings: [...others, ...moved] }
}
