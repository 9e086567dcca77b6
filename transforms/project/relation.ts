import { ConfigurationError } from '../../warehouse/errors.ts'

declare const row: unique symbol

/** `<database>.<table>` without an environment's prefix. */
export type RelationName = `${string}.${string}`

/** Anything a model can read: a source or another model. `Row` is its output, known only to tsc. */
export interface Relation<Name extends string = string, out Row = unknown> {
  readonly kind: 'source' | 'model'
  readonly name: Name
  readonly [row]?: Row
}

/**
 * The row of a relation. Where a model's row is spoken of elsewhere, it gets a name, and tsc writes that instead of its columns:
 * `export interface LineRow extends RowOf<typeof inferred> {}` and `export const line: Model<'customers.line', LineRow> = inferred`.
 */
export type RowOf<R> = R extends Relation<string, infer Row> ? Row : never

/** What a query reads, by the name it uses for it. */
export type Refs = Readonly<Record<string, Relation>>

/** Splits a relation's name; ConfigurationError if it is not `<database>.<table>` in lower case. */
export function splitName(name: string): { readonly database: string; readonly table: string } {
  const match = /^([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)$/.exec(name)
  if (match === null) {
    throw new ConfigurationError(
      `'${name}' is not a relation's name`,
      "Use '<database>.<table>' in lower case letters, digits and underscores, such as 'rating.rated_usage'.",
    )
  }
  return { database: match[1]!, table: match[2]! }
}
