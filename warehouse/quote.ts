/** Backtick-quotes a name. ClickHouse reads backslash escapes inside backticks too, so doubling alone is not enough. */
export function quoteIdentifier(name: string): string {
  return `\`${escapeIdentifier(name)}\``
}

/** `database`.`name`, both quoted; a database of '' says that the name is the query's own, such as a common table's. */
export function quoteRelation(relation: { readonly database: string; readonly name: string }): string {
  if (relation.database === '') return quoteIdentifier(relation.name)
  return `${quoteIdentifier(relation.database)}.${quoteIdentifier(relation.name)}`
}

/**
 * A condition on `system.tables` (or what names the table `table`): one of these relations. Databases and names by
 * themselves come first, because of a condition on pairs alone the server would open each of its tables.
 */
export function isOneOf(
  relations: readonly { readonly database: string; readonly name: string }[],
  name: 'name' | 'table' = 'name',
): string {
  const list = (values: readonly string[]) => [...new Set(values)].join(', ')
  const databases = list(relations.map(({ database }) => quoteText(database)))
  const names = list(relations.map((relation) => quoteText(relation.name)))
  const pairs = list(relations.map((relation) => `(${quoteText(relation.database)}, ${quoteText(relation.name)})`))
  return `database IN (${databases}) AND ${name} IN (${names}) AND (database, ${name}) IN (${pairs})`
}

/** A single-quoted string literal. */
export function quoteText(value: string): string {
  return `'${escapeText(value)}'`
}

/** What stands between the backticks of `quoteIdentifier`. */
export function escapeIdentifier(name: string): string {
  return name.replace(/[\\`]/g, '\\$&')
}

/** What stands between the quotes of `quoteText`. */
export function escapeText(value: string): string {
  return value.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')
}
