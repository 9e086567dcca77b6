import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** `trunkline ingest … --watch` as a user runs it, in processes that are killed and started again. */
export interface IngestProcesses {
  start(): void
  /** SIGKILL to one of them, by chance; another takes its place. */
  kill(): Promise<void>
  /** One more joins, and the oldest leaves in order. */
  replace(): Promise<void>
  stop(): Promise<void>
}

export function ingestProcesses(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): IngestProcesses {
  const running: ChildProcess[] = []
  const launch = join(import.meta.dirname, '..', '..', 'cli', 'launch.js')
  const start = () => {
    const child = spawn(
      process.execPath,
      [launch, 'ingest', ...args, '--watch', '--health-port', 'none', '--batch-rows', '5000'],
      {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'ignore', 'ignore'],
      },
    )
    running.push(child)
    // One that gave up, because it began while the server was away, is started again.
    child.once('exit', (code) => {
      const at = running.indexOf(child)
      if (at < 0) return
      running.splice(at, 1)
      if (code !== 0) setTimeout(start, 500)
    })
  }
  const end = async (child: ChildProcess | undefined, signal: NodeJS.Signals) => {
    if (!child) return
    running.splice(running.indexOf(child), 1)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    start,
    async kill() {
      await end(running[Math.floor(Math.random() * running.length)], 'SIGKILL')
      start()
    },
    async replace() {
      start()
      await end(running[0], 'SIGTERM')
    },
    async stop() {
      await Promise.all([...running].map((child) => end(child, 'SIGTERM')))
    },
  }
}
