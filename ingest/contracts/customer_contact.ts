import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId } from './shapes.ts'

/** Personal data of a customer, apart from `customer` so that a grant can leave it out and erasure is one table. */
export const customerContact = contract({
  name: 'customer_contact',
  description: 'How to reach a customer: personal data, apart from `customer` so that a grant can leave it out.',
  eventTime: 'updated_at',
  identity: ['customer_id', 'updated_at'],
  keep: 'last',
  fields: {
    customer_id: customerId,
    updated_at: field(t.instant, 'Since when this holds', '2026-01-01T00:00:00Z'),
    name: field(
      t.nullable(t.string),
      'Full name or company name; given and family name together when absent',
      'Ana Example',
      { personal: true },
    ),
    given_name: field(t.nullable(t.string), 'Given name, where the feed tells it apart (TMF632)', 'Ana', {
      personal: true,
    }),
    family_name: field(t.nullable(t.string), 'Family name, where the feed tells it apart (TMF632)', 'Example', {
      personal: true,
    }),
    email: field(t.nullable(t.string), 'E-mail address', 'ana@example.com', {
      personal: true,
      pattern: /^[^\s@]+@[^\s@]+$/,
      shape: 'an e-mail address',
    }),
    phone: field(t.nullable(t.string), 'Contact number, E.164 digits without +', '491701234567', { personal: true }),
    street: field(t.nullable(t.string), 'Street and number', '1 Example Street', { personal: true }),
    city: field(t.nullable(t.string), 'City', 'Berlin', { personal: true }),
    postal_code: field(t.nullable(t.string), 'Postal code', '10115', { personal: true }),
    birth_date: field(t.nullable(t.date32), 'Date of birth', '1980-02-29', { personal: true }),
  },
})
