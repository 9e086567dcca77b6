import type { Warehouse } from '../../warehouse/connect.ts'
import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Project } from '../project/project.ts'

/** Every model's SQL as ClickHouse itself lays it out for people, by model. */
export async function formattedSql(warehouse: Warehouse, { graph }: Project): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  // One by one: together they are longer than a query parameter may be.
  for (const model of graph.models.values()) {
    const { sql } = compileModel(model, published({ prefix: '' }))
    const [row] = await warehouse.rows<{ text: string }>('SELECT formatQuery({sql:String}) AS text', {
      params: { sql },
    })
    found.set(model.name, row!.text)
  }
  return found
}
