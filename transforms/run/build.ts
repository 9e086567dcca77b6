import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model, TableOptions } from '../project/model.ts'
import { splitName } from '../project/relation.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { modelSettings } from '../sql/settings.ts'

/** Name of a build: says what it holds, and is the same for the same model, definition and run. */
export function physicalName(model: string, fingerprint: string, run: number): string {
  const { database, table } = splitName(model)
  return `${database}__${table}__${fingerprint.slice(0, 8)}__${run}`
}

/**
 * The statements that build a model. The table's columns come from its SELECT by EMPTY AS, which is one round trip less
 * than DESCRIBE and the same DDL.
 */
export function buildStatements(model: Model, target: PhysicalName, place: Placement): readonly string[] {
  const { sql } = compileModel(model, place)
  const name = quoteRelation(target)
  if (model.materialized.kind === 'view') return [`CREATE VIEW ${name} AS ${sql}`]
  return [
    `CREATE TABLE ${name} ENGINE = MergeTree${layout(model.materialized)} EMPTY AS ${sql}`,
    `INSERT INTO ${name} ${sql}`,
  ]
}

/** Builds a model; throws ClickHouse's error as it is. */
export async function buildModel(warehouse: Warehouse, statements: readonly string[]): Promise<void> {
  for (const statement of statements) {
    // Partitions of a model are as many as its data has: the guard against accidents is for inserts of one's own.
    await warehouse.command(statement, { settings: { ...modelSettings, max_partitions_per_insert_block: 0 } })
  }
}

function layout({ orderBy, partitionBy }: TableOptions<string>): string {
  const key = orderBy.length === 0 ? 'tuple()' : `(${orderBy.map(quoteIdentifier).join(', ')})`
  const partition = partitionBy === undefined ? '' : ` PARTITION BY ${partitionText(partitionBy)}`
  return `${partition} ORDER BY ${key} SETTINGS allow_nullable_key = 1`
}

function partitionText(partitionBy: string): string {
  const month = /^toYYYYMM\((.*)\)$/.exec(partitionBy)
  return month === null ? quoteIdentifier(partitionBy) : `toYYYYMM(${quoteIdentifier(month[1]!)})`
}
