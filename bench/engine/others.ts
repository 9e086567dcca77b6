import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'
import { type GraphModel, modelSql } from './graph.ts'

/** Virtual environments of Python in which other engines are installed. */
export interface Others {
  readonly dbt: string | undefined
  readonly sqlmesh: string | undefined
}

/** Writes the graph as projects of other engines, and answers how each is run. */
export function runOthers(
  { dbt, sqlmesh }: Others,
  warehouse: Warehouse,
  folder: string,
  models: readonly GraphModel[],
): readonly (readonly [string, () => Promise<void>])[] {
  const { hostname, port } = new URL(warehouse.url)
  return [
    ...(dbt ? [['dbt', dbtProject(dbt, join(folder, 'dbt'), hostname, port, models)] as const] : []),
    ...(sqlmesh
      ? [['sqlmesh', sqlmeshProject(sqlmesh, join(folder, 'sqlmesh'), hostname, port, models)] as const]
      : []),
  ]
}

function dbtProject(venv: string, folder: string, host: string, port: string, models: readonly GraphModel[]) {
  mkdirSync(join(folder, 'models'), { recursive: true })
  writeFileSync(
    join(folder, 'dbt_project.yml'),
    'name: layers\nversion: "1.0"\nprofile: layers\nmodels:\n  layers:\n    +materialized: table\n    +order_by: k\n',
  )
  writeFileSync(
    join(folder, 'profiles.yml'),
    `layers:\n  target: dev\n  outputs:\n    dev:\n      type: clickhouse\n      schema: by_dbt\n      host: ${host}\n      port: ${port}\n      user: default\n      secure: false\n      threads: 1\n`,
  )
  writeFileSync(
    join(folder, 'models', 'sources.yml'),
    'version: 2\nsources:\n  - name: raw\n    schema: raw\n    tables:\n      - name: base\n',
  )
  const ref = (name: string) => (name === 'base' ? "{{ source('raw', 'base') }}" : `{{ ref('${name}') }}`)
  for (const model of models) writeFileSync(join(folder, 'models', `${model.name}.sql`), modelSql(model, ref))
  return async () =>
    void run(join(venv, 'bin', 'dbt'), ['run', '--threads', '1', '--profiles-dir', '.', '--quiet'], folder)
}

function sqlmeshProject(venv: string, folder: string, host: string, port: string, models: readonly GraphModel[]) {
  mkdirSync(join(folder, 'models'), { recursive: true })
  writeFileSync(
    join(folder, 'config.yaml'),
    `gateways:\n  dev:\n    connection:\n      type: clickhouse\n      host: ${host}\n      port: ${port}\n      username: default\n      concurrent_tasks: 1\n    state_connection:\n      type: duckdb\n      database: state.db\ndefault_gateway: dev\nmodel_defaults:\n  dialect: clickhouse\n  start: 2026-01-01\n`,
  )
  writeFileSync(join(folder, 'external_models.yaml'), '- name: raw.base\n  columns:\n    k: UInt64\n')
  const ref = (name: string) => (name === 'base' ? 'raw.base' : `by_sqlmesh.${name}`)
  for (const model of models) {
    const head = `MODEL (name by_sqlmesh.${model.name}, kind FULL, physical_properties (order_by = k));\n`
    writeFileSync(join(folder, 'models', `${model.name}.sql`), head + modelSql(model, ref))
  }
  return async () => void run(join(venv, 'bin', 'sqlmesh'), ['plan', '--auto-apply', '--no-prompts'], folder)
}

function run(command: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(command, [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 900_000 })
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
    throw new Error(`${command} failed\n${stdout ?? ''}\n${stderr ?? ''}`)
  }
}
