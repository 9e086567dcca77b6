import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { unchargedFeatures } from '../../ingest/catalogue/uncharged.ts'

const folder = mkdtempSync(join(tmpdir(), 'trunkline-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('allowances and prepaid balances of the example operator are charged', () => {
  const { catalogue } = loadCatalogue(join(import.meta.dirname, '../../samples/catalogues'))
  const features = unchargedFeatures(catalogue).map(({ feature }) => feature)
  expect(features.filter((feature) => /allowance|balance|bonus/.test(feature))).toEqual([])
})

test('plain rates by zone and one monthly price are charged', () => {
  writeFileSync(
    join(folder, 'plain.yaml'),
    `zones:
  - id: uk
    name: UK
    from: 2026-01-01
    prefixes: ["44"]
tariffs:
  - id: standard
    from: 2026-01-01
    zones: [uk]
    prices:
      - id: calls
        service: voice
        model: rate
        rates: [{ zone: uk, rate: "0.09" }]
`,
  )
  expect(unchargedFeatures(loadCatalogue(folder).catalogue)).toEqual([])
})
