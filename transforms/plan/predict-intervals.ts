import type { Warehouse } from '../../warehouse/connect.ts'
import { type Environment, placed } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'
import { standingBuild } from './base.ts'
import { type DueOptions, type DueSlice, dueSlices, readWantedSlices } from './due-intervals.ts'
import { fingerprints } from './fingerprint.ts'
import { incrementalOf, versionReader } from './interval-versions.ts'
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
    return predicted === undefined
      ? readStandingSlices(warehouse, environment, state, model.name)
      : Promise.resolve(predicted)
  }
  const code = (model: string) => wanted.get(model)!.code
  const found = new Map<string, PredictedIntervals | undefined>()
  for (const { model: name } of steps) {
    const model = graph.models.get(name)
    const incremental = model && incrementalOf(model)
    if (model === undefined || incremental === undefined) continue
    const building = new Set(steps.map((step) => step.model))
    const unknown = Object.values(model.refs).flatMap((ref) =>
      ref.kind === 'model' ? open(ref as Model, building) : [],
    )
    if (unknown.some((parent) => build(parent) === undefined)) {
      found.set(name, undefined)
      continue
    }
    const reader = versionReader({ warehouse, environment, place, sources, code, built: readBuilt })
    const now = state.current.get(name)
    const before = now?.code === code(name) ? await readBuiltSlices(warehouse, environment, now.physical) : new Map()
    const slices = await readWantedSlices(reader, model, incremental)
    const due = dueSlices(slices, before, options)
    const made = new Map(due.map(({ slice, ...rest }) => [slice, { version: 'to be made', ...rest }]))
    known.set(name, new Map([...before, ...made]))
    const kept = [...before.keys()].filter((slice) => !made.has(slice))
    found.set(name, { due, kept, dependsOn: [...new Set(unknown)] })
  }
  return found
}

/** Models among those a run builds whose contents nobody knows before they are built: tables and views built whole. */
function open(model: Model, building: ReadonlySet<string>): readonly string[] {
  if (!building.has(model.name) || incrementalOf(model) !== undefined) return []
  const { materialized } = model
  if (materialized.kind === 'table' || materialized.intervals === undefined) return [model.name]
  return Object.values(model.refs).flatMap((ref) => (ref.kind === 'model' ? open(ref as Model, building) : []))
}
