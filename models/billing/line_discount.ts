import type { Model } from '../../transforms/project/model.ts'
import { discountable } from './discountable.ts'
import { type DiscountedRow, discounted } from './discounted.ts'

/** Discounts of prices, recurring charges and usage. */
export const lineDiscount: Model<'billing.line_discount', DiscountedRow> = discounted(
  'billing.line_discount',
  discountable,
  'charges',
)
