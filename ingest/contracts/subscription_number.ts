import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { subscriptionId } from './shapes.ts'

/** Assignment of a number to a subscription for `[assigned_from, assigned_to)`; numbers move, are recycled and ported. */
export const subscriptionNumber = contract({
  name: 'subscription_number',
  description:
    'A number, IMSI or login assigned to a subscription for a time. Sent again with `assigned_to` when it ends.',
  eventTime: 'assigned_from',
  identity: ['number_type', 'number', 'assigned_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    subscription_id: subscriptionId,
    number_type: field(t.oneOf('msisdn', 'imsi', 'fixed line', 'login'), 'What kind of number', 'msisdn'),
    number: field(t.string, 'E.164 digits without +, IMSI digits, or the login', '491701234567', {
      personal: true,
      pattern: /\S/,
      shape: 'not empty',
    }),
    assigned_from: field(t.instant, 'First instant of the assignment', '2026-01-15T09:00:00Z'),
    assigned_to: field(
      t.nullable(t.instant),
      'End of the assignment, not included; open when absent',
      '2026-09-01T00:00:00Z',
    ),
  },
})
