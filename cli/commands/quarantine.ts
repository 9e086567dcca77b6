import {
  listQuarantine,
  type QuarantinedRecord,
  type QuarantineGroup,
  quarantinedRecords,
  showQuarantine,
} from '../../ingest/landing/quarantine.ts'
import { replayQuarantine } from '../../ingest/landing/replay.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { sampleMappings } from '../../samples/mappings/index.ts'
import { landingOptions, landReferences, prepareLanding } from '../landing.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { shownPayload } from '../terminal/payload.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

interface ListOptions extends CommonOptions {
  readonly feed?: string
  readonly records?: boolean
  readonly limit: string
}

/** `trunkline quarantine list`: rejects by feed, reason and field, or one by one. */
export async function list(options: ListOptions): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1)
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const { warehouse, prefix, print } = session
    const filter = { limit, ...(options.feed ? { feed: options.feed } : {}) }
    const rows = options.records
      ? await quarantinedRecords(warehouse, filter, prefix)
      : await listQuarantine(warehouse, filter, prefix)
    if (options.json) return print(JSON.stringify(rows))
    if (rows.length === 0) return print('nothing is in quarantine')
    print(renderTable(rows.map(shown), process.stdout.columns))
    print(
      '\none of them: trunkline quarantine show <id>   again, under a better mapping: trunkline quarantine replay --help',
    )
  })
}

/** What fits a terminal of a group of rejects, or of one. */
function shown(row: QuarantineGroup | QuarantinedRecord): object {
  const { feed, reason, field, expected } = row
  return 'records' in row
    ? { records: row.records, feed, reason, field, expected, 'one got': row.exampleGot, 'one id': row.example }
    : { id: row.id, file: row.file, line: row.line, reason, field, expected, got: row.got }
}

/** `trunkline quarantine show <id>`: one reject, verbatim. */
export async function showOne(id: string, options: CommonOptions): Promise<void> {
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const record = await showQuarantine(session.warehouse, id, session.prefix)
    if (options.json) return session.print(JSON.stringify(record))
    const { payload, ...facts } = record
    const width = Math.max(...Object.keys(facts).map((name) => name.length))
    const lines = Object.entries(facts).map(
      ([name, value]) => `${name.padEnd(width)}  ${value === null || value === '' ? '–' : value}`,
    )
    session.print(`${lines.join('\n')}\n\n${shownPayload(payload)}`)
  })
}

/** `trunkline quarantine replay`: maps rejects anew; each that is right now lands once. */
export async function replay(
  options: CommonOptions & { readonly feed: string; readonly mapping: string },
): Promise<void> {
  const mapping = await chooseMapping(mappingRegistry(sampleMappings), {
    input: options.feed,
    mapping: options.mapping,
  })
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const report = await replayQuarantine(session.warehouse, mapping, { feed: options.feed }, landingOptions(session))
    await landReferences(session)
    session.progress.clear()
    if (options.json) return session.print(JSON.stringify(report))
    session.print(
      `${report.records} records read again: ${report.events} events landed, ${report.skipped} skipped on purpose, ${report.refused} still refused`,
    )
    for (const [why, count] of Object.entries(report.refusals)) session.print(`  ${count}  ${why}`)
  })
}
