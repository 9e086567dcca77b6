import {
  amount,
  decimal,
  defaulted,
  flag,
  identifier,
  list,
  localTime,
  needed,
  nested,
  oneOf,
  optional,
  patterned,
  record,
  text,
  type ValueOf,
  whole,
} from '../../catalogue/schema/shape.ts'
import { accountChangeShape } from './account_change.ts'
import { noteShape } from './note.ts'
import { subscriptionShape } from './subscription.ts'

const currency = patterned(/^[A-Z]{3}$/, 'three capital letters (ISO 4217)')

const couponShape = record('coupon', 'A coupon of the catalogue that the account was given.', {
  coupon: needed(identifier, 'Id of a coupon of the catalogue', 'spring'),
  from: optional(
    localTime,
    'From the bill whose period holds this time on; from the account’s first bill unless told',
    '2026-01-15',
  ),
  to: optional(localTime, 'Taken back: bills whose period begins later do not get it', '2026-06-01'),
  subscription: optional(identifier, 'Only charges of this line; all of the account unless told', 'S-1'),
})

const adjustmentShape = record('adjustment', 'A charge or credit of its own: a one-off charge, goodwill, a late fee.', {
  id: optional(identifier, 'Id; numbered within the account unless told', 'J-1'),
  at: needed(localTime, 'When it was decided: it stands on the bill whose period holds it', '2026-02-12'),
  amount: needed(amount(), 'Without tax; positive raises what is owed', '-5.00'),
  reason: defaulted(text, 'adjustment', 'What it is for, as on the bill', 'goodwill'),
  tax_percent: optional(
    decimal('0', '100', 4),
    'Tax in percent; unless told that of the line’s plan, without a line the highest of the account’s plans',
    '19',
  ),
  subscription: optional(identifier, 'The line it is for', 'S-1'),
  currency: optional(currency, 'The account’s unless told', 'EUR'),
})

const paymentShape = record('payment', 'Money from or to the customer; it is on the statement, never on a bill.', {
  id: optional(identifier, 'Id; numbered within the account unless told', 'P-1'),
  at: needed(localTime, 'When the money arrived', '2026-02-10'),
  amount: needed(amount('0.001'), 'Above zero; `kind` says which way', '35.52'),
  kind: defaulted(
    oneOf('payment', 'reversal', 'chargeback', 'refund', 'write-off', 'reinstatement'),
    'payment',
    'What it is',
    'payment',
  ),
  method: defaulted(text, 'unknown', 'bank, card, wallet, cash, direct debit', 'card'),
  currency: optional(currency, 'The account’s unless told', 'EUR'),
})

const disputeShape = record(
  'dispute',
  'What the customer objects to: until it is decided it is neither overdue nor charged a late fee.',
  {
    id: optional(identifier, 'Id; numbered within the account unless told', 'D-1'),
    at: needed(localTime, 'When it was raised', '2026-02-12'),
    amount: needed(amount('0.001'), 'What is in dispute, with tax', '30.00'),
    period: optional(
      patterned(/^\d{4}-\d\d-\d\d$/, 'a day such as 2026-01-01'),
      'First day of the disputed bill’s period; the oldest open bills unless told',
      '2026-01-01',
    ),
    decided: optional(localTime, 'When it was decided; not yet unless told', '2026-03-05'),
    outcome: defaulted(
      oneOf('accepted', 'rejected'),
      'rejected',
      'How: what is rejected is owed from its due date on as if it had not been disputed',
      'accepted',
    ),
    currency: optional(currency, 'The account’s unless told', 'EUR'),
  },
)

/** Who pays, in what currency and zone, on which cycle. */
export const accountShape = record(
  'account',
  'A billing account: who pays, in what currency and zone, on which cycle.',
  {
    id: needed(identifier, 'Id of the account', 'A-1'),
    customer: optional(identifier, 'The customer whose account it is; one of its own unless told', 'C-1'),
    payer: optional(identifier, 'The account that pays its bills; itself unless told', 'A-0'),
    currency: optional(currency, 'Its currency; that of its first subscription’s plan unless told', 'EUR'),
    time_zone: defaulted(text, 'UTC', 'IANA zone that decides its days and periods', 'Europe/Berlin'),
    cycle_day: defaulted(
      whole(1, 31),
      '1',
      'Day of month on which its periods begin; the last day in months that are too short',
      '15',
    ),
    cycle_months: defaulted(whole(1, 12), '1', 'Months in a bill cycle: 3 a quarter, 12 a year', '2'),
    cycle_month: defaulted(
      whole(1, 12),
      '1',
      'A month in which a bill cycle of several months begins, 1 = January: with 3 months and 2 they begin in February, May, August, November',
      '2',
    ),
    payment_terms_days: defaulted(whole(0, 365), '14', 'Days from the bill date to the due date', '30'),
    payment_method: defaulted(text, 'unknown', 'How its bills are paid', 'direct debit'),
    language: defaulted(patterned(/^[a-z]{2}$/, 'two letters (ISO 639)'), 'en', 'Language of its documents', 'es'),
    tax: optional(
      identifier,
      'Tax of the catalogue that everything on its bills has instead of its own (reverse charge, another country)',
      'reverse-charge',
    ),
    tax_exempt: defaulted(flag, 'false', 'No tax on its bills', 'true'),
    changes: defaulted(list(nested(accountChangeShape)), '', 'What changes about it, in any order', '[]'),
    subscriptions: defaulted(list(nested(subscriptionShape)), '', 'Its lines', '[]'),
    coupons: defaulted(list(nested(couponShape)), '', 'Coupons it was given', '[]'),
    adjustments: defaulted(list(nested(adjustmentShape)), '', 'Charges and credits of their own', '[]'),
    notes: defaulted(list(nested(noteShape)), '', 'Credit and debit notes to its bills, in order', '[]'),
    payments: defaulted(list(nested(paymentShape)), '', 'Payments and what undoes them', '[]'),
    disputes: defaulted(list(nested(disputeShape)), '', 'Disputes about its bills', '[]'),
  },
)
export type Account = ValueOf<typeof accountShape>
