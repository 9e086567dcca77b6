import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ratingReference } from '../../operations/rating/reference.ts'

const MARK = '<!-- generated from operations/rating: do not edit below -->'

test('docs/rating.md has every field of what is read and answered', () => {
  const file = join(import.meta.dirname, '../../docs/rating.md')
  const page = readFileSync(file, 'utf8')
  const wanted = `${page.split(MARK)[0]}${MARK}\n\n${ratingReference()}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, wanted)
  expect(readFileSync(file, 'utf8')).toBe(wanted)
})
