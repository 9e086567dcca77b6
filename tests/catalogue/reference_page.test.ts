import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogueJsonSchema } from '../../ingest/catalogue/schema/json_schema.ts'
import { catalogueReference } from '../../ingest/catalogue/schema/reference_page.ts'

const MARK = '<!-- generated from ingest/catalogue: do not edit below -->'

test('docs/catalogue.md has every member of the format', () => {
  const file = join(import.meta.dirname, '../../docs/catalogue.md')
  const page = readFileSync(file, 'utf8')
  const wanted = `${page.split(MARK)[0]}${MARK}\n\n${catalogueReference()}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, wanted)
  expect(readFileSync(file, 'utf8')).toBe(wanted)
})

test('editors find the schema that the sample names', () => {
  const folder = join(import.meta.dirname, '../../samples/catalogues')
  const named = /\$schema=(\S+)/.exec(readFileSync(join(folder, 'mobile.yaml'), 'utf8'))![1]!
  const wanted = `${JSON.stringify(catalogueJsonSchema(), undefined, 2)}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(join(folder, named), wanted)
  expect(readFileSync(join(folder, named), 'utf8')).toBe(wanted)
})
