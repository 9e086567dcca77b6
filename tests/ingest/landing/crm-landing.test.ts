import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from './environment.ts'

const warehouse = testWarehouse()
const registry = mappingRegistry()
const fixtures = join(import.meta.dirname, '../../fixtures/crm')
const golden = join(import.meta.dirname, '../../golden/events')

interface Golden {
  readonly events?: readonly { readonly contract: string }[]
  readonly refused?: { readonly field: string }
  readonly skipped?: string
}

test('every worked example lands as its golden events say, once, and what was refused stays refused when it is read again', async () => {
  const prefix = await environment(warehouse)
  for (const file of readdirSync(fixtures)) {
    const name = basename(file, extname(file))
    const records = JSON.parse(readFileSync(join(golden, `${name}.json`), 'utf8')) as readonly Golden[]
    const events = records.flatMap((each) => each.events ?? [])
    const landed = Object.groupBy(events, ({ contract }) => contract)
    const refused = records.filter((each) => each.refused).length
    const mapping = registry.get(name)!
    const [report] = await landFiles(warehouse, join(fixtures, file), { mapping }, { prefix })
    expect(report, file).toMatchObject({
      records: records.length,
      events: events.length,
      quarantined: refused,
      skipped: records.filter((each) => each.skipped).length,
      landed: Object.fromEntries(Object.entries(landed).map(([contract, list]) => [contract, list!.length])),
    })
    const [again] = await landFiles(warehouse, join(fixtures, file), { mapping }, { prefix })
    expect(again, file).toMatchObject({ records: 0, alreadyLanded: records.length })
    if (refused === 0) continue
    const replayed = await replayQuarantine(warehouse, mapping, {}, { prefix })
    expect(replayed, file).toMatchObject({ records: refused, events: 0, refused })
    // For the reason it was refused for: the record alone reads as it did within its file.
    const reasons = records.flatMap((each) => (each.refused ? [each.refused.field] : []))
    expect(
      reasons.every((field) => Object.keys(replayed.refusals).some((told) => told.includes(field))),
      file,
    ).toBe(true)
  }
}, 60_000)
