import type { Warehouse } from '../../warehouse/connect.ts'
import { hasDatabase } from '../../warehouse/inspect.ts'
import { isOneOf } from '../../warehouse/quote.ts'
import { type Environment, PRODUCTION, published, stateDatabase } from '../project/environment.ts'
import { type Graph, reach } from '../project/graph.ts'
import { isSeed } from '../project/seed.ts'
import { type Publication, type PublishedState, readState } from './state.ts'

/** Among the versions of a build in an environment: the fingerprint that production's model had when this one was defined. */
export const DERIVED_FROM = ''

/** What an environment reads of production wherever its own definitions are the same. */
export interface Base {
  readonly environment: Environment
  readonly current: ReadonlyMap<string, Publication>
  /** Models that read, however far down, a seed of other contents than production's. */
  readonly seededOtherwise: ReadonlySet<string>
}

/** What stands in an environment, and in production where it reads production's sources. The state's tables must exist. */
export async function readStanding(
  warehouse: Warehouse,
  environment: Environment,
  graph: Graph,
): Promise<PublishedState> {
  const [state, base] = await Promise.all([readState(warehouse, environment), readBase(warehouse, environment, graph)])
  return base === undefined ? state : { ...state, base }
}

async function readBase(warehouse: Warehouse, { prefix, sourcePrefix }: Environment, graph: Graph) {
  if (sourcePrefix === undefined || sourcePrefix === prefix) return undefined
  const production: Environment = { prefix: sourcePrefix }
  if (!(await hasDatabase(warehouse, stateDatabase(production)))) return undefined
  const [{ current }, seededOtherwise] = await Promise.all([
    readState(warehouse, production),
    readSeededOtherwise(warehouse, { prefix }, production, graph),
  ])
  return { environment: production, current, seededOtherwise }
}

// A seed's table says in its comment what it was loaded from.
async function readSeededOtherwise(
  warehouse: Warehouse,
  own: Environment,
  production: Environment,
  graph: Graph,
): Promise<ReadonlySet<string>> {
  const seeds = [...graph.sources.values()].filter(isSeed)
  if (seeds.length === 0) return new Set()
  const key = ({ database, name }: { database: string; name: string }) => `${database}.${name}`
  const places = seeds.map((seed) => [seed.name, published(own)(seed), published(production)(seed)] as const)
  const rows = await warehouse.rows<{ table: string; comment: string }>(
    `SELECT concat(database, '.', name) AS table, comment FROM system.tables WHERE ${isOneOf(places.flatMap(([, ...both]) => both))}`,
  )
  const comments = new Map(rows.map(({ table, comment }) => [table, comment]))
  const other = places.filter(([, mine, theirs]) => comments.get(key(mine)) !== comments.get(key(theirs)))
  return new Set(other.flatMap(([seed]) => [...reach(graph.children, seed)]))
}

/** What stands of a model where an environment reads it: its own build, or production's. */
export function standing({ current, base }: PublishedState, model: string): Publication | undefined {
  const own = current.get(model)
  return own === undefined || own.physical === PRODUCTION ? base?.current.get(model) : own
}

/** The build that stands of a model, `PRODUCTION` where that is production's. */
export function standingBuild({ current, base }: PublishedState, model: string): string | undefined {
  const own = current.get(model)?.physical
  if (own !== undefined && own !== PRODUCTION) return own
  return base?.current.has(model) ? PRODUCTION : undefined
}
