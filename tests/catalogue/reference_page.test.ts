import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogueReference } from '../../ingest/catalogue/schema/reference_page.ts'

const MARK = '<!-- generated from ingest/catalogue: do not edit below -->'

test('docs/catalogue.md has every member of the format', () => {
  const file = join(import.meta.dirname, '../../docs/catalogue.md')
  const page = readFileSync(file, 'utf8')
  const wanted = `${page.split(MARK)[0]}${MARK}\n\n${catalogueReference()}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, wanted)
  expect(readFileSync(file, 'utf8')).toBe(wanted)
})
