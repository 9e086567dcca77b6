import type { Warehouse } from '../../warehouse/connect.ts'
import { fingerprints } from '../plan/fingerprint.ts'
import { incrementalOf } from '../plan/interval-versions.ts'
import { readState } from '../plan/state.ts'
import type { Environment } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import { dropOldBuilds } from './cleanup.ts'
import { stagingPrefix } from './incremental-statements.ts'
import { acquireLock, isLocked } from './lock.ts'
import { logKilled } from './log.ts'
import { newestRun } from './status.ts'

interface Place {
  readonly warehouse: Warehouse
  readonly environment: Environment
}

/**
 * Cleans up after a run that was killed behind its commit, where nothing is due that would make another run do so: a
 * `current` model needs no intervals of a run before. Leaves everything to a run that is under way.
 */
export async function tidyAfterKilled(
  { graph }: Project,
  { warehouse, environment }: Place,
  current: (model: Model) => boolean,
): Promise<void> {
  const latest = await newestRun(warehouse, environment)
  if (latest?.status !== 'running' || (await isLocked(warehouse, environment))) return
  const lock = await acquireLock(warehouse, environment)
  try {
    const needed = stagingPrefixes(graph, (model) => !current(model))
    await dropOldBuilds(warehouse, environment, await readState(warehouse, environment), needed)
    await logKilled(warehouse, environment, lock.run)
  } finally {
    await lock.release()
  }
}

/** What the names of stagings begin with that a later run of these models may take over. */
export function stagingPrefixes(graph: Graph, which: (model: Model) => boolean): readonly string[] {
  const wanted = fingerprints(graph)
  return [...graph.models.values()]
    .filter((model) => incrementalOf(model) !== undefined && which(model))
    .map(({ name }) => stagingPrefix(name, wanted.get(name)!.whole))
}
