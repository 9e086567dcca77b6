/** Backtick-quotes a name. ClickHouse reads backslash escapes inside backticks too, so doubling alone is not enough. */
export function quoteIdentifier(name: string): string {
  return `\`${escapeIdentifier(name)}\``
}

/** `database`.`name`, both quoted; a database of '' says that the name is the query's own, such as a common table's. */
export function quoteRelation(relation: { readonly database: string; readonly name: string }): string {
  if (relation.database === '') return quoteIdentifier(relation.name)
  return `${quoteIdentifier(relation.database)}.${quoteIdentifier(relation.name)}`
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
