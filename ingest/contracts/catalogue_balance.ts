import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, validFrom, validTo } from './shapes.ts'

const quantity = t.decimal(38, 9)

/** A balance that prepaid lines of an offering have. */
export const catalogueBalance = contract({
  name: 'catalogue_balance',
  description: 'A balance that prepaid lines of an offering have; used by priority, then soonest expiry, then weight.',
  eventTime: 'valid_from',
  identity: ['offering_id', 'balance_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan', 'prepaid-basic'),
    balance_id: field(t.lowCardinality, 'Balance within the plan', 'main'),
    kind: field(t.oneOf('cash', 'bonus'), 'A bonus is never a liability', 'cash', { otherwise: 'cash' }),
    unit: field(t.oneOf('money', 'seconds', 'messages', 'bytes', 'units'), 'What it holds', 'money', {
      otherwise: 'money',
    }),
    priority: field(t.uint16, 'The lower number is used first', '0', { otherwise: 0 }),
    weight: field(t.uint16, 'Among equals the heavier first', '0', { otherwise: 0 }),
    services: field(t.string, 'Services it may be used for, separated by commas; empty = all', 'voice,sms', {
      otherwise: '',
    }),
    zones: field(t.string, 'Zones it may be used for, separated by commas; empty = all', 'on-net', { otherwise: '' }),
    expires_after_days: field(t.nullable(t.uint32), 'Days after a recharge it is lost', '365'),
    blocker: field(t.bool, 'Use stops where it ends', 'false', { otherwise: false }),
    maximum_debt: field(quantity, 'How far below zero a session may bring it', '0', { otherwise: '0' }),
    threshold: field(t.nullable(price), 'Below it the line is told', '2'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
