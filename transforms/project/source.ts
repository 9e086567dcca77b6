import type { Columns, RowOfColumns } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { type Relation, type RelationName, splitName } from './relation.ts'

/** How old the newest row of a source may be, in hours, by a column of instants; at exactly so many hours it still is fresh. */
export interface Freshness<Column extends string = string> {
  readonly column: Column
  readonly warnAfterHours?: number
  readonly errorAfterHours?: number
}

/** A table that landing fills and models read. */
export interface Source<Name extends string = string, C extends Columns = Columns>
  extends Relation<Name, RowOfColumns<C>> {
  readonly kind: 'source'
  readonly columns: C
  readonly description: string
  readonly freshness: Freshness | undefined
}

/**
 * Declares a table models may read: `source('raw.usage', { event_id: t.string, seconds: t.uint32 })`.
 * Contracts call it with their own columns; nobody writes a landed table's columns twice.
 * With `{ freshness: { column: '_landed_at', warnAfterHours: 6, errorAfterHours: 24 } }` it says how old it may get.
 */
export function source<const Name extends RelationName, C extends Columns>(
  name: Name,
  columns: C,
  options: { readonly description?: string; readonly freshness?: Freshness<keyof C & string> } = {},
): Source<Name, C> {
  splitName(name)
  const { description = '', freshness } = options
  if (freshness !== undefined && columns[freshness.column]?.kind !== 'instant') {
    throw new ConfigurationError(
      `${name}: freshness is told by an instant, and ${freshness.column} is none`,
      'Name a column such as _landed_at.',
    )
  }
  return Object.freeze({ kind: 'source', name, columns, description, freshness })
}
