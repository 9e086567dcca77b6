import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId } from './shapes.ts'

/** State of a customer from `updated_at` on (TMF629 customer). What identifies a person is in `customer_contact`. */
export const customer = contract({
  name: 'customer',
  description:
    'State of a customer: the whole of it, valid from `updated_at` on. Personal data is in `customer_contact`.',
  eventTime: 'updated_at',
  identity: ['customer_id', 'updated_at'],
  keep: 'last',
  fields: {
    customer_id: customerId,
    updated_at: field(t.instant, 'Since when this state holds', '2026-01-01T00:00:00Z'),
    kind: field(t.oneOf('individual', 'organization'), 'TMF632 party kind', 'individual'),
    segment: field(t.lowCardinality, 'Commercial segment', 'consumer', { otherwise: 'unknown' }),
    region: field(t.lowCardinality, 'Sales or service region', 'north', { otherwise: 'unknown' }),
    country: field(t.nullable(t.lowCardinality), 'ISO 3166 country code', 'DE', {
      pattern: /^[A-Z]{2}$/,
      shape: 'two capital letters',
    }),
    parent_customer_id: field(t.nullable(t.string), 'The company this branch or department belongs to', 'C-1000'),
    status: field(t.oneOf('active', 'closed'), 'Closed customers buy nothing any more', 'active', {
      otherwise: 'active',
    }),
    gender: field(t.nullable(t.lowCardinality), 'As the customer states it', 'female'),
    age_band: field(t.nullable(t.lowCardinality), 'Age in years, banded', '65+'),
    household: field(t.nullable(t.lowCardinality), 'Household as far as it is known', 'partner, dependents'),
  },
})
