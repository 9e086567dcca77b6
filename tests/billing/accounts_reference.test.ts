import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accountsShape } from '../../ingest/accounts/accounts.ts'
import { recordReference } from '../../ingest/catalogue/schema/reference_page.ts'

const MARK = '<!-- generated from ingest/accounts: do not edit below -->'

test('docs/billing.md has every member of an accounts file', () => {
  const file = join(import.meta.dirname, '../../docs/billing.md')
  const page = readFileSync(file, 'utf8')
  const wanted = `${page.split(MARK)[0]}${MARK}\n\n${recordReference(accountsShape)}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, wanted)
  expect(readFileSync(file, 'utf8')).toBe(wanted)
})
