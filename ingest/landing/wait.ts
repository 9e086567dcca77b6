import { setTimeout as sleep } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { isConnectionError, type Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import type { LandingOptions } from './report.ts'

/** Ten minutes. */
const PATIENCE = 600_000
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 30_000

/** ClickHouse's codes that pass by themselves: too many queries, too many parts, out of memory just now, timeouts, a server that ends. */
const PASSING = new Set(['202', '252', '241', '209', '210', '159', '236', '394'])

/** True for a fault that waiting can mend: the server went away, or is too busy. */
export function isPassing(error: unknown): boolean {
  return isConnectionError(error) || (error instanceof ClickHouseError && PASSING.has(error.code))
}

/** Waits that grow as long as nothing lands in between. */
export interface Waiting {
  /**
   * Waits until ClickHouse answers again; false when it was told to wait no longer.
   *
   * @throws PlatformError when nothing has landed for as long as `patience` says.
   */
  outlast(reason: unknown): Promise<boolean>
  /** Something has landed: the next trouble is a new one. */
  over(): void
}

export function waiting(warehouse: Warehouse, { patience, signal, onEvent }: LandingOptions): Waiting {
  let began: number | undefined
  let pause = FIRST_PAUSE
  return {
    over() {
      began = undefined
      pause = FIRST_PAUSE
    },
    async outlast(reason) {
      began ??= Date.now()
      const message = reason instanceof Error ? reason.message : String(reason)
      for (;;) {
        const waited = Date.now() - began
        if (waited > (patience ?? PATIENCE)) {
          throw new PlatformError(
            `${message}; gave up after ${Math.round(waited / 1000)} s`,
            'nothing is lost: run the same command again when ClickHouse answers, and it goes on where it was',
          )
        }
        onEvent?.({ is: 'waiting', reason: message, seconds: waited / 1000 })
        // Interrupted by the signal; there is nothing else that could fail.
        await sleep(pause, undefined, signal ? { signal } : {}).catch(() => undefined)
        if (signal?.aborted) return false
        pause = Math.min(pause * 2, LONGEST_PAUSE)
        try {
          await warehouse.command('SELECT 1 FROM system.one')
          return true
        } catch (error) {
          if (!isPassing(error)) throw error
        }
      }
    },
  }
}
