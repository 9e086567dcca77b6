import type { ChargeLine, RatedLine } from './trial-answer.ts'

/** What is due in a currency: of uses by themselves, and by the period. */
export interface TotalLine {
  readonly currency: string
  readonly events: string
  readonly usage: string
  readonly charges: string
  readonly total: string
}

/** Decimals that the models keep of an amount. */
const SCALE = 9

/** Sums by currency, exact. */
export function totalsOf(
  lines: readonly Pick<RatedLine, 'amount' | 'currency'>[],
  charges: readonly Pick<ChargeLine, 'amount' | 'currency'>[],
): TotalLine[] {
  const sums = new Map<string, { events: number; usage: bigint; charges: bigint }>()
  const of = (currency: string) => {
    const known = sums.get(currency) ?? { events: 0, usage: 0n, charges: 0n }
    sums.set(currency, known)
    return known
  }
  for (const { amount, currency } of lines) {
    const sum = of(currency)
    sum.events++
    sum.usage += scaled(amount)
  }
  for (const { amount, currency } of charges) of(currency).charges += scaled(amount)
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { events, usage, charges }]) => ({
      currency,
      events: String(events),
      usage: textOf(usage),
      charges: textOf(charges),
      total: textOf(usage + charges),
    }))
}

function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(SCALE, '0'))
}

function textOf(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction === '' ? '' : `.${fraction}`}`
}
