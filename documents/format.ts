import type { Amount, Day, Price, Quantity } from './bill.ts'
import type { Language } from './language.ts'

/** How one document writes numbers, money and days. Intl takes decimals as text and so rounds none of them. */
export interface Format {
  /** With exactly the currency's decimals and its sign, as the locale has it. */
  money(amount: Amount): string
  /** Without the currency's sign, for columns; `decimals` when the currency's do not do, all of them with `fixed`. */
  plain(amount: Amount, decimals?: number, fixed?: 'fixed'): string
  percent(value: Amount): string
  day(day: Day): string
  /** `[from, to)` as people read it: the last day is in it. */
  period(from: Day, to: Day): string
  /** The same as short as it can be told: `1 – 31 Jan 2026`. */
  span(from: Day, to: Day): string
  month(day: Day): string
  /** Name of a country. */
  country(code: string): string
  /** Local time of day and day. */
  time(at: string): string
  quantity(quantity: Quantity): string
  /** What so many units cost: `10.00 / 31 days`, `0.10` for one. */
  price(price: Price, unit?: Quantity['unit']): string
}

export function formatOf(language: Language, currency: string, minorUnits: number): Format {
  const { locale } = language
  const digits = { minimumFractionDigits: minorUnits, maximumFractionDigits: minorUnits }
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits })
  const plain = new Intl.NumberFormat(locale, digits)
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
  const day = new Intl.DateTimeFormat(locale, { ...language.days, timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' })
  const short = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', timeZone: 'UTC' })
  // The locale's own spaces may break lines and are missing in some fonts.
  const spaced = (text: string) => text.replace(/[\u202f\u2009]/g, '\u00a0')
  const number = (value: string) => value as unknown as number
  const dayOf = (text: Day) => new Date(`${text}T00:00:00Z`)
  const quantity = ({ amount, unit }: Quantity): string => {
    switch (unit) {
      case 'seconds':
        return clock(BigInt(amount))
      case 'bytes':
        return bytes(BigInt(amount), count)
      default:
        return language.units[unit](count.format(number(amount)))
    }
  }
  const plainOf = (amount: Amount, decimals?: number, fixed?: 'fixed') =>
    spaced(
      decimals === undefined
        ? plain.format(number(amount))
        : new Intl.NumberFormat(locale, {
            minimumFractionDigits: fixed === undefined ? minorUnits : decimals,
            maximumFractionDigits: decimals,
          }).format(number(amount)),
    )
  return {
    money: (amount) => spaced(money.format(number(amount))),
    plain: plainOf,
    percent: (value) => `${percent.format(number(value))}\u00a0%`,
    day: (text) => spaced(day.format(dayOf(text))),
    period: (from, to) => spaced(`${day.format(dayOf(from))} – ${day.format(dayOf(to).getTime() - 86_400_000)}`),
    span: (from, to) => spaced(spanOf(day, dayOf(from), new Date(dayOf(to).getTime() - 86_400_000))),
    month: (text) => month.format(dayOf(text)),
    country: (code) => countries.of(code) ?? code,
    time: (at) => `${short.format(new Date(`${at}Z`)).replace('-', '/')} ${at.slice(11, 19)}`,
    quantity,
    price: ({ amount, of }, unit = 'events') =>
      of === '1' && unit !== 'seconds' && unit !== 'bytes'
        ? plainOf(amount, PRICE_DECIMALS)
        : `${plainOf(amount, PRICE_DECIMALS)} / ${quantity({ amount: of, unit })}`,
  }
}

/** Days in figures keep their zeros, which a range of Intl drops; of one year it is told once. */
function spanOf(day: Intl.DateTimeFormat, first: Date, last: Date): string {
  if (day.resolvedOptions().day !== '2-digit' || first.getTime() === last.getTime()) return day.formatRange(first, last)
  const whole = day.format(first)
  const shown = first.getUTCFullYear() === last.getUTCFullYear() ? whole.replace(/\D\d{4}$/, '') : whole
  return `${shown} – ${day.format(last)}`
}

/** As many as a price of the catalogue has. */
const PRICE_DECIMALS = 9

function clock(seconds: bigint): string {
  const two = (value: bigint) => String(value).padStart(2, '0')
  return `${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
}

const steps = [
  ['GiB', 1n << 30n],
  ['MiB', 1n << 20n],
  ['KiB', 1n << 10n],
] as const

function bytes(amount: bigint, count: Intl.NumberFormat): string {
  for (const [unit, size] of steps) {
    // Two decimals, cut: a quantity is told, money is not computed from it.
    if (amount >= size) return `${count.format(Number((amount * 100n) / size) / 100)}\u00a0${unit}`
  }
  return `${count.format(Number(amount))}\u00a0B`
}
