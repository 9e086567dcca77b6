import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, type Warehouse } from '../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../warehouse/quote.ts'

/** Prefixes that this test file was given. */
const prefixes: string[] = []
/** Connections of this test file that are open. */
let open = 0

/**
 * A connection to the run's embedded ClickHouse, closed after the test file. With the last one its databases are dropped:
 * the server looks after every table that stands for as long as the run lasts.
 */
export function testWarehouse(): Warehouse {
  const warehouse = connect({ url: inject('clickhouseUrl') })
  open += 1
  afterAll(async () => {
    open -= 1
    if (open === 0) for (const prefix of prefixes.splice(0)) await dropDatabases(warehouse, prefix)
    await warehouse.close()
  })
  return warehouse
}

/** A database prefix (an environment) that no other test file uses, such as `t3f9a1c2__`. */
export function uniquePrefix(): string {
  const prefix = `t${randomBytes(4).toString('hex')}__`
  prefixes.push(prefix)
  return prefix
}

async function dropDatabases(warehouse: Warehouse, prefix: string): Promise<void> {
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.databases WHERE startsWith(name, ${quoteText(prefix)})`,
  )
  await Promise.all(rows.map(({ name }) => warehouse.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} SYNC`)))
}
