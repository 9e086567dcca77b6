import type { Model } from '../../transforms/project/model.ts'
import { type DiscountedRow, discounted } from './discounted.ts'
import { discountedCharge } from './discounted_charge.ts'

/** Discounts of whole bills. */
export const billDiscount: Model<'billing.bill_discount', DiscountedRow> = discounted(
  'billing.bill_discount',
  discountedCharge,
  'bill',
)
