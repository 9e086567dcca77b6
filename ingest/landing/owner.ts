import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { processStart, stillRuns } from '../../warehouse/process.ts'
import { compareAndSet, readRegister } from '../../warehouse/register.ts'
import { type Databases, ledgerTable } from './databases.ts'

/** The right to land one partition, held by one process at a time. The epoch grows with every change of hands. */
export interface Ownership {
  readonly key: string
  readonly owner: string
  readonly epoch: number
}

/** Who holds a partition, as the register keeps it. */
interface Holder {
  readonly owner: string
  readonly pid: number
  readonly host: string
  /** When the process began, in kernel ticks: tells a process from a later one with the same pid. */
  readonly started: string
  readonly released: boolean
  readonly at: number
}

/** A holder on another machine counts as alive this long after its last sign, in milliseconds. */
const LEASE = 60_000

/** This process, as other processes see it. */
const self = { owner: randomUUID(), pid: process.pid, host: hostname(), started: processStart(process.pid) }

/**
 * Takes a partition, from nobody, from a process that has ended, or again from oneself under a new epoch.
 *
 * @throws PlatformError naming the process that holds it and lives.
 */
export async function takeOwnership(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
): Promise<Ownership> {
  const key = `landing:${feed}:${partition}`
  for (;;) {
    const { step, value } = await readRegister(warehouse, databases.platform, key)
    if (step > 0) {
      const holder = JSON.parse(value) as Holder
      if (await lives(warehouse, databases, holder, feed, partition)) throw held(holder, feed)
    }
    const claim: Holder & { readonly claim: string } = { ...self, released: false, at: Date.now(), claim: randomUUID() }
    const wanted = JSON.stringify(claim)
    const now = await compareAndSet(warehouse, databases.platform, key, step, wanted)
    if (now.value === wanted) return { key, owner: self.owner, epoch: now.step }
  }
}

/** @throws PlatformError when another process has taken the partition since. */
export async function checkOwnership(warehouse: Warehouse, databases: Databases, ownership: Ownership): Promise<void> {
  const now = await readRegister(warehouse, databases.platform, ownership.key)
  if (now.step === ownership.epoch) return
  const holder = JSON.parse(now.value) as Holder
  throw new PlatformError(
    `Another process took over ${ownership.key} (pid ${holder.pid} on ${holder.host}, epoch ${now.step} after ${ownership.epoch})`,
    'let that process finish; nothing is lost, it reads first what this one has landed',
  )
}

/** Gives the partition back, unless another process has taken it since. */
export async function releaseOwnership(
  warehouse: Warehouse,
  databases: Databases,
  ownership: Ownership,
): Promise<void> {
  const released: Holder = { ...self, released: true, at: Date.now() }
  await compareAndSet(warehouse, databases.platform, ownership.key, ownership.epoch, JSON.stringify(released))
}

async function lives(
  warehouse: Warehouse,
  databases: Databases,
  holder: Holder,
  feed: string,
  partition: string,
): Promise<boolean> {
  if (holder.released) return false
  if (holder.host === self.host) {
    // This process itself, after a lost connection: `whileRunning` keeps a second call out.
    if (holder.owner === self.owner) return false
    return stillRuns(holder.pid, holder.started)
  }
  const [sign] = await warehouse.rows<{ at: string }>(
    `SELECT toUnixTimestamp64Milli(max(at)) AS at FROM ${ledgerTable(databases)}
      WHERE feed = {feed:String} AND partition = {partition:String}`,
    { params: { feed, partition } },
  )
  return Date.now() - Math.max(holder.at, Number(sign!.at)) < LEASE
}

/** Partitions that this very process is landing: a second call in one process is a second owner too. */
const running = new Set<string>()

/** @throws PlatformError when this process is landing the partition already. */
export async function whileRunning<T>(feed: string, partition: string, work: () => Promise<T>): Promise<T> {
  const key = `${feed}:${partition}`
  if (running.has(key)) throw held({ ...self, released: false, at: Date.now() }, feed)
  running.add(key)
  try {
    return await work()
  } finally {
    running.delete(key)
  }
}

function held(holder: Holder, feed: string): PlatformError {
  return new PlatformError(
    `Feed ${feed}: this input is being landed by another process (pid ${holder.pid} on ${holder.host})`,
    'wait until it has ended, or end it; then run this again',
  )
}
