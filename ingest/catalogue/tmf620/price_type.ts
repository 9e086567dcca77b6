export type PriceType = 'recurring' | 'once' | 'usage'

/** `recurring`, `recurringCharge`, `recurring-prepaid`; `one time`, `non-recurring`; `usage`, `usage charge`. */
export function typeOf(priceType: unknown): PriceType | undefined {
  const plain = String(priceType ?? '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  if (/^(onetime|once|nonrecurring)(charge)?$/.test(plain)) return 'once'
  if (/^recurring(charge|prepaid|postpaid)?$/.test(plain)) return 'recurring'
  return /^usage(charge)?$/.test(plain) ? 'usage' : undefined
}
