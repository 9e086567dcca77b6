import { plainDecimal } from '../decimal.ts'
import { moneyOf } from './money.ts'
import { listOf, type Resource, textOf } from './payload.ts'
import { typeOf } from './price_type.ts'
import { measureOf } from './unit.ts'

/** What a productOfferPriceAlteration makes of its price. */
export type Alteration =
  | { readonly is: 'units'; readonly name: string; readonly unit: { readonly name: string; readonly amount: string } }
  | { readonly is: 'percentage'; readonly name: string; readonly percentage: string; readonly cycles: 1 | undefined }
  | { readonly is: 'fee'; readonly name: string; readonly amount: string }

/**
 * Alterations of a price: percent of it less (`price.percentage`), units of usage that are in it (a usage alteration that
 * costs nothing, as SigScale OCS has allowances), or a fee once. What is none of these is noted.
 */
export function alterationsOf(of: Resource, note: (what: string, reason: string) => void): readonly Alteration[] {
  return listOf(of.productOfferPriceAlteration).flatMap((alteration): Alteration[] => {
    const refuse = (reason: string) => {
      note('productOfferPriceAlteration', reason)
      return []
    }
    const name = textOf(alteration.name) ?? 'alteration'
    if (textOf(alteration.priceCondition) !== undefined)
      return refuse(`${name} has a condition in words; it is left out`)
    const money = moneyOf(alteration.price)
    const type = typeOf(String(alteration.priceType ?? '').replace(/ discount$/i, ''))
    const percentage = money.percentage === undefined ? undefined : plainDecimal(money.percentage)
    if (percentage !== undefined && percentage !== '0') {
      return [{ is: 'percentage', name, percentage, cycles: type === 'once' ? 1 : undefined }]
    }
    const amount = money.amount === undefined ? undefined : plainDecimal(money.amount)
    if (type === 'usage' && amount === '0') return [{ is: 'units', name, unit: measureOf(alteration.unitOfMeasure) }]
    if (type === 'once' && amount !== undefined) return amount === '0' ? [] : [{ is: 'fee', name, amount }]
    return refuse(`${name} is no percentage, no units without a price and no fee once; it is left out`)
  })
}
