import { ConfigurationError } from '../../warehouse/errors.ts'
import { standing } from '../plan/base.ts'
import {
  type DueOptions,
  type DueSlice,
  dueSlices,
  readWantedSlices,
  type WantedSlices,
} from '../plan/due-intervals.ts'
import type { Fingerprint } from '../plan/fingerprint.ts'
import type { VersionReader } from '../plan/interval-versions.ts'
import { keptVersions } from '../plan/kept-versions.ts'
import {
  type BuiltSlice,
  type BuiltSlices,
  copyBuiltSlices,
  readBuiltSlices,
  readStandingSlices,
  writeBuiltSlices,
} from '../plan/model-intervals.ts'
import { type Chunk, type ChunkLimits, chunksOf, type Slice } from '../plan/slice.ts'
import type { PublishedState } from '../plan/state.ts'
import type { Incremental } from '../project/incremental.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { allDone } from './all-done.ts'
import type { TableBuild } from './build.ts'
import type { IntervalsBuilt } from './event.ts'
import { stagingName, stagingPrefix } from './incremental-statements.ts'
import type { SliceStorage } from './slice-storage.ts'
import { makeCopy, sameColumns } from './spare.ts'
import { earlierStagings, takeOver } from './take-over.ts'

export interface IncrementalBuild extends TableBuild {
  readonly incremental: Incremental
  readonly wanted: Fingerprint
  readonly storage: SliceStorage
  readonly reader: VersionReader
  readonly state: PublishedState
  readonly due: DueOptions
  readonly limits?: ChunkLimits
}

/**
 * Makes the slices that are due in a table beside the one that stands, in chunks, and puts them into a copy of it.
 * Undefined where nothing is due. What a killed run had made from the same is taken over, not made again.
 */
export async function buildIncremental(build: IncrementalBuild): Promise<IntervalsBuilt | undefined> {
  const { warehouse, environment, model, incremental, storage, target, reader } = build
  const [wanted, stands] = await allDone([
    readWantedSlices(reader, model, incremental),
    build.base && readBuiltSlices(warehouse, environment, build.base.name),
  ])
  if (stands !== undefined && dueSlices(wanted, stands, build.due).length === 0) return undefined

  const kept = await versionsToKeep(build)
  const staging = { database: target.database, name: stagingName(model.name, build.fingerprint, build.run) }
  await storage.create(staging)
  const [fits, earlier] = await allDone([
    build.base !== undefined && sameColumns(warehouse, build.base, staging),
    earlierStagings(warehouse, staging, stagingPrefix(model.name, build.fingerprint)),
  ])
  const before = fits ? stands! : new Map<Slice, BuiltSlice>()
  const due = dueSlices(wanted, before, build.due)
  const making = new Set(due.map(({ slice }) => slice))
  const left = [...before.keys()].filter((slice) => !making.has(slice))
  const makeSlices = () => makeDue(build, staging, { earlier, due, wanted, kept })
  const own = { from: staging.name, except: [] }
  if (left.length === 0) {
    await makeSlices()
    await storage.clone(target, staging)
    await copyBuiltSlices(warehouse, environment, target.name, [own])
  } else {
    const copy = { warehouse, environment, state: build.state, base: build.base!, target, before, made: making }
    // A copy of many partitions takes as long as many a chunk, and waits for files where that computes.
    const [made] = await allDone([makeSlices(), makeCopy(copy, storage)])
    const slices = [...made].map(([slice, { rows }]) => ({ slice, rows }))
    await storage.replace(target, staging, slices)
    await copyBuiltSlices(warehouse, environment, target.name, [{ from: build.base!.name, except: [...making] }, own])
  }
  return { made: [...making], kept: left.length }
}

interface Due {
  /** Stagings of earlier runs, newest first. */
  readonly earlier: readonly string[]
  readonly due: readonly DueSlice[]
  readonly wanted: WantedSlices
  /** See `keptVersions`. */
  readonly kept: ReadonlyMap<Slice, string>
}

/** Makes what is due in the staging, chunk by chunk, but for what can be taken over. */
async function makeDue(
  build: IncrementalBuild,
  staging: PhysicalName,
  { earlier, due, wanted, kept }: Due,
): Promise<BuiltSlices> {
  const { storage, onProgress } = build
  const made = new Map(await takeOver({ ...build, staging, earlier, due }))
  const open = due.filter(({ slice }) => !made.has(slice))
  onProgress(made.size, due.length)
  const chunks = chunksOf(open, build.limits)
  for (const chunk of chunks) {
    // What is made in many chunks leaves a core to those who read meanwhile; what is made in one is wanted soon.
    await storage.insert(staging, chunk, { writers: chunks.length === 1 ? 2 : 1 })
    const done = await journalChunk(build, staging, chunk, { wanted, made, kept })
    for (const [slice, built] of done) made.set(slice, built)
    onProgress(made.size, due.length)
  }
  return made
}

async function versionsToKeep(build: IncrementalBuild): Promise<ReadonlyMap<Slice, string>> {
  const { warehouse, environment, base, state, model } = build
  if (base !== undefined) return new Map()
  return keptVersions({
    ...build,
    before: standing(state, model.name),
    standing: () => readStandingSlices(warehouse, environment, state, model.name),
  })
}

async function journalChunk(
  { warehouse, environment, model, run, storage }: IncrementalBuild,
  staging: PhysicalName,
  chunk: Chunk,
  { wanted, made, kept }: { wanted: WantedSlices; made: BuiltSlices; kept: ReadonlyMap<Slice, string> },
): Promise<BuiltSlices> {
  const counts = await storage.rowsOfSlices(staging)
  const foreign = [...counts].filter(([slice, rows]) => !chunk.slices.includes(slice) && rows !== made.get(slice)?.rows)
  if (foreign.length > 0) {
    throw new ConfigurationError(
      `${model.name}: building ${chunk.from} up to ${chunk.to} gave rows of ${foreign
        .map(([slice]) => slice)
        .slice(0, 5)
        .join(', ')}`,
      'Its time column and those of `from` must lie in one interval, its bucket column in one bucket; see docs/incremental-models.md.',
    )
  }
  const done = new Map(
    chunk.slices.map((slice) => [
      slice,
      {
        version: kept.get(slice) ?? `${environment.prefix}${run}`,
        inputs: wanted.get(slice)?.inputs ?? {},
        rows: counts.get(slice) ?? 0,
      },
    ]),
  )
  await writeBuiltSlices(warehouse, environment, staging.name, done)
  return done
}
