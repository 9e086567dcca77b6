import { type DryRun, dryRun } from '../../ingest/landing/dry_run.ts'
import { landFiles, landStdin } from '../../ingest/landing/land_files.ts'
import type { LandingReport } from '../../ingest/landing/report.ts'
import type { LoadedMapping } from '../../ingest/mappings/load.ts'
import { chooseMapping, mappingRegistry } from '../../ingest/mappings/registry.ts'
import { isKafkaAddress } from '../../ingest/sources/kafka/address.ts'
import { spoolStream } from '../../ingest/sources/stdin.ts'
import { loadFeeds } from '../../ingest/watch/feeds_file.ts'
import { sampleMappings } from '../../samples/mappings/index.ts'
import { InputError } from '../../warehouse/errors.ts'
import { warehouseConfiguration } from '../../warehouse/open.ts'
import { landingOptions, landReferences, landSampleCatalogue, prepareLanding } from '../landing.ts'
import { type Session, withSession } from '../session.ts'
import { printable } from '../terminal/hex-dump.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'
import { feedOf, landTopics, summary, type WatchOptions, watch } from './watch.ts'

interface IngestOptions extends WatchOptions {
  readonly mapping?: string
  readonly contract?: string
  readonly feeds?: string
  readonly dryRun?: boolean
  readonly batchRows?: string
}

/** Rejects a person sees; a machine gets all that were kept. */
const SHOWN = 20

/** `trunkline ingest [paths...]`: lands events, each record once. */
export async function ingest(paths: readonly string[], options: IngestOptions): Promise<void> {
  const batchRows = wholeNumber('--batch-rows', options.batchRows ?? '100000', 1)
  if (options.batchRows !== undefined && (options.watch || options.feeds !== undefined || paths.some(isKafkaAddress))) {
    throw new InputError(
      '--batch-rows is for files that are landed once',
      'leave it out: what follows a folder or a topic sizes its batches itself',
    )
  }
  if (options.feeds !== undefined) return followFeeds(paths, options.feeds, options)
  if (paths.length === 0) {
    throw new InputError(
      'Nothing was given to ingest',
      'give files, folders, - or kafka://broker:9092/topic, or --feeds feeds.ts',
    )
  }
  if (paths.includes('-') && paths.length > 1) {
    throw new InputError(
      'standard input and files cannot be ingested in one command',
      'ingest them one after the other',
    )
  }
  const registry = mappingRegistry(sampleMappings)
  const inputs: Input[] = []
  for (const path of paths) {
    const { mapping, contract } = options
    const wish = { input: path, ...(mapping ? { mapping } : {}), ...(contract ? { contract } : {}) }
    inputs.push({ path, mapping: await chooseMapping(registry, wish) })
  }
  if (options.watch) {
    if (options.dryRun) throw new InputError('--watch and --dry-run contradict each other', 'leave one out')
    return watch(
      inputs.map(({ path, mapping }) => feedOf(path, mapping, options)),
      options,
    )
  }
  const topics = inputs.filter(({ path }) => isKafkaAddress(path))
  if (options.dryRun && topics.length > 0) {
    throw new InputError(
      'A topic cannot be tried with --dry-run',
      'save some messages to a file, one a line, and try that',
    )
  }
  if (options.dryRun) return showDryRuns(inputs, options)
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const reports: LandingReport[] = []
    for (const { path, mapping } of inputs.filter((input) => !topics.includes(input))) {
      reports.push(...(await landOne(session, path, mapping, options.feed, batchRows)))
    }
    const followed =
      topics.length > 0
        ? await landTopics(
            session,
            topics.map(({ path, mapping }) => feedOf(path, mapping, options)),
          )
        : undefined
    await landReferences(session)
    session.progress.clear()
    if (options.json) session.print(JSON.stringify([...reports, ...(followed?.feeds ?? [])]))
    else {
      if (reports.length > 0) session.print(ingestSummary(reports))
      if (followed) session.print(summary(followed))
    }
    if (followed?.failure !== undefined) throw followed.failure
  })
}

interface Input {
  readonly path: string
  readonly mapping: LoadedMapping
}

async function followFeeds(paths: readonly string[], file: string, options: IngestOptions): Promise<void> {
  if (paths.length > 0 || options.mapping || options.contract || options.feed) {
    throw new InputError(
      '--feeds names the inputs, their mappings and their names itself',
      'leave paths, --mapping, --contract and --feed out',
    )
  }
  if (options.group || options.generation || options.client) {
    throw new InputError(
      '--feeds names the group, generation and client of each Kafka feed itself',
      `write them into ${file}; leave --group, --generation and --client out`,
    )
  }
  if (!options.watch) throw new InputError('--feeds needs --watch', `trunkline ingest --feeds ${file} --watch`)
  return watch(await loadFeeds(file, mappingRegistry(sampleMappings)), options)
}

async function landOne(
  session: Session,
  path: string,
  mapping: LoadedMapping,
  feed: string | undefined,
  batchRows: number,
): Promise<LandingReport[]> {
  const choice = { mapping, ...(feed ? { feed } : {}) }
  const options = landingOptions(session, batchRows)
  const { name } = mapping.mapping
  const reports =
    path === '-'
      ? [await landStdin(session.warehouse, process.stdin, { ...choice, home: session.home }, options)]
      : await landFiles(session.warehouse, path, choice, options)
  const catalogue = await landSampleCatalogue(session, name, feed ?? name)
  return catalogue ? [...reports, catalogue] : reports
}

function ingestSummary(reports: readonly LandingReport[]): string {
  const lines = reports.map((report) => ({
    feed: report.feed,
    file: report.file,
    records: report.records,
    events: report.events,
    refused: report.quarantined,
    skipped: report.skipped,
    'landed before': report.alreadyLanded,
    seconds: report.seconds.toFixed(1),
  }))
  const refused = reports.reduce((sum, { quarantined }) => sum + quarantined, 0)
  const hint = refused > 0 ? '\n\nwhat was refused, and why: trunkline quarantine list' : ''
  return renderTable(lines, process.stdout.columns) + hint
}

async function showDryRuns(inputs: readonly Input[], options: IngestOptions): Promise<void> {
  const results: (DryRun & { readonly input: string })[] = []
  for (const { path, mapping } of inputs) {
    if (path !== '-') results.push({ input: path, ...(await dryRun(path, mapping)) })
    else {
      const spooled = await spoolStream(process.stdin, warehouseConfiguration(process.env).home)
      results.push({ input: 'stdin', ...(await dryRun(spooled.path, mapping)) })
      await spooled.remove()
    }
  }
  const text = options.json ? JSON.stringify(results) : results.map(describeDryRun).join('\n\n')
  process.stdout.write(`${text}\n`)
}

function describeDryRun(result: DryRun & { readonly input: string }): string {
  const events = Object.entries(result.events).map(([contract, count]) => `${contract} ${count.toLocaleString('en')}`)
  const first = result.first.map((row) => `  ${JSON.stringify(row)}`)
  const rejects = result.rejects.slice(0, SHOWN).map((reject) => {
    const field = reject.field ? `, field ${reject.field}` : ''
    return (
      `  ${reject.file}:${reject.line}: ${reject.reason}${field}: expected ${reject.expected}${reject.got ? `, got ${printable(reject.got)}` : ''}\n` +
      `    ${printable(reject.payload.slice(0, 200))}`
    )
  })
  const more =
    result.rejected > rejects.length
      ? [`  … and ${(result.rejected - rejects.length).toLocaleString('en')} more (--json prints them)`]
      : []
  const skips = Object.entries(result.skips).map(([reason, count]) => `${reason} ${count.toLocaleString('en')}`)
  return [
    `${result.input}: ${result.records.toLocaleString('en')} records; events: ${events.join(', ') || 'none'}; nothing was written`,
    ...(first.length > 0 ? ['first events:', ...first] : []),
    ...(skips.length > 0 ? [`skipped on purpose: ${skips.join(', ')}`] : []),
    `rejects: ${result.rejected.toLocaleString('en')}`,
    ...rejects,
    ...more,
  ].join('\n')
}
