import type { Event } from '../../ingest/contracts/index.ts'
import type { Bill } from './bills.ts'
import { DAY_MS, HOUR_MS, isoOfEpochDay } from './calendar.ts'
import type { Account } from './line.ts'
import { textOfCents } from './money.ts'
import type { Random } from './random.ts'

/**
 * A few bills are disputed a week after their date: that part is not paid. Half of the disputes are accepted and
 * adjusted, a third rejected, the others still open. Answers the disputed cents by bill.
 */
export function disputeEvents(
  random: Random,
  account: Account,
  bills: readonly Bill[],
  sink: Event[],
): ReadonlyMap<number, bigint> {
  const { calendar, currency } = account
  const disputed = new Map<number, bigint>()
  for (const bill of bills) {
    if (bill.usage < 200n || !random.chance(0.004)) continue
    const openedAt = calendar.midnight(bill.billDay) + 7 * DAY_MS + random.between(8, 17) * HOUR_MS
    if (openedAt >= calendar.window.until) continue
    const cents = (bill.usage * BigInt(random.between(30, 90))) / 100n
    const dispute = {
      contract: 'dispute',
      dispute_id: `D-${account.id}-${bill.index + 1}`,
      billing_account_id: account.id,
      period_from: isoOfEpochDay(bill.fromDay),
      amount: textOfCents(cents),
      currency,
      reason: random.pick(['usage not mine', 'price not agreed', 'service did not work']),
    } as const
    disputed.set(bill.index, cents)
    sink.push({ ...dispute, updated_at: new Date(openedAt), status: 'open' })
    const decidedAt = openedAt + random.between(3, 25) * DAY_MS
    const outcome = random.weighted([
      ['accepted' as const, 3] as const,
      ['rejected' as const, 2] as const,
      [undefined, 1] as const,
    ])
    if (!outcome || decidedAt >= calendar.window.until) continue
    sink.push({ ...dispute, updated_at: new Date(decidedAt), status: outcome })
    if (outcome === 'accepted') {
      sink.push({
        contract: 'adjustment',
        adjustment_id: `J-${account.id}-${bill.index + 1}`,
        billing_account_id: account.id,
        adjusted_at: new Date(decidedAt),
        amount: textOfCents(-(cents * 1000n) / (1000n + (account.taxExempt ? 0n : account.taxPermille))),
        currency,
        reason: 'dispute accepted',
        dispute_id: dispute.dispute_id,
      })
    }
  }
  return disputed
}
