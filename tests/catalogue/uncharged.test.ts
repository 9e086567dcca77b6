import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { unchargedFeatures } from '../../ingest/catalogue/uncharged.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('uncharged')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('allowances and prepaid balances of the example operator are charged', () => {
  const { catalogue } = loadCatalogue(join(import.meta.dirname, '../../samples/catalogues'))
  const features = unchargedFeatures(catalogue).map(({ feature }) => feature)
  expect(features.filter((feature) => /allowance|balance|bonus/.test(feature))).toEqual([])
})

test('rates by zone with bands, slots, maximum, fallback and networks are charged', () => {
  writeFileSync(
    join(folder, 'plain.yaml'),
    `zones:
  - id: uk
    name: UK
    from: 2026-01-01
    prefixes: ["44"]
  - { id: eu, networks: ["208"], operators: [Ours] }
calendars:
  - id: week
    bands: [{ id: peak, start: "08:00", end: "18:00", weight: 3 }, { id: holiday, holidays: true }]
    holidays: [2026-12-25]
tariffs:
  - id: standard
    from: 2026-01-01
    calendar: week
    zones: [uk, eu]
    fallbacks: [other]
    prices:
      - id: calls
        service: voice
        where: { roaming: "true" }
        maximum_cost: 3
        minimum_quantity: 30
        whole_call_by_start: true
        rounding: { method: up, decimals: 2 }
        rates: [{ zone: uk, rate: "0.09", slots: [{ after: 60, rate: 0.1 }] }, { zone: uk, band: holiday, rate: 0 }]
  - { id: other, prices: [{ id: calls, service: voice, rates: [{ rate: 1 }] }] }
`,
  )
  expect(unchargedFeatures(loadCatalogue(folder).catalogue)).toEqual([])
})
