import type { Given } from './given.ts'

/** The base, day by day and line by line: slow, plain, and with nothing in common with the models. */
export interface DayOfSlice {
  opening: number
  adds: number
  reconnects: number
  moved_in: number
  moved_out: number
  terminations: number
  closing: number
}

const N = 30
const dayMs = 86_400_000
const dayOf = (instant: string, offset: number) => Math.floor((Date.parse(instant) + offset * 1000) / dayMs)

/** Counts of every `day slice` with any line or change, from `first` up to and including `last` (days since 1970). */
export function evaluateBase(events: Given, first: number, last: number): Map<string, DayOfSlice> {
  const zoneOf = new Map((events.billing_account ?? []).map((a) => [a.billing_account_id, a.time_zone]))
  const localDay = (account: string, instant: string) => {
    const zone = zoneOf.get(account)
    const offset = (events.time_zone_offset ?? []).find(
      (z) => z.zone === zone && z.from_at <= instant && instant < z.to_at,
    )
    return dayOf(instant, Number(offset?.offset_s ?? 0))
  }
  const states = Map.groupBy(events.subscription ?? [], (s) => s.subscription_id)
  const accountOf = (id: string) => states.get(id)!.at(-1)!.billing_account_id
  const activity = Map.groupBy(
    (events.recharge ?? []).map((r) => ({
      id: r.subscription_id,
      day: localDay(accountOf(r.subscription_id), String(r.recharged_at)),
    })),
    ({ id }) => id,
  )
  const firstActivity = Math.min(...[...activity.values()].flat().map(({ day }) => day))

  const result = new Map<string, DayOfSlice>()
  const at = (day: number, slice: string): DayOfSlice => {
    const key = `${new Date(day * dayMs).toISOString().slice(0, 10)} ${slice}`
    const found = result.get(key)
    if (found) return found
    const none = { opening: 0, adds: 0, reconnects: 0, moved_in: 0, moved_out: 0, terminations: 0, closing: 0 }
    result.set(key, none)
    return none
  }

  for (const [id, unsorted] of states) {
    const line = unsorted.toSorted((a, b) => String(a.effective_at).localeCompare(String(b.effective_at)))
    const stateOn = (day: number) => line.findLast((s) => localDay(s.billing_account_id, String(s.effective_at)) <= day)
    const segmentOn = (customer: string, account: string, day: number) => {
      const known = (events.customer ?? [])
        .filter((c) => c.customer_id === customer)
        .toSorted((a, b) => String(a.updated_at).localeCompare(String(b.updated_at)))
      return (known.findLast((c) => localDay(account, String(c.updated_at)) <= day) ?? known[0])?.segment ?? 'unknown'
    }
    const serving = (day: number) => ['active', 'suspended'].includes(stateOn(day)?.status ?? '')
    const postpaid = (day: number) => serving(day) && stateOn(day)!.type.endsWith('postpaid')
    const began = localDay(line[0]!.billing_account_id, String(line[0]!.effective_at))
    let firstPrepaid: number | undefined
    for (let day = began; day <= last; day++) {
      if (serving(day) && !postpaid(day)) {
        firstPrepaid = day
        break
      }
    }
    const evidence = new Set<number>()
    for (const { day } of activity.get(id) ?? []) evidence.add(day)
    for (let day = began; day <= last; day++) if (postpaid(day)) evidence.add(day)
    const alive = (day: number) => {
      for (let back = 0; back < N; back++) if (evidence.has(day - back)) return true
      return (
        firstPrepaid !== undefined && firstPrepaid < firstActivity && firstPrepaid <= day && day < firstActivity - 1 + N
      )
    }
    const sliceOn = (day: number): string | undefined => {
      if (!serving(day) || !(postpaid(day) || alive(day))) return undefined
      const state = stateOn(day)!
      return `${state.type}/${segmentOn(state.customer_id, state.billing_account_id, day)}/${state.offering_id}`
    }

    let before: string | undefined
    let ever = false
    for (let day = began; day <= last; day++) {
      const now = sliceOn(day)
      const shown = day >= first
      if (shown && before !== undefined) {
        at(day, before).opening++
        if (now === undefined) at(day, before).terminations++
        else if (now !== before) at(day, before).moved_out++
      }
      if (shown && now !== undefined) {
        if (before === undefined) at(day, now)[ever ? 'reconnects' : 'adds']++
        else if (now !== before) at(day, now).moved_in++
        at(day, now).closing++
      }
      ever ||= now !== undefined
      before = now
    }
  }
  return result
}
