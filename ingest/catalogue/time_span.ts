/** When a row is in force: `[from, to)`, open when `to` is undefined. */
export interface TimeSpan {
  readonly from: string
  readonly to?: string | undefined
}

/** Order of two instants as a catalogue keeps them, ISO texts in UTC. As texts, `…00.500Z` would come before `…00Z`. */
export const compareInstants = (a: string, b: string): number =>
  a === b ? 0 : a.length === b.length ? (a < b ? -1 : 1) : Date.parse(a) - Date.parse(b)

/** What two spans have in common, or undefined. */
export function inBoth(a: TimeSpan, b: TimeSpan): TimeSpan | undefined {
  const from = compareInstants(a.from, b.from) < 0 ? b.from : a.from
  const to = a.to === undefined ? b.to : b.to === undefined || compareInstants(a.to, b.to) < 0 ? a.to : b.to
  return to !== undefined && compareInstants(to, from) <= 0 ? undefined : { from, to }
}

/** What of a span lies outside another: none, one or two parts. */
export function without(span: TimeSpan, other: TimeSpan): TimeSpan[] {
  const common = inBoth(span, other)
  if (common === undefined) return [span]
  return [
    ...(compareInstants(span.from, common.from) < 0 ? [{ from: span.from, to: common.from }] : []),
    ...(common.to !== undefined && common.to !== span.to ? [{ from: common.to, to: span.to }] : []),
  ]
}

/** The same times as spans that neither overlap nor touch, in order. */
export function joined(spans: readonly TimeSpan[]): TimeSpan[] {
  const found: TimeSpan[] = []
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = found.at(-1)
    if (last === undefined || (last.to !== undefined && last.to < span.from)) found.push(span)
    else if (last.to !== undefined && (span.to === undefined || span.to > last.to))
      found[found.length - 1] = { from: last.from, to: span.to }
  }
  return found
}

export const validity = ({ from, to }: TimeSpan) => ({
  valid_from: from,
  ...(to === undefined ? {} : { valid_to: to }),
})
