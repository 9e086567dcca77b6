import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, type Warehouse } from '../warehouse/connect.ts'

/** A connection to the run's embedded ClickHouse, closed after the test file. */
export function testWarehouse(): Warehouse {
  const warehouse = connect({ url: inject('clickhouseUrl') })
  afterAll(() => warehouse.close())
  return warehouse
}

/** A database prefix (an environment) that no other test file uses, such as `t3f9a1c2__`. */
export function uniquePrefix(): string {
  return `t${randomBytes(4).toString('hex')}__`
}
