import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { project } from '../../models/index.ts'
import { columnChanges, columnChangesText } from '../../transforms/docs/column-changes.ts'
import type { ColumnTypes } from '../../transforms/docs/reference.ts'
import { compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { brokenExposures, brokenExposureText } from '../../transforms/project/exposure.ts'
import { buildModel, buildStatements } from '../../transforms/run/build.ts'
import { checkModel, checkReconciliation } from '../../transforms/run/check.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { describedText } from './described.ts'

// UPDATE_GOLDEN=1 rewrites the files; review them in the diff.
const update = process.env.UPDATE_GOLDEN === '1'
const golden = fileURLToPath(new URL('../golden/models/', import.meta.url))
const describedFile = fileURLToPath(new URL('../types/described.ts', import.meta.url))
const columnsFile = fileURLToPath(new URL('../golden/columns.json', import.meta.url))

describe('every model', () => {
  const models = [...project.graph.models.values()]
  const warehouse = testWarehouse()
  const place = published({ prefix: uniquePrefix() })
  let formatted: ReadonlyMap<string, string> = new Map()

  beforeAll(async () => {
    // One by one: together they are longer than a query parameter may be.
    const format = async (sql: string) => {
      const [row] = await warehouse.rows<{ text: string }>('SELECT formatQuery({sql:String}) AS text', {
        params: { sql },
      })
      return `${row!.text}\n`
    }
    const texts = new Map<string, string>()
    for (const model of models) {
      texts.set(model.name, await format(compileModel(model, published({ prefix: '' })).sql))
    }
    formatted = texts
    if (!update) return
    rmSync(golden, { recursive: true, force: true })
    mkdirSync(golden, { recursive: true })
    for (const [name, text] of formatted) writeFileSync(`${golden}${name}.sql`, text)
  })

  it.each(models.map(({ name }) => name))('%s compiles to its golden SQL', (name) => {
    const file = `${golden}${name}.sql`
    expect(existsSync(file), `${name} has no golden SQL: run UPDATE_GOLDEN=1 npm test`).toBe(true)
    expect(formatted.get(name)).toBe(readFileSync(file, 'utf8'))
  })

  it('has no golden SQL left of a model that is gone', () => {
    const files = readdirSync(golden).map((file) => file.replace(/\.sql$/, ''))
    expect(files.filter((name) => !formatted.has(name))).toEqual([])
  })

  it('builds on ClickHouse with the columns of columns.json, and its checks can be computed', async () => {
    const databases = new Set(
      [...project.graph.sources.values(), ...models].map((relation) => place(relation).database),
    )
    await Promise.all([...databases].map((database) => warehouse.command(`CREATE DATABASE IF NOT EXISTS ${database}`)))
    for (const source of project.graph.sources.values()) {
      const { database, name } = place(source)
      const columns = Object.entries(source.columns).map(([column, { ddl }]) => `\`${column}\` ${ddl}`)
      await warehouse.command(
        `CREATE TABLE ${database}.${name} (${columns.join(', ')}) ENGINE = ReplacingMergeTree ORDER BY tuple()`,
      )
    }
    for (const model of models) {
      await buildModel(warehouse, buildStatements(model, place(model), place)).catch((error: Error) => {
        throw new Error(`${model.name}: ${error.message}`, { cause: error })
      })
    }
    const checks = await Promise.all([
      ...models.map((model) => checkModel(warehouse, model, place(model), place)),
      ...project.reconciliations.map(async (each) => [await checkReconciliation(warehouse, each, place)]),
    ])
    expect(checks.flat().filter(({ status }) => status === 'error')).toEqual([])

    const rows = await warehouse.rows<{ database: string; table: string; name: string; type: string }>(
      `SELECT database, table, name, type FROM system.columns
       WHERE database IN ({databases:Array(String)}) ORDER BY database, table, position`,
      { params: { databases: [...databases] } },
    )
    const columns = Object.fromEntries(
      models
        .map((model) => {
          const { database, name } = place(model)
          const own = rows.filter((row) => row.database === database && row.table === name)
          return [model.name, Object.fromEntries(own.map((row) => [row.name, row.type]))] as const
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    if (update) writeFileSync(columnsFile, `${JSON.stringify(columns, null, 2)}\n`)
    const locked = JSON.parse(readFileSync(columnsFile, 'utf8')) as ColumnTypes
    const accept = 'UPDATE_GOLDEN=1 npx vitest run tests/transforms/golden.test.ts tests/reference.test.ts'
    expect(columnChangesText(columnChanges(locked, columns), accept)).toBe('')
    expect(brokenExposures(locked, columns, project.exposures).map(brokenExposureText)).toEqual([])
  })

  it('has its row type held against columns.json when tsc reads tests/types/described.ts', async () => {
    const text = await describedText(JSON.parse(readFileSync(columnsFile, 'utf8')) as ColumnTypes)
    if (update) writeFileSync(describedFile, text)
    const upToDate = existsSync(describedFile) && readFileSync(describedFile, 'utf8') === text
    expect(upToDate, `${describedFile} is not of columns.json: run UPDATE_GOLDEN=1 npm test`).toBe(true)
  })
})
