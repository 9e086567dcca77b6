import fc from 'fast-check'

/** Clocks that change by an hour, by half an hour, in the south, and never. */
export const timeZones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Ho_Chi_Minh',
  'Australia/Lord_Howe',
] as const

/** Mostly the usual, sometimes the other. */
export const often = <A, B>(usual: fc.Arbitrary<A>, other: fc.Arbitrary<B>): fc.Arbitrary<A | B> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: other })

/** Prices: nothing, cents, nine decimals, the smallest, and large ones. */
export const decimals: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('0', '0.01', '0.05', '0.123456789', '0.000000001', '1', '2.5', '3.333333333', '99.99'),
  fc.nat(100_000).map((n) => textOf(n, 3)),
  fc.nat(999_999_999).map((n) => textOf(n, 9)),
)

/** `textOf(1050, 3)` is `1.05`. */
export function textOf(n: number, digits: number): string {
  const text = String(n).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '')
}

export const rounding = fc.record(
  {
    method: fc.constantFrom('half_up', 'half_even', 'half_down', 'up', 'down', 'none'),
    decimals: fc.integer({ min: -2, max: 9 }),
  },
  { requiredKeys: [] },
)

const days = ['2026-01-31', '2026-02-28', '2026-03-08', '2026-03-28', '2026-03-29', '2026-03-30', '2026-04-05']
const autumn = ['2026-06-30', '2026-10-04', '2026-10-24', '2026-10-25', '2026-11-01', '2026-12-31']
const minutes = [0, 0, 60, 120, 150, 180, 360, 480, 481, 750, 1080, 1320, 1439, 1440]

/** Time on the wall, in milliseconds as if it were UTC: often just before or after a band, a day or a change of the clock. */
export const wallTime: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(...days, ...autumn),
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...minutes) }, { weight: 1, arbitrary: fc.nat(1440) }),
    fc.constantFrom(0, 0, -1, 1, -30, -59, -60, -61, -121, 30),
  )
  .map(([day, minute, seconds]) => Date.parse(`${day}T00:00:00Z`) + minute * 60_000 + seconds * 1000)
