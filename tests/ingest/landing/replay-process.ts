/** A real replay in a process of its own, to be killed: `node replay-process.ts <url> <prefix>`. */
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { csv, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix] = process.argv.slice(2) as [string, string]
const warehouse = connect({ url })
const better = mapping({
  name: 'calls',
  format: csv(),
  map: (row) => [
    { contract: 'usage', service: 'voice', started_at: row.at!, served_number: row.number!, duration_s: 1 },
    {
      contract: 'interaction',
      interaction_id: `I-${row.number}`,
      customer_id: row.number!,
      happened_at: row.at!,
      channel: 'phone',
    },
  ],
})
console.log('begun')
const report = await replayQuarantine(warehouse, builtInMapping(better), { feed: 'calls' }, { prefix })
console.log(JSON.stringify(report))
await warehouse.close()
