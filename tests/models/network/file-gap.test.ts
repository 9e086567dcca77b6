import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { fileGap } from '../../../models/network/file_gap.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()

type Control = Extract<Event, { contract: 'file_control' }>

/** Each file is a partition of its own, as files land. */
async function land(file: string, given: Partial<Control>, feed = 'msc'): Promise<void> {
  const event = {
    contract: 'file_control',
    file,
    origin: '10.1.2.3',
    closed_at: '2026-03-31T10:00:00Z',
    ...given,
  } as Event
  await landEvents(warehouse, feed, `${feed} ${file} ${JSON.stringify(given)}`, () => [event], { prefix })
}

const minute = (n: number) => `2026-03-31T10:${String(n).padStart(2, '0')}:00Z`

beforeAll(async () => {
  await createLandingTables(warehouse, landingDatabases(prefix))
  // 1 to 99999 and round again: 99997, (99998 and 99999 missing), 1, 2, (3 to 5 missing), 6; 2 lands last.
  const node = { sequence_modulus: 100_000, sequence_first: 1, origin: 'node' }
  await land('a97', { ...node, sequence_number: 99_997, closed_at: minute(1) })
  await land('a01', { ...node, sequence_number: 1, closed_at: minute(2) })
  await land('a06', { ...node, sequence_number: 6, closed_at: minute(4) })
  await land('a02', { ...node, sequence_number: 2, closed_at: minute(3) })
  // In one minute, over the turn, and complete: 4294967295 then 0 and 1.
  const other = { sequence_modulus: 4_294_967_296, origin: 'other', closed_at: minute(5) }
  await land('b0', { ...other, sequence_number: 0 })
  await land('bmax', { ...other, sequence_number: 4_294_967_295 })
  await land('b1', { ...other, sequence_number: 1 })
  // Sent again with other contents; the same number of another feed is another file.
  await land('c7', { sequence_number: 7, records_stated: 10, records_read: 10 })
  await land('c7', { sequence_number: 7, records_stated: 12, records_read: 12 })
  await land('c7', { sequence_number: 7 }, 'other feed')
  // Without numbers: counts, losses and totals only.
  await land('d1', { origin: 'tap', records_stated: 10, records_read: 8, closed_at: minute(6) })
  await land('d2', { origin: 'tap', lost_stated: 127, lost_at_least: true, closed_at: minute(7) })
  await land('d3', {
    origin: 'tap',
    amount_stated: '123.45',
    amount_read: '123.4',
    currency: 'EUR',
    closed_at: minute(8),
  })
  await land('d4', {
    origin: 'tap',
    records_stated: 5,
    records_read: 5,
    lost_stated: 0,
    amount_stated: '1',
    amount_read: '1.00',
  })
  const project = defineProject({ models: [fileGap], reconciliations: [] })
  const { failure } = await runProject(project, { warehouse, environment: { prefix } })
  if (failure) throw failure
})

test('files show what is missing, differs, was lost or came twice', async () => {
  const rows = await warehouse.rows(`
    SELECT feed, origin, kind, toString(from_sequence) AS "from", toString(to_sequence) AS "to", file, toInt32(records) AS n, detail
    FROM ${prefix}network.file_gap ORDER BY origin, kind, at, from_sequence`)
  expect(rows).toEqual([
    {
      feed: 'msc',
      origin: '10.1.2.3',
      kind: 'sent twice',
      from: '7',
      to: '7',
      file: 'c7',
      n: 1,
      detail: '2 different files have this number',
    },
    {
      feed: 'msc',
      origin: 'node',
      kind: 'missing file',
      from: '99998',
      to: '99999',
      file: 'a01',
      n: 2,
      detail: 'before number 1',
    },
    {
      feed: 'msc',
      origin: 'node',
      kind: 'missing file',
      from: '3',
      to: '5',
      file: 'a06',
      n: 3,
      detail: 'before number 6',
    },
    {
      feed: 'msc',
      origin: 'tap',
      kind: 'count differs',
      from: null,
      to: null,
      file: 'd1',
      n: 2,
      detail: 'stated 10, read 8',
    },
    {
      feed: 'msc',
      origin: 'tap',
      kind: 'records lost',
      from: null,
      to: null,
      file: 'd2',
      n: 127,
      detail: 'at least so many',
    },
    {
      feed: 'msc',
      origin: 'tap',
      kind: 'total differs',
      from: null,
      to: null,
      file: 'd3',
      n: 0,
      detail: 'stated 123.45, read 123.4 EUR',
    },
  ])
})
