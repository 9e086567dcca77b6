import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'

/** Creates and fills the marts that the reports read, under an environment's prefix. */
export async function fillMarts(warehouse: Warehouse, prefix: string): Promise<void> {
  const script = readFileSync(join(import.meta.dirname, 'marts.sql'), 'utf8').replaceAll('{p}', prefix)
  for (const statement of script.split(/;\s*\n/)) if (statement.trim() !== '') await warehouse.command(statement)
}
