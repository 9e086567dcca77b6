import type { Model } from '../../transforms/project/model.ts'
import { billDiscountWeight } from './bill_discount_weight.ts'
import { type DiscountedRow, discounted } from './discounted.ts'

/** Discounts of whole bills. */
export const billDiscount: Model<'billing.bill_discount', DiscountedRow> = discounted(
  'billing.bill_discount',
  billDiscountWeight,
  'bill',
)
