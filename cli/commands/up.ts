import { ConfigurationError } from '../../warehouse/errors.ts'
import { openWarehouse, runningServer, warehouseConfiguration } from '../../warehouse/open.ts'

/** `trunkline up`: starts the local ClickHouse in the background. */
export async function up(options: { json?: boolean }): Promise<void> {
  const configuration = warehouseConfiguration(process.env)
  if (configuration.url) {
    throw new ConfigurationError(
      `CLICKHOUSE_URL is set (${configuration.url}): there is no local server to start`,
      'unset CLICKHOUSE_URL, or go on with the server it names',
    )
  }
  const before = runningServer(configuration.home)
  if (!before) await (await openWarehouse(configuration, { detached: true })).close()
  const server = runningServer(configuration.home)
  if (options.json) process.stdout.write(`${JSON.stringify({ ...server, started: !before })}\n`)
  else {
    process.stdout.write(
      `ClickHouse ${before ? 'was already running' : 'is running'} at ${server?.url} (native TCP port ${server?.tcpPort}, pid ${server?.pid})\n` +
        'stop it with: trunkline down\n',
    )
  }
}
