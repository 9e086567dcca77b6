import type { Columns, RowOfColumns } from '../../warehouse/columns.ts'
import { type Relation, type RelationName, splitName } from './relation.ts'

/** A table that landing fills and models read. */
export interface Source<Name extends string = string, C extends Columns = Columns>
  extends Relation<Name, RowOfColumns<C>> {
  readonly kind: 'source'
  readonly columns: C
  readonly description: string
}

/**
 * Declares a table models may read: `source('raw.usage', { event_id: t.string, seconds: t.uint32 })`.
 * Contracts call it with their own columns; nobody writes a landed table's columns twice.
 */
export function source<const Name extends RelationName, C extends Columns>(
  name: Name,
  columns: C,
  options: { readonly description?: string } = {},
): Source<Name, C> {
  splitName(name)
  return Object.freeze({ kind: 'source', name, columns, description: options.description ?? '' })
}
