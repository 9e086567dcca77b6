import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, customerId } from './shapes.ts'

/** A bill or note that was issued: it never changes. */
export const issuedBill = contract({
  name: 'issued_bill',
  description:
    'A bill, credit note or debit note that was issued. Made by `trunkline bill issue`, `credit`, `debit` and `correct`; it never changes.',
  eventTime: 'issued_at',
  identity: ['bill_id'],
  horizonDays: 36500,
  fields: {
    bill_id: field(t.string, 'Id of the draft it was, or note/ and the note’s id', 'A-1001/2026-01-01/EUR'),
    bill_number: field(t.string, 'Number of the document', 'TM-2026-000017'),
    kind: field(t.oneOf('bill', 'credit note', 'debit note'), 'What it is', 'bill', { otherwise: 'bill' }),
    corrects: field(t.string, 'Number of the bill that a note corrects', 'TM-2026-000017', { otherwise: '' }),
    reason: field(t.string, 'Why a note was written', 'late usage', { otherwise: '' }),
    issued_at: field(t.instant, 'When it was issued', '2026-02-01T06:00:00Z'),
    billing_account_id: billingAccountId,
    customer_id: customerId,
    legal_entity_id: field(t.lowCardinality, 'Who issued it', 'telco-de', { otherwise: '' }),
    period_from: field(t.date, 'First day of its period', '2026-01-01'),
    period_to: field(t.date, 'First day after it', '2026-02-01'),
    bill_date: field(t.date, 'Date on it', '2026-02-01'),
    due_date: field(t.date, 'Due date on it', '2026-02-15'),
    net: field(t.decimal(38, 3), 'Sum of its lines', '22.500'),
    tax: field(t.decimal(38, 3), 'Sum of its taxes', '4.280'),
    gross: field(t.decimal(38, 3), 'net + tax', '26.780'),
    currency,
    lines: field(t.uint64, 'How many lines it has', '3'),
    content_hash: field(
      t.string,
      'SHA-256 of what it says',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ),
  },
})
