import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { prefix } from '../staging/prefix.ts'
import { zoneNetwork } from '../staging/zone_network.ts'
import { priceInForce } from './price_in_force.ts'
import { cardOf, rateBand } from './rate_band.ts'
import { rateEpoch } from './rate_epoch.ts'
import { rateSlot } from './rate_slot.ts'

/** Zone of usage without a destination: data, content, and numbers no prefix lists. */
export const NO_ZONE = ''
/** Zone of a rate that holds whatever the other party. */
const ANY_ZONE = '*'
/** Whether a price has rates of the zone itself, or some that hold for any. */
const own = ch.toLong(ch.literal(0))
const any = ch.toLong(ch.literal(1))

/** Which price prices a service or metric to a zone. */
const inferred = model('rating.price_choice', {
  price: priceInForce,
  band: rateBand,
  slot: rateSlot,
  prefix,
  network: zoneNetwork,
  starting: rateEpoch,
})
  .describe({
    description:
      'The prices that a use of a service (or metric) to a zone may have: the one that asks for no property, and those that do, the one that asks most first, then the heavier, then the one with rates of the zone itself; those of a fallback only after all of the tariff’s own. A price by rate is there only where it has a rate for the zone, its own or one for any zone.',
    columns: {
      valid_from: 'Since when the epoch holds',
      zone: 'Zone of the other party; empty without one',
      card: 'The price’s rates to the zone; null without a price for all uses',
      asking:
        'Prices that ask for properties: card, price, model, banded, the properties with their values, and whether it comes before the price for all uses',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('destination', (w) =>
        w
          .selectFrom('prefix as p')
          .innerJoin('starting as s', 's.tariff_id', 'p.tariff_id')
          .select(['s.rate_epoch', 'p.zone'])
          .union(
            w
              .selectFrom('network as n')
              .innerJoin('starting as s', 's.tariff_id', 'n.tariff_id')
              .select(['s.rate_epoch', 'n.zone']),
          )
          .union(w.selectFrom('band as b').select(['b.rate_epoch', 'b.zone']).where('b.zone', '<>', ANY_ZONE))
          .union(w.selectFrom('starting as s').select(['s.rate_epoch', ch.text(NO_ZONE).as('zone')])),
      )
      .with('carded', (w) =>
        w
          .selectFrom('band as b')
          .innerJoin('slot as s', 's.card', 'b.card')
          .select((eb) => [
            'b.card',
            'b.rate_epoch',
            'b.price_id',
            ch.toString(eb.ref('b.service')).as('service'),
            'b.zone',
            ch.any(eb.ref('s.banded')).as('banded'),
          ])
          .groupBy(['b.card', 'b.rate_epoch', 'b.price_id', 'b.service', 'b.zone']),
      )
      // Rates of the zone itself; those of any zone only where a price has none of its own.
      .with('candidate', (w) =>
        w
          .selectFrom('carded as c')
          .select(['c.rate_epoch', 'c.price_id', 'c.service', 'c.zone', 'c.card', 'c.banded', own.as('general')])
          .where('c.zone', '<>', ANY_ZONE)
          .unionAll(
            w
              .selectFrom('carded as c')
              .innerJoin('destination as d', 'd.rate_epoch', 'c.rate_epoch')
              .$call(
                antiJoin('carded as o', (join) =>
                  join
                    .onRef('o.rate_epoch', '=', 'c.rate_epoch')
                    .onRef('o.price_id', '=', 'c.price_id')
                    .onRef('o.service', '=', 'c.service')
                    .onRef('o.zone', '=', 'd.zone'),
                ),
              )
              .select(['c.rate_epoch', 'c.price_id', 'c.service', 'd.zone', 'c.card', 'c.banded', any.as('general')])
              .where('c.zone', '=', ANY_ZONE),
          )
          .unionAll(
            w
              .selectFrom('price as p')
              .innerJoin('destination as d', 'd.rate_epoch', 'p.rate_epoch')
              .select((eb) => [
                'p.rate_epoch',
                'p.price_id',
                ch.toString(eb.ref('p.service')).as('service'),
                'd.zone',
                cardOf({
                  epoch: eb.ref('p.rate_epoch'),
                  price: eb.ref('p.price_id'),
                  service: eb.ref('p.service'),
                  zone: ch.text('quantity'),
                }).as('card'),
                ch.toBool(ch.literal(0)).as('banded'),
                any.as('general'),
              ])
              .where('p.model', '<>', 'rate'),
          ),
      )
      .with('weighed', (w) =>
        w
          .selectFrom('candidate as c')
          .leftJoin('price as p', (join) =>
            join.onRef('p.rate_epoch', '=', 'c.rate_epoch').onRef('p.price_id', '=', 'c.price_id'),
          )
          .select((eb) => [
            'c.rate_epoch',
            'c.service',
            ch.coalesce(ch.toString(eb.ref('p.metric')), ch.text('')).as('metric'),
            'c.zone',
            'c.card',
            ch.toString(eb.ref('c.price_id')).as('price_id'),
            ch.toString(ch.coalesce(eb.ref('p.model'), ch.literal('rate'))).as('model'),
            'c.banded',
            ch.notNull(eb.ref('p.asks')).as('asks'),
            ch
              .tuple(
                ch.toLong(ch.coalesce(eb.ref('p.fallback'), ch.literal(0))),
                ch.negate(ch.toLong(ch.arrayLength(ch.notNull(eb.ref('p.asks'))))),
                ch.negate(ch.toLong(ch.coalesce(eb.ref('p.weight'), ch.literal(0)))),
                eb.ref('c.general'),
                eb.ref('c.price_id'),
              )
              .as('place'),
          ]),
      )
      .selectFrom('weighed as c')
      .innerJoin('starting as s', 's.rate_epoch', 'c.rate_epoch')
      .select((eb) => {
        const plain = eb(ch.arrayLength(eb.ref('c.asks')), '=', 0n)
        const asking = ch.arraySort(
          ch.groupArrayIf(
            ch.tuple(
              eb.ref('c.place'),
              ch.tuple(eb.ref('c.card'), eb.ref('c.price_id'), eb.ref('c.model'), eb.ref('c.banded'), eb.ref('c.asks')),
            ),
            eb.not(plain),
          ),
        )
        // A fallback's price has no say where the tariff has one for all uses, however much it asks for.
        const chosen = ch.argMinIf(eb.ref('c.place'), eb.ref('c.place'), plain)
        const placed = ch.arrayMap(asking, (each) => {
          const price = ch.element<readonly unknown[]>(each, 2)
          const first = eb.or([
            eb(ch.countIf(plain), '=', 0n),
            eb(ch.element<readonly unknown[]>(each, 1), '<', chosen as never),
          ])
          return ch.tuple(...[1, 2, 3, 4, 5].map((index) => ch.element<unknown>(price, index)), ch.toBool(first))
        })
        return [
          'c.rate_epoch',
          's.at as valid_from',
          'c.service',
          'c.metric',
          'c.zone',
          ch.argMinIf(eb.ref('c.card'), eb.ref('c.place'), plain).as('card'),
          ch.argMinIf(eb.ref('c.price_id'), eb.ref('c.place'), plain).as('price_id'),
          ch.argMinIf(eb.ref('c.model'), eb.ref('c.place'), plain).as('model'),
          ch.argMinIf(eb.ref('c.banded'), eb.ref('c.place'), plain).as('banded'),
          placed.as('asking'),
        ]
      })
      .groupBy(['c.rate_epoch', 's.at', 'c.service', 'c.metric', 'c.zone']),
  )
  .table({ orderBy: ['rate_epoch', 'service', 'metric', 'zone'] })
  .check(notNull('rate_epoch', 'service', 'zone'), unique('rate_epoch', 'service', 'metric', 'zone'))

export type Asked = readonly (readonly [property: Text, values: readonly Text[]])[]

export interface PriceChoiceRow extends RowOf<typeof inferred> {}

export const priceChoice: Model<'rating.price_choice', PriceChoiceRow> = inferred
