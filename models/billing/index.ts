import type { Model } from '../../transforms/project/model.ts'
import { accountPeriod } from './account_period.ts'
import { adjustmentCharge } from './adjustment_charge.ts'
import { billLine } from './bill_line.ts'
import { billTax } from './bill_tax.ts'
import { customerBill } from './customer_bill.ts'
import { recurringCharge } from './recurring_charge.ts'
import { usageCharge } from './usage_charge.ts'

/** From priced usage and held plans to draft bills. */
export const models: readonly Model[] = [
  accountPeriod,
  usageCharge,
  recurringCharge,
  adjustmentCharge,
  billLine,
  billTax,
  customerBill,
]
