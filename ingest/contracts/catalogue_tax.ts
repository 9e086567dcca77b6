import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { validFrom, validTo } from './shapes.ts'

/** A tax by category and rate. */
export const catalogueTax = contract({
  name: 'catalogue_tax',
  description: 'A tax by category and rate (EN 16931 BT-151, BT-152).',
  eventTime: 'valid_from',
  identity: ['tax_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tax_id: field(t.lowCardinality, 'Name by which prices refer to it', 'standard'),
    name: field(t.string, 'Name on bills', 'VAT 19 %', { otherwise: '' }),
    category: field(t.oneOf('S', 'Z', 'E', 'AE', 'O'), 'EN 16931 category', 'S', { otherwise: 'S' }),
    rate: field(t.decimal(9, 6), 'Tax as a fraction of the net amount', '0.190000', { min: 0, max: 1 }),
    parts: field(
      t.string,
      'Taxes it is made of, separated by commas; its rate is their sum. Empty = it is one tax',
      'gst,qst',
      {
        otherwise: '',
      },
    ),
    jurisdiction: field(t.lowCardinality, 'Country or region', 'DE', { otherwise: '' }),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
