import type { Model } from '../../transforms/project/model.ts'
import { type DiscountedRow, discounted } from './discounted.ts'
import { lineDiscountWeight } from './line_discount_weight.ts'

/** Discounts of prices, recurring charges and usage. */
export const lineDiscount: Model<'billing.line_discount', DiscountedRow> = discounted(
  'billing.line_discount',
  lineDiscountWeight,
  'charges',
)
