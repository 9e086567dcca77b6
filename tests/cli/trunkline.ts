import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const launcher = join(import.meta.dirname, '..', '..', 'cli', 'launch.js')

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A folder for Trunkline to keep its things in, removed after the test or suite that made it. */
export function newHome(cleanUp: (work: () => void) => void = onTestFinished): string {
  const home = temporaryFolder('cli')
  cleanUp(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  return home
}

/** Starts the command line as a user's shell does; `CLICKHOUSE_URL` of the surroundings is not passed on. */
export function spawnTrunkline(home: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
  const { CLICKHOUSE_URL, ...environment } = process.env
  return spawn(process.execPath, [launcher, ...args], {
    env: { ...environment, TRUNKLINE_HOME: home, ...more },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs a command to its end. */
export async function trunkline(home: string, args: readonly string[], input?: string | Uint8Array): Promise<Finished> {
  const child = spawnTrunkline(home, args)
  child.stdin!.end(input)
  return finished(child)
}

/** Runs commands that start nothing and leave nothing behind, in one process: a process of its own costs each a start. */
export async function trunklineEach(home: string, lines: readonly (readonly string[])[]): Promise<readonly Finished[]> {
  const { CLICKHOUSE_URL, ...environment } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, 'many-in-one.ts'), JSON.stringify(lines)], {
    env: { ...environment, TRUNKLINE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { code, out, err } = await finished(child)
  if (code !== 0) throw new Error(`the process of the commands ended with ${code}: ${err}`)
  return JSON.parse(out) as readonly Finished[]
}

export function finished(child: ChildProcess): Promise<Finished> {
  let out = ''
  let err = ''
  child.stdout!.on('data', (chunk) => (out += chunk))
  child.stderr!.on('data', (chunk) => (err += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}
