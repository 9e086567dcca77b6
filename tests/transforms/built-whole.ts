import type { Placement } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import type { Project } from '../../transforms/project/project.ts'
import { buildModel, buildStatements } from '../../transforms/run/build.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

/** Models whose published rows are not those of building each whole from what stands in `raw`, without intervals. */
export async function differences(
  warehouse: Warehouse,
  prefix: string,
  { graph }: Project,
): Promise<readonly string[]> {
  const whole: Placement = published({ prefix: `${prefix}whole_`, sourcePrefix: prefix })
  const different: string[] = []
  const databases = new Set<string>()
  for (const each of graph.models.values()) {
    const target = whole(each)
    if (!databases.has(target.database)) {
      await warehouse.command(`DROP DATABASE IF EXISTS ${target.database} SYNC`)
      await warehouse.command(`CREATE DATABASE ${target.database}`)
    }
    databases.add(target.database)
    await buildModel(warehouse, buildStatements(each, target, whole))
    const digest = (table: string) =>
      `SELECT concat(toString(count()), ' ', toString(sum(cityHash64(toString(tuple(*)))))) AS digest FROM ${table}`
    const [a, b] = await Promise.all(
      [`${prefix}${each.name}`, `${target.database}.${target.name}`].map((table) =>
        warehouse.rows<{ digest: string }>(digest(table)),
      ),
    )
    if (a![0]!.digest !== b![0]!.digest) different.push(`${each.name}: ${a![0]!.digest}, whole ${b![0]!.digest}`)
  }
  for (const database of databases) await warehouse.command(`DROP DATABASE ${database}`)
  return different
}
