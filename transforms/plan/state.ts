import { nodesOf } from '../../warehouse/cluster/cluster.ts'
import { shardDatabase, wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { registerTable } from '../../warehouse/register.ts'
import { buildDatabase, type Environment, stateDatabase } from '../project/environment.ts'
import type { Base } from './base.ts'

/** A model as it is published: one row of the journal, the newest of its model. */
export interface Publication {
  readonly run: number
  readonly model: string
  /** Table or view in the build database; '' says that the model was removed. */
  readonly physical: string
  readonly kind: 'view' | 'table'
  readonly code: string
  readonly fingerprint: string
  /** What it was built from: a source's data version, or a model's physical table. */
  readonly inputs: Readonly<Record<string, string>>
  /** What it holds, for its readers: as long as this stands, so do the rows of the columns that stood before. */
  readonly version: string
  /** The versions of what it was built from. */
  readonly versions: Readonly<Record<string, string>>
  /** Fingerprints of its columns, see `Fingerprint`. */
  readonly columns: Readonly<Record<string, string>>
  /** Its SELECT, over published names. */
  readonly sql: string
}

export interface PublishedState {
  /** The newest publication of each model that still stands. */
  readonly current: ReadonlyMap<string, Publication>
  /** Every physical name of the journal's two newest generations of each model. */
  readonly generations: readonly Publication[]
  /** Builds of the newest run, where that published nothing, by model: the next run takes over what is what it would build. */
  readonly unpublished: ReadonlyMap<string, Publication>
  /** What an environment reads of production. */
  readonly base?: Base
  /** Publications of a run whose views were not all repointed: its process died. */
  readonly unfinished: readonly Publication[]
}

/** The engine's tables, the lock's register among them; each is append-only. One statement a node where all are there. */
export async function createState(warehouse: Warehouse, environment: Environment): Promise<void> {
  const state = stateDatabase(environment)
  const build = buildDatabase(environment)
  const builds = warehouse.cluster === undefined ? [build] : [build, shardDatabase(build), wholeDatabase(build)]
  const [stands, ...buildsStand] = await Promise.all([
    hasState(warehouse, state),
    ...nodesOf(warehouse).map((node) => hasDatabases(node, builds)),
  ])
  await Promise.all(
    nodesOf(warehouse)
      .filter((_, index) => !buildsStand[index])
      .flatMap((node) => builds.map((name) => node.command(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(name)}`))),
  )
  if (stands) return
  const database = quoteIdentifier(state)
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${database}`)
  await Promise.all(tables.map((table) => warehouse.command(`CREATE TABLE IF NOT EXISTS ${database}.${table}`)))
  // What earlier versions made lacks these.
  await warehouse.command(
    `ALTER TABLE ${database}.publication ${publicationColumns.map((column) => `ADD COLUMN IF NOT EXISTS ${column}`).join(', ')}`,
  )
}

/** Whether all of the engine's tables are there, as this version makes them. */
async function hasState(warehouse: Warehouse, database: string): Promise<boolean> {
  const names = (definitions: readonly string[]) => definitions.map((text) => quoteText(nameIn(text))).join(', ')
  const [found] = await warehouse.rows<{ tables: string; columns: string }>(
    `SELECT uniqExact(table) AS tables, countIf(table = 'publication' AND name IN (${names(publicationColumns)})) AS columns
       FROM system.columns WHERE database = ${quoteText(database)} AND table IN (${names(tables)})`,
  )
  return Number(found?.tables) === tables.length && Number(found?.columns) === publicationColumns.length
}

async function hasDatabases(node: Warehouse, names: readonly string[]): Promise<boolean> {
  const [found] = await node.rows<{ databases: string }>(
    `SELECT count() AS databases FROM system.databases WHERE name IN (${names.map(quoteText).join(', ')})`,
  )
  return Number(found?.databases) === names.length
}

function nameIn(definition: string): string {
  return definition.slice(0, definition.indexOf(' '))
}

const publicationColumns: readonly string[] = [
  "version String DEFAULT ''",
  "versions String DEFAULT '{}'",
  "columns String DEFAULT '{}'",
  "sql String DEFAULT ''",
]

const time = "DateTime64(3, 'UTC')"
const tables: readonly string[] = [
  registerTable,
  `publication (run UInt64, model String, physical String, kind LowCardinality(String), code String, fingerprint String,
     inputs String, published_at ${time} DEFAULT now64(3)) ENGINE = MergeTree ORDER BY (model, run)`,
  `unpublished (run UInt64, model String, physical String, kind LowCardinality(String), code String, fingerprint String,
     inputs String, version String, versions String, columns String, sql String, built_at ${time} DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY (run, model)`,
  `publication_done (run UInt64, done_at ${time} DEFAULT now64(3)) ENGINE = MergeTree ORDER BY run`,
  `run (run UInt64, status LowCardinality(String), selection String, built UInt32, started_at ${time},
     finished_at Nullable(${time}), seconds Float64, error String, written_at ${time} DEFAULT now64(3))
     ENGINE = ReplacingMergeTree(written_at) ORDER BY run`,
  `run_step (run UInt64, model String, status LowCardinality(String), reason String, started_at Nullable(${time}),
     seconds Float64, rows UInt64, bytes UInt64, error String) ENGINE = MergeTree ORDER BY (run, model)`,
  // A partition a table: what is known of its slices goes when it is dropped.
  `built_slice (physical String, slice LowCardinality(String), version String, inputs String, rows UInt64,
     written_at ${time} DEFAULT now64(3)) ENGINE = MergeTree PARTITION BY physical ORDER BY slice`,
  // A memory only: what is forgotten is read again.
  `slice_digest (relation String, part String, slice LowCardinality(String), rows UInt64, hash UInt64,
     written_at DateTime('UTC') DEFAULT now('UTC')) ENGINE = MergeTree ORDER BY (relation, part, slice) TTL written_at + INTERVAL 60 DAY`,
  `check_result (run UInt64, model String, check String, severity LowCardinality(String), status LowCardinality(String),
     failing UInt64, sample String, error String) ENGINE = MergeTree ORDER BY (run, model, check)`,
]

/** Reads what is published, in two statements. The state's tables must exist. */
export async function readState(warehouse: Warehouse, environment: Environment): Promise<PublishedState> {
  const database = quoteIdentifier(stateDatabase(environment))
  const [rows, done, kept] = await Promise.all([
    warehouse.rows<StoredPublication>(
      `SELECT ${STORED} FROM (
         SELECT *, dense_rank() OVER (PARTITION BY model ORDER BY run DESC) AS generation FROM ${database}.publication)
       WHERE generation <= 2 ORDER BY model, run DESC`,
    ),
    warehouse.rows<{ run: string }>(`SELECT max(run) AS run FROM ${database}.publication_done`),
    warehouse.rows<StoredPublication>(
      `SELECT ${STORED} FROM ${database}.unpublished WHERE run = (SELECT max(run) FROM ${database}.unpublished)
         AND run > (SELECT max(run) FROM ${database}.publication)`,
    ),
  ])
  const generations = rows.map(publicationOf)
  const newest = new Map<string, Publication>()
  for (const row of generations) if (!newest.has(row.model)) newest.set(row.model, row)
  const finished = Number(done[0]?.run ?? 0)
  return {
    current: new Map([...newest].filter(([, row]) => row.physical !== '')),
    generations,
    unpublished: new Map(kept.map((row) => [row.model, publicationOf(row)])),
    unfinished: [...newest.values()].filter((row) => row.run > finished),
  }
}

/** Publications of the given physical names, whatever their age. */
export async function readPublications(
  warehouse: Warehouse,
  environment: Environment,
  physical: readonly string[],
): Promise<readonly Publication[]> {
  const database = quoteIdentifier(stateDatabase(environment))
  const rows = await warehouse.rows<StoredPublication>(
    `SELECT ${STORED} FROM ${database}.publication
     WHERE physical IN (${physical.map(quoteText).join(', ')})`,
  )
  return rows.map(publicationOf)
}

const STORED = 'run, model, physical, kind, code, fingerprint, inputs, version, versions, columns, sql'

function publicationOf(row: StoredPublication): Publication {
  const inputs = JSON.parse(row.inputs) as Publication['inputs']
  const versions = JSON.parse(row.versions) as Publication['versions']
  // Earlier versions of Trunkline knew a build's content by its name alone.
  const old = row.version === ''
  return {
    ...row,
    run: Number(row.run),
    inputs,
    version: old ? row.physical : row.version,
    versions: old ? inputs : versions,
    columns: JSON.parse(row.columns) as Publication['columns'],
  }
}

/** A publication as a row of the journal. */
export function storedPublication({
  inputs,
  versions,
  columns,
  ...row
}: Publication): Readonly<Record<string, unknown>> {
  const text = { inputs: JSON.stringify(inputs), versions: JSON.stringify(versions), columns: JSON.stringify(columns) }
  return { ...row, ...text }
}

interface StoredPublication extends Omit<Publication, 'run' | 'inputs' | 'versions' | 'columns'> {
  readonly run: string
  readonly inputs: string
  readonly versions: string
  readonly columns: string
}
