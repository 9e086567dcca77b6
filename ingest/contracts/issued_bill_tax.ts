import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency } from './shapes.ts'

/** Tax of an issued bill by rate. */
export const issuedBillTax = contract({
  name: 'issued_bill_tax',
  description: 'Tax of a bill or note that was issued, by rate; see issued_bill.',
  eventTime: 'issued_at',
  identity: ['bill_id', 'tax_category', 'tax_rate', 'tax_name'],
  horizonDays: 36500,
  fields: {
    bill_id: field(t.string, 'The bill', 'A-1001/2026-01-01/EUR'),
    bill_number: field(t.string, 'Number of the document', 'TM-2026-000017'),
    issued_at: field(t.instant, 'When it was issued', '2026-02-01T06:00:00Z'),
    tax_category: field(t.lowCardinality, 'EN 16931 category (BT-118)', 'S', { otherwise: 'S' }),
    tax_rate: field(t.decimal(38, 6), 'Tax as a fraction of net', '0.190000'),
    tax_name: field(t.string, 'Part of a tax that is made of several; empty for any other', 'GST', { otherwise: '' }),
    net: field(t.decimal(38, 3), 'Sum of the lines taxed at this rate', '22.500'),
    tax: field(t.decimal(38, 3), 'Their tax', '4.280'),
    currency,
  },
})
