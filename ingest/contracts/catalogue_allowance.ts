import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, validFrom, validTo } from './shapes.ts'

const quantity = t.decimal(38, 9)

/** What lines of an offering may use before they are charged. */
export const catalogueAllowance = contract({
  name: 'catalogue_allowance',
  description:
    'What lines of an offering may use before they are charged; used by priority, then soonest expiry, then weight.',
  eventTime: 'valid_from',
  identity: ['offering_id', 'allowance_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan', 'mobile-20'),
    allowance_id: field(t.lowCardinality, 'Allowance within the plan', 'minutes'),
    name: field(t.string, 'Name on bills', '100 minutes', { otherwise: '' }),
    unit: field(t.oneOf('seconds', 'messages', 'bytes', 'money', 'units'), 'What it counts', 'seconds'),
    amount: field(quantity, 'How much there is in a period', '6000'),
    services: field(t.string, 'Services and metrics it covers, separated by commas; empty = all', 'voice', {
      otherwise: '',
    }),
    zones: field(t.string, 'Zones it covers, separated by commas; empty = all', 'germany,germany-mobile', {
      otherwise: '',
    }),
    bands: field(t.string, 'Bands it covers, separated by commas; empty = all', 'evening', { otherwise: '' }),
    factors: field(t.string, 'Units taken for each used, by zone: zone=factor separated by commas', 'roaming=2', {
      otherwise: '',
    }),
    increment: field(quantity, 'Taken in steps of so many units; 0 = as priced', '60', { otherwise: '0' }),
    rate: field(price, 'Price of a unit within it', '0.01', { otherwise: '0' }),
    priority: field(t.uint16, 'The lower number is used first', '1', { otherwise: 0 }),
    weight: field(t.uint16, 'Among equals the heavier first', '10', { otherwise: 0 }),
    used_order: field(t.oneOf('expiry', 'lowest', 'highest'), 'Which of equal priority is used first', 'expiry', {
      otherwise: 'expiry',
    }),
    own_first: field(t.bool, 'Whether a line uses its own before that of others', 'false', { otherwise: false }),
    period: field(t.oneOf('cycle', 'month', 'week', 'day', 'once'), 'How often it is given anew', 'cycle', {
      otherwise: 'cycle',
    }),
    expires_after_days: field(t.nullable(t.uint32), 'once: days after the start of the plan', '30'),
    scope: field(t.oneOf('subscription', 'account', 'hierarchy'), 'Who shares it', 'account', {
      otherwise: 'subscription',
    }),
    prorated: field(t.bool, 'By days in a period held in part', 'true', { otherwise: true }),
    prorated_rounding: field(t.oneOf('down', 'half_up', 'up', 'none'), 'How a share becomes whole units', 'down', {
      otherwise: 'down',
    }),
    rollover_periods: field(t.uint16, 'Periods after its own in which it can be used', '1', { otherwise: 0 }),
    rollover_maximum: field(t.nullable(quantity), 'At most so much is carried over', '6000'),
    rollover_minimum: field(quantity, 'At least so much is carried over', '600', { otherwise: '0' }),
    rollover_first: field(t.bool, 'Whether what was carried over is used first', 'true', { otherwise: true }),
    blocker: field(t.bool, 'Use past it is refused', 'false', { otherwise: false }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
