import { plainDecimal } from '../decimal.ts'
import { type Resource, textOf } from './payload.ts'

/** Money of a price, as far as it is told. */
export interface Money {
  readonly amount: string | undefined
  readonly currency: string | undefined
  readonly taxIncluded: boolean
  readonly taxRate: string | undefined
  readonly percentage: string | undefined
}

/**
 * v4, v5: {unit, value}; v3: {dutyFreeAmount or taxIncludedAmount: {unit, value}, taxRate}; v2: the same amounts as they
 * are, with currencyCode; v1: {amount, currency}.
 */
export function moneyOf(price: unknown): Money {
  const of = (price ?? {}) as Resource
  const [net, gross] = [amountOf(of.dutyFreeAmount), amountOf(of.taxIncludedAmount)]
  const own = { amount: textOf(of.value) ?? textOf(of.amount), currency: textOf(of.unit ?? of.currencyIso) }
  const money = net ?? gross ?? own
  const rate = textOf(of.taxRate)
  return {
    amount: money.amount,
    currency: money.currency ?? textOf(of.currencyCode ?? of.currency),
    taxIncluded: net === undefined && gross !== undefined,
    taxRate: rate === undefined ? undefined : (plainDecimal(rate) ?? rate),
    percentage: textOf(of.percentage),
  }
}

function amountOf(value: unknown): Pick<Money, 'amount' | 'currency'> | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'object') return { amount: String(value), currency: undefined }
  const of = value as Resource
  return { amount: textOf(of.value), currency: textOf(of.unit ?? of.currencyIso) }
}
