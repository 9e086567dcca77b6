import { DAY_MS, HOUR_MS, MONTH_DAYS, type Period } from './calendar.ts'
import type { Account } from './line.ts'
import type { Offering } from './offerings.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** When and why a line ends or falls silent; instants in epoch milliseconds. */
export interface Leaving {
  readonly terminatedAt?: number
  readonly reason?: string
  readonly silentFrom?: number
  readonly silentTo?: number
}

/** A bill not paid is followed by suspension 25 days after its due date, and by termination for debt 30 days later. */
export function debtOf(
  account: Account,
  periods: readonly Period[],
  activatedAt: number,
): { suspendedAt: number; terminatedAt: number } | undefined {
  const { habit, calendar } = account
  if (habit.kind !== 'stops') return undefined
  const unpaid = periods.filter((period) => period.to > account.billedSince)[habit.fromBill]
  if (!unpaid || unpaid.to <= activatedAt) return undefined
  const suspended = unpaid.to + (account.termsDays + 25) * DAY_MS + 10 * HOUR_MS
  if (suspended >= calendar.window.until) return undefined
  return { suspendedAt: suspended, terminatedAt: suspended + 30 * DAY_MS + 2 * HOUR_MS }
}

/**
 * Notice is given to the end of a billing period. Who leaves is driven by short tenure, no contract, recent tickets,
 * late payment and price, so that models of churn find something true.
 */
export function noticeOf(
  random: Random,
  account: Account,
  periods: readonly Period[],
  activatedAt: number,
  contractMonths: number,
  offering: Offering,
  ticketsAt: readonly number[],
): Leaving {
  for (const { to, closed } of periods) {
    const tenure = (to - activatedAt) / DAY_MS / MONTH_DAYS
    if (!closed || tenure < 1) continue
    const tickets = ticketsAt.filter((at) => at < to && at > to - 90 * DAY_MS).length
    const late = account.habit.kind === 'late' || account.habit.kind === 'partial'
    const dear = offering.recurring > 39_000_000_000n
    const hazard =
      0.012 *
      (tenure < 4 ? 1.8 : tenure < 13 ? 1.3 : tenure < 37 ? 1 : 0.6) *
      (contractMonths > tenure ? 0.2 : contractMonths === 0 ? 1.7 : 0.9) *
      (1 + 3 * tickets) *
      (late ? 1.8 : 1) *
      (dear ? 1.3 : 1)
    if (!random.chance(Math.min(0.6, hazard))) continue
    const reason = random.weighted([
      ['competitor', 4],
      ['price', dear ? 6 : 3],
      ['moved', 2],
      ['dissatisfied', 1 + 5 * tickets],
      ['not stated', 1],
      ['deceased', 0.2],
    ])
    return { terminatedAt: to, reason }
  }
  return {}
}

/** A prepaid line stops being used without a word; one in four is used again, some are closed as inactive. */
export function silenceOf(world: World, random: Random, activatedAt: number): Leaving {
  const { from, until, months } = world.window
  if (!random.chance(1 - Math.exp(-0.028 * months))) return {}
  const start = Math.max(from, activatedAt)
  const silentFrom = start + random.next() * (until - start)
  if (random.chance(0.25)) return { silentFrom, silentTo: silentFrom + random.between(35, 75) * DAY_MS }
  if (random.chance(0.3)) {
    const closedAt = Math.floor(silentFrom / 1000) * 1000 + random.between(90, 110) * DAY_MS
    return { silentFrom, terminatedAt: closedAt, reason: 'inactive' }
  }
  return { silentFrom }
}
