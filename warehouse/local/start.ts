import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ConfigurationError, PlatformError } from '../errors.ts'
import { writeServerConfig } from './config.ts'

/** A running local server; `stop` flushes and waits, `kill` is the crash that tests ask for. */
export interface LocalServer {
  readonly url: string
  readonly httpPort: number
  readonly tcpPort: number
  readonly pid: number
  /** Resolves when the process has gone, however it went. */
  readonly exited: Promise<void>
  isRunning(): boolean
  stop(): Promise<void>
  kill(): Promise<void>
}

/** The data directory belongs to another server process. */
export class DirectoryInUse extends ConfigurationError {}

export interface LocalServerOptions {
  /** Holds `data/`, `config.xml` and `users.xml`. */
  readonly dir: string
  readonly httpPort?: number
  readonly tcpPort?: number
  readonly configXml?: string
  /** Settings of whoever connects, unless they say otherwise. */
  readonly settings?: Readonly<Record<string, number>>
  /** Lives on after this process; stop it by its pid. Its messages go to `server.log` in `dir`. */
  readonly detached?: boolean
}

const launcher = join(import.meta.dirname, 'server.js')

/**
 * Starts ClickHouse from the npm package `chdb` as a child process on loopback.
 *
 * @throws DirectoryInUse when another process owns `dir`; PlatformError when the server does not come up.
 */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const config = writeServerConfig(options.dir, options.configXml, options.settings)
  const log = options.detached ? openSync(join(options.dir, 'server.log'), 'a') : 'pipe'
  const child = spawn(
    process.execPath,
    [
      launcher,
      `--path=${join(options.dir, 'data')}`,
      `--config-file=${config}`,
      `--http_port=${options.httpPort ?? 0}`,
      `--tcp_port=${options.tcpPort ?? 0}`,
    ],
    {
      stdio: [options.detached ? 'ignore' : 'pipe', 'pipe', log],
      detached: true, // its own group: Ctrl-C reaches us first, and we stop it in order
      env: { ...process.env, ...(options.detached ? { TRUNKLINE_DETACHED: '1' } : {}) },
    },
  )
  let messages = ''
  child.stderr?.on('data', (chunk) => {
    messages = (messages + chunk).slice(-4000)
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const [httpPort, tcpPort] = await announcedPorts(child, exited, () => startFailure(options.dir, messages))
  if (options.detached) {
    child.stdout?.destroy()
    child.unref()
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  return {
    url: `http://127.0.0.1:${httpPort}`,
    httpPort,
    tcpPort,
    pid: child.pid!,
    exited,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

function announcedPorts(child: ChildProcess, exited: Promise<void>, failure: () => Error): Promise<[number, number]> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const match = /^listening (\d+)\s+(\d+)/.exec(line)
      if (match) resolve([Number(match[1]), Number(match[2])])
    })
    child.once('error', reject)
    exited.then(() => reject(failure()))
  })
}

function startFailure(dir: string, messages: string): Error {
  if (/Cannot lock file|another server instance|already running/i.test(messages)) {
    return new DirectoryInUse(
      `${dir} is in use by another ClickHouse server process`,
      'stop that one (`trunkline down`) or wait for it, or give this one its own directory with TRUNKLINE_HOME',
    )
  }
  const first = messages.trim().split('\n')[0] ?? ''
  const where = existsSync(join(dir, 'server.log')) ? ` (see ${join(dir, 'server.log')})` : ''
  return new PlatformError(`the local ClickHouse server did not start${where}: ${first || 'no message'}`)
}
