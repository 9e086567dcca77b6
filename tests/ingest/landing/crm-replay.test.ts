import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { type CrmObject, dynamicsChanges, dynamicsObjects, word } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from './environment.ts'

const warehouse = testWarehouse()
const files = scratch()
const fixture = readFileSync(join(import.meta.dirname, '../../fixtures/crm/dynamics_changes.json'), 'utf8')

test('a row of a page that was refused is read again alone, with what its page said', async () => {
  const prefix = await environment(warehouse)
  // A feed whose mapping did not know accounts that are deleted, nor one of their states.
  const strict = dynamicsChanges()
  const refusing = builtInMapping({
    ...strict,
    map(record: Parameters<typeof strict.map>[0], context: Parameters<typeof strict.map>[1]) {
      if (record.row.reason === 'deleted') throw new Error('deleted')
      return strict.map(record, context)
    },
  })
  const [report] = await landFiles(warehouse, files.write('page.json', fixture), { mapping: refusing }, { prefix })
  // Rows 2, 3 and 4 of the first page, and row 3 of the second.
  expect(report).toMatchObject({ records: 7, frames: 2, quarantined: 4, landed: { entity_change: 5 } })
  const held = await warehouse.rows<{ frame: string; record: number; payload: string }>(
    `SELECT frame, record, payload FROM ${prefix}quarantine.record ORDER BY _position`,
  )
  expect(held.map(({ frame, record, payload }) => [Number(frame), Number(record), payload.slice(0, 18)])).toEqual([
    [1, 1, '{"@odata.context":'],
    [1, 2, '{"@odata.etag":"W/'],
    [1, 3, '{"@odata.etag":"W/'],
    [2, 2, '{"@odata.context":'],
  ])

  const account = dynamicsObjects.account!
  const customer = account.entities[0]!
  const status = word({ 0: 'active', 1: 'closed', 7: 'closed' }, 'statecode')
  const more: CrmObject = {
    ...account,
    entities: [{ ...customer, fields: { ...customer.fields, status } }, account.entities[1]!],
  }
  const better = builtInMapping(dynamicsChanges({ objects: { ...dynamicsObjects, account: more } }))
  const replayed = await replayQuarantine(warehouse, better, {}, { prefix })
  expect(replayed).toMatchObject({ records: 4, events: 4, refused: 2 })
  const rows = await warehouse.rows(
    `SELECT entity_id AS id, operation, commit_number AS n, toString(changed_at, 'UTC') AS at, toString(bitShiftRight(toUInt128(_position), 48)) AS frame
       FROM ${prefix}raw.entity_change WHERE entity = 'customer' AND startsWith(_batch, 'replay/') ORDER BY _position`,
  )
  expect(rows).toEqual([
    // Dated by the delta link of the page it came in.
    {
      id: '2e451703-c6b6-e611-80d9-00155d036405',
      operation: 'delete',
      n: '919042',
      at: '2026-02-03 08:10:44.000',
      frame: '1',
    },
    {
      id: '80c4e274-0d87-e711-80e5-00155db19e6d',
      operation: 'snapshot',
      n: '915251',
      at: '2026-02-02 09:00:00.000',
      frame: '1',
    },
  ])
})
