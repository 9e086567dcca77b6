import { Buffer } from 'node:buffer'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import {
  countQuarantine,
  listQuarantine,
  type QuarantinedRecord,
  type QuarantineFilter,
  type QuarantineGroup,
  quarantinedRecords,
  showQuarantine,
} from '../../ingest/landing/quarantine.ts'
import { type ReplayReport, replayQuarantine } from '../../ingest/landing/replay.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { sampleMappings } from '../../samples/mappings/index.ts'
import { InputError } from '../../warehouse/errors.ts'
import { environmentOf } from '../environment.ts'
import { landingOptions, landReferences, prepareLanding } from '../landing.ts'
import { type CommonOptions, type Session, withSession } from '../session.ts'
import { sinceInstant } from '../since.ts'
import { hexDump, printable } from '../terminal/hex-dump.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

interface FilterOptions extends CommonOptions {
  readonly feed?: string
  readonly reason?: string
  readonly field?: string
  readonly file?: string
  readonly since?: string
}

interface ListOptions extends FilterOptions {
  readonly records?: boolean
  readonly limit: string
}

interface ReplayOptions extends FilterOptions {
  readonly mapping: string
  readonly id?: readonly string[]
  readonly dryRun?: boolean
}

/** `trunkline quarantine list`: rejects by feed, reason and field, or one by one. */
export async function list(options: ListOptions): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1)
  const filter = filterOf(options)
  await withSession(options, async (session) => {
    const prefix = await readingPrefix(session)
    const { warehouse, print } = session
    const rows = options.records
      ? await quarantinedRecords(warehouse, { ...filter, limit }, prefix)
      : await listQuarantine(warehouse, { ...filter, limit }, prefix)
    if (options.json) return print(JSON.stringify(rows))
    if (rows.length === 0) return print(nothingThere(filter))
    const total = await countQuarantine(warehouse, filter, prefix)
    print(renderTable(rows.map(shown), process.stdout.columns))
    const rest = rows.length === limit ? ` (${limit} lines are shown: --limit shows more)` : ''
    print(
      `\n${total.toLocaleString('en')} ${total === 1 ? 'record waits' : 'records wait'}${rest}\n` +
        'one of them: trunkline quarantine show <id>   again, under a better mapping: trunkline quarantine replay --help',
    )
  })
}

/** What fits a terminal of a group of rejects, or of one. */
function shown(row: QuarantineGroup | QuarantinedRecord): object {
  const { feed, reason, field, expected } = row
  return 'records' in row
    ? {
        records: row.records,
        feed,
        reason,
        field,
        expected,
        'one got': printable(row.exampleGot),
        'one id': row.example,
      }
    : { id: row.id, place: placeOf(row), reason, field, expected, got: printable(row.got) }
}

/** A line of a file, the offset of a message, or the number of a record. */
function placeOf({ file, partition, line, frame, record }: QuarantinedRecord): string {
  const within = record > 0 ? `.${record}` : ''
  if (/\/\d+(#\d+)?$/.test(partition)) return `${partition} offset ${frame}${within}`
  return line > 0 ? `${file}:${line}` : `${file} record ${frame}${within}`
}

/** `trunkline quarantine show <id>`: one reject, verbatim; bytes that are no text as a hex dump. */
export async function showOne(id: string, options: CommonOptions): Promise<void> {
  await withSession(options, async (session) => {
    const record = await showQuarantine(session.warehouse, id, await readingPrefix(session))
    if (options.json) return session.print(JSON.stringify(record))
    const { payload, binary, ...facts } = record
    const width = Math.max(...Object.keys(facts).map((name) => name.length))
    const lines = Object.entries(facts).map(
      ([name, value]) => `${name.padEnd(width)}  ${value === null || value === '' ? '–' : printable(String(value))}`,
    )
    session.print(`${lines.join('\n')}\n\n${binary ? hexDump(Buffer.from(payload, 'latin1')) : printable(payload)}`)
  })
}

/** `trunkline quarantine replay`: maps rejects anew; each that is right now lands once. */
export async function replay(options: ReplayOptions): Promise<void> {
  const { id: ids, dryRun = false } = options
  const mapping = await chooseMapping(mappingRegistry(sampleMappings), {
    input: options.feed ?? 'these records',
    mapping: options.mapping,
  })
  const filter = filterOf(options)
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const { warehouse, print, progress } = session
    const feed = options.feed ?? (await feedOfIds(session, ids ?? []))
    const choice = { ...filter, feed, dryRun, ...(ids ? { ids } : {}) }
    const report = await replayQuarantine(warehouse, mapping, choice, landingOptions(session))
    if (!dryRun) await landReferences(session)
    progress.clear()
    if (options.json) return print(JSON.stringify(report))
    if (report.records === 0) {
      return print(
        `${nothingThere({ ...filter, feed })}; ${report.remaining.toLocaleString('en')} records of the feed wait`,
      )
    }
    print(replaySummary(report))
  })
}

function replaySummary(report: ReplayReport): string {
  const count = (n: number) => n.toLocaleString('en')
  const landed = Object.entries(report.landed).map(([contract, n]) => `${contract} ${count(n)}`)
  const would = report.dryRun ? 'would land' : 'landed'
  return [
    `${count(report.records)} records read again: ${count(report.events)} events ${would}${landed.length > 0 ? ` (${landed.join(', ')})` : ''}, ` +
      `${count(report.skipped)} records skipped on purpose, ${count(report.refused)} still refused`,
    ...Object.entries(report.refusals)
      .sort(([, a], [, b]) => b - a)
      .map(([why, n]) => `  ${count(n)}  ${why}`),
    report.dryRun
      ? `nothing was written; ${count(report.remaining)} records of the feed wait`
      : `${count(report.remaining)} records of the feed wait still`,
  ].join('\n')
}

async function feedOfIds({ warehouse, prefix }: Session, ids: readonly string[]): Promise<string> {
  if (ids.length === 0) throw new InputError('Which records are to be replayed was not said', 'give --feed or --id')
  const records = await Promise.all(ids.map((id) => showQuarantine(warehouse, id, prefix)))
  const feeds = [...new Set(records.map(({ feed }) => feed))]
  if (feeds.length === 1) return feeds[0]!
  throw new InputError(`These records are of several feeds: ${feeds.join(', ')}`, 'replay them feed by feed')
}

function filterOf({ feed, reason, field, file, since }: FilterOptions): QuarantineFilter {
  return {
    ...(feed === undefined ? {} : { feed }),
    ...(reason === undefined ? {} : { reason }),
    ...(field === undefined ? {} : { field }),
    ...(file === undefined ? {} : { file }),
    ...(since === undefined ? {} : { since: sinceInstant(since) }),
  }
}

function nothingThere(filter: QuarantineFilter): string {
  const said = Object.entries(filter).map(([name, value]) => `${name} ${value}`)
  return said.length === 0 ? 'nothing is in quarantine' : `nothing in quarantine has ${said.join(', ')}`
}

/** The environment whose records are looked at: production's, where this one has landed none of its own. */
async function readingPrefix(session: Session): Promise<string> {
  const { prefix, sourcePrefix = prefix } = await environmentOf(session)
  await createLandingTables(session.warehouse, landingDatabases(sourcePrefix))
  return sourcePrefix
}
