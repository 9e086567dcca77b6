import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, validFrom, validTo } from './shapes.ts'

const quantity = t.decimal(38, 9)

/** A step of a graduated, volume, percentage or capacity price. */
export const catalogueTier = contract({
  name: 'catalogue_tier',
  description:
    'A step of a price by quantity: above `above` up to and including `up_to`. Capacity by several units has a row a unit.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'price_id', 'tier', 'unit', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff', 'standard'),
    price_id: field(t.lowCardinality, 'Price within the tariff', 'storage'),
    tier: field(t.uint16, 'Number of the step, from 1', '1', { min: 1 }),
    unit: field(t.lowCardinality, 'capacity: the unit that is limited; empty = the price’s quantity', 'seats', {
      otherwise: '',
    }),
    above: field(quantity, 'Quantity it begins above', '0', { otherwise: '0' }),
    up_to: field(t.nullable(quantity), 'Largest quantity in it, included; open when absent', '1000'),
    amount: field(price, 'Price of `per_units` units', '0.02', { otherwise: '0' }),
    per_units: field(quantity, 'Units the amount is for; above 1 sold in started blocks', '1', { otherwise: '1' }),
    flat_fee: field(price, 'Charged once when it is entered', '5', { otherwise: '0' }),
    percentage: field(price, 'Percent of the amount in it', '1.5', { otherwise: '0' }),
    maximum: field(t.nullable(price), 'It costs no more than this', '20'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
