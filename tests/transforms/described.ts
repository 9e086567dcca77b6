import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ColumnTypes } from '../../transforms/docs/reference.ts'

const models = join(import.meta.dirname, '../../models')

/** The text of `tests/types/described.ts`: for each model, that the row tsc infers is what ClickHouse describes. */
export async function describedText(columns: ColumnTypes): Promise<string> {
  const places = await exportsByName()
  const assertions = Object.entries(columns).map(([model, types]) => {
    const place = places.get(model)
    if (place === undefined) throw new Error(`${model} is exported by no file of models/`)
    const [file, name] = place
    const each = Object.entries(types).map(
      ([column, type]) => `  agree<'${model}', Row, '${column}', ${JSON.stringify(type)}>('agrees')\n`,
    )
    const all = Object.keys(types).map((column) => `'${column}'`)
    // Read one by one first: deep inside the comparison tsc gives up on what a long chain of common tables infers.
    const read = Object.keys(types).map((column) => `row.${column}`)
    return `{
  type Row = RowOf<typeof import('../../models/${file}').${name}>
  settle((row: Row) => [${read.join(', ')}])
  complete<'${model}', Row, ${all.join(' | ')}>('agrees')
${each.join('')}}
`
  })
  return `// Written from tests/golden/columns.json by UPDATE_GOLDEN=1 npx vitest run tests/transforms/golden.test.ts; read by tsc only.
import type { RowOf } from '../../transforms/project/model.ts'
import { agree, complete, settle } from './agreement.ts'

${assertions.join('\n')}`
}

/** File and name under which each model is exported. */
async function exportsByName(): Promise<ReadonlyMap<string, readonly [file: string, name: string]>> {
  const files = readdirSync(models, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'index.ts')
    .map((entry) => relative(models, join(entry.parentPath, entry.name)))
    .sort()
  const found = new Map<string, readonly [string, string]>()
  for (const file of files) {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(models, file)).href)
    for (const [name, value] of Object.entries(exported)) {
      if (isModel(value) && !found.has(value.name)) found.set(value.name, [file, name])
    }
  }
  return found
}

function isModel(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'model' && 'name' in value
}
