import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decoder } from '../../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../../ingest/codecs/record.ts'
import { shownRow } from '../../../ingest/contracts/shown_row.ts'
import { recordMapper } from '../../../ingest/landing/map_record.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'

// UPDATE_GOLDEN=1 rewrites the files; check them by hand against the fixture.
const update = process.env.UPDATE_GOLDEN === '1'
const fixtures = join(import.meta.dirname, '../../fixtures/crm')
const golden = join(import.meta.dirname, '../../golden/events')
const registry = mappingRegistry()

describe('a worked example of each system becomes the events that stand beside it', () => {
  test.each(readdirSync(fixtures))('%s', (file) => {
    const name = basename(file, extname(file))
    const { mapping } = registry.get(name)!
    const codec = decoder(mapping.format)
    const bytes = readFileSync(join(fixtures, file))
    const map = recordMapper(mapping, file)
    const records = [...codec.push(bytes), ...codec.end()].map((record) => told(record, map(record)))
    const path = join(golden, `${name}.json`)
    const text = `${JSON.stringify(records, null, 2)}\n`
    if (update) writeFileSync(path, text)
    expect(existsSync(path), 'run UPDATE_GOLDEN=1 and check the file').toBe(true)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })
})

function told({ frame, record }: SourceRecord, outcome: ReturnType<ReturnType<typeof recordMapper>>) {
  const place = { frame, record }
  if (outcome.is === 'skipped') return { ...place, skipped: outcome.reason }
  if (outcome.is === 'refused') return { ...place, refused: outcome.problem }
  return {
    ...place,
    events: outcome.events.map(({ contract, row }) => {
      const shown = shownRow(contract, row)
      // What a change sets reads better as the object it is; a field that is null or a default says nothing here.
      return typeof shown.fields === 'string'
        ? { ...shown, fields: JSON.parse(shown.fields) as unknown }
        : Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null))
    }),
  }
}
