import type { Warehouse } from '../../warehouse/connect.ts'
import { type Environment, PRODUCTION, placed } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Incremental } from '../project/incremental.ts'
import type { Model } from '../project/model.ts'
import { standingBuild, standing as standingOf } from './base.ts'
import type { ColumnsRead } from './columns-read.ts'
import { type DueOptions, type DueSlice, dueSlices, readWantedSlices } from './due-intervals.ts'
import { definitionOf, fingerprints } from './fingerprint.ts'
import type { Slicing } from './input-intervals.ts'
import { columnRead, incrementalOf, knowsSlices, versionReader } from './interval-versions.ts'
import { keptVersions } from './kept-versions.ts'
import { type BuiltSlices, readBuiltSlices, readStandingSlices } from './model-intervals.ts'
import type { PlanStep } from './plan.ts'
import type { Slice } from './slice.ts'
import type { SourceVersions } from './source-versions.ts'
import type { PublishedState } from './state.ts'

/** What a run would make of a model built by interval. */
export interface PredictedIntervals {
  readonly due: readonly DueSlice[]
  readonly kept: readonly Slice[]
  /** Models whose own build decides what else is due, if anything: they are built whole, and may come out the same. */
  readonly dependsOn: readonly string[]
}

export interface Prediction {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly graph: Graph
  readonly state: PublishedState
  readonly sources: SourceVersions
  /** Steps that are due, parents before children. */
  readonly steps: readonly PlanStep[]
  readonly due: DueOptions
}

/**
 * The intervals that a run would make, by model: of a model that reads others, as far as these are known. Undefined for
 * a model that reads by interval what is not built yet.
 */
export async function predictIntervals({
  warehouse,
  environment,
  graph,
  state,
  sources,
  steps,
  due: options,
}: Prediction): Promise<ReadonlyMap<string, PredictedIntervals | undefined>> {
  const wanted = fingerprints(graph)
  const known = new Map<string, BuiltSlices>()
  const place = placed(environment, (model) => standingBuild(state, model))
  const build = (model: string) => standingBuild(state, model)
  const readBuilt = (model: Model): Promise<BuiltSlices> => {
    const predicted = known.get(model.name)
    return predicted === undefined ? standing(model) : Promise.resolve(predicted)
  }
  const code = (model: string) => wanted.get(model)!.code
  const standing = (model: Model) => readStandingSlices(warehouse, environment, state, model.name)
  const definition = (model: string, columns: ColumnsRead) => definitionOf(wanted.get(model)!, columns)
  const reader = () => versionReader({ warehouse, environment, place, sources, definition, built: readBuilt, standing })
  const building = new Set(steps.map((step) => step.model))
  const found = new Map<string, PredictedIntervals | undefined>()
  for (const { model: name } of steps) {
    const model = graph.models.get(name)
    const incremental = model && incrementalOf(model)
    if (model === undefined || incremental === undefined) continue
    const unknown = unknownTo(model, incremental, building, found)
    if (unknown.some((parent) => build(parent) === undefined)) {
      found.set(name, undefined)
      continue
    }
    const now = state.current.get(name)
    const alike = now?.code === code(name)
    const before = alike ? await readBuiltSlices(warehouse, environment, now.physical) : new Map()
    const slices = await readWantedSlices(reader(), model, incremental)
    const redefined = !alike && now !== undefined && now.physical !== PRODUCTION
    const due = dueSlices(slices, before, redefined ? { ...options, unbuilt: 'its definition changed' } : options)
    const redefinition = { reader: reader(), model, incremental, wanted: wanted.get(name)!, due: options }
    const kept = alike
      ? new Map<Slice, string>()
      : await keptVersions({ ...redefinition, before: standingOf(state, name), standing: () => standing(model) })
    const made = new Map(
      due.map(({ slice, ...rest }) => [slice, { version: kept.get(slice) ?? 'to be made', ...rest }]),
    )
    known.set(name, new Map([...before, ...made]))
    const left = [...before.keys()].filter((slice) => !made.has(slice))
    found.set(name, { due, kept: left, dependsOn: unknown })
  }
  return found
}

type Found = ReadonlyMap<string, PredictedIntervals | undefined>

/** Models among those a run builds of which nobody knows, before they are built, what a model will read of them. */
function unknownTo(
  { refs }: Model,
  { interval, bucket, from, dimensions }: Incremental,
  building: ReadonlySet<string>,
  found: Found,
): readonly string[] {
  const names = Object.entries(refs).flatMap(([input, ref]) => {
    if (ref.kind === 'source') return []
    const model = ref as Model
    const read = from[input]
    if (read === undefined) return unknownOf(model, dimensions[input] ? 'contents' : 'whole', building, found)
    const own = bucket && read.bucket ? { bucket: { by: read.bucket, count: bucket.count } } : {}
    return unknownOf(model, { time: read.time, grain: read.interval ?? interval, ...own }, building, found)
  })
  return [...new Set(names)]
}

function unknownOf(
  model: Model,
  need: Slicing | 'whole' | 'contents',
  building: ReadonlySet<string>,
  found: Found,
): readonly string[] {
  const { name, materialized } = model
  if (!building.has(name)) return []
  const incremental = incrementalOf(model)
  if (incremental !== undefined) {
    const told = need === 'whole' || (need !== 'contents' && knowsSlices(incremental, need))
    return told ? (found.get(name)?.dependsOn ?? [name]) : [name]
  }
  const sliced = materialized.kind === 'view' && typeof need === 'object' && materialized.intervals?.time === need.time
  if (!sliced) return [name]
  return Object.entries(model.refs).flatMap(([input, ref]) => {
    if (ref.kind === 'source') return []
    const { from, dimensions } = materialized.intervals!
    const time = from[input]
    if (time === undefined) return unknownOf(ref as Model, dimensions[input] ? 'contents' : 'whole', building, found)
    const by = need.bucket && columnRead(model, need.bucket.by, ref)
    const own = by === undefined ? {} : { bucket: { by, count: need.bucket!.count } }
    return unknownOf(ref as Model, { time, grain: need.grain, ...own }, building, found)
  })
}
