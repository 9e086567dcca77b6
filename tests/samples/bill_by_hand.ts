import { Temporal } from 'temporal-polyfill'
import type { ContractName, Event } from '../../ingest/contracts/index.ts'

type Of<N extends ContractName> = Extract<Event, { contract: N }>
const ms = (at: string | Date | undefined | null): number => (at == null ? Infinity : new Date(at).getTime())
const nano = (text: unknown): bigint => {
  const [whole = '0', fraction = ''] = String(text ?? '0').split('.')
  return BigInt(whole + fraction.padEnd(9, '0'))
}
const halfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor)
const CENT = 10_000_000n

/**
 * Bills computed from events alone, by the definitions and with none of the simulator's code: the number's line, the
 * plan in force, the longest prefix, the local band, increments, rounding, proration, tax. Slow and plain on purpose.
 *
 * Answers cents by payer account and first local day of the period.
 */
export function billsByHand(events: readonly Event[], until: number): Map<string, Map<string, bigint>> {
  const of = <N extends ContractName>(name: N) => events.filter((e): e is Of<N> => e.contract === name)
  const states = Map.groupBy(
    of('subscription').toSorted((a, b) => ms(a.effective_at) - ms(b.effective_at)),
    (e) => e.subscription_id,
  )
  const stateAt = (line: string, at: number) => states.get(line)?.findLast((e) => ms(e.effective_at) <= at)
  const numbers = Map.groupBy(of('subscription_number'), (e) => e.number)
  const lineOf = (number: string, at: number) =>
    numbers.get(number)?.findLast((e) => ms(e.assigned_from) <= at && at < ms(e.assigned_to))?.subscription_id
  const accounts = new Map(
    of('billing_account')
      .map((e) => [e.billing_account_id, e])
      .reverse() as [string, Of<'billing_account'>][],
  )
  const offerings = new Map(of('catalogue_offering').map((e) => [e.offering_id, e]))
  const prefixes = new Map(of('catalogue_prefix').map((e) => [`${e.tariff_id} ${e.prefix}`, e.zone]))
  const rates = Map.groupBy(of('catalogue_rate'), (e) => `${e.tariff_id} ${e.service} ${e.zone}`)

  const zoneOf = (tariff: string, number: string): string | undefined => {
    for (let n = number.length; n > 0; n--) {
      const zone = prefixes.get(`${tariff} ${number.slice(0, n)}`)
      if (zone !== undefined) return zone
    }
    return undefined
  }

  const priceOf = (event: Of<'usage'>, tariff: string, zone: string, at: number): bigint => {
    if (event.service === 'content') return nano(event.stated_amount)
    const quantity =
      event.service === 'voice'
        ? BigInt(event.duration_s ?? 0)
        : event.service === 'data'
          ? BigInt(event.bytes_up ?? 0) + BigInt(event.bytes_down ?? 0)
          : BigInt(event.messages ?? 0)
    if (quantity === 0n) return 0n
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    const minute = local.hour * 60 + local.minute
    const place = event.service === 'data' ? '*' : zoneOf(tariff, String(event.other_party))
    const rate = rates
      .get(`${tariff} ${event.service} ${place}`)
      ?.find(
        (r) =>
          ms(r.valid_from) <= at &&
          at < ms(r.valid_to) &&
          String(r.weekdays ?? '1234567').includes(String(local.dayOfWeek)) &&
          Number(r.from_minute ?? 0) <= minute &&
          minute < Number(r.to_minute ?? 1440),
      )
    if (!rate) return 0n
    const first = BigInt(rate.first_increment ?? 1)
    const next = BigInt(rate.next_increment ?? 1)
    const charged = quantity <= first ? first : first + ((quantity - first + next - 1n) / next) * next
    const perUnits = BigInt(rate.per_units ?? 60)
    const unit = 10n ** BigInt(9 - Number(rate.decimals ?? 6))
    return halfUp(nano(rate.connect_fee) * perUnits + nano(rate.rate) * charged, perUnits * unit) * unit
  }

  const periodOf = (account: Of<'billing_account'>, at: number): Temporal.PlainDate => {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(account.time_zone).toPlainDate()
    const start = day.with({ day: Number(account.cycle_day) })
    return Temporal.PlainDate.compare(start, day) > 0 ? start.subtract({ months: 1 }) : start
  }

  /** payer -> period -> line and service -> nano */
  const usage = new Map<string, bigint>()
  const seen = new Set<string>()
  for (const event of of('usage')) {
    const id = String(event.event_id)
    if (seen.has(id) || id.endsWith('-broken')) continue
    seen.add(id)
    if (event.direction === 'terminating' || event.answered === false) continue
    const at = ms(event.started_at)
    const line = lineOf(String(event.served_number), at)
    const state = line && stateAt(line, at)
    if (!state || state.type.endsWith('prepaid')) continue
    const account = accounts.get(state.billing_account_id)!
    const amount = priceOf(event, offerings.get(state.offering_id)!.tariff_id, account.time_zone, at)
    const key = [account.payer_account_id ?? account.billing_account_id, periodOf(account, at), line, event.service]
    usage.set(key.join(' '), (usage.get(key.join(' ')) ?? 0n) + amount)
  }

  const bills = new Map<string, Map<string, bigint>>()
  const add = (payer: string, period: string, cents: bigint) => {
    const own = bills.get(payer) ?? new Map<string, bigint>()
    own.set(period, (own.get(period) ?? 0n) + cents)
    bills.set(payer, own)
  }
  for (const [key, amount] of usage) {
    const [payer = '', period = ''] = key.split(' ')
    add(payer, period, halfUp(amount, CENT))
  }
  for (const [line, own] of states) {
    const account = accounts.get(own[0]!.billing_account_id)!
    const payer = accounts.get(account.payer_account_id ?? account.billing_account_id)!
    const activated = ms(own.find((e) => e.status === 'active')?.effective_at)
    const ended = ms(own.find((e) => e.status === 'terminated')?.effective_at)
    const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(account.time_zone).epochMilliseconds
    let from = periodOf(payer, ms(payer.updated_at))
    for (; midnight(from) < until; from = from.add({ months: 1 })) {
      const to = from.add({ months: 1 })
      // A period without charges is a bill of nothing, so that the n-th bill is the n-th period.
      add(payer.billing_account_id, from.toString(), 0n)
      let days = 0n
      for (let day = from; Temporal.PlainDate.compare(day, to) < 0; day = day.add({ days: 1 })) {
        if (activated < midnight(day.add({ days: 1 })) && midnight(day) < ended) days++
      }
      const plan = stateAt(line, Math.max(midnight(from), activated))
      if (days === 0n || !plan || plan.type.endsWith('prepaid')) continue
      const price = nano(offerings.get(plan.offering_id)!.recurring_price)
      add(payer.billing_account_id, from.toString(), halfUp(price * days, BigInt(from.until(to).days) * CENT))
    }
  }
  for (const [payer, own] of bills) {
    const account = accounts.get(payer)!
    for (const [period, net] of own) {
      const to = Temporal.PlainDate.from(period).add({ months: 1 }).toZonedDateTime(account.time_zone)
      if (to.epochMilliseconds > until) own.delete(period)
      else own.set(period, net + (account.tax_exempt ? 0n : halfUp(net * 19n, 100n)))
    }
  }
  return bills
}
