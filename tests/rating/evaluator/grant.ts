import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { Allowance } from '../../../ingest/catalogue/entities/allowance.ts'
import type { Grant } from './allowance.ts'
import { localTime } from './clock.ts'
import { add, ceiling, type Fraction, floor, fraction, fractionOf, over, times, zero } from './fraction.ts'
import { type Held, type Line, monthlyPeriod, offeringAt } from './line.ts'

const day = 86_400_000
const dayOf = (local: number): number => Math.floor(local / day) * day

/** What a line is given of its plans’ allowances, period by period, with what may be carried over from each. */
export function grantsOf(catalogue: Catalogue, line: Line, until: number): Grant[] {
  return holdings(line).flatMap((held) => {
    const offering = held.status === 'terminated' ? undefined : offeringAt(catalogue, held.offering, held.from)
    const from = dayOf(localTime(held.from, line.zone))
    // The last plan of a local day owns the day.
    const to = held.to === Number.POSITIVE_INFINITY ? until + 40 * day : dayOf(localTime(held.to, line.zone))
    return (offering?.allowances ?? []).flatMap((allowance) =>
      allowance.period === 'once' ? onceOf(line, allowance, from, to) : everyPeriod(line, allowance, from, to),
    )
  })
}

/** A suspension is no break: one plan that goes on is held once. */
function holdings({ held }: Line): readonly Held[] {
  const merged: Held[] = []
  for (const next of held) {
    const last = merged.at(-1)
    const goesOn = last !== undefined && last.to === next.from && last.offering === next.offering
    if (goesOn && last.status !== 'terminated' && next.status !== 'terminated') {
      merged[merged.length - 1] = { ...last, to: next.to }
    } else merged.push(next)
  }
  return merged
}

function onceOf(line: Line, allowance: Allowance, from: number, to: number): Grant[] {
  const lost = allowance.expires_after_days === undefined ? to : Math.min(to, from + allowance.expires_after_days * day)
  return [grant(line, allowance, from, lost, fractionOf(allowance.amount))]
}

function everyPeriod(line: Line, allowance: Allowance, from: number, to: number): Grant[] {
  const grants: Grant[] = []
  for (let period = periodOf(line, allowance, from); period.from < to; period = periodOf(line, allowance, period.to)) {
    const [begin, end] = [Math.max(from, period.from), Math.min(to, period.to)]
    const whole = fractionOf(allowance.amount)
    const share = over(fraction(BigInt((end - begin) / day)), fraction(BigInt((period.to - period.from) / day)))
    const partly = begin > period.from || end < period.to
    const amount = allowance.prorated && partly ? proratedOf(allowance, times(whole, share)) : whole
    const own = grant(line, allowance, begin, end, amount)
    grants.push(own)
    if (allowance.rollover === undefined || period.to >= to) continue
    let last = period
    for (let i = 0; i < allowance.rollover.periods; i++) last = periodOf(line, allowance, last.to)
    grants.push({ ...grant(line, allowance, period.to, Math.min(last.to, to), zero), restOf: own })
  }
  return grants
}

function proratedOf({ unit, prorated_rounding }: Allowance, amount: Fraction): Fraction {
  if (unit === 'money') return amount
  switch (prorated_rounding) {
    case 'none':
      return amount
    case 'half_up':
      return floor(add(amount, fractionOf('0.5')))
    case 'up':
      return ceiling(amount)
    case 'down':
      return floor(amount)
  }
}

const grant = (line: Line, allowance: Allowance, from: number, to: number, left: Fraction): Grant => ({
  ...{ line, allowance, from, to, left, opened: false },
})

/** The period of an allowance around a local time: days, weeks from Monday on, calendar months, or months of the cycle. */
function periodOf(line: Line, { period }: Allowance, local: number): { readonly from: number; readonly to: number } {
  const from = dayOf(local)
  if (period === 'day') return { from, to: from + day }
  if (period === 'week') {
    const monday = from - ((new Date(from).getUTCDay() + 6) % 7) * day
    return { from: monday, to: monday + 7 * day }
  }
  return monthlyPeriod(local, period === 'month' ? 1 : line.cycleDay)
}
