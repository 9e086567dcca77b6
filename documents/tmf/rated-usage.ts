import type { Amount } from '../bill.ts'
import { exactNumber, money } from './money.ts'

/** One rated use, as `rating.rated_usage` has it. */
export interface RatedUse {
  readonly eventId: string
  readonly service: string
  readonly direction: string
  /** Instant, ISO 8601. */
  readonly startedAt: string
  readonly subscriptionId: string
  readonly customerId: string
  readonly otherParty?: string
  readonly zone?: string
  readonly band?: string
  readonly quantity: Amount
  readonly unit: string
  readonly tariff: string
  readonly amount: Amount
  /** As a fraction, such as `0.19`. */
  readonly taxRate: Amount
  readonly currency: string
  readonly ratedAt: string
  readonly billed: boolean
}

/** A rated use as TMF635 (4.0) `Usage`, to be written by `JSON.stringify`: amounts keep every decimal. */
export function tmfUsage(use: RatedUse) {
  const characteristics: readonly (readonly [string, string, unknown])[] = [
    ['direction', 'string', use.direction],
    ['quantity', 'number', exactNumber(use.quantity)],
    ['unit', 'string', use.unit],
    ...(use.otherParty ? [['otherParty', 'string', use.otherParty] as const] : []),
    ...(use.zone ? [['zone', 'string', use.zone] as const] : []),
    ...(use.band ? [['band', 'string', use.band] as const] : []),
  ]
  return {
    id: use.eventId,
    usageDate: use.startedAt,
    usageType: use.service,
    status: use.billed ? 'billed' : 'rated',
    usageCharacteristic: characteristics.map(([name, valueType, value]) => ({ name, valueType, value })),
    relatedParty: [{ id: use.customerId, role: 'customer', '@referredType': 'Customer' }],
    ratedProductUsage: [
      {
        isBilled: use.billed,
        isTaxExempt: /^0(\.0*)?$/.test(use.taxRate),
        offerTariffType: use.tariff,
        ratingAmountType: 'total',
        ratingDate: use.ratedAt,
        taxRate: exactNumber(use.taxRate),
        usageRatingTag: 'usage',
        taxExcludedRatingAmount: money(use.amount, use.currency),
        productRef: { id: use.subscriptionId },
        '@type': 'RatedProductUsage',
      },
    ],
    '@type': 'Usage',
  }
}
