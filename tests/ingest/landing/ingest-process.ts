/**
 * A real ingest in a process of its own, to be killed: `node ingest-process.ts <url> <prefix> <file> <variant>`.
 * Says `begun` when the first batch has landed.
 */
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { landFiles } from '../../../ingest/landing/land_files.ts'
import { csv, type Event, type Mapping, mapping } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix, file, variant] = process.argv.slice(2) as [string, string, string, string]

const usage = (row: Record<string, string>): Event => ({
  contract: 'usage',
  service: 'voice',
  started_at: row.at!,
  served_number: row.number!,
  duration_s: row.seconds!,
})
const contact = (row: Record<string, string>): Event => ({
  contract: 'interaction',
  interaction_id: `I-${row.number}`,
  customer_id: row.number!,
  happened_at: row.at!,
  channel: 'phone',
})

/** The same feed under mappings that disagree on what a record is. */
const variants: Readonly<Record<string, Mapping['map']>> = {
  plain: (row) => (Number(row.number) % 50 === 0 ? { ...usage(row), duration_s: 'x' } : usage(row)),
  two: (row) => [usage(row), contact(row)],
  other: (row) =>
    Number(row.number) % 3 === 0 ? contact(row) : { ...usage(row), service: 'sms' as const, messages: 1 },
  strict: (row) => (Number(row.number) % 2 === 0 ? { ...usage(row), duration_s: '-1' } : [usage(row), contact(row)]),
}

const warehouse = connect({ url })
if (variant === 'stall') {
  await landEvents(warehouse, 'stalled', 'one', stalled, { prefix, batchMs: 1, onEvent: () => console.log('begun') })
} else {
  const loaded = builtInMapping(mapping({ name: 'calls', format: csv(), map: variants[variant]! }))
  const reports = await landFiles(
    warehouse,
    file,
    { mapping: loaded },
    { prefix, batchRows: 1500, onEvent: () => console.log('begun') },
  )
  console.log(JSON.stringify(reports))
}
await warehouse.close()

async function* stalled(): AsyncGenerator<Event> {
  for (let i = 0; i < 5000; i++) yield usage({ at: '2026-01-01T00:00:00Z', number: String(i), seconds: '1' })
  await new Promise((resolve) => setTimeout(resolve, 600_000))
}
