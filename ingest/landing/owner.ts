import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { processStart, stillRuns } from '../../warehouse/process.ts'
import { compareAndSet, readRegister, standsAt } from '../../warehouse/register.ts'
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

/** How to take a partition that somebody else says is ours now, such as a Kafka group after a rebalance. */
export interface TakeOver {
  /** Milliseconds to wait for the owner before to land what it has in flight; after that it is shut out. */
  readonly afterMs: number
  /** Ends the waiting. */
  readonly signal?: AbortSignal
}

/** Another process owns the partition now: what this one still sent has inserted nothing. */
export class TakenOver extends PlatformError {}

/** Pause between two looks at an owner that is waited for, in milliseconds. */
const LOOK = 100

/** A holder on another machine counts as alive this long after its last sign, in milliseconds. */
const LEASE = 60_000

/** This process, as other processes see it. */
const self = { owner: randomUUID(), pid: process.pid, host: hostname(), started: processStart(process.pid) }

/**
 * Takes a partition, from nobody, from a process that has ended, or again from oneself under a new epoch. With `takeOver`
 * also from a process that lives: what it then still sends is refused by the server (`whileOwned`).
 *
 * @throws PlatformError naming the process that holds it and lives.
 */
export async function takeOwnership(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
  takeOver?: TakeOver,
): Promise<Ownership> {
  const key = `landing:${feed}:${partition}`
  const began = Date.now()
  for (;;) {
    const { step, value } = await readRegister(warehouse, databases.platform, key)
    if (step > 0) {
      const holder = JSON.parse(value) as Holder
      if (await lives(warehouse, databases, holder, feed, partition)) {
        if (!takeOver || takeOver.signal?.aborted) throw held(holder, feed)
        if (Date.now() - began < takeOver.afterMs) {
          await sleep(LOOK)
          continue
        }
      }
    }
    const claim: Holder & { readonly claim: string } = { ...self, released: false, at: Date.now(), claim: randomUUID() }
    const wanted = JSON.stringify(claim)
    const now = await compareAndSet(warehouse, databases.platform, key, step, wanted)
    if (now.value === wanted) return { key, owner: self.owner, epoch: now.step }
  }
}

/**
 * Runs statements that are bound to an ownership by the condition handed to them: what a process that had stalled sends
 * after another has taken over inserts nothing.
 *
 * @throws TakenOver when another process has taken the partition since.
 */
export async function whileOwned<T>(
  warehouse: Warehouse,
  databases: Databases,
  ownership: Ownership,
  work: (provided: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(standsAt(databases.platform, ownership.key, ownership.epoch))
  } catch (error) {
    // Refused by the condition, or ended by the new owner, which ends what the old one still has running.
    if (error instanceof ClickHouseError) await checkOwnership(warehouse, databases, ownership)
    throw error
  }
}

async function checkOwnership(warehouse: Warehouse, databases: Databases, ownership: Ownership): Promise<void> {
  const now = await readRegister(warehouse, databases.platform, ownership.key)
  if (now.step === ownership.epoch) return
  const holder = JSON.parse(now.value) as Holder
  throw new TakenOver(
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

/** Another call is landing the same input at this moment. */
export class BeingLanded extends PlatformError {}

function held(holder: Holder, feed: string): BeingLanded {
  return new BeingLanded(
    `Feed ${feed}: this input is being landed by another process (pid ${holder.pid} on ${holder.host})`,
    'wait until it has ended, or end it; then run this again',
  )
}
