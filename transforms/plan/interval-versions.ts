import type { Warehouse } from '../../warehouse/connect.ts'
import { columnLineage } from '../docs/lineage.ts'
import type { Placement } from '../project/compile.ts'
import type { Environment } from '../project/environment.ts'
import type { Dimension, Grain, Incremental } from '../project/incremental.ts'
import type { IntervalView } from '../project/interval-view.ts'
import type { Model } from '../project/model.ts'
import type { Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'
import type { Bucket } from '../sql/part.ts'
import { type ColumnsRead, columnsRead, readingText } from './columns-read.ts'
import { type DimensionVersions, readDimension } from './dimension-intervals.ts'
import { digest } from './fingerprint.ts'
import { type Digest, readDigests, readStanding, readWholeDigest, type Slicing } from './input-intervals.ts'
import { intervalOf, intervalsIn, spanOf, startOf } from './interval.ts'
import type { BuiltSlices } from './model-intervals.ts'
import { isSharded } from './sharding.ts'
import { type Slice, sliceOf } from './slice.ts'
import type { SourceVersions } from './source-versions.ts'

/** Another `version` where a slice's rows are others, and about how many they are. */
export interface SliceVersion {
  readonly version: string
  readonly rows: number
}

export type SliceVersions = ReadonlyMap<Slice, SliceVersion>

/** What versions are read from. */
export interface Versioning {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly place: Placement
  readonly sources: SourceVersions
  /** See `definitionOf`. */
  readonly definition: (model: string, columns: ColumnsRead) => string
  /** The slices of a model built by interval, as they are or are going to be. */
  readonly built: (model: Model) => Promise<BuiltSlices>
  /** The slices of its table as that stands: what its contents are remembered by. */
  readonly standing: (model: Model) => Promise<BuiltSlices>
}

/**
 * Reads versions of relations, as far as the given columns of them show it, each but once: what many models read is looked at
 * once a run.
 */
export interface VersionReader {
  slices(relation: Relation, slicing: Slicing, columns: ColumnsRead): Promise<SliceVersions>
  /** By intervals of a grain, and by buckets where the dimension has a column of them. */
  dimension(
    relation: Relation,
    dimension: Dimension,
    grain: Grain,
    bucket: Bucket | undefined,
    columns: ColumnsRead,
  ): Promise<DimensionVersions>
  whole(relation: Relation, columns: ColumnsRead): Promise<string>
}

/** A reader of what stands now; a table is told from its successor by where it is placed. */
export function versionReader(versioning: Versioning): VersionReader {
  const { warehouse, place, built } = versioning
  const seen = new Map<string, Promise<unknown>>()
  const once: Once = <T>(relation: Relation, what: unknown, read: () => Promise<T>): Promise<T> => {
    const { database, name } = place(relation)
    const key = JSON.stringify([database, name, what])
    const known = (seen.get(key) as Promise<T> | undefined) ?? read()
    seen.set(key, known)
    return known
  }
  const reader: VersionReader = {
    slices: (relation, slicing, columns) => {
      // Landed rows are told by their batches, whatever is read of them.
      const read = isLanded(relation) ? undefined : columns
      return once(relation, [slicing, read], () => readSlices(versioning, reader, once, relation, slicing, read))
    },
    dimension: (relation, dimension, grain, bucket, columns) =>
      once(relation, { dimension, grain, count: bucket?.count, columns }, () =>
        readDimension(warehouse, place(relation), dimension, grain, bucket, columns),
      ),
    whole: (relation, columns) =>
      once(relation, ['whole', columns], () =>
        readWhole(versioning, relation, columns, () => once(relation, 'built', () => built(relation as Model))),
      ),
  }
  return reader
}

type Once = <T>(relation: Relation, what: unknown, read: () => Promise<T>) => Promise<T>

async function readWhole(
  { warehouse, place, sources, definition }: Versioning,
  relation: Relation,
  columns: ColumnsRead,
  built: () => Promise<BuiltSlices>,
): Promise<string> {
  if (relation.kind === 'source') return sources.get(relation.name) ?? ''
  if (incrementalOf(relation as Model) !== undefined) {
    const slices = [...(await built())].map(([slice, { version }]) => `${slice}=${version}`)
    return digest([definition(relation.name, columns), ...slices.sort()].join(' '))
  }
  return textOf(await readWholeDigest(warehouse, place(relation), columns))
}

async function readSlices(
  versioning: Versioning,
  reader: VersionReader,
  once: Once,
  relation: Relation,
  slicing: Slicing,
  columns: ColumnsRead,
): Promise<SliceVersions> {
  const { warehouse, environment, place, definition } = versioning
  const table = place(relation)
  const contents = { columns }
  if (relation.kind === 'source') {
    const rows = isLanded(relation) ? 'batch' : contents
    return told(await readDigests(warehouse, environment, table, slicing, rows, await readStanding(warehouse, table)))
  }
  const model = relation as Model
  const incremental = incrementalOf(model)
  if (incremental !== undefined) {
    if (knowsSlices(incremental, slicing)) {
      const built = await once(relation, 'built', () => versioning.built(model))
      return defined(regrouped(built, slicing), definition(model.name, columns))
    }
    // What gathers the parts of all shards does not show of which partition a row is.
    if (warehouse.cluster && isSharded(model)) {
      return told(await readDigests(warehouse, environment, table, slicing, contents, undefined))
    }
    // A copy of a table is another table: its slices are known by who made them.
    const standing = await once(relation, 'standing', () => versioning.standing(model))
    const partitions = new Map([...standing].map(([slice, { version }]) => [slice, version]))
    const remembered = {
      relation: `${table.database}.${model.name} ${definition(model.name, columns)}`,
      partitions,
    }
    return told(await readDigests(warehouse, environment, table, slicing, contents, remembered))
  }
  const { materialized } = model
  if (materialized.kind === 'view' && materialized.intervals?.time === slicing.time) {
    const versions = await throughView(reader, model, materialized.intervals, slicing)
    return defined(versions, definition(model.name, columns))
  }
  const standing = materialized.kind === 'table' ? await readStanding(warehouse, table) : undefined
  return told(await readDigests(warehouse, environment, table, slicing, contents, standing))
}

/** Slices of a model whose versions say nothing of how its columns come about. */
function defined(slices: SliceVersions, definition: string): SliceVersions {
  return new Map(
    [...slices].map(([slice, { version, rows }]) => [slice, { version: `${definition} ${version}`, rows }]),
  )
}

function isLanded(relation: Relation): boolean {
  return relation.kind === 'source' && '_batch' in (relation as Source).columns
}

/** A view's interval is what the same interval of its inputs and dimensions is, and everything else it reads. */
async function throughView(
  reader: VersionReader,
  view: Model,
  { from, dimensions }: IntervalView,
  { grain, bucket }: Slicing,
): Promise<SliceVersions> {
  const sql = readingText(view)
  const inputs = Object.entries(view.refs)
  const others = inputs.filter(([input]) => !Object.hasOwn(from, input) && !Object.hasOwn(dimensions, input))
  const whole = await Promise.all(
    others.map(async ([input, ref]) => `${input}=${await reader.whole(ref, columnsRead(sql, ref))}`),
  )
  const readerDimension = (input: string, dimension: Dimension) => {
    const ref = view.refs[input]!
    return reader.dimension(ref, dimension, grain, undefined, columnsRead(sql, ref))
  }
  const dated = await Promise.all(
    Object.entries(dimensions).map(async ([input, dimension]) => ({
      input,
      versionOf: await readerDimension(input, dimension),
    })),
  )
  const parts = await Promise.all(
    Object.entries(from).map(async ([input, time]) => {
      const by = bucket && columnRead(view, bucket.by, view.refs[input]!)
      const own = by === undefined ? undefined : { by, count: bucket!.count }
      return {
        input,
        own,
        versions: await reader.slices(
          view.refs[input]!,
          { time, grain, ...(own && { bucket: own }) },
          columnsRead(sql, view.refs[input]!, [time, ...(own ? [own.by] : [])]),
        ),
      }
    }),
  )
  const found = new Map<Slice, { readonly texts: string[]; rows: number }>()
  for (const { input, own, versions } of parts) {
    for (const [slice, { version, rows }] of versions) {
      // What does not say its bucket is in all of them.
      const counted =
        bucket === undefined || own !== undefined ? [slice] : all(bucket.count).map((n) => sliceOf(slice, n))
      for (const each of counted) {
        const entry = found.get(each) ?? {
          texts: [...whole, ...dated.map(({ input, versionOf }) => `${input}=${versionOf(each)}`)],
          rows: 0,
        }
        found.set(each, entry)
        entry.texts.push(`${input}=${version}`)
        entry.rows += Math.ceil(rows / counted.length)
      }
    }
  }
  return new Map([...found].map(([slice, { texts, rows }]) => [slice, { version: digest(texts.join(' ')), rows }]))
}

/** The one column of an input that a view's column is made from; undefined where there is none, or several. */
export function columnRead(view: Model, column: string, input: Relation): string | undefined {
  const read = [...(columnLineage(view).get(column) ?? [])].filter((name) => name.startsWith(`${input.name}.`))
  return read.length === 1 ? read[0]!.slice(input.name.length + 1) : undefined
}

/** Whether a model's own slices are those that another counts it by. */
export function knowsSlices({ time, bucket }: Incremental, slicing: Slicing): boolean {
  if (time !== slicing.time) return false
  return slicing.bucket === undefined || (bucket?.by === slicing.bucket.by && bucket.count === slicing.bucket.count)
}

/** The slices of a table as another model counts them: by its grain, and with or without buckets. */
function regrouped(slices: BuiltSlices, { grain, bucket }: Slicing): SliceVersions {
  const found = new Map<Slice, { readonly texts: string[]; rows: number }>()
  for (const [slice, { version, rows }] of slices) {
    const [interval, number] = slice.split('-') as [string, string | undefined]
    const intervals =
      interval.length === 8 ? [intervalOf(startOf(interval), grain)] : intervalsIn(spanOf(interval), grain)
    for (const each of intervals) {
      const key = bucket === undefined ? each : sliceOf(each, Number(number))
      const entry = found.get(key) ?? { texts: [], rows: 0 }
      found.set(key, entry)
      entry.texts.push(`${slice}=${version}`)
      entry.rows += Math.ceil(rows / intervals.length)
    }
  }
  return new Map(
    [...found].map(([slice, { texts, rows }]) => [
      slice,
      { version: texts.length === 1 ? texts[0]! : digest(texts.sort().join(' ')), rows },
    ]),
  )
}

function told(digests: ReadonlyMap<Slice, Digest>): SliceVersions {
  return new Map([...digests].map(([slice, found]) => [slice, { version: textOf(found), rows: found.rows }]))
}

function textOf({ rows, hash }: Digest): string {
  return `${rows}-${hash.toString(16)}`
}

export function incrementalOf({ materialized }: Model): Incremental | undefined {
  return materialized.kind === 'table' ? materialized.incremental : undefined
}

function all(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number)
}
