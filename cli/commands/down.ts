import { setTimeout as sleep } from 'node:timers/promises'
import { PlatformError } from '../../warehouse/errors.ts'
import { forgetServer, runningServer, warehouseConfiguration } from '../../warehouse/open.ts'

const PATIENCE_MS = 60_000

/** `trunkline down`: stops the local ClickHouse of this folder, and waits until it has gone. */
export async function down(options: { json?: boolean }): Promise<void> {
  const { home } = warehouseConfiguration(process.env)
  const server = runningServer(home)
  if (server) {
    process.kill(server.pid, 'SIGTERM')
    const until = performance.now() + PATIENCE_MS
    while (runningServer(home)) {
      if (performance.now() > until) {
        throw new PlatformError(
          `ClickHouse (pid ${server.pid}) has not stopped within a minute`,
          'look at what it is doing, or end it by its pid',
        )
      }
      await sleep(50)
    }
    forgetServer(home, server.pid)
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ stopped: server !== undefined })}\n`)
  else
    process.stdout.write(
      server ? `ClickHouse (pid ${server.pid}) has stopped\n` : 'no local ClickHouse is running here\n',
    )
}
