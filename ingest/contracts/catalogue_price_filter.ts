import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { validFrom, validTo } from './shapes.ts'

/** A property that events must have for a price to fit; of several prices that fit, the one with most filters wins. */
export const cataloguePriceFilter = contract({
  name: 'catalogue_price_filter',
  description: 'A property that metered events must have for a price to fit.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'price_id', 'property', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff', 'standard'),
    price_id: field(t.lowCardinality, 'Price within the tariff', 'storage-eu'),
    property: field(t.lowCardinality, 'Property of the event', 'region'),
    value: field(t.string, 'Value it must have; a|b = either, * = any', 'eu'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
