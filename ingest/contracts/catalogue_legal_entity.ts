import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, validFrom, validTo } from './shapes.ts'

/** Who issues bills. */
export const catalogueLegalEntity = contract({
  name: 'catalogue_legal_entity',
  description: 'Who issues bills: bill numbers are gapless per legal entity and year.',
  eventTime: 'valid_from',
  identity: ['legal_entity_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    legal_entity_id: field(t.lowCardinality, 'Name by which offerings refer to it', 'telco-de'),
    name: field(t.string, 'Name on bills', 'Telco Deutschland GmbH'),
    country: field(t.lowCardinality, 'ISO 3166 country', 'DE'),
    tax_number: field(t.string, 'VAT id', 'DE123456789', { otherwise: '' }),
    street: field(t.string, 'Street and number, on documents', '1 Example Street', { otherwise: '' }),
    city: field(t.string, 'City', 'Berlin', { otherwise: '' }),
    postal_code: field(t.string, 'Postal code', '10115', { otherwise: '' }),
    registration: field(t.string, 'Number in the register of companies', 'HRB 12345 B', { otherwise: '' }),
    email: field(t.string, 'E-mail address; also where electronic invoices come from', 'billing@example.com', {
      otherwise: '',
    }),
    phone: field(t.string, 'Phone number, as written', '+49 30 23125000', { otherwise: '' }),
    website: field(t.string, 'Web site', 'www.example.com', { otherwise: '' }),
    iban: field(t.string, 'Account that bills are paid to', 'DE89370400440532013000', { otherwise: '' }),
    bic: field(t.string, 'BIC of that account’s bank', 'COBADEFFXXX', { otherwise: '' }),
    reporting_currency: { ...currency, is: 'Currency of its books' },
    bill_number: field(t.string, 'How bill numbers are written', '{year}-{number}', { otherwise: '{year}-{number}' }),
    credit_note_number: field(t.string, 'How numbers of credit notes are written', 'CN-{year}-{number}', {
      otherwise: 'CN-{year}-{number}',
    }),
    debit_note_number: field(t.string, 'How numbers of debit notes are written', 'DN-{year}-{number}', {
      otherwise: 'DN-{year}-{number}',
    }),
    late_charge_days: field(
      t.uint16,
      'Days after a bill’s date within which what is found later may still be charged',
      '90',
      { otherwise: 365, max: 365 },
    ),
    itemisation: field(
      t.oneOf('full', 'masked', 'none'),
      'How uses stand on documents of accounts that do not say it',
      'masked',
      { otherwise: 'full' },
    ),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
