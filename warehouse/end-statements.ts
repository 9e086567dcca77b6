import { nodesOf } from './cluster/cluster.ts'
import type { Warehouse } from './connect.ts'

/**
 * Ends statements that a dead process left running in the server, on every node: `where` is a condition over
 * `system.processes`. With `patient` those too that the server has received and not begun.
 */
export async function endStatements(
  warehouse: Warehouse,
  where: string,
  { patient }: { readonly patient: boolean },
): Promise<void> {
  await Promise.all(nodesOf(warehouse).map((node) => (patient ? endPatiently(node, where) : end(node, where))))
}

function end(server: Warehouse, where: string): Promise<void> {
  return server.command(`KILL QUERY WHERE ${where} SYNC`)
}

async function endPatiently(server: Warehouse, where: string): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const [running] = await server.rows<{ n: string }>(`SELECT count() AS n FROM system.processes WHERE ${where}`)
    if (Number(running!.n) > 0) {
      await end(server, where)
      quiet = 0
    } else quiet++
    // A request that the server has received and not begun shows up within this pause.
    if (quiet < 2) await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
