import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Which folder may import which: the arrows of docs/architecture.md. Every folder may import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  warehouse: [],
  ingest: ['warehouse'],
  transforms: ['warehouse'],
  models: ['transforms', 'warehouse', 'ingest/contracts'],
  samples: ['ingest', 'warehouse'],
  operations: ['documents', 'models', 'ingest', 'warehouse'],
  cli: ['warehouse', 'ingest', 'transforms', 'models', 'samples', 'operations'],
}

/** Raw SQL text belongs to these; everywhere else a fragment is a node, so that lineage stays whole. */
const mayWriteSql = ['transforms/sql']

const files = Object.keys(allowed).flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
)

test('folders import only along the allowed arrows', () => {
  const wrong = files.flatMap((file) => {
    const from = file.split('/')[0]!
    return importsOf(file)
      .filter((target) => target.split('/')[0] !== from)
      .filter((target) => !allowed[from]!.some((arrow) => target === arrow || target.startsWith(`${arrow}/`)))
      .map((target) => `${file} -> ${target}`)
  })
  expect(files.length).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})

test('models and reports contain no raw SQL fragments', () => {
  const wrong = files.filter(
    (file) =>
      file.startsWith('models/') &&
      /\bsql(<[^>]*>)?`|from 'kysely'.*\bsql\b/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(mayWriteSql).toEqual(['transforms/sql'])
  expect(wrong).toEqual([])
})

test('no file is called after nothing in particular', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)\.ts$/.test(file))).toEqual([])
})

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, resolve(root, file, '..', path!)),
  )
}
