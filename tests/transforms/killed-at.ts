import type { ClusterNode } from '../../warehouse/cluster/cluster.ts'
import type { StatementOptions, Warehouse } from '../../warehouse/connect.ts'

/** A warehouse each of whose nodes (`host:port`, '' where it is no cluster) is sent what `sending` makes of a statement. */
export function watched(
  warehouse: Warehouse,
  sending: (
    sql: string,
    options: StatementOptions | undefined,
    node: string,
  ) => readonly [string, StatementOptions | undefined],
): Warehouse {
  const watch = (server: Warehouse, node: string): Warehouse => ({
    ...server,
    command: (sql, options) => server.command(...sending(sql, options, node)),
    rows: (sql, options) => server.rows(...sending(sql, options, node)),
  })
  const { cluster } = warehouse
  if (cluster === undefined) return watch(warehouse, '')
  const nodes = cluster.nodes.map(
    (node): ClusterNode => ({ ...node, warehouse: watch(node.warehouse, `${node.host}:${node.port}`) }),
  )
  const home = nodes[cluster.nodes.indexOf(cluster.home)]!
  return {
    ...warehouse,
    command: home.warehouse.command,
    rows: home.warehouse.rows,
    cluster: { ...cluster, nodes, home },
  }
}

/** Whether a statement fills a table of the build database. */
export function fills(sql: string): boolean {
  return /^INSERT INTO `\w*trunkline_build/.test(sql)
}

/**
 * Ends this process by SIGKILL while a statement is on its way: the one of this number, or the first that fills a table. What
 * fills a table takes seconds, so that the server is left with it.
 */
export function killedAt(warehouse: Warehouse, at: number | 'filling'): Warehouse {
  const settings = { function_sleep_max_microseconds_per_block: 60_000_000 }
  let sent = 0
  return watched(warehouse, (sql, options) => {
    sent += 1
    const filling = fills(sql)
    if (at === 'filling' ? filling : sent === at) {
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), at === 'filling' ? 300 : 3)
    }
    if (!filling) return [sql, options]
    const slow = sql.replace(/ where /i, ' WHERE sleepEachRow(0.2) = 0 AND ')
    return [slow, { ...options, settings: { ...options?.settings, ...settings } }]
  })
}
