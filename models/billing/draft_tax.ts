import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { BILL_SCALE } from './postpaid.ts'
import { unissuedLine } from './unissued_line.ts'

/** Tax of draft bills, by rate. */
export const draftTax = model('billing.draft_tax', { line: unissuedLine, currency })
  .describe({
    description:
      'Tax of a draft bill by rate (EN 16931): the exact sum of the group’s lines times the rate, half up to the minor unit.',
    columns: { net: 'Sum of the lines taxed at this rate', tax: 'net × tax_rate, half up' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('taxed', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => ['l.bill_id', 'l.currency', 'l.tax_rate', ch.sum(eb.ref('l.net')).as('net')])
          .groupBy(['l.bill_id', 'l.currency', 'l.tax_rate']),
      )
      .selectFrom('taxed as t')
      .leftJoin('currency as c', 'c.currency', 't.currency')
      .select((eb) => [
        't.bill_id',
        't.tax_rate',
        't.net',
        ch
          .roundHalfUpTo(
            ch.mul(eb.ref('t.net'), eb.ref('t.tax_rate')),
            ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))),
            BILL_SCALE,
          )
          .as('tax'),
        't.currency',
      ]),
  )
  .table({ orderBy: ['bill_id', 'tax_rate'] })
  .check(notNull('bill_id', 'tax'), unique('bill_id', 'tax_rate'))
