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
  documents: ['warehouse'],
  operations: ['documents', 'models', 'ingest', 'transforms', 'warehouse'],
  cli: ['operations', 'warehouse', 'ingest', 'transforms', 'models', 'samples', 'documents'],
}

/** Kysely's raw fragments hide what they read from lineage: everywhere else a fragment is a node. */
const fragments = /\bsql(<[^>]*>)?`|import [^;]*?\bsql\b[^;]*? from 'kysely'/
const mayWriteFragments = ['transforms/sql/']

/** Statements on the platform's own tables, which no model reads or is. */
const statements =
  /\b(SELECT|INSERT INTO|CREATE (OR REPLACE )?(TABLE|VIEW|DATABASE)|ALTER TABLE|DROP (TABLE|VIEW|DATABASE)|KILL QUERY)[ `]/
const mayWriteStatements = [
  'warehouse/',
  'transforms/sql/',
  'transforms/plan/',
  'transforms/run/',
  'ingest/landing/',
  'operations/',
  // Reads back the lines that a simulation goes on with.
  'samples/simulator/existing_line.ts',
]

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

test('raw SQL fragments are written in transforms/sql only', () => {
  expect(matching(fragments, mayWriteFragments)).toEqual([])
})

test('SQL statements are written only where the platform keeps its own tables', () => {
  expect(matching(statements, mayWriteStatements)).toEqual([])
})

test('no file is called after nothing in particular', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)\.ts$/.test(file))).toEqual([])
})

/** Files outside the given folders whose code, comments left out, matches. */
function matching(pattern: RegExp, allowedIn: readonly string[]): string[] {
  return files.filter((file) => {
    if (allowedIn.some((place) => file.startsWith(place))) return false
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    return pattern.test(code)
  })
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, resolve(root, file, '..', path!)),
  )
}
