import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { landCatalogue } from '../../ingest/catalogue/land_catalogue.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { landingDatabases, rawTable } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { sampleFile } from './example.ts'

test('a load lands what the files change, and nothing twice', async () => {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  const databases = landingDatabases(prefix)
  await createLandingTables(warehouse, databases)
  const load = async (text: string, second: number) => {
    const file = join(temporaryFolder('catalogue'), 'a.yaml')
    writeFileSync(file, text)
    const { lines } = await landCatalogue(
      warehouse,
      loadCatalogue(file),
      new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
      { prefix },
    )
    return lines.map(({ contract, change, fields }) => `${contract} ${change} ${fields}`.trim())
  }
  const text = readFileSync(sampleFile, 'utf8')
  const first = await load(text, 0)
  expect(first).toContain('catalogue_offering new')
  expect(await load(text, 1)).toEqual([])
  const cheaper = text.replace('zone: france, rate: 0.19', 'zone: france, rate: 0.17').replace(/ {4}passes:\n.*\n/, '')
  expect(await load(cheaper, 2)).toEqual(['catalogue_rate changed rate: 0.19 -> 0.17', 'catalogue_top_up withdrawn'])
  expect(await load(text, 3)).toEqual(['catalogue_rate changed rate: 0.17 -> 0.19', 'catalogue_top_up new'])
  const [rates] = await warehouse.rows<{ rows: string }>(
    `SELECT count() AS rows FROM ${rawTable(databases, 'catalogue_rate')} WHERE zone = 'france'`,
  )
  expect(rates).toEqual({ rows: '3' })
  // A band over midnight is two rows; a slot is a row of its own.
  const bands = await warehouse.rows(
    `SELECT band, weekdays, from_minute, to_minute, weight, after_units FROM ${rawTable(databases, 'catalogue_rate')} ` +
      `WHERE zone IN ('germany', 'germany-mobile') AND band IN ('night', '*') ORDER BY zone, band, from_minute, after_units`,
  )
  expect(bands).toEqual([
    { band: '*', weekdays: '1234567', from_minute: 0, to_minute: 1440, weight: 0, after_units: '0' },
    { band: 'night', weekdays: '1234567', from_minute: 0, to_minute: 360, weight: 2, after_units: '0' },
    { band: 'night', weekdays: '1234567', from_minute: 1320, to_minute: 1440, weight: 2, after_units: '0' },
    { band: '*', weekdays: '1234567', from_minute: 0, to_minute: 1440, weight: 0, after_units: '0' },
    { band: '*', weekdays: '1234567', from_minute: 0, to_minute: 1440, weight: 0, after_units: '300' },
  ])
})
