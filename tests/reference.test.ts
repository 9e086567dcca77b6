import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contractReference } from '../ingest/contracts/reference.ts'
import { project } from '../models/index.ts'
import { type ColumnTypes, modelReference } from '../transforms/docs/reference.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'reference')
// The golden test proves that these are the types ClickHouse gives.
const types = JSON.parse(readFileSync(join(import.meta.dirname, 'golden', 'columns.json'), 'utf8')) as ColumnTypes

test('the reference pages are those of the contracts and models', () => {
  const pages = new Map([['contracts', contractReference()], ...modelReference(project, types)])
  // UPDATE_GOLDEN=1 rewrites them, as `trunkline docs` does where all models are published.
  if (process.env.UPDATE_GOLDEN === '1') {
    for (const [name, text] of pages) writeFileSync(join(folder, `${name}.md`), text)
  }
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].map((name) => `${name}.md`).sort())
  for (const [name, text] of pages) expect(readFileSync(join(folder, `${name}.md`), 'utf8')).toBe(text)
})

test('every published column that is a figure of its own has its definition', () => {
  const undescribed = [...project.graph.models.values()].filter(({ description }) => description.description === '')
  expect(undescribed.map(({ name }) => name)).toEqual([])
})
