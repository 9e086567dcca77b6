import type { Event } from '../../ingest/contracts/index.ts'
import { type Bill, billsOf } from './bills.ts'
import { broken } from './broken.ts'
import { consentEvents, contactEvents } from './care.ts'
import { customerEvents } from './contacts.ts'
import { disputeEvents } from './disputes.ts'
import { accountEvents, lifeCycleEvents } from './life_cycle.ts'
import type { Account, Line, UsageSums } from './line.ts'
import { payBills } from './payments.ts'
import type { Unit } from './people.ts'
import type { Random } from './random.ts'
import { ticketEvents } from './tickets.ts'
import { useLine } from './usage.ts'
import type { World } from './world.ts'

/** Everything that happens to a household or company, into `sink`. Answers the bills by payer account. */
export function liveUnit(world: World, random: Random, unit: Unit, sink: Event[]): ReadonlyMap<Account, Bill[]> {
  for (const customer of unit.customers) {
    customerEvents(random, customer, sink)
    consentEvents(random, customer, world.window, sink)
    const tickets = unit.lines.reduce((n, line) => n + (line.customerId === customer.id ? line.ticketsAt.length : 0), 0)
    contactEvents(random, customer, tickets, world.window, sink)
  }
  for (const account of unit.accounts) accountEvents(account, closedAt(account, unit.lines), sink)
  for (const line of unit.lines) {
    lifeCycleEvents(world.window, random, line, sink)
    ticketEvents(random, line, world.window, sink)
  }
  return useAndPay(world, random, unit.accounts, unit.lines, sink)
}

/** Usage of the lines, and the bills and payments that follow from it. */
export function useAndPay(
  world: World,
  random: Random,
  accounts: readonly Account[],
  lines: readonly Line[],
  sink: Event[],
): ReadonlyMap<Account, Bill[]> {
  const late: Event[] = []
  const sums = new Map<Line, UsageSums>()
  const bills = new Map<Account, Bill[]>()
  for (const line of lines) sums.set(line, useLine(world, random, line, sink, late))
  for (const account of accounts) {
    if (account.payerId !== undefined) continue
    const own = billsOf(account, accounts, lines, sums)
    const disputed = disputeEvents(random, account, own, sink)
    payBills(random, account, own, disputed, sink)
    bills.set(account, own)
  }
  sink.push(...late)
  const damaged = late.length > 0 && random.chance(0.05) ? late[0] : undefined
  if (damaged?.contract === 'usage') {
    world.imperfections.broken++
    sink.push(broken(random, damaged))
  }
  return bills
}

function closedAt(account: Account, lines: readonly Line[]): number | undefined {
  const own = lines.filter((line) => line.account === account)
  if (own.some((line) => line.terminatedAt === undefined)) return undefined
  return Math.max(...own.map((line) => line.terminatedAt!))
}
