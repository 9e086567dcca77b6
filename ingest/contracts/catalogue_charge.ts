import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { sum, validFrom, validTo } from './shapes.ts'

/** A charge of an offering that does not depend on use. */
export const catalogueCharge = contract({
  name: 'catalogue_charge',
  description: 'A charge of an offering that does not depend on use: once, or every period.',
  eventTime: 'valid_from',
  identity: ['offering_id', 'charge_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan', 'mobile-20'),
    charge_id: field(t.lowCardinality, 'Charge within the plan', 'monthly'),
    name: field(t.string, 'Name on bills', 'Monthly charge', { otherwise: '' }),
    kind: field(
      t.oneOf('charge', 'setup', 'device', 'early_termination', 'deposit', 'late_fee'),
      'What it is',
      'charge',
      {
        otherwise: 'charge',
      },
    ),
    amount: field(sum, 'Price of a period, or once', '20.000000000'),
    every: field(t.oneOf('month', 'day', 'week', 'year', 'once'), 'Unit of its period', 'month', {
      otherwise: 'month',
    }),
    every_count: field(t.uint16, 'So many of them', '1', { otherwise: 1, min: 1 }),
    aligned_to: field(
      t.oneOf('cycle', 'next_cycle', 'calendar', 'start', 'line'),
      'Where its periods begin: the cycle day before its start, the one after it, that of January, the start itself, or the anniversary of the line',
      'cycle',
      { otherwise: 'cycle' },
    ),
    trial_days: field(t.uint16, 'First days of the plan that cost nothing', '30', { otherwise: 0 }),
    charged_in: field(t.oneOf('advance', 'arrears'), 'Before or after its period', 'advance', { otherwise: 'advance' }),
    proration: field(t.oneOf('days', 'seconds', 'full', 'none', 'months_of_30'), 'A period held in part', 'days', {
      otherwise: 'days',
    }),
    charged_on: field(t.oneOf('start', 'cycle', 'end'), 'once: when', 'start', { otherwise: 'start' }),
    instalments: field(t.uint16, 'once: in so many parts', '24', { otherwise: 1, min: 1 }),
    term_months: field(t.nullable(t.uint16), 'early_termination: months of the term', '24'),
    falling: field(t.bool, 'early_termination: in proportion to the months left', 'false', { otherwise: false }),
    overdue_percentage: field(t.decimal(38, 6), 'late_fee: per cent of what is overdue, with tax', '1.500000', {
      otherwise: '0',
      min: 0,
    }),
    grace_days: field(t.uint16, 'late_fee: days after the due date without a fee', '5', { otherwise: 0 }),
    minimum_overdue: field(sum, 'late_fee: none where less is overdue', '10.000000000', { otherwise: '0' }),
    minimum_fee: field(t.nullable(sum), 'late_fee: at least this', '2.500000000'),
    maximum_fee: field(t.nullable(sum), 'late_fee: at most this', '40.000000000'),
    repeated: field(t.bool, 'late_fee: again on each later bill while it stays overdue', 'false', { otherwise: false }),
    on_fees: field(t.bool, 'late_fee: whether late fees count as overdue', 'false', { otherwise: false }),
    while_suspended: field(t.oneOf('charged', 'free'), 'Whether days of suspension are charged', 'charged', {
      otherwise: 'charged',
    }),
    tax_id: field(t.lowCardinality, 'Tax; empty = the offering’s', 'standard', { otherwise: '' }),
    tax_included: field(t.bool, 'Whether the amount contains the tax', 'false', { otherwise: false }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
