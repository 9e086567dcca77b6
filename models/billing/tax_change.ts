import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { offering } from '../staging/offering.ts'
import { price } from '../staging/price.ts'
import { taxInForce } from './tax_in_force.ts'

/** Where use on the days before and after may be taxed, or sold, differently. */
export const taxChange = model('billing.tax_change', { price, offering, tax: taxInForce })
  .describe({
    description:
      'Days on which what decides the tax or the seller of use changes: a version of a tax begins, or one of a price or an offering that names another tax or legal entity than the one before.',
    tags: ['billing'],
  })
  .query((q) =>
    q
      // Which tax a price names and whether it contains it, as one text: a new version that says the same changes nothing.
      .with('price_tax', (w) =>
        w
          .selectFrom('price as p')
          .select((eb) => [
            'p.tariff_id',
            'p.price_id',
            'p.valid_from',
            ch
              .concat(
                ch.coalesce(ch.widen(eb.ref('p.tax_id')), ch.text('')),
                ch.toString(ch.coalesce(eb.ref('p.tax_included'), ch.toBool(ch.literal(0)))),
              )
              .as('said'),
          ]),
      )
      .with('offering_said', (w) =>
        w
          .selectFrom('offering as o')
          .select((eb) => [
            'o.offering_id',
            'o.valid_from',
            ch
              .concat(
                ch.widen(eb.ref('o.tax_id')),
                ch.text('/'),
                ch.coalesce(ch.widen(eb.ref('o.legal_entity_id')), ch.text('')),
              )
              .as('said'),
          ]),
      )
      .with('offering_change', (w) =>
        w.selectFrom('offering_said as o').select((eb) => [
          ch.toDate(eb.ref('o.valid_from')).as('day'),
          'o.said',
          over(ch.lag(eb.ref('o.said')), {
            partitionBy: [eb.ref('o.offering_id')],
            orderBy: [eb.ref('o.valid_from')],
          }).as('before'),
        ]),
      )
      .with('price_change', (w) =>
        w.selectFrom('price_tax as p').select((eb) => [
          ch.toDate(eb.ref('p.valid_from')).as('day'),
          'p.said',
          over(ch.lag(eb.ref('p.said')), {
            partitionBy: [eb.ref('p.tariff_id'), eb.ref('p.price_id')],
            orderBy: [eb.ref('p.valid_from')],
          }).as('before'),
        ]),
      )
      .with('price_says', (w) =>
        w
          .selectFrom('price_change as p')
          .select('p.day')
          .where((eb) => eb('p.before', '<>', eb.ref('p.said'))),
      )
      .with('offering_says', (w) =>
        w
          .selectFrom('offering_change as o')
          .select('o.day')
          .where((eb) => eb('o.before', '<>', eb.ref('o.said'))),
      )
      .with('change', (w) =>
        w
          .selectFrom('tax as t')
          .select('t.from_day as day')
          .unionAll(w.selectFrom('price_says as p').select('p.day'))
          .unionAll(w.selectFrom('offering_says as o').select('o.day')),
      )
      .selectFrom('change as c')
      .select('c.day')
      .distinct(),
  )
  .view()
  .check(notNull('day'))
