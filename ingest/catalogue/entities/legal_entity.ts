import {
  decimal,
  defaulted,
  identifier,
  needed,
  oneOf,
  optional,
  patterned,
  price,
  type RecordRule,
  record,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'

const currency = patterned(/^[A-Z]{3}$/, 'three capital letters (ISO 4217)')

/** Who issues bills. */
export const legalEntityShape = record(
  'legal_entity',
  'Who issues bills.',
  {
    id: needed(identifier, 'Name by which offerings refer to it', 'telco-de'),
    name: needed(text, 'Name on bills', 'Telco Deutschland GmbH'),
    country: needed(patterned(/^[A-Z]{2}$/, 'a two-letter country code'), 'Country', 'DE'),
    tax_number: defaulted(text, '', 'VAT id', 'DE123456789'),
    street: defaulted(text, '', 'Street and number, on documents', '1 Example Street'),
    city: defaulted(text, '', 'City', 'Berlin'),
    postal_code: defaulted(text, '', 'Postal code', '10115'),
    registration: defaulted(text, '', 'Number in the register of companies', 'HRB 12345 B'),
    email: defaulted(text, '', 'E-mail address; also where electronic invoices come from', 'billing@example.com'),
    phone: defaulted(text, '', 'Phone number, as written', '+49 30 23125000'),
    website: defaulted(text, '', 'Web site', 'www.example.com'),
    iban: defaulted(text, '', 'Account that bills are paid to; documents need it', 'DE89370400440532013000'),
    bic: defaulted(text, '', 'BIC of that account’s bank', 'COBADEFFXXX'),
    reporting_currency: needed(currency, 'Currency of its books', 'EUR'),
    bill_number: defaulted(
      text,
      '{year}-{number}',
      'How numbers are written: a text with {year} and {number}, for the series begin anew each year',
      '{year}-{number}',
    ),
    credit_note_number: defaulted(
      text,
      'CN-{year}-{number}',
      'The same of credit notes; they are a series of their own',
      'CN-{year}-{number}',
    ),
    debit_note_number: defaulted(
      text,
      'DN-{year}-{number}',
      'The same of debit notes; they are a series of their own',
      'DN-{year}-{number}',
    ),
    late_charge_days: defaulted(
      whole(0, 365),
      '365',
      'Days after a bill’s date within which what is found later may still be charged; credits are always given',
      '90',
    ),
    itemisation: defaulted(
      oneOf('full', 'masked', 'none'),
      'full',
      'How uses stand on documents of accounts that do not say it: with the other parties’ numbers, without their last three digits, or not one by one',
      'masked',
    ),
    ...dated,
  },
  [endsAfterItStarts, numbersAreNotUsedTwice],
)

/** Series begin anew each year: without the year, or the number, two documents would have one. */
function numbersAreNotUsedTwice(entity: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  for (const member of ['bill_number', 'credit_note_number', 'debit_note_number']) {
    const missing = ['{year}', '{number}'].find((part) => !String(entity[member]).includes(part))
    if (missing !== undefined) return { member, expected: `a text with {year} and {number}; ${missing} is missing` }
  }
  return undefined
}

/** A currency that ISO 4217 lists otherwise or not. */
export const currencyShape = record(
  'currency',
  'Digits of a currency’s minor unit, ISO 4217’s unless told, and what of it is worth a reminder.',
  {
    id: needed(currency, 'Code', 'VND'),
    decimals: needed(whole(0, 3), 'Decimals of bill lines', '0'),
    minimum_overdue: optional(
      decimal('0', '999999999999', 3),
      'Less overdue is not collected: no reminder, no step; 100 minor units unless told (EUR 1, KWD 0.1, VND 100)',
      '20000',
    ),
  },
)
export type Currency = ValueOf<typeof currencyShape>

/** What one currency is in another. */
export const exchangeRateShape = record(
  'exchange_rate',
  'What one unit of a currency is in another, by source and day.',
  {
    id: needed(currency, 'Currency converted', 'USD'),
    into: needed(currency, 'Currency converted into', 'EUR'),
    rate: needed(price('0.000000001'), 'Units of `into` for one', '0.92'),
    source: defaulted(text, '', 'Who says so', 'ECB'),
    ...dated,
  },
  [endsAfterItStarts],
)
