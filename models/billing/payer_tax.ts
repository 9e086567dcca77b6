import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountHistory } from '../staging/billing_account_history.ts'
import { taxInForce } from './tax_in_force.ts'

/** What payers say about tax, by day. */
const inferred = model('billing.payer_tax', { account: billingAccountHistory, tax: taxInForce })
  .describe({
    description: 'The tax that takes the place of all others on an account’s bills (reverse charge), by day.',
    columns: { from_day: 'First day', to_day: 'First day after it', tax_id: 'Empty: the catalogue’s taxes hold' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('told', (w) =>
        w
          .selectFrom('account as a')
          .leftJoin('tax as t', 't.tax_id', 'a.tax_id')
          .select((eb) => [
            'a.billing_account_id',
            'a.tax_id',
            ch
              .if(eb('a.tax_id', '=', ''), ch.text(''), ch.coalesce(eb.ref('t.category'), ch.text('unknown')))
              .as('category'),
            ch.decimal(ch.coalesce(eb.ref('t.rate'), ch.zero(6)), 6).as('rate'),
            ch.greatest(eb.ref('a.from_day'), ch.coalesce(eb.ref('t.from_day'), eb.ref('a.from_day'))).as('from_day'),
            ch.least(eb.ref('a.to_day'), ch.coalesce(eb.ref('t.to_day'), eb.ref('a.to_day'))).as('to_day'),
          ]),
      )
      .selectFrom('told as p')
      .select(['p.billing_account_id', 'p.tax_id', 'p.category', 'p.rate', 'p.from_day', 'p.to_day'])
      .whereRef('p.from_day', '<', 'p.to_day'),
  )
  .table({ orderBy: ['billing_account_id', 'from_day'] })
  .check(
    notNull('billing_account_id', 'from_day'),
    accepted('category', ['', 'S', 'Z', 'E', 'AE', 'O']),
    unique('billing_account_id', 'from_day'),
  )

export interface PayerTaxRow extends RowOf<typeof inferred> {}
export const payerTax: Model<'billing.payer_tax', PayerTaxRow> = inferred
