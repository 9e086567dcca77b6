import type { Warehouse } from '../../warehouse/connect.ts'
import { type PublishedState, readPublications } from '../plan/state.ts'
import type { Environment } from '../project/environment.ts'

/**
 * Names of the builds that somebody may still read: the two newest published generations of each model, what a run that
 * published nothing had built last, and what their views read.
 */
export async function neededBuilds(
  warehouse: Warehouse,
  environment: Environment,
  state: PublishedState,
): Promise<ReadonlySet<string>> {
  const found = new Map([...state.generations, ...state.unpublished.values()].map((row) => [row.physical, row]))
  // A view may outlive many generations of the tables it reads, if runs left it out.
  for (;;) {
    const views = [...found.values()].filter(({ kind }) => kind === 'view')
    const missing = views.flatMap(({ inputs }) => Object.values(inputs)).filter((name) => !found.has(name))
    const rows = missing.length > 0 ? await readPublications(warehouse, environment, missing) : []
    if (rows.length === 0) return new Set(found.keys())
    for (const row of rows) found.set(row.physical, row)
  }
}
