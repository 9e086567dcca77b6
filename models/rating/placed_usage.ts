import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Text } from '../../warehouse/columns.ts'
import { zoneNetwork } from '../staging/zone_network.ts'
import { catalogueEpoch } from './catalogue_epoch.ts'
import { numberKey } from './number_key.ts'
import { planColumns, plannedUsage, usedColumns } from './planned_usage.ts'
import { prefixRange } from './prefix_range.ts'
import { type Asked, NO_ZONE, priceChoice } from './price_choice.ts'

const lineColumns = planColumns.map((column) => `u.${column}` as const)

const clockColumns = ['u.local_started_at', 'u.clock_changes_in', 'u.clock_change_s'] as const

type Unjudged = Exclude<(typeof usedColumns)[number], 'u.chargeable'>
const unjudged = usedColumns.filter((column): column is Unjudged => column !== 'u.chargeable')

const free = expressionBuilder<Record<string, never>>()
/** Digits of a number; what begins with a plus is meant in full all the same. */
const withoutPlus = (number: Expression<Text | null>) =>
  ch.if(free(ch.startsWith(number, ch.text('+')), '=', true), ch.substring(number, ch.literal(2)), number)

const is = (name: Expression<Text>, word: string) => free(name, '=', word)
/** Whether a property has one of the values a price asks for, or any where it asks for that. */
const oneOf = (value: Expression<Text | null>, values: Expression<readonly Text[]>) =>
  free.and([
    free(value, 'is not', null),
    free.or([ch.has(values, ch.coalesce(value, ch.text(''))), ch.has(values, ch.text('*'))]),
  ])

/** Usage with its zone and the price that is chosen for it. */
const inferred = model('rating.placed_usage', {
  used: plannedUsage,
  epoch: catalogueEpoch,
  prefix: prefixRange,
  network: zoneNetwork,
  choice: priceChoice,
})
  .describe({
    description:
      'Every use with its zone: of the visited network when roaming where the tariff says such, else of the other party’s operator, else of the longest prefix; and with the price that its service, zone and properties choose.',
    columns: { card: 'The chosen price’s rates to the zone; null where no price fits' },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('operator', (w) =>
        w
          .selectFrom('network as n')
          .select(['n.tariff_id', 'n.network', 'n.zone', 'n.valid_from', 'n.valid_to'])
          .where('n.is', '=', 'other'),
      )
      .with('visited', (w) =>
        w
          .selectFrom('network as n')
          .select(['n.tariff_id', 'n.network', 'n.zone', 'n.valid_from', 'n.valid_to'])
          .where('n.is', '=', 'visited'),
      )
      .with('dated', (w) =>
        w
          .selectFrom('used as u')
          .leftJoin('epoch as e', (join) =>
            asof(join.onRef('e.tariff_id', '=', 'u.tariff_id').onRef('u.started_at', '>=', 'e.valid_from')),
          )
          .select([...usedColumns, ...lineColumns, ...clockColumns, 'e.prefix_epoch', 'e.rate_epoch'])
          .select((eb) => {
            const abroad = eb.and([eb('u.roaming', '=', true), eb('e.roams', '=', true)])
            return [
              ch.notNull(eb.ref('e.holidays')).as('holidays'),
              ch.notNull(eb.ref('e.date_kinds')).as('date_kinds'),
              numberKey(withoutPlus(eb.ref('u.other_party'))).as('number_key'),
              abroad.as('abroad'),
              ch.if(abroad, eb.ref('u.visited_network'), ch.null<Text>()).as('network'),
              ch.if(abroad, ch.left(eb.ref('u.visited_network'), ch.literal(3)), ch.null<Text>()).as('country'),
            ]
          }),
      )
      .with('zoned', (w) =>
        w
          .selectFrom('dated as u')
          .leftJoin('prefix as x', (join) =>
            asof(join.onRef('x.prefix_epoch', '=', 'u.prefix_epoch').onRef('u.number_key', '>=', 'x.number_key')),
          )
          .leftJoin('operator as o', (join) =>
            asof(
              join
                .onRef('o.tariff_id', '=', 'u.tariff_id')
                .onRef('o.network', '=', 'u.other_network')
                .onRef('u.started_at', '>=', 'o.valid_from'),
            ),
          )
          .leftJoin('visited as n', (join) =>
            asof(
              join
                .onRef('n.tariff_id', '=', 'u.tariff_id')
                .onRef('n.network', '=', 'u.network')
                .onRef('u.started_at', '>=', 'n.valid_from'),
            ),
          )
          .leftJoin('visited as c', (join) =>
            asof(
              join
                .onRef('c.tariff_id', '=', 'u.tariff_id')
                .onRef('c.network', '=', 'u.country')
                .onRef('u.started_at', '>=', 'c.valid_from'),
            ),
          )
          .select([...usedColumns, ...lineColumns, ...clockColumns, 'u.rate_epoch', 'u.holidays', 'u.date_kinds'])
          .select((eb) => {
            const holds = (zone: 'n' | 'c' | 'o') =>
              ch.if(eb('u.started_at', '<', eb.ref(`${zone}.valid_to`)), eb.ref(`${zone}.zone`), ch.null<Text>())
            const operator = holds('o')
            const byPrefix = eb.and([eb('u.abroad', '=', false), eb(operator, 'is', null)])
            return [
              eb.ref('x.zone').as('called_zone'),
              ch.if(byPrefix, eb.ref('x.prefix'), ch.null<Text>()).as('prefix'),
              ch
                .if(
                  eb('u.abroad', '=', true),
                  ch.coalesce(holds('n'), holds('c')),
                  ch.coalesce(operator, eb.ref('x.zone')),
                )
                .as('zone'),
            ]
          }),
      )
      .selectFrom('zoned as u')
      .leftJoin('choice as c', (join) =>
        join
          .onRef('c.rate_epoch', '=', 'u.rate_epoch')
          .onRef('c.service', '=', 'u.service')
          .onRef('c.metric', '=', 'u.metric')
          .on((eb) => eb('c.zone', '=', ch.coalesce(eb.ref('u.zone'), ch.text(NO_ZONE)))),
      )
      .select([
        ...unjudged,
        ...lineColumns,
        ...clockColumns,
        'u.rate_epoch',
        'u.holidays',
        'u.date_kinds',
        'u.prefix',
        'u.zone',
      ])
      .select((eb) => {
        /** A property by the name a price asks for: of a metric what the event says, of a service some of its fields. */
        const property = (name: Expression<Text>) =>
          ch.multiIf<Text | null>(
            [
              [eb('u.service', '=', 'metered'), ch.jsonMember(eb.ref('u.properties'), name)],
              [is(name, 'service_name'), ch.toString(eb.ref('u.service_name'))],
              [is(name, 'direction'), ch.toNullable(ch.toString(eb.ref('u.direction')))],
              [is(name, 'roaming'), ch.toNullable(ch.toString(eb.ref('u.roaming')))],
              [is(name, 'other_network'), ch.toString(eb.ref('u.other_network'))],
              [is(name, 'visited_network'), ch.toString(eb.ref('u.visited_network'))],
              [is(name, 'called_zone'), eb.ref('u.called_zone')],
            ],
            ch.null<Text>(),
          )
        const asking = ch.notNull(eb.ref('c.asking'))
        // What the line received costs only where a price asks for it.
        const received = eb('u.direction', '=', 'terminating')
        const asksForIt = (asks: RawBuilder<Asked>) =>
          ch.arrayExists(asks, (asked) => is(ch.element<Text>(asked, 1), 'direction'))
        const fits = ch.arrayFirstIndex(asking, (price) => {
          const asks = ch.element<Asked>(price, 5) as RawBuilder<Asked>
          const all = ch.arrayAll(asks, (asked) =>
            oneOf(property(ch.element<Text>(asked, 1)), ch.element<readonly Text[]>(asked, 2)),
          )
          const first = eb(ch.element<Bool>(price, 6), '=', true)
          return eb.and([all, eb.or([eb.and([eb.not(received), first]), eb.and([received, asksForIt(asks)])])])
        })
        const of = <T>(plain: Expression<T | null>, index: number) =>
          ch.multiIf<T | null>(
            [
              [eb(fits, '>', 0n), ch.toNullable(ch.element<T>(ch.at(asking, fits), index))],
              [received, ch.null<T>()],
            ],
            plain,
          )
        return [
          ch
            .toBool(eb.and([eb('u.chargeable', '=', true), eb.or([eb.not(received), eb(fits, '>', 0n)])]))
            .as('chargeable'),
          of(eb.ref('c.card'), 1).as('card'),
          of(eb.ref('c.price_id'), 2).as('price_id'),
          of(eb.ref('c.model'), 3).as('model'),
          of(eb.ref('c.banded'), 4).as('banded'),
        ]
      }),
  )
  .view({
    time: 'started_at',
    from: { used: 'started_at' },
    dimensions: {
      epoch: { from: 'valid_from' },
      prefix: { from: 'valid_from' },
      network: { from: 'valid_from', to: 'valid_to' },
      choice: { from: 'valid_from' },
    },
  })

export interface PlacedUsageRow extends RowOf<typeof inferred> {}

export const placedUsage: Model<'rating.placed_usage', PlacedUsageRow> = inferred
