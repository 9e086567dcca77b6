import type { Event } from '../../ingest/contracts/index.ts'
import { sourceColumns } from '../../ingest/contracts/source_columns.ts'
import { checkAnswer, type MappedEvent } from '../../ingest/landing/map_record.ts'
import { packPosition, writePosition } from '../../ingest/landing/position.ts'
import { timeZoneEvents } from '../../ingest/landing/time_zones.ts'
import type { Project } from '../../transforms/project/project.ts'
import { openScratch, scratchTable } from '../../transforms/run/scratch.ts'
import { dropForgotten, throwAwayName } from '../../transforms/run/throw-away.ts'
import { modelSettings } from '../../transforms/sql/settings.ts'
import { type Columns, t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type LandedUse, landedViews, landedZones } from './landed-use.ts'
import type { Subscriber } from './subscriber.ts'
import { subscriberEvents } from './subscriber-events.ts'
import type { TrialSpan } from './trial-span.ts'

/** Models that a trial answers from. */
export const trialModels = [
  'rating.rated_usage',
  'rating.rejected_usage',
  'rating.period_charge',
  'rating.period_increment',
  'rating.allowance_balance',
  'prepaid.movement',
  'prepaid.lot_rest',
  'prepaid.unpaid_use',
  'prepaid.low_balance',
]

const PREFIX = 'trunkline_rate_'
/** Days after which the database of a trial is taken for forgotten. */
const FORGOTTEN_DAYS = 1

/** Events up to which a trial takes longer for its statements than for its rows. */
export const FEW_EVENTS = 10_000

/** The business date of a trial: given, because a trial has no payments to tell it from. */
const clockColumns: Columns = {
  as_of: t.instant,
  as_of_day: t.date,
  last_month: t.date,
  first_month: t.date,
  billable_from: t.instant,
  data_until: t.instant,
}

/** Asks in SQL in which `{rating.rated_usage}` stands for that model's table. */
export type Ask = <T>(sql: string) => Promise<T[]>

/** A built trial: its models under names of their own until it is closed. */
export interface Trial {
  readonly ask: Ask
  /** Where a model of it lies. */
  readonly table: (model: string) => string
  close(): Promise<void>
}

/** Use, and the lines that used it. */
export interface TrialUse {
  readonly usage: readonly Event[]
  readonly subscribers: readonly Subscriber[]
  /** What is put on balances and taken from them, beside use. */
  readonly movements?: readonly Event[]
  /** Time zones of accounts beside the subscribers'. */
  readonly zones?: readonly string[]
}

export interface TrialOptions {
  /** Aborted: what runs is killed, nothing more begins, all is dropped, and its reason is thrown. */
  readonly signal?: AbortSignal
  /** Use and lines that have landed, beside those given; models then lie on disk. */
  readonly landed?: LandedUse
  readonly onProgress?: (done: number, total: number, model: string) => void
}

/** Rates use with a catalogue by the models themselves. Nothing lands and nothing is published. */
export function openTrial(
  warehouse: Warehouse,
  project: Project,
  catalogue: Iterable<Event>,
  { usage, subscribers, movements = [], zones = [] }: TrialUse,
  span: TrialSpan,
  { alsoWanted = [], ...options }: TrialOptions & { readonly alsoWanted?: readonly string[] } = {},
): Promise<Trial> {
  const of = {
    wanted: [...trialModels, ...alsoWanted],
    span,
    zones: [...zones, ...subscribers.map(({ time_zone }) => time_zone)],
    events: inTurn(catalogue, subscriberEvents(subscribers), usage, movements),
  }
  return openTrialOf(warehouse, project, of, options)
}

/** What a trial builds, and from what. */
export interface TrialOf {
  /** Models that are asked afterwards. */
  readonly wanted: readonly string[]
  readonly span: TrialSpan
  /** Zones that accounts live in. */
  readonly zones: readonly string[]
  readonly events: Iterable<Event>
}

/** Builds models from events in a database of its own that is dropped when the trial is closed. */
export async function openTrialOf(
  warehouse: Warehouse,
  project: Project,
  { wanted, span, zones, events }: TrialOf,
  { landed, onProgress, signal }: TrialOptions = {},
): Promise<Trial> {
  await dropForgotten(warehouse, PREFIX, FORGOTTEN_DAYS)
  const database = throwAwayName(PREFIX)
  const scratch = await openScratch(warehouse, database, project, {
    wanted,
    given: { 'staging.clock': clockColumns },
    onDisk: landed !== undefined,
  })
  const stop = () => void killStatements(warehouse, database)
  signal?.addEventListener('abort', stop, { once: true })
  const goOn = () => signal?.throwIfAborted()
  const close = async () => {
    signal?.removeEventListener('abort', stop)
    await scratch.drop()
  }
  try {
    goOn()
    await scratch.createSources(landed && (await landedViews(warehouse, landed, scratch.sources)))
    goOn()
    const known = new Set(['UTC', ...zones, ...(landed ? await landedZones(warehouse, landed) : [])])
    const given = await insertEvents(
      warehouse,
      database,
      inTurn(events, [...known].flatMap(timeZoneEvents)),
      span.to.getTime(),
    )
    await insertClock(warehouse, database, span)
    goOn()
    await scratch.build({
      few: landed === undefined && given <= FEW_EVENTS,
      onProgress: (done, total, model) => {
        goOn()
        onProgress?.(done, total, model)
      },
    })
  } catch (error) {
    await close()
    // A statement that was killed is no failure of its own.
    goOn()
    throw error
  }
  const table = (name: string) => quoteRelation(scratchTable(database, name))
  return { ask: asking(warehouse, table), table, close }
}

/** Asks models that lie where `table` says. */
export function asking(warehouse: Warehouse, table: (model: string) => string): Ask {
  return (sql) =>
    warehouse.rows(
      sql.replaceAll(/\{(\w+\.\w+)\}/g, (_, name: string) => table(name)),
      { settings: modelSettings },
    )
}

/** One after the other, none of them kept: a catalogue may have millions of rows. */
function* inTurn(...parts: readonly Iterable<Event>[]): Generator<Event> {
  for (const part of parts) yield* part
}

/** Inserts events into the source tables that the models read, and answers how many; what they do not read is left out. */
async function insertEvents(
  warehouse: Warehouse,
  database: string,
  events: Iterable<Event>,
  landedAt: number,
): Promise<number> {
  const present = new Set(
    (
      await warehouse.rows<{ name: string }>(
        `SELECT name FROM system.tables WHERE database = '${database}' AND engine <> 'View'`,
      )
    ).map(({ name }) => name),
  )
  const blocks = new Map<string, { readonly columns: Columns; readonly block: NativeBlock }>()
  let frame = 0
  for (const event of events) {
    frame++
    const table = scratchTable(database, `raw.${event.contract}`)
    if (!present.has(table.name)) continue
    for (const { contract, row } of mapped(event)) {
      let target = blocks.get(table.name)
      if (target === undefined) {
        const columns = sourceColumns(contract)
        const constants = { _source: 'trial', _partition: 'trial', _batch: 'trial', _landed_at: landedAt }
        target = { columns, block: new NativeBlock(columns, { constants, writers: { _position: writePosition } }) }
        blocks.set(table.name, target)
      }
      target.block.add([...row, packPosition(frame, 0, 0)])
    }
  }
  await Promise.all(
    [...blocks].map(([name, { columns, block }]) =>
      warehouse.insertNative(quoteRelation({ database, name }), columns, block.take()),
    ),
  )
  return frame
}

function mapped(event: Event): readonly MappedEvent[] {
  const checked = checkAnswer(event)
  if (checked.is === 'events') return checked.events
  const problem = checked.is === 'refused' ? checked.problem : undefined
  throw new InputError(
    `${event.contract}: ${problem?.field ?? 'row'}: expected ${problem?.expected}, got ${problem?.got}`,
    'the catalogue says what the warehouse cannot hold',
  )
}

async function insertClock(warehouse: Warehouse, database: string, { from, to }: TrialSpan): Promise<void> {
  const day = (at: number) => Math.floor(at / 86_400_000)
  const month = (at: Date, months: number) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)
  const block = new NativeBlock(clockColumns)
  block.add([
    to.getTime(),
    day(to.getTime()) - 1,
    day(month(to, -1)),
    day(month(from, 0)),
    // A trial rates whatever it is given, however old.
    0,
    to.getTime(),
  ])
  await warehouse.insertNative(quoteRelation(scratchTable(database, 'staging.clock')), clockColumns, block.take())
}

/** Ends what is being computed for a trial. A kill that is refused only makes the end come later. */
async function killStatements(warehouse: Warehouse, database: string): Promise<void> {
  await warehouse
    .command(`KILL QUERY WHERE query_kind = 'Insert' AND position(query, ${quoteText(database)}) > 0 ASYNC`)
    .catch(() => {})
}
