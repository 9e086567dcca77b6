import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { openCluster } from './cluster/open-cluster.ts'
import { connect, type Warehouse } from './connect.ts'
import { ConfigurationError, InputError, PlatformError } from './errors.ts'
import { makeFolder } from './folder.ts'
import { guestsGone, visit } from './local/guest.ts'
import { DirectoryInUse, type LocalServer, startLocalServer } from './local/start.ts'
import { isAlive } from './process.ts'

/** How long a command waits for a server that another is starting or stopping, in milliseconds. */
const PATIENCE_MS = 20_000

/** What to connect to: a configured server, or a local one whose data lies under `home`. */
export interface WarehouseConfiguration {
  readonly url?: string
  /** Name of a cluster that `url` is the home of. */
  readonly cluster?: string
  /** Addresses of its other nodes, where they cannot be told from the home's. */
  readonly otherUrls?: readonly string[]
  readonly username?: string
  readonly password?: string
  /** Directory of everything Trunkline keeps on this machine. */
  readonly home: string
}

/** How a warehouse is closed. */
export interface Closing {
  /** Stop the server though other commands use it. */
  readonly signal?: AbortSignal
  /** Told when the server must go on for others. */
  readonly onWait?: () => void
}

/** An open warehouse. `close` also stops the local server if this process started it, once no other command uses it. */
export interface OpenWarehouse {
  readonly warehouse: Warehouse
  readonly server: LocalServer | undefined
  close(closing?: Closing): Promise<void>
}

/** The running local server, as other processes find it. */
export interface ServerFile {
  readonly pid: number
  readonly url: string
  readonly tcpPort: number
}

/**
 * Reads `CLICKHOUSE_URL` (of a cluster's nodes several, separated by commas, the home first), `CLICKHOUSE_USER`,
 * `CLICKHOUSE_PASSWORD`, `TRUNKLINE_CLUSTER` and `TRUNKLINE_HOME` (default `.trunkline`).
 */
export function warehouseConfiguration(environment: NodeJS.ProcessEnv): WarehouseConfiguration {
  const home = resolve(environment.TRUNKLINE_HOME || '.trunkline')
  makeFolder(home, 'set TRUNKLINE_HOME to a folder you may write to')
  const cluster = environment.TRUNKLINE_CLUSTER
  const [url, ...otherUrls] = (environment.CLICKHOUSE_URL ?? '').split(',').map((address) => address.trim())
  if (!url && cluster) {
    throw new ConfigurationError(
      `TRUNKLINE_CLUSTER is "${cluster}", and there is no CLICKHOUSE_URL`,
      'set CLICKHOUSE_URL to the address of the cluster’s home, such as http://node1:8123',
    )
  }
  if (!url) return { home }
  for (const address of [url, ...otherUrls]) {
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
      throw new ConfigurationError(`CLICKHOUSE_URL is "${address}"`, 'expected an address like http://localhost:8123')
    }
  }
  if (otherUrls.length > 0 && !cluster) {
    throw new ConfigurationError(
      `CLICKHOUSE_URL names ${otherUrls.length + 1} addresses, and there is no TRUNKLINE_CLUSTER`,
      'set TRUNKLINE_CLUSTER to the cluster’s name in remote_servers, or name one address',
    )
  }
  return {
    home,
    url,
    ...(cluster ? { cluster, otherUrls } : {}),
    ...(environment.CLICKHOUSE_USER ? { username: environment.CLICKHOUSE_USER } : {}),
    ...(environment.CLICKHOUSE_PASSWORD ? { password: environment.CLICKHOUSE_PASSWORD } : {}),
  }
}

/**
 * Opens the warehouse: the configured server, or the local server that already runs here, or a new one.
 *
 * @throws PlatformError when a configured server does not answer; ConfigurationError when it is no ClickHouse or does not let
 * the user in, and when the data directory is taken.
 */
export async function openWarehouse(
  configuration: WarehouseConfiguration,
  options: { readonly detached?: boolean } = {},
): Promise<OpenWarehouse> {
  const { url, cluster, otherUrls = [], username, password, home } = configuration
  if (url) {
    const credentials = { ...(username ? { username } : {}), ...(password ? { password } : {}) }
    const warehouse = cluster
      ? await openCluster(cluster, [url, ...otherUrls], credentials)
      : connect({ url, ...credentials })
    try {
      await warehouse.command('SELECT 1 FROM system.one')
    } catch (error) {
      await warehouse.close()
      throw unusable(error, url, username)
    }
    return { warehouse, server: undefined, close: () => warehouse.close() }
  }
  for (const until = performance.now() + PATIENCE_MS; ; await sleep(300)) {
    const joined = await joinServer(home)
    if (joined) return joined
    try {
      return await ownServer(home, options.detached === true)
    } catch (error) {
      // One that another command has just started, or that is just stopping.
      if (!(error instanceof DirectoryInUse) || performance.now() > until) throw error
    }
  }
}

/** REQUIRED_PASSWORD, UNKNOWN_USER, WRONG_PASSWORD, AUTHENTICATION_FAILED. */
const NOT_LET_IN = ['192', '193', '194', '516']

/** Why a configured server cannot be worked with, where that is a matter of how it is configured. */
function unusable(error: unknown, url: string, username = 'default'): unknown {
  if (error instanceof InputError || !(error instanceof Error)) return error
  const [said = ''] = error.message.split('\n')
  if (!(error instanceof ClickHouseError)) {
    return new ConfigurationError(
      `what answers at ${url} is no ClickHouse: ${said.slice(0, 100)}`,
      'set CLICKHOUSE_URL to the address of its HTTP interface, such as http://localhost:8123',
    )
  }
  if (!NOT_LET_IN.includes(error.code)) return error
  return new ConfigurationError(
    `ClickHouse at ${url} does not let ${username} in: ${said}`,
    'set CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
  )
}

/** The server of another process that runs here; undefined when there is none, or it is going. */
async function joinServer(home: string): Promise<OpenWarehouse | undefined> {
  const running = runningServer(home)
  if (!running) return undefined
  const leave = visit(home, running.pid)
  const warehouse = connect({ url: running.url })
  const close = async () => {
    await warehouse.close()
    leave()
  }
  // Its owner takes its note away first and looks for guests afterwards.
  if (runningServer(home)?.pid === running.pid && (await answers(warehouse))) {
    return { warehouse, server: undefined, close }
  }
  await close()
  return undefined
}

async function answers(warehouse: Warehouse): Promise<boolean> {
  try {
    await warehouse.command('SELECT 1 FROM system.one')
    return true
  } catch (error) {
    if (error instanceof PlatformError) return false
    throw error
  }
}

async function ownServer(home: string, detached: boolean): Promise<OpenWarehouse> {
  const server = await startLocalServer({ dir: join(home, 'clickhouse'), ...(detached ? { detached } : {}) })
  writeServerFile(home, { pid: server.pid, url: server.url, tcpPort: server.tcpPort })
  const warehouse = connect({ url: server.url })
  const close = async (closing: Closing = {}) => {
    await warehouse.close()
    if (detached) return
    forgetServer(home, server.pid)
    await guestsGone(home, server.pid, closing)
    await server.stop()
  }
  return { warehouse, server, close }
}

/** The local server under `home`, if its process lives. */
export function runningServer(home: string): ServerFile | undefined {
  const server = readServerFile(home)
  return server !== undefined && isServerProcess(server.pid) ? server : undefined
}

/** The note of the server that runs here; none where a disk that was full, or a machine that lost power, cut it off. */
function readServerFile(home: string): ServerFile | undefined {
  const file = serverFile(home)
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServerFile
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Removes the note of a server that has gone; a newer server's note stays. */
export function forgetServer(home: string, pid: number): void {
  if (readServerFile(home)?.pid === pid) rmSync(serverFile(home))
}

function serverFile(home: string): string {
  return join(home, 'server.json')
}

function writeServerFile(home: string, server: ServerFile): void {
  const temporary = `${serverFile(home)}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(server)}\n`)
  renameSync(temporary, serverFile(home))
}

/** A pid may have been given to another program since: where /proc tells, look at what runs there. */
function isServerProcess(pid: number): boolean {
  if (!isAlive(pid)) return false
  const commandLine = `/proc/${pid}/cmdline`
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('local/server.js')
}
