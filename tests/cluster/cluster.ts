import { rmSync } from 'node:fs'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { SIMULATOR_FEED, simulate } from '../../samples/simulator/simulate.ts'
import { pool } from '../../transforms/run/pool.ts'
import { openCluster } from '../../warehouse/cluster/open-cluster.ts'
import { connect, type Warehouse } from '../../warehouse/connect.ts'
import { type LocalCluster, startLocalCluster } from '../../warehouse/local/local-cluster.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** A cluster of real server processes. */
export interface RunningCluster {
  readonly local: LocalCluster
  readonly warehouse: Warehouse
  stop(): Promise<void>
}

export async function startCluster(count: number): Promise<RunningCluster> {
  const dir = temporaryFolder('test')
  const local = await startLocalCluster(dir, count)
  const warehouse = await openCluster(local.name, local.urls)
  return {
    local,
    warehouse,
    async stop() {
      await warehouse.close()
      await local.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Lands the sample operator, its events dealt out over several partitions as a feed of several files would be. */
export async function landSample(
  warehouse: Warehouse,
  size: { readonly subscribers: number; readonly months: number },
  partitions = 6,
): Promise<number> {
  await createLandingTables(warehouse, landingDatabases())
  const events = [...simulate(size)]
  for (let number = 0; number < partitions; number++) {
    const own = events.filter((_, index) => index % partitions === number)
    await landEvents(warehouse, SIMULATOR_FEED, `sample ${number}`, () => own)
  }
  await landTimeZones(warehouse, ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh'])
  return events.length
}

/** Gives another warehouse the very rows that one has landed, landing times and batches with them. */
export async function copyLanded(from: Warehouse, to: Warehouse, prefix: string): Promise<void> {
  const { raw, quarantine, platform } = landingDatabases(prefix)
  await createLandingTables(to, landingDatabases(prefix))
  const { host, port } = from.cluster!.home
  const tables = await to.rows<{ database: string; name: string }>(
    `SELECT database, name FROM system.tables WHERE database IN ('${raw}', '${quarantine}')
       OR (database = '${platform}' AND name IN ('landing', 'feed_state', 'feed_file'))`,
  )
  for (const { database, name } of tables) {
    const source = `remote('${host}:${port}', '${database.slice(prefix.length)}', '${name}')`
    await to.command(`INSERT INTO ${database}.${name} SELECT * FROM ${source}`)
  }
}

/** Rows and a sum of their hashes of each model as published, as a reader of this server sees it. */
export async function checksums(
  server: Warehouse,
  models: readonly string[],
  prefix = '',
): Promise<Readonly<Record<string, string>>> {
  const found = await pool(models, 4, async (model) => {
    const [row] = await server.rows<{ sum: string }>(
      `SELECT concat(toString(count()), ' rows, ', toString(sum(cityHash64(toString(tuple(*)))))) AS sum FROM ${prefix}${model}`,
    )
    return [model, row!.sum] as const
  })
  return Object.fromEntries(found)
}

/** A connection to one server as any reader has it. */
export function reader(url: string): Warehouse {
  return connect({ url })
}
