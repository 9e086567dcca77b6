import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, validFrom, validTo } from './shapes.ts'

/** What one unit of a currency is in another. */
export const catalogueExchangeRate = contract({
  name: 'catalogue_exchange_rate',
  description: 'What one unit of a currency is in another, by source.',
  eventTime: 'valid_from',
  identity: ['currency', 'into_currency', 'rate_source', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    currency,
    into_currency: { ...currency, is: 'Currency converted into' },
    rate: field(t.decimal(18, 9), 'Units of `into_currency` for one', '0.92', { min: '0.000000001' }),
    rate_source: field(t.lowCardinality, 'Who says so', 'ECB', { otherwise: '' }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
