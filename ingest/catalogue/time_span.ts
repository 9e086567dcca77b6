/** When a row is in force: `[from, to)`, open when `to` is undefined. */
export interface TimeSpan {
  readonly from: string
  readonly to?: string | undefined
}

/** What two spans have in common, or undefined. Instants are ISO texts in UTC, which sort as they follow. */
export function inBoth(a: TimeSpan, b: TimeSpan): TimeSpan | undefined {
  const [, from] = [a.from, b.from].sort() as [string, string]
  const to = a.to === undefined ? b.to : b.to === undefined || a.to < b.to ? a.to : b.to
  return to !== undefined && to <= from ? undefined : { from, to }
}

/** What of a span lies outside another: none, one or two parts. */
export function without(span: TimeSpan, other: TimeSpan): TimeSpan[] {
  const common = inBoth(span, other)
  if (common === undefined) return [span]
  return [
    ...(span.from < common.from ? [{ from: span.from, to: common.from }] : []),
    ...(common.to !== undefined && common.to !== span.to ? [{ from: common.to, to: span.to }] : []),
  ]
}

export const validity = ({ from, to }: TimeSpan) => ({
  valid_from: from,
  ...(to === undefined ? {} : { valid_to: to }),
})
