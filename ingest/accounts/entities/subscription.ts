import {
  decimal,
  defaulted,
  identifier,
  list,
  localTime,
  needed,
  nested,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
  whole,
} from '../../catalogue/schema/shape.ts'

const status = oneOf('pending', 'active', 'suspended', 'terminated')
const type = oneOf('mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid')

const changeShape = record('change', 'What changes about a subscription; what is not named stays as it was.', {
  at: needed(localTime, 'Since when', '2026-02-15'),
  offering: optional(identifier, 'Its plan from then on', 'mobile-50'),
  status: optional(status, 'Its status from then on', 'suspended'),
  reason: optional(text, 'Why it was suspended or ended', 'debt'),
  price: optional(decimal('0'), 'Monthly price agreed, without tax; a change of plan ends an agreed price', '29.85'),
  contract_months: optional(whole(0, 120), 'Contract term in months from then on', '24'),
  type: optional(type, 'Type of line from then on (migration)', 'mobile postpaid'),
  account: optional(identifier, 'The account it is charged to from then on', 'A-2'),
})

const numberShape = record('number', 'A number that the subscription has.', {
  number: needed(text, 'E.164 digits without +, IMSI digits, or the login', '491701234567'),
  kind: defaulted(oneOf('msisdn', 'imsi', 'fixed line', 'login'), 'msisdn', 'What kind of number', 'msisdn'),
  from: optional(localTime, 'Since when; as the subscription unless told', '2026-01-15'),
  to: optional(localTime, 'Until when, not included', '2026-09-01'),
})

/** A line and its plan. */
export const subscriptionShape = record(
  'subscription',
  'A line and its plan, from a day on; what happens to it later stands under `changes`.',
  {
    id: needed(identifier, 'Id of the line; usage names it', 'S-1'),
    offering: needed(identifier, 'The plan: id of an offering of the catalogue', 'mobile-20'),
    from: needed(localTime, 'Since when it has the plan', '2026-01-10'),
    to: optional(localTime, 'When it ends, not included: a date is the first day without it', '2026-07-01'),
    status: defaulted(status, 'active', 'Its status from the start', 'active'),
    reason: defaulted(text, 'not stated', 'Why it ended (with `to`)', 'moved'),
    price: optional(decimal('0'), 'Monthly price agreed instead of the plan’s, without tax', '29.85'),
    contract_months: defaulted(whole(0, 120), '0', 'Contract term in months', '24'),
    type: optional(type, 'Type of line; the offering’s unless told', 'mobile postpaid'),
    changes: defaulted(list(nested(changeShape)), '', 'What changes, in any order', '[]'),
    numbers: defaulted(list(nested(numberShape)), '', 'Numbers it has, for usage that names a number', '[]'),
  },
)
export type AccountSubscription = ValueOf<typeof subscriptionShape>
