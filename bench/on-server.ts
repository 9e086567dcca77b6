import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Warehouse } from '../warehouse/connect.ts'
import { startLocalServer } from '../warehouse/local/start.ts'

/** Where a benchmark works: a ClickHouse of its own, its process, and the folder that is removed with it. */
export interface BenchServer {
  readonly warehouse: Warehouse
  readonly pid: number
  readonly folder: string
}

/** Works with a new, empty server; whatever happens, it is stopped and nothing of it stays. */
export async function onServer<T>(work: (server: BenchServer) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'))
  const server = await startLocalServer({ dir: join(folder, 'clickhouse') })
  const warehouse = connect({ url: server.url })
  try {
    return await work({ warehouse, pid: server.pid, folder })
  } finally {
    await warehouse.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
