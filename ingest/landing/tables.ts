import { shardDatabase, storageEngine, wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Columns } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { createRegister, registerColumns } from '../../warehouse/register.ts'
import type { Contract } from '../contracts/contract.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { sourceColumns } from '../contracts/source_columns.ts'
import { createHomeFaces, createRawFaces } from './cluster_tables.ts'
import {
  type Databases,
  feedFileTable,
  feedStateTable,
  ledgerTable,
  quarantineTable,
  rawTable,
  replayTable,
} from './databases.ts'
import { feedFileColumns, feedStateColumns } from './feed_columns.ts'
import { ledgerColumns } from './ledger_columns.ts'
import { quarantineColumns, replayColumns } from './quarantine_columns.ts'

/** A table that landing keeps: made when absent, widened when its definition has gained columns. */
interface LandingTable {
  readonly name: string
  readonly database: string
  readonly table: string
  readonly columns: Columns
  /** What rows that landed before a column was added say, as SQL. */
  readonly defaults: Readonly<Record<string, string>>
  readonly partitionBy: string
  readonly orderBy: string
  /** When rows go by themselves, as SQL; never when absent. */
  readonly ttl?: string
  /** MergeTree unless told otherwise. */
  readonly engine?: string
}

/** Tables of the platform's database that landing keeps; the others are the models' own. */
const PLATFORM_TABLES = ['landing', 'feed_state', 'feed_file']

/**
 * Makes the databases and tables that landing writes, and adds the columns that contracts have gained.
 *
 * @throws ConfigurationError when a table differs from its contract in any other way.
 */
export async function createLandingTables(warehouse: Warehouse, databases: Databases): Promise<void> {
  const tables = landingTables(databases)
  const { cluster } = warehouse
  if (cluster === undefined) return createOn(warehouse, databases, tables)
  const raw = tables.filter(({ database }) => database === databases.raw)
  const kept = tables.filter(({ database }) => database !== databases.raw)
  const parts = { ...databases, raw: shardDatabase(databases.raw) }
  const whole = wholeDatabase(databases.raw)
  await Promise.all(
    cluster.nodes.map(async (node) => {
      for (const database of [databases.raw, whole, parts.raw]) {
        await node.warehouse.command(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`)
      }
      await createOn(
        node.warehouse,
        parts,
        raw.map((table) => ({
          ...table,
          name: rawTable(parts, table.table),
          database: parts.raw,
          engine: storageEngine(cluster, false),
        })),
      )
    }),
  )
  await createOn(warehouse, databases, kept)
  const register = { database: databases.platform, table: 'register', columns: registerColumns }
  const named = ({ database, table, columns }: LandingTable) => ({ database, table, columns: Object.keys(columns) })
  await createHomeFaces(cluster, [...kept.map(named), register])
  await createRawFaces(cluster, raw.map(named))
}

/** Makes and widens tables on one node. */
async function createOn(warehouse: Warehouse, databases: Databases, tables: readonly LandingTable[]): Promise<void> {
  const standing = await standingColumns(warehouse, databases)
  const keeps = tables.some(({ database }) => database === databases.platform)
  if (keeps && tables.some(({ database, table }) => !standing.has(`${database}.${table}`))) {
    for (const database of new Set([...tables.map(({ database }) => database), databases.platform])) {
      await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`)
    }
    await createRegister(warehouse, databases.platform)
  }
  for (const table of tables) {
    const columns = standing.get(`${table.database}.${table.table}`)
    if (columns) await widenTable(warehouse, table, columns)
    else await warehouse.command(createTable(table))
  }
}

function landingTables(databases: Databases): LandingTable[] {
  const own = (name: string, database: string, columns: Columns, orderBy: string): LandingTable => ({
    name,
    database,
    table: name.slice(name.lastIndexOf('.') + 1),
    columns,
    defaults: {},
    partitionBy: 'toYYYYMM(_landed_at)',
    orderBy,
  })
  return [
    ...[...contractByName.values()].map((contract) => rawLandingTable(databases, contract)),
    own(quarantineTable(databases), databases.quarantine, quarantineColumns, '_source, _partition, _position'),
    own(replayTable(databases), databases.quarantine, replayColumns, '_source, _partition, _position'),
    {
      ...own(ledgerTable(databases), databases.platform, ledgerColumns, 'feed, partition, first_frame'),
      partitionBy: '',
    },
    {
      ...own(feedStateTable(databases), databases.platform, feedStateColumns, 'feed, partition, at'),
      partitionBy: 'toDate(at)',
      // Long enough to see what ran over the holidays; habits come from the ledger, which stays.
      ttl: 'toDateTime(at) + INTERVAL 14 DAY',
    },
    {
      ...own(feedFileTable(databases), databases.platform, feedFileColumns, 'feed, partition, at'),
      partitionBy: '',
    },
  ]
}

function rawLandingTable(databases: Databases, contract: Contract): LandingTable {
  const identity = contract.identity.filter(
    (name) => name !== contract.eventTime && !contract.fields[name]!.column.nullable,
  )
  const time = quoteIdentifier(contract.eventTime)
  // By day, so that what is sent again lies together; not by the time as well, or a range of times would be looked up in
  // that second column alone. Where no identity is always given, by the time.
  const orderBy = identity.length > 0 ? [`toDate(${time})`, ...identity.map(quoteIdentifier)] : [time]
  return {
    name: rawTable(databases, contract.name),
    database: databases.raw,
    table: contract.name,
    columns: sourceColumns(contract),
    defaults: Object.fromEntries(
      Object.entries(contract.fields).flatMap(([name, { otherwise }]) =>
        otherwise === undefined ? [] : [[name, typeof otherwise === 'string' ? quoteText(otherwise) : `${otherwise}`]],
      ),
    ),
    // By landing day: a backfill of years of events stays one partition, and an insert never spans more than one.
    partitionBy: 'toDate(_landed_at)',
    orderBy: orderBy.join(', '),
  }
}

function createTable({ name, columns, partitionBy, orderBy, ttl, engine = 'MergeTree' }: LandingTable): string {
  const list = Object.entries(columns).map(([column, { ddl }]) => `  ${quoteIdentifier(column)} ${ddl}`)
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (`,
    list.join(',\n'),
    `) ENGINE = ${engine}`,
    ...(partitionBy ? [`PARTITION BY ${partitionBy}`] : []),
    `ORDER BY (${orderBy})`,
    ...(ttl ? [`TTL ${ttl}`] : []),
    // Lets the server drop the second of two inserts with one token, when an answer was lost on the way.
    'SETTINGS non_replicated_deduplication_window = 1000',
  ].join('\n')
}

async function standingColumns(
  warehouse: Warehouse,
  databases: Databases,
): Promise<Map<string, ReadonlyMap<string, string>>> {
  const names = [databases.raw, databases.quarantine, databases.platform].map(quoteText).join(', ')
  const rows = await warehouse.rows<{ database: string; table: string; name: string; type: string }>(
    `SELECT database, table, name, type FROM system.columns WHERE database IN (${names})
       AND NOT (database = ${quoteText(databases.platform)} AND table NOT IN (${PLATFORM_TABLES.map(quoteText).join(', ')}))`,
  )
  const tables = new Map<string, Map<string, string>>()
  for (const { database, table, name, type } of rows) {
    const key = `${database}.${table}`
    const columns = tables.get(key) ?? new Map<string, string>()
    tables.set(key, columns.set(name, type))
  }
  return tables
}

async function widenTable(
  warehouse: Warehouse,
  table: LandingTable,
  standing: ReadonlyMap<string, string>,
): Promise<void> {
  const entries = Object.entries(table.columns)
  const differing = entries.filter(([name, column]) => standing.has(name) && standing.get(name) !== column.ddl)
  const surplus = [...standing.keys()].filter((name) => table.columns[name] === undefined)
  if (differing.length > 0 || surplus.length > 0) {
    const lines = [
      ...differing.map(([name, column]) => `${name} is ${standing.get(name)}, the definition says ${column.ddl}`),
      ...surplus.map((name) => `${name} stands in the table and not in the definition`),
    ]
    throw new ConfigurationError(
      `Table ${table.name} differs from its definition: ${lines.join('; ')}`,
      'a field may be added, never changed or removed: give the changed field a new name',
    )
  }
  const added = entries.flatMap(([name, column], i) => {
    if (standing.has(name)) return []
    const after = i === 0 ? 'FIRST' : `AFTER ${quoteIdentifier(entries[i - 1]![0])}`
    const before = table.defaults[name] === undefined ? '' : ` DEFAULT ${table.defaults[name]}`
    return [`ADD COLUMN IF NOT EXISTS ${quoteIdentifier(name)} ${column.ddl}${before} ${after}`]
  })
  if (added.length > 0) await warehouse.command(`ALTER TABLE ${table.name} ${added.join(', ')}`)
}
