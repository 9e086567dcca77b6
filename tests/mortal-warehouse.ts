import type { Warehouse } from '../warehouse/connect.ts'

/**
 * A warehouse that kills its own process, with SIGKILL, while the server works on the statement of this number, from 1;
 * without a number it lives. For processes that a test starts to be killed.
 */
export function mortal(warehouse: Warehouse, statement: string | undefined): Warehouse {
  let left = Number(statement ?? Number.POSITIVE_INFINITY)
  const dieAt = <T>(working: Promise<T>): Promise<T> => {
    left -= 1
    // A moment, so that it is on its way.
    if (left === 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2)
    return left <= 0 ? working.then(() => new Promise<T>(() => {})) : working
  }
  return {
    ...warehouse,
    command: (sql, options) => dieAt(warehouse.command(sql, options)),
    rows: <T>(sql: string, options?: object) => dieAt(warehouse.rows<T>(sql, options)),
    insertNative: (...given) => dieAt(warehouse.insertNative(...given)),
  }
}
