import { setInterval } from 'node:timers/promises'
import type { LoadedMapping } from '../../ingest/mappings/load.ts'
import { isKafkaAddress, kafkaAddress } from '../../ingest/sources/kafka/address.ts'
import type { KafkaClientName } from '../../ingest/sources/kafka/connection.ts'
import type { LoadedFeed } from '../../ingest/watch/feeds_file.ts'
import { watchFolder } from '../../ingest/watch/folder_feed.ts'
import type { FolderEvent, FolderOptions } from '../../ingest/watch/folder_options.ts'
import { startKafkaFeed } from '../../ingest/watch/kafka_feed.ts'
import type { RunningFeed } from '../../ingest/watch/running_feed.ts'
import { type SupervisionEvent, type SupervisionReport, superviseFeeds } from '../../ingest/watch/supervise.ts'
import { InputError } from '../../warehouse/errors.ts'
import { landingOptions, landReferences, prepareLanding } from '../landing.ts'
import { type CommonOptions, type Session, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

/** Options of `trunkline ingest` that say how feeds are followed. */
export interface WatchOptions extends CommonOptions {
  readonly feed?: string
  readonly watch?: boolean
  readonly group?: string
  readonly generation?: string
  readonly client?: string
  readonly pattern?: string
  readonly growing?: boolean
  readonly done: string
  readonly failed: string
  readonly sequence?: string
  readonly healthPort: string
}

/** Time that feeds have to land what is in flight after a signal, in milliseconds; the session waits a little longer. */
const DRAIN_MS = 30_000
/** How often the time zones of accounts that have landed meanwhile are looked after, in milliseconds. */
const REFERENCES_MS = 60_000

/** What a path on the command line means as a feed. */
export function feedOf(path: string, mapping: LoadedMapping, options: WatchOptions): LoadedFeed {
  const { feed, group, pattern, growing, sequence } = options
  const named = feed === undefined ? {} : { feed }
  if (isKafkaAddress(path)) {
    const { connection, topics } = kafkaAddress(path, process.env)
    const client = options.client === undefined ? {} : { client: options.client as KafkaClientName }
    const generation = wholeNumber('--generation', options.generation ?? '1', 1)
    return {
      is: 'kafka',
      connection: { ...connection, ...client },
      topics,
      mapping,
      ...named,
      generation,
      ...(group ? { group } : {}),
    }
  }
  return {
    is: 'folder',
    path,
    mapping,
    ...named,
    ...(pattern === undefined ? {} : { pattern }),
    ...(growing ? { growing } : {}),
    ...(sequence === undefined ? {} : { sequence: { pattern: expression(sequence) } }),
    done: options.done === 'keep' || options.done === 'delete' ? options.done : { moveTo: options.done },
    failed: options.failed === 'keep' ? 'keep' : { moveTo: options.failed },
  }
}

function expression(text: string): RegExp {
  try {
    const pattern = new RegExp(text)
    if (!text.includes('(?<sequence>')) throw new Error('it has no group named sequence')
    return pattern
  } catch (error) {
    throw new InputError(
      `--sequence "${text}": ${(error as Error).message}`,
      "write it like 'SW(?<origin>\\d+)_(?<sequence>\\d+)\\.csv'",
    )
  }
}

/** `trunkline ingest --watch`: follows feeds until it is stopped. */
export async function watch(feeds: readonly LoadedFeed[], options: WatchOptions): Promise<void> {
  const port = options.healthPort === 'none' ? undefined : wholeNumber('--health-port', options.healthPort, 0, 65_535)
  await withSession(
    options,
    async (session) => {
      await prepareLanding(session)
      const running = await startFeeds(session, feeds, false)
      for (const { feed, kind } of running)
        session.progress.note(`following ${feed} (${kind}); Ctrl-C or SIGTERM stops it in order`)
      const references = keepReferences(session)
      let report: SupervisionReport
      try {
        report = await superviseFeeds(running, {
          warehouse: session.warehouse,
          signal: session.signal,
          prefix: session.prefix,
          drainMs: DRAIN_MS,
          ...(port === undefined ? {} : { health: { port } }),
          onEvent: (event) => session.progress.note(told(event)),
        })
      } finally {
        await references.stop()
      }
      session.progress.clear()
      session.print(options.json ? JSON.stringify(report.feeds) : summary(report))
      if (report.failure !== undefined) throw report.failure
    },
    { graceMs: DRAIN_MS + 5_000 },
  ).finally(endSoon)
}

/** Sockets of a Kafka client whose broker has gone must not keep the process, which has nothing left to do. */
function endSoon(): void {
  setTimeout(() => process.exit(), 2_000).unref()
}

/** Lands what topics hold now, and ends. */
export async function landTopics(session: Session, feeds: readonly LoadedFeed[]): Promise<SupervisionReport> {
  const running = await startFeeds(session, feeds, true)
  const report = await superviseFeeds(running, {
    warehouse: session.warehouse,
    signal: session.signal,
    prefix: session.prefix,
    onEvent: (event) => session.progress.note(told(event)),
  })
  endSoon()
  return report
}

/** Starts all, or none: what had begun is stopped when a later one cannot begin. */
async function startFeeds(session: Session, feeds: readonly LoadedFeed[], untilEnd: boolean): Promise<RunningFeed[]> {
  const running: RunningFeed[] = []
  const landing = landingOptions(session)
  try {
    for (const feed of feeds) {
      if (feed.is === 'kafka') running.push(await startKafkaFeed(session.warehouse, { ...feed, untilEnd }, landing))
      else running.push(watchFolder(session.warehouse, folderOptions(session, feed)))
    }
  } catch (error) {
    await Promise.all(running.map((each) => each.stop()))
    throw error
  }
  return running
}

function folderOptions(session: Session, feed: Omit<FolderOptions, 'landing' | 'onEvent'>): FolderOptions {
  const { pattern } = feed
  return {
    ...feed,
    ...(pattern === undefined ? {} : { pattern }),
    landing: landingOptions(session),
    onEvent: (event) => session.progress.note(toldOfFolder(event)),
  }
}

function keepReferences(session: Session): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const work = (async () => {
    try {
      for await (const _ of setInterval(REFERENCES_MS, undefined, { signal: stopping.signal })) await refresh(session)
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await work
      await refresh(session)
    },
  }
}

/** Zones that cannot be landed now are landed the next time; a run says when one is missing. */
async function refresh(session: Session): Promise<void> {
  try {
    await landReferences(session)
  } catch (error) {
    session.progress.note(`time zones were not looked after: ${(error as Error).message}`)
  }
}

function told(event: SupervisionEvent): string {
  switch (event.is) {
    case 'serving':
      return `metrics and health: ${event.url}/metrics, ${event.url}/healthz`
    case 'failed':
      return `${event.feed} cannot go on: ${event.reason}`
    case 'stopping':
      return `stopping: ${event.feeds.join(', ')} land what is in flight`
    case 'notice':
      return event.message
  }
}

function toldOfFolder(event: FolderEvent): string {
  switch (event.is) {
    case 'landed':
      return `${event.file}: ${event.report.events.toLocaleString('en')} events landed, ${event.report.quarantined.toLocaleString('en')} records refused`
    case 'delivered again':
      return `${event.file}: has landed before as ${event.as}; nothing was done`
    case 'refused':
    case 'rotated':
      return `${event.file}: ${event.reason}`
    case 'waiting':
      return `${event.reason}; trying again`
    case 'notice':
      return `${event.file}: ${event.message}`
  }
}

export function summary({ feeds }: SupervisionReport): string {
  const lines = feeds.map(({ feed, state, records, events, quarantined, reason }) => ({
    feed,
    state,
    records,
    events,
    refused: quarantined,
    ...(reason ? { reason } : {}),
  }))
  return renderTable(lines, process.stdout.columns)
}
