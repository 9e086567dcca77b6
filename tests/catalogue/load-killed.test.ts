import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { compareCatalogue, landCatalogue } from '../../ingest/catalogue/land_catalogue.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { landingDatabases, rawTable } from '../../ingest/landing/databases.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { sampleFile } from './example.ts'

const script = join(import.meta.dirname, 'load-once.ts')

test('a load that is killed at any of its statements is completed by the next, each row once', async () => {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  const databases = landingDatabases(prefix)
  await createLandingTables(warehouse, databases)
  const loaded = loadCatalogue(sampleFile)
  let killed = 0
  // Each kill is of a process that goes on from what the killed one before has left.
  for (let statement = 1; ; statement += 2) {
    const args = [script, inject('clickhouseUrl'), prefix, sampleFile, String(statement)]
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const [code, signal] = await once(child, 'exit')
    if (code === 0) break
    expect(signal).toBe('SIGKILL')
    killed++
  }
  expect(killed).toBeGreaterThan(8)
  await landCatalogue(warehouse, loaded, new Date(), { prefix })
  expect((await compareCatalogue(warehouse, loaded, prefix)).lines).toEqual([])
  const wanted = Map.groupBy(catalogueEvents(loaded.catalogue), ({ contract }) => contract)
  for (const [contract, events] of wanted) {
    const [row] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${rawTable(databases, contract)}`)
    expect(row, contract).toEqual({ n: String(events.length) })
  }
}, 600_000)
