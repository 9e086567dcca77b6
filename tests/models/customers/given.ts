import type { Contract, EventInput } from '../../../ingest/contracts/contract.ts'
import { type ContractName, contracts } from '../../../ingest/contracts/index.ts'
import { sourceColumns } from '../../../ingest/contracts/source_columns.ts'
import { published } from '../../../transforms/project/environment.ts'
import type { Model } from '../../../transforms/project/model.ts'
import type { Reconciliation } from '../../../transforms/project/reconciliation.ts'
import type { Relation } from '../../../transforms/project/relation.ts'
import { buildWhole } from '../../../transforms/run/build-whole.ts'
import { checkModel, checkReconciliation } from '../../../transforms/run/check.ts'
import { columnMemory } from '../../../transforms/run/column-memory.ts'
import type { Warehouse } from '../../../warehouse/connect.ts'
import { uniquePrefix } from '../../test-warehouse.ts'

/** Events by contract, as a mapping would write them. */
export type Given = {
  readonly [N in ContractName]?: (typeof contracts)[N] extends Contract<string, infer F>
    ? readonly EventInput<F>[]
    : never
}

/** Marts built from given events: rows of a published table, and every check that failed. */
export interface Built {
  rows<T = Record<string, string>>(sql: string): Promise<T[]>
  readonly failed: readonly string[]
}

/**
 * Writes events into raw tables and builds what `models` need, checks included. `{p}` in `rows` is the prefix:
 * `built.rows('SELECT * FROM {p}customers.churn_monthly ORDER BY month')`.
 */
export async function built(
  warehouse: Warehouse,
  events: Given,
  models: readonly Model[],
  reconciliations: readonly Reconciliation[] = [],
): Promise<Built> {
  const prefix = uniquePrefix()
  const place = published({ prefix })
  const due = inOrder([...models, ...modelsOf(reconciliations)])
  const databases = new Set(['raw', ...due.map((model) => place(model).database.slice(prefix.length))])
  await Promise.all([...databases].map((database) => warehouse.command(`CREATE DATABASE ${prefix}${database}`)))
  const read = new Set(due.flatMap(({ refs }) => Object.values(refs).map(({ name }) => name)))
  await Promise.all(
    (Object.values(contracts) as unknown as Contract[])
      .filter(({ name }) => read.has(`raw.${name}`))
      .map((contract) =>
        land(warehouse, prefix, contract, (events as Record<string, readonly object[]>)[contract.name] ?? []),
      ),
  )
  const columns = columnMemory(warehouse, due)
  const empty = new Map<string, boolean>()
  const failed: string[] = []
  const building = new Map<string, Promise<void>>()
  for (const model of due) {
    const parents = Object.values(model.refs).map(({ name }) => building.get(name))
    const build = async () => {
      await Promise.all(parents)
      await buildWhole(warehouse, { columns, empty }, model, place(model), place)
    }
    building.set(model.name, build())
  }
  await Promise.all(building.values())
  await columns.keep()
  for (const results of await Promise.all(due.map((model) => checkModel(warehouse, model, place(model), place)))) {
    for (const { model, check, status, error } of results) {
      if (status !== 'passed' && status !== 'warned') failed.push(`${model}: ${check} ${error}`)
    }
  }
  for (const reconciliation of reconciliations) {
    const { status, check, error } = await checkReconciliation(warehouse, reconciliation, place)
    if (status !== 'passed') failed.push(`${check} ${error}`)
  }
  return { rows: (sql) => warehouse.rows(sql.replaceAll('{p}', prefix)), failed }
}

async function land(warehouse: Warehouse, prefix: string, contract: Contract, rows: readonly object[]): Promise<void> {
  const table = `${prefix}raw.${contract.name}`
  const columns = Object.entries(sourceColumns(contract)).map(([name, { ddl }]) => `\`${name}\` ${ddl}`)
  await warehouse.command(`CREATE TABLE ${table} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`)
  if (rows.length === 0) return
  const defaults = Object.fromEntries(
    Object.entries(contract.fields).flatMap(([name, { otherwise }]) =>
      otherwise === undefined ? [] : [[name, otherwise]],
    ),
  )
  await warehouse.client.insert({
    table,
    format: 'JSONEachRow',
    values: rows.map((row, index) => ({
      ...defaults,
      ...row,
      _source: 'test',
      _partition: 'test',
      _position: String(index),
      _batch: 'test',
      _landed_at: '2035-01-01T00:00:00Z',
    })),
    clickhouse_settings: { date_time_input_format: 'best_effort', async_insert: 0 },
  })
}

/** What the models read, and they, parents first. */
export function inOrder(models: readonly Model[]): readonly Model[] {
  const ordered = new Map<string, Model>()
  const visit = (relation: Relation) => {
    if (relation.kind !== 'model' || ordered.has(relation.name)) return
    const model = relation as Model
    Object.values(model.refs).forEach(visit)
    for (const { rule } of model.checks) if (rule.kind === 'relationship') visit(rule.to)
    ordered.set(model.name, model)
  }
  models.forEach(visit)
  return [...ordered.values()]
}

/** What reconciliations compare. */
export function modelsOf(reconciliations: readonly Reconciliation[]): readonly Model[] {
  return reconciliations.flatMap(({ refs }) => Object.values(refs) as Model[])
}
