import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, sum, validFrom, validTo } from './shapes.ts'

/** Less money before tax: a discount of an offering, or a coupon. */
export const catalogueDiscount = contract({
  name: 'catalogue_discount',
  description: 'Less money before tax: a discount of an offering, or a coupon (no offering).',
  eventTime: 'valid_from',
  identity: ['offering_id', 'discount_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan; empty for a coupon', 'mobile-20', { otherwise: '' }),
    discount_id: field(t.lowCardinality, 'Discount, or code of the coupon', 'welcome'),
    name: field(t.string, 'Name on bills', 'Welcome discount', { otherwise: '' }),
    percentage: field(t.nullable(price), 'Percent, 10 = 10 %', '10'),
    amount: field(t.nullable(sum), 'Fixed amount a cycle', '5'),
    currency: field(t.lowCardinality, 'Of the amount; empty = any', 'EUR', { otherwise: '' }),
    applies_to: field(t.oneOf('price', 'recurring', 'usage', 'bill'), 'What becomes cheaper', 'bill', {
      otherwise: 'bill',
    }),
    prices: field(t.string, 'price: ids of prices and charges, separated by commas', 'calls', { otherwise: '' }),
    offerings: field(t.string, 'Only charges of these plans, separated by commas; empty = all', 'mobile-20', {
      otherwise: '',
    }),
    applied_order: field(t.uint16, 'Lower numbers first among those of one kind', '1', { otherwise: 0 }),
    cycles: field(t.nullable(t.uint16), 'So many cycles; without end when absent', '3'),
    maximum: field(t.nullable(sum), 'In all cycles together', '30'),
    at_least: field(t.nullable(sum), 'Only where what it is for comes to so much on the bill', '1000'),
    below: field(t.nullable(sum), 'Only where what it is for is less than so much on the bill', '5000'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
