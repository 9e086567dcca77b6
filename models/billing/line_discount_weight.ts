import type { Model } from '../../transforms/project/model.ts'
import { type DiscountWeightRow, discountWeight } from './discount_weight.ts'
import { discountable } from './discountable.ts'

/** What discounts of prices, recurring charges and usage are taken from. */
export const lineDiscountWeight: Model<'billing.line_discount_weight', DiscountWeightRow> = discountWeight(
  'billing.line_discount_weight',
  discountable,
  'charges',
)
