import { InputError } from '../../warehouse/errors.ts'
import { instantOf } from './subscriber.ts'

/** The days whose periods a trial charges. */
export interface TrialSpan {
  readonly from: Date
  readonly to: Date
}

/** As told, else the calendar months (UTC) in which something was used; the current month where nothing was. */
export function trialSpan(
  told: { readonly from?: string; readonly to?: string },
  usage: readonly { readonly started_at: string }[],
  label = '--from',
): TrialSpan {
  const times = usage.map(({ started_at }) => Date.parse(started_at))
  const first = new Date(times.length === 0 ? Date.now() : times.reduce((a, b) => Math.min(a, b)))
  const last = new Date(times.length === 0 ? Date.now() : times.reduce((a, b) => Math.max(a, b)))
  const month = (at: Date, months: number) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
  const from = told.from === undefined ? month(first, 0) : new Date(instantOf(told.from, label, 0))
  const to = told.to === undefined ? month(last, 1) : new Date(instantOf(told.to, label, 0))
  if (to <= from) {
    throw new InputError(
      `${label}: ${from.toISOString()} is not before ${to.toISOString()}`,
      'the second day is the first one after those that are charged',
    )
  }
  return { from, to }
}
