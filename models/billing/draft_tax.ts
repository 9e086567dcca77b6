import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { BILL_SCALE } from './postpaid.ts'
import { taxInForce } from './tax_in_force.ts'
import { unissuedLine } from './unissued_line.ts'

/** Tax of draft bills, by category and rate. */
export const draftTax = model('billing.draft_tax', { line: unissuedLine, tax: taxInForce, currency })
  .describe({
    description:
      'Tax of a draft bill by category and rate (EN 16931): the exact sum of the group’s lines times the rate, half up to the minor unit. A tax of several parts makes a group of each part.',
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
      .with('parted', (w) =>
        w
          .selectFrom('line as l')
          .leftJoin('tax as t', (join) =>
            asof(
              join
                .on((eb) => eb('t.tax_id', '=', ch.widen(eb.ref('l.tax_id'))))
                .onRef('l.period_from', '>=', 't.from_day'),
            ),
          )
          .select((eb) => [
            'l.bill_id',
            'l.currency',
            'l.tax_category',
            'l.tax_rate',
            'l.net',
            'l.period_from',
            ch.arrayJoin(ch.splitBy(ch.coalesce(eb.ref('t.parts'), ch.text('')), ',')).as('part'),
          ]),
      )
      .with('named', (w) =>
        w
          .selectFrom('parted as l')
          .leftJoin('tax as t', (join) =>
            asof(join.onRef('t.tax_id', '=', 'l.part').onRef('l.period_from', '>=', 't.from_day')),
          )
          .select((eb) => {
            const whole = eb('l.part', '=', '')
            return [
              'l.bill_id',
              'l.currency',
              ch
                .if(
                  whole,
                  ch.widen(eb.ref('l.tax_category')),
                  ch.coalesce(ch.widen(eb.ref('t.category')), ch.text('S')),
                )
                .as('tax_category'),
              ch
                .if(whole, eb.ref('l.tax_rate'), ch.decimal(ch.coalesce(eb.ref('t.rate'), ch.zero(6)), 6))
                .as('tax_rate'),
              ch
                .if(
                  eb(ch.coalesce(eb.ref('t.name'), ch.text('')), '=', ''),
                  eb.ref('l.part'),
                  ch.coalesce(eb.ref('t.name'), ch.text('')),
                )
                .as('tax_name'),
              'l.net',
            ]
          }),
      )
      .with('taxed', (w) =>
        w
          .selectFrom('named as l')
          .select((eb) => [
            'l.bill_id',
            'l.currency',
            'l.tax_category',
            'l.tax_rate',
            'l.tax_name',
            ch.sum(eb.ref('l.net')).as('net'),
          ])
          .groupBy(['l.bill_id', 'l.currency', 'l.tax_category', 'l.tax_rate', 'l.tax_name']),
      )
      .selectFrom('taxed as t')
      .leftJoin('currency as c', 'c.currency', 't.currency')
      .select((eb) => [
        't.bill_id',
        't.tax_category',
        't.tax_rate',
        't.tax_name',
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
  .check(notNull('bill_id', 'tax'), unique('bill_id', 'tax_category', 'tax_rate', 'tax_name'))
