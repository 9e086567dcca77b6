import type { Event } from '../../ingest/contracts/index.ts'
import type { Bill } from './bills.ts'
import { DAY_MS, HOUR_MS } from './calendar.ts'
import type { Account } from './line.ts'
import { textOfCents } from './money.ts'
import type { Random } from './random.ts'

interface Money {
  readonly id: string
  readonly at: number
  readonly cents: bigint
  readonly kind?: 'reversal' | 'chargeback'
  readonly reverses?: string
}

/** Pays an account's bills in its own way; card and wallet payments are settled by a gateway. `disputed`: held back. */
export function payBills(
  random: Random,
  account: Account,
  bills: readonly Bill[],
  disputed: ReadonlyMap<number, bigint>,
  sink: Event[],
): void {
  const { until } = account.calendar.window
  for (const bill of bills) {
    const owed = bill.gross - (disputed.get(bill.index) ?? 0n)
    if (owed <= 0n) continue
    for (const money of movementsFor(random, account, bill, owed)) {
      if (money.at >= until) continue
      const gateway = account.method === 'card' ? 'gateway-a' : account.method === 'wallet' ? 'gateway-b' : undefined
      const received = money.kind === undefined || money.kind === 'chargeback'
      const via = gateway && received ? { gateway, gateway_reference: `g-${money.reverses ?? money.id}` } : {}
      sink.push({
        contract: 'payment',
        payment_id: money.id,
        billing_account_id: account.id,
        received_at: new Date(money.at),
        kind: money.kind ?? 'payment',
        amount: textOfCents(money.cents),
        currency: account.currency,
        method: account.method,
        reverses_payment_id: money.reverses,
        ...via,
      })
      if (gateway && received) settle(random, account, money, gateway, sink)
    }
  }
}

function movementsFor(random: Random, account: Account, bill: Bill, owed: bigint): readonly Money[] {
  const { habit, calendar, method } = account
  const id = `P-${account.id}-${bill.index + 1}`
  const onDay = (day: number) => {
    const hour = random.between(6, 19) * HOUR_MS + random.below(3600) * 1000
    return day < calendar.firstDay + 1 ? 0 : midnightOf(account, day) + hour
  }
  const prompt = method === 'direct debit' ? bill.dueDay : bill.dueDay - random.below(6)
  switch (habit.kind) {
    case 'good':
      return [{ id, at: onDay(prompt), cents: owed }]
    case 'late':
      return [{ id, at: onDay(bill.dueDay + 1 + Math.floor(random.exponential(14))), cents: owed }]
    case 'partial': {
      const part = (owed * BigInt(random.between(50, 90))) / 100n
      const first = { id, at: onDay(prompt), cents: part }
      if (part === 0n || random.chance(0.5)) return part === 0n ? [] : [first]
      return [first, { id: `${id}b`, at: onDay(bill.dueDay + random.between(20, 40)), cents: owed - part }]
    }
    case 'stops':
      return bill.index >= habit.fromBill ? [] : [{ id, at: onDay(prompt), cents: owed }]
    case 'overpays':
      return [{ id, at: onDay(prompt), cents: ((owed + 499n) / 500n) * 500n }]
    case 'returned': {
      const paid = { id, at: onDay(prompt), cents: owed }
      if (bill.index !== habit.bill) return [paid]
      return [
        paid,
        { id: `${id}r`, at: paid.at + 3 * DAY_MS, cents: owed, kind: 'reversal', reverses: id },
        { id: `${id}b`, at: onDay(bill.dueDay + random.between(10, 25)), cents: owed },
      ]
    }
    case 'charged back': {
      const paid = { id, at: onDay(prompt), cents: owed }
      if (bill.index !== habit.bill) return [paid]
      return [paid, { id: `${id}c`, at: paid.at + 21 * DAY_MS, cents: owed, kind: 'chargeback', reverses: id }]
    }
  }
}

/** Due dates may lie past the calendar's end; nothing after the window is kept, so any instant past it will do. */
function midnightOf(account: Account, day: number): number {
  const { calendar } = account
  return day * DAY_MS > calendar.window.until + 2 * DAY_MS ? calendar.window.until : calendar.midnight(day)
}

/** A gateway settles a day or two later; now and then it forgets one or takes too much. */
function settle(random: Random, account: Account, money: Money, gateway: string, sink: Event[]): void {
  const settledAt = Math.floor(money.at / DAY_MS + 1 + random.below(2)) * DAY_MS
  if (settledAt >= account.calendar.window.until || random.chance(0.003)) return
  const fee = (money.cents * 14n) / 1000n + 10n
  const differs = random.chance(0.003) ? 100n : 0n
  const sign = money.kind === 'chargeback' ? -1n : 1n
  sink.push({
    contract: 'settlement',
    gateway,
    gateway_reference: `g-${money.reverses ?? money.id}`,
    kind: money.kind === 'chargeback' ? 'chargeback' : 'payment',
    settled_at: new Date(settledAt),
    gross_amount: textOfCents(sign * money.cents),
    fee_amount: textOfCents(fee),
    net_amount: textOfCents(sign * money.cents - fee - differs),
    currency: account.currency,
  })
}
