import { onEveryNode } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { hasDatabase, relationColumns } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { createRegister } from '../../warehouse/register.ts'
import { readState } from '../plan/state.ts'
import { type Environment, PRODUCTION, stateDatabase } from '../project/environment.ts'
import { acquireLock } from './lock.ts'

/** What there is of an environment. */
export interface EnvironmentStatus {
  readonly name: string
  /** Models with a build of their own. */
  readonly own: readonly string[]
  /** Models shown as production has them. */
  readonly shown: number
  /** On disk; files that a copy shares count in full. */
  readonly bytes: number
  readonly lastRun: string | null
  /** Whether events were landed into it: it then reads nothing of production. */
  readonly landed: boolean
}

/** Every environment of a warehouse but production, by name. */
export async function listEnvironments(warehouse: Warehouse): Promise<readonly EnvironmentStatus[]> {
  const rows = await warehouse.rows<{ prefix: string; bytes: string; landed: boolean }>(
    `SELECT substring(d.name, 1, length(d.name) - length('trunkline')) AS prefix,
            (SELECT sum(total_bytes) FROM system.tables AS t WHERE startsWith(t.database, prefix)) AS bytes,
            prefix || 'raw' IN (SELECT name FROM system.databases) AS landed
       FROM system.databases AS d WHERE endsWith(d.name, '__trunkline') ORDER BY prefix`,
  )
  const found = await Promise.all(rows.map((row) => statusOf(warehouse, row)))
  return found.filter((status) => status !== undefined)
}

/** Undefined for an environment that is being made or dropped while it is looked at. */
async function statusOf(
  warehouse: Warehouse,
  { prefix, bytes, landed }: { readonly prefix: string; readonly bytes: string; readonly landed: boolean },
): Promise<EnvironmentStatus | undefined> {
  const environment = { prefix }
  const database = quoteIdentifier(stateDatabase(environment))
  try {
    const [{ current }, last] = await Promise.all([
      readState(warehouse, environment),
      warehouse.rows<{ at: string | null }>(
        `SELECT nullIf(max(started_at), toDateTime64(0, 3)) AS at FROM ${database}.run`,
      ),
    ])
    const own = [...current.values()].filter(({ physical }) => physical !== PRODUCTION).map(({ model }) => model)
    return {
      name: prefix.replace(/__$/, ''),
      own: own.sort(),
      shown: current.size - own.length,
      bytes: Number(bytes),
      lastRun: last[0]?.at ?? null,
      landed: Boolean(landed),
    }
  } catch (error) {
    const lacking = ['UNKNOWN_TABLE', 'UNKNOWN_DATABASE', 'UNKNOWN_IDENTIFIER']
    if (!lacking.includes((error as { type?: string }).type ?? '')) throw error
    const stands = await relationColumns(warehouse, { database: stateDatabase(environment), table: 'publication' })
    if (stands.length === 0) return undefined
    const name = prefix.replace(/__$/, '')
    throw new ConfigurationError(
      `environment ${name} was last run by an earlier version of Trunkline`,
      `trunkline run --env ${name} brings it up to date; trunkline env drop ${name} takes it away`,
    )
  }
}

/** ConfigurationError where there is no such environment; asking must not make one. */
export async function requireEnvironment(warehouse: Warehouse, environment: Environment): Promise<void> {
  if (await hasDatabase(warehouse, stateDatabase(environment))) return
  throw new ConfigurationError(
    `there is no environment ${environment.prefix.replace(/__$/, '')}`,
    'trunkline env list shows all; trunkline run --env <name> makes one',
  )
}

/**
 * Drops an environment with everything in it, and answers the databases that went. Nothing outside can read it: what was
 * promoted is production's own copy.
 *
 * @throws ConfigurationError for production, where there is no such environment, where a run is under way in it, and where
 * events were landed into it and `withEvents` does not say that they go too.
 */
export async function dropEnvironment(
  warehouse: Warehouse,
  { prefix }: Environment,
  options: { readonly withEvents?: boolean; readonly breakLock?: boolean } = {},
): Promise<readonly string[]> {
  if (prefix === '') throw new ConfigurationError('production cannot be dropped')
  const databases = (
    await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.databases WHERE startsWith(name, ${quoteText(prefix)}) ORDER BY endsWith(name, 'trunkline'), name`,
    )
  ).map(({ name }) => name)
  if (databases.length === 0) await requireEnvironment(warehouse, { prefix })
  if (databases.includes(`${prefix}raw`) && !options.withEvents) {
    throw new ConfigurationError(`events were landed into ${prefix.replace(/__$/, '')}`, 'drop them too: --with-events')
  }
  // A run under way would go on building into what is dropped.
  await createRegister(warehouse, stateDatabase({ prefix }))
  await acquireLock(warehouse, { prefix }, options)
  // The lock's own database goes last: a drop that is killed can be done again.
  for (const name of databases) {
    await onEveryNode(warehouse, (on) => `DROP DATABASE IF EXISTS ${quoteIdentifier(name)}${on} SYNC`)
  }
  return databases
}
