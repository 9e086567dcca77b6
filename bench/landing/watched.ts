import type { Warehouse } from '../../warehouse/connect.ts'
import { serverCpu } from '../measure.ts'

/** Rows becoming visible in a table. */
export interface Watched {
  /** Rows a second from the first that were seen to the last. */
  readonly rate: number
  /** From the start of the work to the last row. */
  readonly seconds: number
  readonly serverCpuSeconds: number
}

const POLL_MS = 50

/** Starts work and watches until `rows` rows are visible for the condition. */
export async function watchRows(
  warehouse: Warehouse,
  serverPid: number,
  rows: number,
  table: string,
  work: () => Promise<unknown>,
  before = 0,
): Promise<Watched> {
  const cpu = serverCpu(serverPid)
  const started = performance.now()
  let failed: unknown
  const working = work().catch((error) => {
    failed = error ?? new Error('the work failed')
  })
  let first: { readonly at: number; readonly rows: number } | undefined
  for (;;) {
    const [row] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${table}`)
    const seen = Number(row!.n) - before
    const at = performance.now()
    if (failed) throw failed
    if (seen > 0) first ??= { at, rows: seen }
    if (seen >= rows) {
      await working
      if (failed) throw failed
      if (seen > rows) throw new Error(`${seen} rows in ${table} instead of ${rows}`)
      const rate =
        first!.rows === rows ? rows / ((at - started) / 1000) : (rows - first!.rows) / ((at - first!.at) / 1000)
      return { rate, seconds: (at - started) / 1000, serverCpuSeconds: serverCpu(serverPid) - cpu }
    }
    if (at - started > 180_000) throw new Error(`${seen} of ${rows} rows in ${table} after three minutes`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
