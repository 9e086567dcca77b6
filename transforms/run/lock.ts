import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, PlatformError } from '../../warehouse/errors.ts'
import { processStart, stillRuns } from '../../warehouse/process.ts'
import { compareAndSet, createRegister, readRegister, type Step } from '../../warehouse/register.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import { endLeftRunning, underRun } from './own-statements.ts'

const KEY = 'transforms/run'

/** The right to build and publish in one environment. */
export interface RunLock {
  /** Number of the run: grows with every run, and is never used twice. */
  readonly run: number
  /** See `lockMark`: what it was when this lock was taken. */
  readonly before: string
  /** What the run's statements go through, see `underRun`. */
  readonly warehouse: Warehouse
  /** Proves that nobody took the lock away since; PlatformError if somebody did. Call it before what cannot be undone. */
  confirm(): Promise<void>
  release(): Promise<void>
}

interface Owner {
  readonly held: boolean
  readonly id: string
  readonly pid: number
  /** When the process began, see `processStart`. */
  readonly started: string
  readonly host: string
}

// A container's process often has the pid its dead predecessor had: within one process ids decide, not pids.
const heldHere = new Set<string>()

/**
 * Takes the lock of an environment, and ends what runs before still do in the server. A lock whose process has died on this
 * host is taken over; ConfigurationError names the owner if it lives, or if it is on another host, where only `breakLock`
 * can tell that it is dead. The state's tables must exist.
 */
export async function acquireLock(
  warehouse: Warehouse,
  environment: Environment,
  options: { readonly breakLock?: boolean } = {},
): Promise<RunLock> {
  const database = stateDatabase(environment)
  const me: Owner = {
    held: true,
    id: randomUUID(),
    pid: process.pid,
    started: processStart(process.pid),
    host: hostname(),
  }
  const seen = await readRegister(warehouse, database, KEY)
  const owner = ownerOf(seen)
  if (owner?.held && !options.breakLock) requireDead(owner)

  let step = seen.step
  const move = async (value: Owner) => {
    // The step makes every value of ours another one, so that a lost step is never mistaken for a won one.
    const text = JSON.stringify({ ...value, step: step + 1 })
    const now = await compareAndSet(warehouse, database, KEY, step, text)
    if (now.value !== text) throw lost(now.value)
    step = now.step
  }
  // Before anyone can read of it: who else asks in this process must not take this owner for dead.
  heldHere.add(me.id)
  await move(me).catch((error) => {
    heldHere.delete(me.id)
    throw error
  })
  const run = step
  const release = async () => {
    heldHere.delete(me.id)
    await move({ ...me, held: false })
  }
  try {
    await endLeftRunning(warehouse, environment, owner?.held ?? false)
  } catch (error) {
    await release()
    throw error
  }
  return {
    run,
    before: markOf(seen),
    warehouse: underRun(warehouse, environment, run),
    confirm: () => move(me),
    release,
  }
}

/**
 * Another text each time that somebody takes the lock or gives it back; undefined while somebody has it, who may do anything
 * until then, and die. The state's tables must exist.
 */
export async function lockMark(warehouse: Warehouse, environment: Environment): Promise<string | undefined> {
  const step = await readRegister(warehouse, stateDatabase(environment), KEY)
  return ownerOf(step)?.held ? undefined : markOf(step)
}

// Each owner has an id of its own.
function markOf({ step, value }: Step): string {
  return `${step} ${value}`
}

/** Whether a process that lives, as far as anyone here can tell, holds the lock. */
export async function isLocked(warehouse: Warehouse, environment: Environment): Promise<boolean> {
  const database = stateDatabase(environment)
  await createRegister(warehouse, database)
  const owner = ownerOf(await readRegister(warehouse, database, KEY))
  return owner?.held === true && (owner.host !== hostname() || isAlive(owner))
}

/** The number that the next run gets, if nobody takes it first. */
export async function nextRun(warehouse: Warehouse, environment: Environment): Promise<number> {
  const database = stateDatabase(environment)
  await createRegister(warehouse, database)
  return (await readRegister(warehouse, database, KEY)).step + 1
}

function ownerOf({ value }: Pick<Step, 'value'>): Owner | undefined {
  return value === '' ? undefined : (JSON.parse(value) as Owner)
}

function requireDead(owner: Owner): void {
  if (owner.host !== hostname()) {
    throw new ConfigurationError(
      `a run on ${owner.host} (process ${owner.pid}) holds the lock`,
      'Wait for it to end; only if that process is dead: trunkline run --break-lock',
    )
  }
  if (isAlive(owner))
    throw new ConfigurationError(`another run is under way (process ${owner.pid})`, 'Wait for it to end.')
}

function isAlive(owner: Owner): boolean {
  return owner.pid === process.pid ? heldHere.has(owner.id) : stillRuns(owner.pid, owner.started)
}

function lost(value: string): PlatformError {
  const owner = ownerOf({ value })
  const who = owner === undefined ? 'somebody' : `process ${owner.pid} on ${owner.host}`
  return new PlatformError(`${who} took the run lock`, 'Nothing was published by this run; start it again.')
}
