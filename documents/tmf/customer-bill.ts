import type { Amount, Bill } from '../bill.ts'
import { requireSums } from '../exact.ts'
import { exactNumber, money } from './money.ts'

/** States of TMF678 that a document of ours may be in. */
export type BillState = 'new' | 'validated' | 'sent' | 'partiallyPaid' | 'settled' | 'onHold'

export interface CustomerBillOptions {
  readonly state: BillState
  /** What is open of it. */
  readonly remaining: Amount
  /** Instant of the last change, ISO 8601. */
  readonly lastUpdate: string
  /** Where the rendered documents are. */
  readonly documents?: readonly { readonly name: string; readonly mimeType: string; readonly url: string }[]
}

/** A bill as TMF678 (4.0) `CustomerBill`, to be written by `JSON.stringify`: amounts keep every decimal. */
export function customerBill(bill: Bill, { state, remaining, lastUpdate, documents = [] }: CustomerBillOptions) {
  requireSums(bill)
  const { number, currency, buyer } = bill
  return {
    id: number,
    billNo: number,
    billDate: `${bill.issued}T00:00:00Z`,
    category: bill.kind === 'bill' ? 'normal' : bill.kind === 'credit note' ? 'creditNote' : 'debitNote',
    lastUpdate,
    paymentDueDate: `${bill.due}T00:00:00Z`,
    runType: bill.kind === 'bill' ? 'onCycle' : 'offCycle',
    state,
    amountDue: money(bill.gross, currency),
    remainingAmount: money(remaining, currency),
    taxExcludedAmount: money(bill.net, currency),
    taxIncludedAmount: money(bill.gross, currency),
    taxItem: bill.taxes.map((group) => ({
      taxCategory: group.name ?? group.category,
      taxRate: exactNumber(group.percent),
      taxAmount: money(group.tax, currency),
    })),
    billingAccount: { id: bill.account },
    billingPeriod: { startDateTime: `${bill.from}T00:00:00Z`, endDateTime: `${bill.to}T00:00:00Z` },
    relatedParty: [{ id: buyer.customerId, name: buyer.name, role: 'customer', '@referredType': 'Customer' }],
    billDocument: documents.map((document) => ({ ...document, attachmentType: 'bill' })),
    '@type': 'CustomerBill',
  }
}

/** The lines of a bill as TMF678 `AppliedCustomerBillingRate`. Tax is the group's, not the line's: lines carry none. */
export function appliedBillingRates(bill: Bill) {
  requireSums(bill)
  return bill.lines.map((line) => ({
    id: `${bill.number}/${line.id}`,
    date: `${bill.issued}T00:00:00Z`,
    name: line.description,
    isBilled: true,
    type: line.kind,
    bill: { id: bill.number, '@referredType': 'CustomerBill' },
    billingAccount: { id: line.account ?? bill.account },
    periodCoverage: { startDateTime: `${line.from}T00:00:00Z`, endDateTime: `${line.to}T00:00:00Z` },
    ...(line.subscription ? { product: { id: line.subscription } } : {}),
    ...(line.quantity
      ? {
          characteristic: [{ name: line.quantity.unit, valueType: 'number', value: exactNumber(line.quantity.amount) }],
        }
      : {}),
    appliedTax: [{ taxCategory: line.tax, taxRate: exactNumber(line.taxPercent) }],
    taxExcludedAmount: money(line.net, bill.currency),
    '@type': 'AppliedCustomerBillingRate',
  }))
}
