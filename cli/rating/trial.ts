import { randomBytes } from 'node:crypto'
import type { Event } from '../../ingest/contracts/index.ts'
import { sourceColumns } from '../../ingest/contracts/source_columns.ts'
import { checkAnswer, type MappedEvent } from '../../ingest/landing/map_record.ts'
import { packPosition, writePosition } from '../../ingest/landing/position.ts'
import { timeZoneEvents } from '../../ingest/landing/time_zones.ts'
import type { Project } from '../../transforms/project/project.ts'
import { openScratch, scratchTable } from '../../transforms/run/scratch.ts'
import { modelSettings } from '../../transforms/sql/settings.ts'
import { type Columns, t } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { subscriberEvents } from './subscriber.ts'
import type { TrialInput } from './trial_input.ts'

/** Models that a trial answers from. */
const wanted = ['rating.rated_usage', 'rating.rejected_usage', 'rating.period_charge', 'rating.allowance_balance']

/** The business date of a trial: given, because a trial has no payments to tell it from. */
const clockColumns: Columns = {
  as_of: t.instant,
  as_of_day: t.date,
  last_month: t.date,
  first_month: t.date,
  billable_from: t.instant,
  data_until: t.instant,
}

/** The days whose periods a trial charges. */
export interface TrialSpan {
  readonly from: Date
  readonly to: Date
}

/** A built trial: its models under names of their own until it is closed. */
export interface Trial {
  /** Rows of a query in which `{rating.rated_usage}` stands for that model's table. */
  ask<T>(sql: string): Promise<T[]>
  close(): Promise<void>
}

/** Rates use with a catalogue by the models themselves. Nothing lands and nothing is published. */
export function openTrial(
  warehouse: Warehouse,
  project: Project,
  catalogue: Iterable<Event>,
  { subscribers, usage }: TrialInput,
  span: TrialSpan,
): Promise<Trial> {
  return openTrialOf(warehouse, project, {
    wanted,
    span,
    zones: subscribers.map(({ time_zone }) => time_zone),
    events: [...catalogue, ...subscriberEvents(subscribers), ...usage],
  })
}

/** What a trial builds, and from what. */
export interface TrialOf {
  /** Models that are asked afterwards. */
  readonly wanted: readonly string[]
  readonly span: TrialSpan
  /** Zones that accounts live in. */
  readonly zones: readonly string[]
  readonly events: readonly Event[]
}

/** Builds models from events in a database of its own that is dropped when the trial is closed. */
export async function openTrialOf(
  warehouse: Warehouse,
  project: Project,
  { wanted, span, zones, events }: TrialOf,
): Promise<Trial> {
  const database = `trunkline_rate_${randomBytes(6).toString('hex')}`
  const scratch = await openScratch(warehouse, database, project, { wanted, given: { 'staging.clock': clockColumns } })
  try {
    await scratch.createSources()
    const offsets = [...new Set(['UTC', ...zones])].flatMap(timeZoneEvents)
    await insertEvents(warehouse, database, [...events, ...offsets], span.to.getTime())
    await insertClock(warehouse, database, span)
    await scratch.build()
  } catch (error) {
    await scratch.drop()
    throw error
  }
  return {
    ask: (sql) =>
      warehouse.rows(
        sql.replaceAll(/\{(\w+\.\w+)\}/g, (_, name: string) => quoteRelation(scratchTable(database, name))),
        { settings: modelSettings },
      ),
    close: () => scratch.drop(),
  }
}

/** Inserts events into the source tables that the models read; what they do not read is left out. */
async function insertEvents(
  warehouse: Warehouse,
  database: string,
  events: readonly Event[],
  landedAt: number,
): Promise<void> {
  const present = new Set(
    (await warehouse.rows<{ name: string }>(`SELECT name FROM system.tables WHERE database = '${database}'`)).map(
      ({ name }) => name,
    ),
  )
  const blocks = new Map<string, { readonly columns: Columns; readonly block: NativeBlock }>()
  for (const [frame, event] of events.entries()) {
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
      target.block.add([...row, packPosition(frame + 1, 0, 0)])
    }
  }
  await Promise.all(
    [...blocks].map(([name, { columns, block }]) =>
      warehouse.insertNative(quoteRelation({ database, name }), columns, block.take()),
    ),
  )
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
