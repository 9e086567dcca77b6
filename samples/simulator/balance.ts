import type { Event } from '../../ingest/contracts/index.ts'
import { NANO_PER_CENT, textOfCents, textOfNano } from './money.ts'
import type { Random } from './random.ts'

export interface BalanceOwner {
  readonly subscriptionId: string
  readonly billingAccountId: string
  readonly currency: string
  readonly until: number
}

const amounts = [500n, 1000n, 1000n, 1500n, 2000n, 3000n] as const
/** A recharge is bought some minutes before the use it is for. */
const LEAD_MS = 240_000

/** The money of one prepaid line as the online charging system books it: never below zero. */
export class Balance {
  readonly #owner: BalanceOwner
  readonly #random: Random
  readonly #sink: Event[]
  #nano: bigint
  #movements = 0
  #recharges = 0

  constructor(owner: BalanceOwner, random: Random, sink: Event[]) {
    this.#owner = owner
    this.#random = random
    this.#sink = sink
    this.#nano = 0n
  }

  /** Charges a use; where the money does not suffice the line is recharged first. False = refused. */
  spend(nano: bigint, at: number, eventId: string): boolean {
    while (this.#nano < nano) {
      if (this.#random.chance(0.1)) return false
      this.#recharge(at - LEAD_MS)
    }
    if (nano > 0n) this.#move('usage', -nano, at, eventId)
    return true
  }

  #recharge(at: number): void {
    const { subscriptionId, billingAccountId, currency, until } = this.#owner
    const cents = this.#random.pick(amounts)
    const id = `R-${subscriptionId}-${++this.#recharges}`
    const channel = this.#random.weighted([
      ['voucher', 5],
      ['gateway', 4],
      ['shop', 2],
    ])
    const paymentId = channel === 'gateway' ? `P-${id}` : undefined
    const bonus = cents >= 2000n ? cents / 10n : 0n
    this.#sink.push({
      contract: 'recharge',
      recharge_id: id,
      subscription_id: subscriptionId,
      recharged_at: new Date(at),
      amount: textOfCents(cents),
      bonus_amount: textOfCents(bonus),
      currency,
      channel,
      payment_id: paymentId,
    })
    this.#move('recharge', cents * NANO_PER_CENT, at, id)
    if (bonus > 0n) this.#moveBonus(bonus * NANO_PER_CENT, at, id)
    if (paymentId) {
      const reference = `g-${paymentId}`
      const received = { gateway: 'gateway-b', gateway_reference: reference, currency }
      this.#sink.push({
        contract: 'payment',
        payment_id: paymentId,
        billing_account_id: billingAccountId,
        received_at: new Date(at),
        amount: textOfCents(cents),
        method: 'wallet',
        ...received,
      })
      const settledAt = at + 86_400_000
      if (settledAt < until) {
        const fee = (cents * 15n) / 1000n
        this.#sink.push({
          contract: 'settlement',
          ...received,
          settled_at: new Date(settledAt),
          gross_amount: textOfCents(cents),
          fee_amount: textOfCents(fee),
          net_amount: textOfCents(cents - fee),
        })
      }
    }
  }

  #move(movement: 'usage' | 'recharge', nano: bigint, at: number, eventId: string): void {
    this.#nano += nano
    this.#sink.push({
      contract: 'balance_movement',
      movement_id: `M-${this.#owner.subscriptionId}-${++this.#movements}`,
      subscription_id: this.#owner.subscriptionId,
      moved_at: new Date(at),
      movement,
      amount: textOfNano(nano),
      balance_after: textOfNano(this.#nano),
      currency: this.#owner.currency,
      event_id: eventId,
    })
  }

  #moveBonus(nano: bigint, at: number, eventId: string): void {
    this.#sink.push({
      contract: 'balance_movement',
      movement_id: `M-${this.#owner.subscriptionId}-${++this.#movements}`,
      subscription_id: this.#owner.subscriptionId,
      moved_at: new Date(at),
      balance: 'bonus',
      kind: 'bonus',
      movement: 'bonus',
      amount: textOfNano(nano),
      currency: this.#owner.currency,
      event_id: eventId,
    })
  }
}
