import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { firstLanded } from '../staging/deduplicate.ts'
import { draftTax } from './draft_tax.ts'

/** Tax of bills, by rate. */
export const billTax = model('billing.bill_tax', {
  draft: draftTax,
  issued: sources.issuedBillTax,
  bill: sources.issuedBill,
})
  .describe({
    description:
      'Tax of a bill or note by category and rate (EN 16931), as issued where it is issued: the exact sum of the group’s lines times the rate, half up to the minor unit.',
    columns: {
      tax_category: 'EN 16931 category (BT-118): S, Z, E, AE or O',
      tax_name: 'Part of a tax that is made of several; empty for any other',
      net: 'Sum of the lines taxed at this rate',
      tax: 'net × tax_rate, half up',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('fixed', (w) =>
        w
          .selectFrom('issued as i')
          .selectAll('i')
          .$call(
            firstLanded((eb) => [
              eb.ref('i.bill_id'),
              eb.ref('i.tax_category'),
              eb.ref('i.tax_rate'),
              eb.ref('i.tax_name'),
            ]),
          ),
      )
      .selectFrom('draft as d')
      .$call(antiJoin('bill as b', (join) => join.onRef('b.bill_id', '=', 'd.bill_id')))
      .select((eb) => [
        'd.bill_id',
        ch.widen(eb.ref('d.tax_category')).as('tax_category'),
        'd.tax_rate',
        'd.tax_name',
        'd.net',
        'd.tax',
        'd.currency',
      ])
      .unionAll((w) =>
        w
          .selectFrom('fixed as i')
          .select((eb) => [
            'i.bill_id',
            ch.widen(eb.ref('i.tax_category')).as('tax_category'),
            ch.decimal(eb.ref('i.tax_rate'), 6).as('tax_rate'),
            'i.tax_name',
            ch.decimal(eb.ref('i.net'), 3).as('net'),
            ch.decimal(eb.ref('i.tax'), 3).as('tax'),
            'i.currency',
          ]),
      ),
  )
  .table({ orderBy: ['bill_id', 'tax_rate'] })
  .check(notNull('bill_id', 'tax'), unique('bill_id', 'tax_category', 'tax_rate', 'tax_name'))
