import type { Catalogue } from './catalogue.ts'
import type { Tax } from './entities/tax.ts'
import { inBoth, type TimeSpan } from './time_span.ts'

/** A tax as it is for a time: a tax of several parts has a version wherever one of them changes. */
export interface TaxVersion {
  readonly tax: Tax
  /** A fraction of the net amount, `0.19`; of a tax with parts the sum of theirs. */
  readonly rate: string
  readonly span: TimeSpan
}

/** All versions of the tax of this id, each with its own rate. */
export function taxVersions(catalogue: Catalogue, id: string): readonly TaxVersion[] {
  return catalogue.taxes
    .filter((tax) => tax.id === id)
    .flatMap((tax) =>
      tax.rate === undefined
        ? sums(catalogue, tax).map(({ millionths, span }) => ({ tax, rate: decimalOf(millionths), span }))
        : [{ tax, rate: fractionOf(tax.rate), span: tax }],
    )
}

interface Sum {
  readonly millionths: bigint
  readonly span: TimeSpan
}

function sums(catalogue: Catalogue, tax: Tax): readonly Sum[] {
  return tax.parts.reduce<readonly Sum[]>(
    (before, part) =>
      before.flatMap(({ millionths, span }) =>
        catalogue.taxes
          .filter(({ id }) => id === part)
          .flatMap((other) => {
            const both = inBoth(span, other)
            return both ? [{ millionths: millionths + millionthsOf(fractionOf(other.rate ?? '0')), span: both }] : []
          }),
      ),
    [{ millionths: 0n, span: tax }],
  )
}

/** `19` percent -> `0.19`, exactly. */
export function fractionOf(percent: string): string {
  const [whole, fraction = ''] = percent.split('.')
  const digits = whole!.padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`
}

function millionthsOf(fraction: string): bigint {
  const [whole, digits = ''] = fraction.split('.')
  return BigInt(`${whole}${digits.padEnd(6, '0')}`)
}

function decimalOf(millionths: bigint): string {
  const digits = millionths.toString().padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}
