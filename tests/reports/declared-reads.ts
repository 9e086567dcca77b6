import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ColumnTypes } from '../../transforms/docs/reference.ts'

const root = join(import.meta.dirname, '..', '..')

/** Columns by model. */
export type PageReads = Readonly<Record<string, readonly string[]>>

/**
 * What each page of the dashboards and each notebook reads, by its file, from their SQL: a page's queries name source
 * queries, and these the marts. A name in a query that is a column of a model it reads counts as read, so an alias of the
 * same name may count too, but no read is missed.
 */
export function pageReads(types: ColumnTypes): ReadonlyMap<string, PageReads> {
  const pages = new Map<string, PageReads>()
  for (const file of files('dashboards/pages', '.md')) {
    const queries = readFileSync(join(root, file), 'utf8').replace(/\{@partial "([^"]+)"\}/g, (_, name) =>
      readFileSync(join(root, 'dashboards/partials', name), 'utf8'),
    )
    const sources = files('dashboards/sources', '.sql').filter((source) => {
      const [database, query] = source
        .replace(/\.sql$/, '')
        .split('/')
        .slice(-2)
      return new RegExp(`\\b${database}\\.${query}\\b`).test(queries)
    })
    pages.set(file, union(sources.map((source) => queryReads(read(source), source.split('/').at(-2)!, types))))
  }
  for (const file of files('notebooks/pages', '.html')) {
    const cells = [
      ...read(file).matchAll(/<script[^>]*type="application\/sql"[^>]*database="(\w+)"[^>]*>([\s\S]*?)<\/script>/g),
    ]
    pages.set(file, union(cells.map(([, database, sql]) => queryReads(sql!, database!, types))))
  }
  return new Map([...pages].filter(([, reads]) => Object.keys(reads).length > 0))
}

/** Reads of one query that runs in a mart's database. */
export function queryReads(sql: string, database: string, types: ColumnTypes): PageReads {
  const code = sql.replace(/--.*$/gm, ' ').replace(/'(?:[^'\\]|\\.|'')*'/g, "''")
  const tables = [...code.matchAll(/\b(?:from|join)\s+(?:(\w+)\.)?(\w+)/gi)].map(
    ([, own, table]) => `${own ?? database}.${table}`,
  )
  const all = /(?:select|,|\.)\s*\*/i.test(code)
  const words = new Set(code.match(/\w+/g))
  const models = [...new Set(tables)].filter((name) => types[name] !== undefined)
  return Object.fromEntries(
    models.map((name) => [
      name,
      Object.keys(types[name]!)
        .filter((column) => all || words.has(column))
        .sort(),
    ]),
  )
}

function union(reads: readonly PageReads[]): PageReads {
  const found: Record<string, string[]> = {}
  for (const each of reads) {
    for (const [model, columns] of Object.entries(each))
      found[model] = [...new Set([...(found[model] ?? []), ...columns])].sort()
  }
  return found
}

function files(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
