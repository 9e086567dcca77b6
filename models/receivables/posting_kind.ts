/** What moves a receivable: first what raises it, then what lowers it. */
export const raisingKinds = ['invoice', 'debit note', 'reversal', 'chargeback', 'refund', 'reinstatement'] as const
export const loweringKinds = ['credit note', 'payment', 'write-off'] as const
export const postingKinds = [...raisingKinds, ...loweringKinds] as const
export type PostingKind = (typeof postingKinds)[number]

/** Sums of postings by kind, as columns are called. */
export const kindColumns = {
  invoice: 'invoices',
  'debit note': 'debit_notes',
  'credit note': 'credit_notes',
  payment: 'payments',
  reversal: 'reversals',
  chargeback: 'chargebacks',
  refund: 'refunds',
  'write-off': 'write_offs',
  reinstatement: 'reinstatements',
} as const satisfies Record<PostingKind, string>
