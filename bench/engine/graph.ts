import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A model of the graph: it aggregates its second parent, joins that to its first, and has a key and sixteen aggregates. */
export interface GraphModel {
  readonly name: string
  /** Names of two models or of the source, `base`. */
  readonly reads: readonly [string, string]
}

const LAYERS = 10
const VALUES = 16

/** Ten layers of models; each reads two of the layer before, the first layer the source. */
export function graphOf(count: number): readonly GraphModel[] {
  const width = Math.ceil(count / LAYERS)
  return Array.from({ length: count }, (_, index) => {
    const [layer, place] = [Math.floor(index / width), index % width]
    const parent = (at: number) => (layer === 0 ? 'base' : nameOf((layer - 1) * width + (at % width)))
    return { name: nameOf(index), reads: [parent(place), parent(place + 1)] }
  })
}

function nameOf(index: number): string {
  return `m${String(index).padStart(3, '0')}`
}

/** Writes the graph as a project of TypeScript, a file a model, over the engine at `root`; answers the project's file. */
export function writeProject(folder: string, root: string, models: readonly GraphModel[]): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const engine = (path: string) => join(root, path)
  writeFileSync(
    join(folder, 'base.ts'),
    `import { source } from '${engine('transforms/project/source.ts')}'
import { t } from '${engine('warehouse/columns.ts')}'

export const base = source('raw.base', { k: t.uint64, ${values((v) => `${v}: t.uint64`)} })
`,
  )
  for (const { name, reads } of models) writeFileSync(join(folder, `${name}.ts`), modelText(engine, name, reads))
  const names = models.map(({ name }) => name)
  writeFileSync(
    join(folder, 'project.ts'),
    `import { defineProject } from '${engine('transforms/project/project.ts')}'
${names.map((name) => `import { ${name} } from './${name}.ts'`).join('\n')}

export const project = defineProject({ models: [${names.join(', ')}] })
`,
  )
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: engine('tsconfig.json'),
      compilerOptions: { noEmit: true, typeRoots: [engine('node_modules/@types')] },
      include: ['*.ts'],
    }),
  )
  return join(folder, 'project.ts')
}

function modelText(engine: (path: string) => string, name: string, [first, second]: GraphModel['reads']): string {
  const imports = [...new Set([first, second])].map((each) => `import { ${each} } from './${each}.ts'`).join('\n')
  return `import { model } from '${engine('transforms/project/model.ts')}'
import { ch } from '${engine('transforms/sql/functions.ts')}'
${imports}

export const ${name} = model('bench.${name}', { a: ${first}, b: ${second} })
  .query((q) =>
    q
      .with('g', (w) => w.selectFrom('b as b').select((eb) => ['b.k', ch.max(eb.ref('b.v00')).as('most')]).groupBy('b.k'))
      .selectFrom('a as a')
      .leftJoin('g as g', 'g.k', 'a.k')
      .select((eb) => [
        'a.k',
        ch.greatest(ch.max(eb.ref('a.v00')), ch.max(ch.coalesce(eb.ref('g.most'), eb.ref('a.v00')))).as('v00'),
        ${values((v, index) => (index === 0 ? '' : `ch.${['sum', 'max', 'min'][index % 3]}(eb.ref('a.${v}')).as('${v}'),`), '\n        ')}
      ])
      .groupBy('a.k'),
  )
  .table({ orderBy: ['k'] })
`
}

/** The same model as plain SQL, for engines that take text. */
export function modelSql({ reads: [first, second] }: GraphModel, ref: (name: string) => string): string {
  return `with g as (select k, max(v00) as most from ${ref(second)} group by k)
select a.k as k, greatest(max(a.v00), max(coalesce(g.most, a.v00))) as v00,
  ${values((v, index) => (index === 0 ? '' : `${['sum', 'max', 'min'][index % 3]}(a.${v}) as ${v}`), ', ').replace(/^, /, '')}
from ${ref(first)} as a left join g on g.k = a.k group by a.k`
}

/** The statement that fills the source. */
export function fillBase(database: string, rows: number): readonly string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS ${database}`,
    `CREATE TABLE ${database}.base (k UInt64, ${values((v) => `${v} UInt64`)}) ENGINE = MergeTree ORDER BY k`,
    `INSERT INTO ${database}.base SELECT number AS k, ${values((_, index) => `number % ${index + 7}`)} FROM numbers(${rows})`,
  ]
}

function values(text: (name: string, index: number) => string, separator = ', '): string {
  return Array.from({ length: VALUES }, (_, index) => text(`v${String(index).padStart(2, '0')}`, index)).join(separator)
}
