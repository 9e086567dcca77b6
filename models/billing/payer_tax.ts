import { accepted, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { openEnd } from '../staging/open_end.ts'
import { taxInForce } from './tax_in_force.ts'

/** What payers say about tax, by day. */
const inferred = model('billing.payer_tax', { account: billingAccountCurrent, tax: taxInForce })
  .describe({
    description:
      'Whether an account is exempt, and the tax that takes the place of all others on its bills (reverse charge), by day.',
    columns: { from_day: 'First day', to_day: 'First day after it', tax_id: 'Empty: the catalogue’s taxes hold' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .selectFrom('account as a')
      .leftJoin('tax as t', 't.tax_id', 'a.tax_id')
      .select((eb) => [
        'a.billing_account_id',
        ch.widen(eb.ref('a.tax_id')).as('tax_id'),
        ch.coalesce(eb.ref('t.category'), ch.text('unknown')).as('category'),
        ch.decimal(ch.coalesce(eb.ref('t.rate'), ch.zero(6)), 6).as('rate'),
        ch.coalesce(eb.ref('t.from_day'), ch.day('1970-01-01')).as('from_day'),
        ch.coalesce(eb.ref('t.to_day'), ch.toDate(openEnd())).as('to_day'),
      ])
      .where('a.tax_id', '<>', '')
      .unionAll((w) =>
        w
          .selectFrom('account as a')
          .select([
            'a.billing_account_id',
            ch.text('').as('tax_id'),
            ch.text('').as('category'),
            ch.zero(6).as('rate'),
            ch.day('1970-01-01').as('from_day'),
            ch.toDate(openEnd()).as('to_day'),
          ])
          .where('a.tax_id', '=', ''),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'from_day'] })
  .check(
    notNull('billing_account_id', 'from_day'),
    accepted('category', ['', 'S', 'Z', 'E', 'AE', 'O']),
    unique('billing_account_id', 'from_day'),
  )

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface PayerTaxRow extends RowOf<typeof inferred> {}
export const payerTax: Model<'billing.payer_tax', PayerTaxRow> = inferred
