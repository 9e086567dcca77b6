import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { chargeLine } from './charge_line.ts'
import { LATE_FEE } from './late_fee_term.ts'
import { spendLine } from './spend_line.ts'

const lineColumns = [
  'c.bill_id',
  'c.payer_account_id',
  'c.billing_account_id',
  'c.line_id',
  'c.category',
  'c.charge_id',
  'c.offering_id',
  'c.tax_id',
  'c.tax_category',
  'c.tax_rate',
  'c.currency',
  'c.minor_units',
] as const

/** What discounts are taken from. */
const inferred = model('billing.discountable', { line: chargeLine, spend: spendLine })
  .describe({
    description:
      'Charges of bills that discounts are taken from: all but adjustments and late fees, spend limits applied.',
    columns: { line_id: 'The subscription; empty for charges of the account' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('charged', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.bill_id',
            'l.payer_account_id',
            'l.billing_account_id',
            ch.coalesce(eb.ref('l.subscription_id'), ch.text('')).as('line_id'),
            ch.widen(eb.ref('l.category')).as('category'),
            'l.charge_id',
            'l.offering_id',
            'l.tax_id',
            'l.tax_category',
            'l.tax_rate',
            'l.currency',
            'l.minor_units',
            'l.net',
          ])
          .where('l.category', '<>', 'adjustment')
          .where('l.service', '<>', LATE_FEE)
          .unionAll(
            w
              .selectFrom('spend as s')
              .select((eb) => [
                's.bill_id',
                's.payer_account_id',
                's.billing_account_id',
                's.subscription_id as line_id',
                ch.widen(eb.ref('s.category')).as('category'),
                's.service as charge_id',
                's.offering_id',
                's.tax_id',
                's.tax_category',
                's.tax_rate',
                's.currency',
                's.minor_units',
                's.net',
              ]),
          ),
      )
      .selectFrom('charged as c')
      .select((eb) => [...lineColumns, ch.sum(eb.ref('c.net')).as('net')])
      .groupBy(lineColumns),
  )
  .table({ orderBy: ['bill_id', 'billing_account_id', 'line_id'] })
  .check(notNull('bill_id', 'net'))

export interface DiscountableRow extends RowOf<typeof inferred> {}
export const discountable: Model<'billing.discountable', DiscountableRow> = inferred
