import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { price, sum, validFrom, validTo } from './shapes.ts'

const quantity = t.decimal(38, 9)

/** What makes a balance grow: a bonus of recharges, or a pass that is bought. */
export const catalogueTopUp = contract({
  name: 'catalogue_top_up',
  description: 'What makes a balance grow beside recharges: a bonus that comes with them, or a pass that is bought.',
  eventTime: 'valid_from',
  identity: ['offering_id', 'kind', 'top_up_id', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    offering_id: field(t.lowCardinality, 'Id of the plan', 'prepaid-basic'),
    kind: field(t.oneOf('bonus', 'pass'), 'Comes with a recharge, or is bought', 'pass'),
    top_up_id: field(t.lowCardinality, 'Name', 'week-1gb'),
    name: field(t.string, 'Name on receipts', '1 GB for a week', { otherwise: '' }),
    balance_id: field(t.lowCardinality, 'Balance that grows', 'data'),
    at_least: field(sum, 'bonus: for recharges of this amount on', '20', { otherwise: '0' }),
    percentage: field(t.nullable(price), 'bonus: percent of the recharge', '10'),
    amount: field(t.nullable(quantity), 'By so much, in the balance’s unit', '1073741824'),
    price: field(sum, 'pass: taken from the main balance', '4.99', { otherwise: '0' }),
    days: field(t.nullable(t.uint16), 'pass: days it is valid', '7'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
