import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { openEnd } from '../staging/open_end.ts'
import { tax } from '../staging/tax.ts'

/** Which version of a tax decides a day. */
const inferred = model('billing.tax_in_force', { tax })
  .describe({
    description:
      'Versions of taxes by calendar day, for every model that taxes a charge. The first version also holds for what is charged before it, the last for what is charged after it.',
    columns: { from_day: 'First day; 1970-01-01 for the first version', to_day: 'First day of the next version' },
    tags: ['billing'],
  })
  .query((q) =>
    q.selectFrom('tax as t').select((eb) => {
      const versions = { partitionBy: [eb.ref('t.tax_id')], orderBy: [eb.ref('t.valid_from')] }
      const day = ch.toDate(eb.ref('t.valid_from'))
      return [
        ch.widen(eb.ref('t.tax_id')).as('tax_id'),
        ch.if(eb(over(ch.lag(day), versions), 'is', null), ch.day('1970-01-01'), day).as('from_day'),
        ch.coalesce(over(ch.lead(day), versions), ch.toDate(openEnd())).as('to_day'),
        ch.widen(eb.ref('t.category')).as('category'),
        ch.decimal(eb.ref('t.rate'), 6).as('rate'),
        't.name',
        't.parts',
      ]
    }),
  )
  .table({ orderBy: ['tax_id', 'from_day'] })
  .check(notNull('tax_id', 'from_day'), unique('tax_id', 'from_day'))

export interface TaxInForceRow extends RowOf<typeof inferred> {}
export const taxInForce: Model<'billing.tax_in_force', TaxInForceRow> = inferred
