import { ClickHouseError } from '@clickhouse/client'
import { isConnectionError, type Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import type { LandingEvent } from './report.ts'

/** Ten minutes. */
const PATIENCE = 600_000
const LONGEST_PAUSE = 30_000

/** ClickHouse's codes that pass by themselves: too many queries, too many parts, out of memory just now, timeouts. */
const PASSING = new Set(['202', '252', '241', '209', '210', '159'])

/** True for a fault that waiting can mend: the server went away, or is too busy. */
export function isPassing(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof ClickHouseError && PASSING.has(error.code))
}

/**
 * Waits with growing pauses until ClickHouse answers again.
 *
 * @throws PlatformError when it has not answered for as long as `patience` says.
 */
export async function waitForServer(
  warehouse: Warehouse,
  reason: unknown,
  patience: number | undefined,
  onEvent: ((event: LandingEvent) => void) | undefined,
): Promise<void> {
  const began = Date.now()
  const message = reason instanceof Error ? reason.message : String(reason)
  for (let pause = 250; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    onEvent?.({ is: 'waiting', reason: message, seconds: (Date.now() - began) / 1000 })
    await new Promise((resolve) => setTimeout(resolve, pause))
    try {
      await warehouse.command('SELECT 1 FROM system.one')
      return
    } catch (error) {
      if (!isPassing(error)) throw error
    }
    if (Date.now() - began > (patience ?? PATIENCE)) {
      throw new PlatformError(
        `${message}; gave up after ${Math.round((Date.now() - began) / 1000)} s`,
        'nothing is lost: run the same command again when ClickHouse answers, and it goes on where it was',
      )
    }
  }
}
