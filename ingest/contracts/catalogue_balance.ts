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
    name: field(t.string, 'Name for people', 'Main balance', { otherwise: '' }),
    opening: field(quantity, 'What a new line begins with', '5', { otherwise: '0' }),
    priority: field(t.uint16, 'The lower number is used first', '0', { otherwise: 0 }),
    weight: field(t.uint16, 'Among equals the heavier first', '0', { otherwise: 0 }),
    services: field(t.string, 'Services it may be used for, separated by commas; empty = all', 'voice,sms', {
      otherwise: '',
    }),
    zones: field(t.string, 'Zones it may be used for, separated by commas; empty = all', 'on-net', { otherwise: '' }),
    bands: field(t.string, 'Bands it may be used in, separated by commas; empty = all', 'evening', { otherwise: '' }),
    factors: field(t.string, 'Units taken for each used, by zone: zone=factor separated by commas', 'roaming=2', {
      otherwise: '',
    }),
    increment: field(quantity, 'Taken in steps of so many units; 0 = as priced', '60', { otherwise: '0' }),
    rate: field(price, 'Price of a unit within it', '0.01', { otherwise: '0' }),
    used_order: field(t.oneOf('expiry', 'lowest', 'highest'), 'Which of equal priority is used first', 'expiry', {
      otherwise: 'expiry',
    }),
    own_first: field(t.bool, 'Whether a line uses its own before that of others', 'false', { otherwise: false }),
    scope: field(t.oneOf('subscription', 'account', 'hierarchy'), 'Who shares it', 'subscription', {
      otherwise: 'subscription',
    }),
    expires_after_days: field(t.nullable(t.uint32), 'Days after a recharge it is lost', '365'),
    prolonged: field(t.bool, 'Whether a recharge in time gives all of it its days again', 'false', {
      otherwise: false,
    }),
    blocker: field(t.bool, 'Use stops where it ends', 'false', { otherwise: false }),
    maximum_debt: field(quantity, 'How far below zero a session may bring it', '0', { otherwise: '0' }),
    threshold: field(t.nullable(price), 'Below it the line is told', '2'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
