import { InputError } from '../warehouse/errors.ts'
import type { Amount, Bill } from './bill.ts'

/** An amount in units of its last decimal: `units` × 10^-`scale`. */
interface Exact {
  readonly units: bigint
  readonly scale: number
}

function parse(text: Amount): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) throw new InputError(`'${text}' is no amount`, "write it as '-1234.50'")
  const [, sign, whole, decimals = ''] = match
  return { units: BigInt(`${sign}${whole}${decimals}`), scale: decimals.length }
}

/** Exact sum of amounts, with as many decimals as the longest of them. */
export function sum(amounts: readonly Amount[]): Amount {
  const parts = amounts.map(parse)
  const scale = Math.max(0, ...parts.map((part) => part.scale))
  return text(
    parts.reduce((total, part) => total + part.units * 10n ** BigInt(scale - part.scale), 0n),
    scale,
  )
}

function product(a: Amount, b: Amount): Amount {
  const [one, other] = [parse(a), parse(b)]
  return text(one.units * other.units, one.scale + other.scale)
}

/** So many per cent of an amount, exactly. */
export function timesPercent(amount: Amount, percent: Amount): Amount {
  return product(product(amount, percent), '0.01')
}

/** Rounded to so many decimals, half away from zero. */
export function rounded(amount: Amount, scale: number): Amount {
  const { units, scale: now } = parse(amount)
  if (now <= scale) return atScale(amount, scale)
  const factor = 10n ** BigInt(now - scale)
  const half = units < 0n ? -factor / 2n : factor / 2n
  return text((units + half) / factor, scale)
}

/** The same amount with exactly `scale` decimals; InputError where that would cut something off. */
export function atScale(amount: Amount, scale: number): Amount {
  const { units, scale: now } = parse(amount)
  if (now <= scale) return text(units * 10n ** BigInt(scale - now), scale)
  const factor = 10n ** BigInt(now - scale)
  if (units % factor !== 0n) {
    throw new InputError(
      `${amount} has more than ${scale} decimals`,
      'lines are rounded to the minor unit before they are billed',
    )
  }
  return text(units / factor, scale)
}

/** Decimals that an amount has, zeros at its end not counted. */
export function decimalsOf(amount: Amount): number {
  const { units, scale } = parse(amount)
  const zeros = /0*$/.exec(units.toString())![0].length
  return units === 0n ? 0 : Math.max(0, scale - zeros)
}

export function negated(amount: Amount): Amount {
  return amount.startsWith('-') ? amount.slice(1) : parse(amount).units === 0n ? amount : `-${amount}`
}

export function isNegative(amount: Amount): boolean {
  return parse(amount).units < 0n
}

export function isEqual(a: Amount, b: Amount): boolean {
  return parse(sum([a, negated(b)])).units === 0n
}

function text(units: bigint, scale: number): Amount {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${sign}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
}

/** InputError where the totals of a bill are not the exact sums of its parts: such a bill is never rendered. */
export function requireSums({ number, lines, taxes, net, tax, gross, minorUnits, statement }: Bill): void {
  const wrong = (what: string, is: Amount, parts: readonly Amount[]) => {
    const total = sum(parts)
    if (isEqual(is, total)) return
    throw new InputError(
      `bill ${number}: ${what} is ${is}, its parts add up to ${total}`,
      'nothing was rendered; compare the bill with its lines',
    )
  }
  for (const line of lines) atScale(line.net, minorUnits)
  wrong(
    'net',
    net,
    lines.map((line) => line.net),
  )
  wrong(
    'tax',
    tax,
    taxes.map((group) => group.tax),
  )
  wrong('gross', gross, [net, tax])
  const whole = taxes.filter(({ name }) => name === undefined)
  const isOf = (line: Bill['lines'][number], group: Bill['taxes'][number]) =>
    line.tax === group.category && isEqual(line.taxPercent, group.percent)
  const parts = taxes.filter(({ name }) => name !== undefined)
  // A part may be of several taxes, and their sum at the rate of an undivided one, so these are compared together: each net at its own rate.
  if (parts.length > 0) {
    wrong(
      'net × rate of the taxes',
      sum(taxes.map(({ net: of, percent }) => product(of, percent))),
      lines.map((line) => product(line.net, line.taxPercent)),
    )
  }
  for (const group of whole.filter(({ category }) => !parts.some((part) => part.category === category))) {
    const own = lines.filter((line) => isOf(line, group))
    wrong(
      `net at ${group.percent} % (${group.category})`,
      group.net,
      own.map((line) => line.net),
    )
  }
  if (statement) wrong('closing balance', statement.closing, [statement.opening, gross, negated(statement.payments)])
}
