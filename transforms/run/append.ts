import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'

/** Appends rows to one of the engine's tables in one block: all of them or none. */
export async function append(
  warehouse: Warehouse,
  environment: Environment,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  if (rows.length === 0) return
  const name = `${quoteIdentifier(stateDatabase(environment))}.${table}`
  const lines = rows.map((row) => JSON.stringify(row)).join('\n')
  await warehouse.command(`INSERT INTO ${name} (${Object.keys(rows[0]!).join(', ')}) FORMAT JSONEachRow\n${lines}`, {
    settings: { async_insert: 0, input_format_parallel_parsing: 0, date_time_input_format: 'best_effort' },
  })
}
