import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import type { Snapshot } from '../project/snapshot.ts'
import type { PhysicalName } from '../sql/compiler.ts'

/** A query's rows as a snapshot that has seen nothing else. */
export function firstSnapshot(sql: string, { updated }: Snapshot, at = "now64(3, 'UTC')"): string {
  const since = updated === undefined ? at : instant(updated)
  return `SELECT *, ${since} AS valid_from, CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS valid_to FROM (${sql})`
}

/** How many of a query's rows share their key with another one. */
export function surplusRows(seen: PhysicalName, { key }: Snapshot): string {
  return `SELECT count() - uniqExact(tuple(${key.map(quoteIdentifier).join(', ')})) AS surplus FROM ${quoteRelation(seen)}`
}

interface Comparison {
  readonly snapshot: Snapshot
  /** The query's columns. */
  readonly columns: readonly string[]
  /** What the query gives now. */
  readonly seen: PhysicalName
  /** The history so far. */
  readonly base: PhysicalName
  /** When it was seen, `YYYY-MM-DD hh:mm:ss.sss` in UTC. */
  readonly at: string
}

/**
 * The statements that fill a table with the rows of a snapshot that are not in its history yet: every open row as it is
 * from now on, and the rows that have ended since.
 */
export function compareSnapshot(
  changes: PhysicalName,
  { snapshot, columns, seen, base, at }: Comparison,
): readonly string[] {
  const { key, updated } = snapshot
  const now = `toDateTime64('${at}', 3, 'UTC')`
  const into = `INSERT INTO ${quoteRelation(changes)} (${[...columns, 'valid_from', 'valid_to'].map(quoteIdentifier).join(', ')})`
  const list = (side: string, names: readonly string[]) =>
    names.map((name) => `${side}.${quoteIdentifier(name)}`).join(', ')
  const on = key.map((name) => `s.${quoteIdentifier(name)} = b.${quoteIdentifier(name)}`).join(' AND ')
  const open = `(SELECT * FROM ${quoteRelation(base)} WHERE valid_to IS NULL)`
  const since = updated === undefined ? now : `toDateTime64(s.${quoteIdentifier(updated)}, 3, 'UTC')`
  const changed =
    updated === undefined
      ? `toString(tuple(${list('s', columns)})) != toString(tuple(${list('b', columns)}))`
      : `s.${quoteIdentifier(updated)} > b.${quoteIdentifier(updated)}`
  // A row that comes back after it had ended cannot have been there before that.
  const ended = `(SELECT ${key.map(quoteIdentifier).join(', ')}, max(valid_to) AS gone FROM ${quoteRelation(base)}
      WHERE valid_to IS NOT NULL GROUP BY ${key.map(quoteIdentifier).join(', ')})`
  const gone = key.map((name) => `s.${quoteIdentifier(name)} = g.${quoteIdentifier(name)}`).join(' AND ')
  return [
    `${into} SELECT ${list('s', columns)}, greatest(${since}, ifNull(g.gone, ${since})), NULL FROM ${quoteRelation(seen)} AS s
       LEFT ANTI JOIN ${open} AS b ON ${on} LEFT JOIN ${ended} AS g ON ${gone}`,
    `${into} SELECT ${list('s', columns)}, greatest(${since}, b.valid_from), NULL FROM ${quoteRelation(seen)} AS s
       INNER JOIN ${open} AS b ON ${on} WHERE ${changed}`,
    `${into} SELECT ${list('b', columns)}, b.valid_from, greatest(${since}, b.valid_from) FROM ${open} AS b
       INNER JOIN ${quoteRelation(seen)} AS s ON ${on} WHERE ${changed}`,
    `${into} SELECT ${list('b', columns)}, b.valid_from, greatest(${now}, b.valid_from) FROM ${open} AS b
       LEFT ANTI JOIN ${quoteRelation(seen)} AS s ON ${on}`,
  ]
}

/** The open rows that stay as they are, to be added after the changes. */
export function unchangedRows(changes: PhysicalName, base: PhysicalName, { key }: Snapshot): string {
  const names = key.map(quoteIdentifier).join(', ')
  return `INSERT INTO ${quoteRelation(changes)} SELECT * FROM ${quoteRelation(base)}
     WHERE valid_to IS NULL AND (${names}) NOT IN (SELECT ${names} FROM ${quoteRelation(changes)})`
}

/** Puts open rows in the place of those before, and adds what has ended. Partition 1 holds open rows, 0 the others. */
export function addChanges(target: PhysicalName, changes: PhysicalName, partitions: ReadonlySet<string>): string {
  const from = quoteRelation(changes)
  const commands = [
    partitions.has('1') ? `REPLACE PARTITION ID '1' FROM ${from}` : `DROP PARTITION ID '1'`,
    ...(partitions.has('0') ? [`ATTACH PARTITION ID '0' FROM ${from}`] : []),
  ]
  return `ALTER TABLE ${quoteRelation(target)} ${commands.join(', ')}`
}

function instant(column: string): string {
  return `toDateTime64(${quoteIdentifier(column)}, 3, 'UTC')`
}
