/**
 * A watched folder in a process of its own, to be killed: `node watch-process.ts <url> <prefix> <folder> <kind>`. Says
 * `landing` with each batch, and runs until SIGTERM.
 */
import { csv, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { watchFolder } from '../../../ingest/watch/folder_feed.ts'
import { superviseFeeds } from '../../../ingest/watch/supervise.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix, path, kind] = process.argv.slice(2) as [string, string, string, 'files' | 'growing']
const warehouse = connect({ url })
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const calls = mapping({
  name: 'calls',
  format: csv({ delimiter: ',' }),
  map: (row) => ({
    contract: 'usage',
    service: 'voice',
    started_at: row.at!,
    served_number: row.number!,
    duration_s: row.seconds!,
  }),
})
const feed = watchFolder(warehouse, {
  path,
  mapping: builtInMapping(calls),
  pattern: '*.csv',
  pollMs: 10,
  settleMs: 30,
  ...(kind === 'growing'
    ? { growing: true }
    : { done: { moveTo: `${path}/done` }, sequence: { pattern: /_(?<sequence>\d+)/ } }),
  onEvent: (event) => {
    if (event.is === 'waiting') console.error(event.reason)
  },
  landing: { prefix, batchRows: 300, batchMs: 50, onEvent: () => console.log('landing') },
})
const { failure } = await superviseFeeds([feed], { warehouse, prefix, signal: stop.signal, beatMs: 200 })
await warehouse.close()
if (failure) throw failure
