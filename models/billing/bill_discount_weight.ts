import type { Model } from '../../transforms/project/model.ts'
import { type DiscountWeightRow, discountWeight } from './discount_weight.ts'
import { discountedCharge } from './discounted_charge.ts'

/** What discounts of whole bills are taken from. */
export const billDiscountWeight: Model<'billing.bill_discount_weight', DiscountWeightRow> = discountWeight(
  'billing.bill_discount_weight',
  discountedCharge,
  'bill',
)
