import { randomUUID } from 'node:crypto'
import type { StatementOptions, Warehouse } from '../../warehouse/connect.ts'
import { endStatements } from '../../warehouse/end-statements.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'

/**
 * The same connections, whose statements bear the run's name in their query ids (`dev_ana__trunkline/run/17/<uuid>`): in the
 * query log it says whose they are, and the next run finds what a killed one has left running.
 */
export function underRun(warehouse: Warehouse, environment: Environment, run: number): Warehouse {
  const named = (server: Warehouse): Warehouse => {
    const id = (options: StatementOptions = {}) => ({
      queryId: `${idPrefix(environment)}${run}/${randomUUID()}`,
      ...options,
    })
    return {
      ...server,
      command: (sql, options) => server.command(sql, id(options)),
      rows: (sql, options) => server.rows(sql, id(options)),
    }
  }
  const { cluster } = warehouse
  if (cluster === undefined) return named(warehouse)
  const nodes = cluster.nodes.map((node) => ({ ...node, warehouse: named(node.warehouse) }))
  return { ...named(warehouse), cluster: { ...cluster, nodes, home: nodes[cluster.nodes.indexOf(cluster.home)]! } }
}

/**
 * Ends what runs of an environment that hold its lock no more are still doing in the server, on every node. With `died` the
 * owner before was killed, perhaps with a request on its way.
 */
export function endLeftRunning(warehouse: Warehouse, environment: Environment, died: boolean): Promise<void> {
  // What one server has sent on to another bears the id of the query that it is of.
  const where = `user = currentUser() AND startsWith(initial_query_id, ${quoteText(idPrefix(environment))})`
  return endStatements(warehouse, where, { patient: died })
}

function idPrefix(environment: Environment): string {
  return `${stateDatabase(environment)}/run/`
}
