import type { Warehouse } from '../../warehouse/connect.ts'

/** A warehouse that answers so many statements and no more: what a run leaves when its process dies there. */
export function dying(warehouse: Warehouse, statements: number): Warehouse {
  let left = statements
  const guard = <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1
    return left < 0 ? Promise.reject(new Error('killed by the test')) : work()
  }
  return {
    ...warehouse,
    command: (sql, options) => guard(() => warehouse.command(sql, options)),
    rows: <T>(sql: string, options?: object) => guard(() => warehouse.rows<T>(sql, options)),
  }
}
