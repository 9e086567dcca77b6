import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { accountBill } from './account_bill.ts'
import { accountCycle } from './account_cycle.ts'
import { accountPayer } from './account_payer.ts'
import { accountPeriod } from './account_period.ts'
import { adjustmentCharge } from './adjustment_charge.ts'
import { billDifference } from './bill_difference.ts'
import { billDiscount } from './bill_discount.ts'
import { billDiscountWeight } from './bill_discount_weight.ts'
import { billLine } from './bill_line.ts'
import { billSection } from './bill_section.ts'
import { billTax } from './bill_tax.ts'
import { chargeCalendar } from './charge_calendar.ts'
import { chargeFragment } from './charge_fragment.ts'
import { chargeHeld } from './charge_held.ts'
import { chargeLine } from './charge_line.ts'
import { chargePeriod } from './charge_period.ts'
import { chargeValue } from './charge_value.ts'
import { customerBill } from './customer_bill.ts'
import { discountGrant } from './discount_grant.ts'
import { discountable } from './discountable.ts'
import { discountedCharge } from './discounted_charge.ts'
import { documentDelivery } from './document_delivery.ts'
import { draftBill } from './draft_bill.ts'
import { draftLine } from './draft_line.ts'
import { draftTax } from './draft_tax.ts'
import { dueCharge } from './due_charge.ts'
import { finding } from './finding.ts'
import { issuedDocument } from './issued_document.ts'
import { lateFee } from './late_fee.ts'
import { lateFeeDay } from './late_fee_day.ts'
import { lateFeeTerm } from './late_fee_term.ts'
import { lateLine } from './late_line.ts'
import { lineDiscount } from './line_discount.ts'
import { lineDiscountWeight } from './line_discount_weight.ts'
import { nextBill } from './next_bill.ts'
import { noteLine } from './note_line.ts'
import { oneOffCharge } from './one_off_charge.ts'
import { overdueBill } from './overdue_bill.ts'
import { payerTax } from './payer_tax.ts'
import { chargePeriodsFollow, otherCurrenciesAreFound } from './reconciliations.ts'
import { recurringCharge } from './recurring_charge.ts'
import { recurringLine } from './recurring_line.ts'
import { securityDeposit } from './security_deposit.ts'
import { spendLimit } from './spend_limit.ts'
import { spendLine } from './spend_line.ts'
import { taxChange } from './tax_change.ts'
import { taxInForce } from './tax_in_force.ts'
import { unissuedLine } from './unissued_line.ts'
import { usageCharge } from './usage_charge.ts'

/** From priced usage, plans and their charges to draft bills. */
export const models: readonly Model[] = [
  accountPayer,
  accountCycle,
  accountPeriod,
  accountBill,
  taxChange,
  taxInForce,
  usageCharge,
  chargeHeld,
  chargeCalendar,
  chargePeriod,
  chargeFragment,
  chargeValue,
  recurringCharge,
  recurringLine,
  oneOffCharge,
  securityDeposit,
  adjustmentCharge,
  issuedDocument,
  lateFeeTerm,
  lateFeeDay,
  overdueBill,
  lateFee,
  payerTax,
  dueCharge,
  chargeLine,
  spendLimit,
  spendLine,
  discountGrant,
  discountable,
  lineDiscountWeight,
  lineDiscount,
  discountedCharge,
  billDiscountWeight,
  billDiscount,
  draftLine,
  billDifference,
  nextBill,
  lateLine,
  unissuedLine,
  draftTax,
  draftBill,
  billLine,
  billTax,
  customerBill,
  documentDelivery,
  noteLine,
  billSection,
  finding,
]

export const reconciliations: readonly Reconciliation[] = [chargePeriodsFollow, otherCurrenciesAreFound]
