import type { Warehouse } from '../../warehouse/connect.ts'
import { hasDatabase } from '../../warehouse/inspect.ts'
import { isOneOf } from '../../warehouse/quote.ts'
import { type Environment, PRODUCTION, published, stateDatabase } from '../project/environment.ts'
import { type Graph, reach } from '../project/graph.ts'
import { splitName } from '../project/relation.ts'
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
  /** Models whose published columns are others than production's: a view keeps the types that it was made with. */
  readonly columnsOtherwise: ReadonlySet<string>
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
  const [{ current }, seededOtherwise, columnsOtherwise] = await Promise.all([
    readState(warehouse, production),
    readSeededOtherwise(warehouse, { prefix }, production, graph),
    readColumnsOtherwise(warehouse, { prefix }, production, graph),
  ])
  return { environment: production, current, seededOtherwise, columnsOtherwise }
}

async function readColumnsOtherwise(
  warehouse: Warehouse,
  own: Environment,
  production: Environment,
  graph: Graph,
): Promise<ReadonlySet<string>> {
  const folders = new Set([...graph.models.keys()].map((name) => splitName(name).database))
  const databases = [own, production].flatMap(({ prefix }) => [...folders].map((folder) => `${prefix}${folder}`))
  const rows = await warehouse.rows<{ table: string; columns: string }>(
    `SELECT concat(database, '.', table) AS table, toString(cityHash64(groupArray((name, type)))) AS columns
       FROM (SELECT database, table, name, type FROM system.columns
         WHERE database IN {databases:Array(String)} ORDER BY database, table, position)
      GROUP BY table`,
    { params: { databases } },
  )
  const columns = new Map(rows.map((row) => [row.table, row.columns]))
  const differs = (name: string) => {
    const [mine, theirs] = [own, production].map(({ prefix }) => columns.get(`${prefix}${name}`))
    return mine !== undefined && theirs !== undefined && mine !== theirs
  }
  return new Set([...graph.models.keys()].filter(differs))
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
