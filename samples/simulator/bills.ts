import type { Account, Line, UsageSums } from './line.ts'
import { centsOfNano, NANO_PER_CENT, roundedQuotient } from './money.ts'
import { isPrepaid } from './offerings.ts'

/** What a payer owes for one closed period, in cents. */
export interface Bill {
  readonly index: number
  readonly fromDay: number
  /** Bill date: the local day on which the next period begins. */
  readonly billDay: number
  readonly dueDay: number
  readonly net: bigint
  readonly gross: bigint
  readonly usage: bigint
}

/**
 * An evaluator of the bill of its own, apart from the models and simpler than they are, so that who pays in full pays to
 * the cent: recurring price prorated by days, usage by service, each line rounded half up, tax once on their sum.
 */
export function billsOf(
  payer: Account,
  accounts: readonly Account[],
  lines: readonly Line[],
  usage: ReadonlyMap<Line, UsageSums>,
): Bill[] {
  const paidFor = new Set(accounts.filter((a) => (a.payerId ?? a.id) === payer.id).map((a) => a.id))
  const billed = lines.filter((line) => paidFor.has(line.account.id))
  const bills: Bill[] = []
  payer.calendar.periods(payer.cycleDay).forEach((period, p) => {
    if (!period.closed || period.to <= payer.since) return
    let recurring = 0n
    let used = 0n
    for (const line of billed) {
      const stint = line.stints.findLast((s) => s.from <= Math.max(period.from, line.activatedAt))
      if (!stint || stint.from >= period.to || isPrepaid(stint.type)) continue
      const first = Math.max(period.fromDay, dayWithin(payer, line.activatedAt, period.fromDay))
      const end = line.terminatedAt === undefined ? period.toDay : dayWithin(payer, line.terminatedAt, period.toDay)
      const days = Math.min(end, period.toDay) - first
      if (days > 0) {
        const periodDays = BigInt(period.toDay - period.fromDay)
        recurring += roundedQuotient(stint.recurring * BigInt(days), periodDays * NANO_PER_CENT)
      }
      for (const nano of Object.values(usage.get(line)?.[p] ?? {})) used += centsOfNano(nano)
    }
    const net = recurring + used
    const tax = payer.taxExempt ? 0n : roundedQuotient(net * payer.taxPermille, 1000n)
    bills.push({
      index: bills.length,
      fromDay: period.fromDay,
      billDay: period.toDay,
      dueDay: period.toDay + payer.termsDays,
      net,
      gross: net + tax,
      usage: used,
    })
  })
  return bills
}

/** Local day of an instant; `otherwise` where it lies before the calendar's first day. */
function dayWithin(account: Account, at: number, otherwise: number): number {
  const { calendar } = account
  if (at < calendar.midnight(calendar.firstDay)) return otherwise
  return at >= calendar.window.until ? calendar.dayOf(calendar.window.until) + 1 : calendar.dayOf(at)
}
