import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, validFrom, validTo } from './shapes.ts'

/** Decimals of bill lines in a currency, where they are not two. */
export const catalogueCurrency = contract({
  name: 'catalogue_currency',
  description: 'Decimals of a currency’s minor unit.',
  eventTime: 'valid_from',
  identity: ['currency', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    currency,
    decimals: field(t.uint8, 'Decimals of bill lines', '2', { max: 3 }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
