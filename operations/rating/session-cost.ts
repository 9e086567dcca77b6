import { type Exact, exact, greater, lesser, roundExact } from './exact.ts'

/** A stretch of a session with one price. */
export interface SessionPart {
  readonly from: bigint
  readonly units: bigint
  readonly rate: string
  readonly per: bigint
  /** Units it is charged in. */
  readonly increment: bigint
  readonly fee: string
}

/** Units of an allowance or balance that cover a session from where the one before ends. */
export interface SessionTake {
  readonly units: string
  readonly rate: string
}

/** What a session costs for each length: what its price and what covers it say. */
export interface SessionPrice {
  readonly connectFee: string
  readonly feeWhenCovered: boolean
  readonly firstIncrement: bigint
  /** What it costs at least where not all of it is covered. */
  readonly minimum: string | null
  readonly maximum: string | null
  readonly maximumWithFee: boolean
  readonly rounding: string
  readonly decimals: number
  readonly parts: readonly SessionPart[]
  readonly takes: readonly SessionTake[]
}

/** What the first `units` of a session cost, before allowances of money. */
export function sessionCost(price: SessionPrice, units: bigint): Exact {
  const covered = price.takes.reduce((sum, { units: each }) => sum + exact(each), 0n)
  const asked = exact(String(units))
  const within = lesser(asked, covered)
  let own = 0n
  let left = within
  for (const take of price.takes) {
    const part = lesser(left, exact(take.units))
    own += (part * exact(take.rate)) / exact('1')
    left -= part
  }
  let tail = 0n
  for (const part of price.parts) {
    const begin = exact(String(part.from))
    const end = exact(String(part.from + part.units))
    const paid = lesser(end, asked) - greater(begin, within)
    if (paid <= 0n) continue
    tail += (paid * exact(part.rate)) / exact(String(part.per)) + exact(part.fee)
  }
  if (units === 0n) return 0n
  const fee = asked > covered || price.feeWhenCovered ? exact(price.connectFee) : 0n
  const least = asked > covered ? exact(price.minimum ?? '0') : 0n
  return roundExact(bounded(price, fee, own + tail, least), price.rounding, price.decimals)
}

function bounded({ maximum, maximumWithFee }: SessionPrice, fee: Exact, units: Exact, least: Exact): Exact {
  const total = greater(fee + units, least)
  if (maximum === null) return total
  const most = exact(maximum)
  if (maximumWithFee) return lesser(total, most)
  return greater(fee + lesser(units, most), least)
}

/**
 * The most units of a session, in whole increments of its price, that cost no more than `budget`; at most `until` of them.
 * What is shorter is charged as a whole increment too.
 */
export function affordableUnits(price: SessionPrice, until: bigint, budget: Exact): bigint {
  let best = 0n
  for (const part of price.parts) {
    const first = part.from === 0n ? price.firstIncrement : part.increment
    const end = part.from + part.units
    const step = (n: bigint) => (n === 0n ? part.from : lesser(part.from + first + (n - 1n) * part.increment, end))
    const fits = (n: bigint) => step(n) <= until && sessionCost(price, step(n)) <= budget
    best = greater(best, step(largest(0n, part.units / part.increment + 1n, fits)))
    if (best < end) break
  }
  return best
}

/** The largest of `from` to `to` that fits, where all below one that fits do too; `from` where none does. */
function largest(from: bigint, to: bigint, fits: (n: bigint) => boolean): bigint {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (fits(middle)) low = middle
    else high = middle - 1n
  }
  return low
}
