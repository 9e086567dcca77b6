import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, money, validFrom, validTo } from './shapes.ts'

/** Decimals of bill lines in a currency, where they are not two. */
export const catalogueCurrency = contract({
  name: 'catalogue_currency',
  description: 'Decimals of a currency’s minor unit, and the least amount that is collected.',
  eventTime: 'valid_from',
  identity: ['currency', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    currency,
    decimals: field(t.uint8, 'Decimals of bill lines', '2', { max: 3 }),
    minimum_overdue: field(
      t.nullable(money),
      'Less overdue is not collected; 100 minor units when absent',
      '20000.000',
    ),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
