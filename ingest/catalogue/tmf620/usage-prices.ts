import { compareDecimals } from '../decimal.ts'
import type { ReadPrice, Unmapped } from './price.ts'
import { unitOf } from './unit.ts'

/** A usage price of the catalogue, and the price of the payload by which it is called. */
export interface UsagePrice {
  readonly price: ReadPrice
  readonly [member: string]: unknown
}

/** Prices of usage: one a unit of measure; several with ranges are the tiers of one. */
export function usagePrices(prices: readonly ReadPrice[], at: string, unmapped: Unmapped[]): UsagePrice[] {
  const found: UsagePrice[] = []
  for (const group of Map.groupBy(prices, ({ unit }) => unit.name).values()) {
    const ranged = group.filter(({ range }) => range !== undefined)
    for (const price of group.filter(({ range }) => range === undefined)) {
      const unit = unitOf(price.unit.name)
      const per = unit.per * Number(price.unit.amount)
      if (unit.service === undefined) {
        const one = price.unit.amount === '1'
        const model = one ? { model: 'per_unit' } : { model: 'package', package_size: price.unit.amount }
        found.push({ price, metric: unit.metric, ...model, amount: price.amount })
      } else if (Number.isInteger(per)) {
        found.push({ price, service: unit.service, per, rates: [{ rate: price.amount, ...connectFee(price) }] })
      } else
        unmapped.push({
          at,
          reason: `the price ${price.id} is for ${price.unit.amount} ${price.unit.name}: no whole units`,
        })
    }
    if (ranged.length === 0) continue
    const tiers = [...ranged].sort((a, b) => compareDecimals(a.range!.from, b.range!.from))
    const unit = unitOf(tiers[0]!.unit.name)
    const what = unit.service === undefined ? { metric: unit.metric } : { service: unit.service }
    // Tiers count what a range counts: minutes, not seconds.
    const conversion = unit.per === 1 ? {} : { conversion: { by: unit.per } }
    for (const [i, { id, range }] of tiers.entries()) {
      const before = tiers[i - 1]?.range?.to ?? (i === 0 ? '0' : undefined)
      if (before !== undefined && Number(range!.from) <= Number(before) + 1) continue
      unmapped.push({
        at,
        reason:
          before === undefined
            ? `the price ${id} begins at ${range!.from}, but the one before it has no end`
            : `no price is for what lies between ${before} and ${range!.from}; that of ${id} is taken`,
      })
    }
    found.push({
      ...{ price: tiers[0]!, ...what, model: 'graduated', ...conversion },
      tiers: tiers.map(({ amount, range, unit: { amount: per } }) => ({
        ...(range!.to === undefined ? {} : { up_to: range!.to }),
        ...(per === '1' ? {} : { per }),
        amount,
      })),
    })
  }
  return found
}

function connectFee({ alterations }: ReadPrice): { readonly connect_fee?: string } {
  const fee = alterations.find((alteration) => alteration.is === 'fee')
  return fee === undefined ? {} : { connect_fee: fee.amount }
}
