import type { Warehouse } from '../../warehouse/connect.ts'
import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Project } from '../project/project.ts'

/** Every model's SQL as ClickHouse itself lays it out for people, by model. */
export async function formattedSql(warehouse: Warehouse, { graph }: Project): Promise<ReadonlyMap<string, string>> {
  const place = published({ prefix: '' })
  const models = [...graph.models.values()]
  const texts = await formatQueries(
    warehouse,
    models.map((model) => compileModel(model, place).sql),
  )
  return new Map(models.map(({ name }, index) => [name, texts[index]!]))
}

/** Queries as ClickHouse lays them out; '' stays ''. */
export async function formatQueries(warehouse: Warehouse, queries: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  // One by one: together they are longer than a query parameter may be.
  for (const sql of queries) {
    const rows =
      sql === ''
        ? [{ text: '' }]
        : await warehouse.rows<{ text: string }>('SELECT formatQuery({sql:String}) AS text', { params: { sql } })
    found.push(rows[0]!.text)
  }
  return found
}
