import { type Expression, expressionBuilder } from 'kysely'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'
import { t } from '../../warehouse/columns.ts'
import { coveredUsage } from './covered_usage.ts'
import { eventCost } from './event_cost.ts'
import { byPercent, turnover } from './percentage_base.ts'
import { groupOf } from './price_group.ts'
import { priceInForce } from './price_in_force.ts'
import { pricePeriodEnd, pricePeriodStart } from './price_period.ts'
import { priceSteps } from './price_steps.ts'
import { pricedUsage } from './priced_usage.ts'
import { useKey } from './use_key.ts'

/** Columns of an event that its price's period needs. */
export const eventColumns = [
  'e.subject',
  'e.subscription_id',
  'e.billing_account_id',
  'e.customer_id',
  'e.type',
  'e.offering_id',
  'e.tax_rate',
  'e.currency',
  'e.service',
  'e.metric',
  'e.tariff_id',
  'e.rate_epoch',
  'e.price_id',
  'e.priced_from',
  'e.model',
  'e.aggregation',
  'e.group',
  'e.carried_over',
  'e.prorated',
  'e.charged_in',
  'e.period_from',
  'e.period_to',
  'e.event_id',
  'e.started_at',
  'e.local_started_at',
  'e.amount',
  'e.units',
  'e.about',
  'e.value',
  'e.removed',
  'e.limited',
  'e.held',
] as const

const percentColumns = [
  'e.percentage',
  'e.fixed_fee',
  'e.minimum_per_event',
  'e.maximum_per_event',
  'e.free_events',
  'e.free_amount',
] as const

/** Events that are added up together, and their order. */
const alike = ['e.subject', 'e.tariff_id', 'e.price_id', 'e.priced_from', 'e.group', 'e.period_from'] as const
const inOrder = ['e.started_at', 'e.event_id'] as const
const upToHere = rowsBetween('unbounded', 0)

const free = expressionBuilder<Record<string, never>>()

/** Whether a price adds up a property of its events instead of their quantity. */
const ofProperty = (property: Expression<string>, aggregation: Expression<string>) =>
  free.and([free(property, '<>', ''), free(aggregation, '<>', 'unique')])

const propertyNumber = (properties: Expression<Text>, property: Expression<string>) =>
  ch.decimalOrNull(ch.jsonMember(properties, ch.toString(property)), 9)

/** Use that a price sums up over a period, with what each event by itself adds. */
const inferred = model('rating.period_event', {
  priced: pricedUsage,
  covered: coveredUsage,
  price: priceInForce,
  steps: priceSteps,
})
  .describe({
    description:
      'Use whose price depends on the period: of quantity models, and of prices by rate that have a minimum or maximum spend or round the period’s sum.',
    columns: {
      subject: 'Whose use is added up: the subscription, or the account where the price says so',
      priced_from: 'Since when this version of the price holds',
      units: 'Quantity in the metric’s unit, or the service’s',
      about:
        'Amount that the event is about; its quantity where it has none; 1 where percent are of the number of events; of percent charged in advance what it raises the highest sum by',
      group: 'Values of the properties by which the price groups, such as `region=eu, tier=2`; empty without such',
      removed: 'Whether it takes its value away (unique)',
      held: 'Level of each unit of a capacity by several units',
      event_cost: 'percentage: what the event costs by itself',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('event', (w) =>
        w
          .selectFrom('priced as u')
          .innerJoin('price as p', (join) =>
            join
              .onRef('p.rate_epoch', '=', 'u.rate_epoch')
              .on((eb) => eb('p.price_id', '=', ch.coalesce(eb.ref('u.price_id'), ch.text('')))),
          )
          .leftJoin('covered as c', (join) =>
            join.on((eb) => eb('c.use_key', '=', useKey(ch.toString(eb.ref('u.service')), eb.ref('u.event_id')))),
          )
          .leftJoin('steps as s', (join) =>
            join.onRef('s.rate_epoch', '=', 'p.rate_epoch').onRef('s.price_id', '=', 'p.price_id'),
          )
          .select((eb) => {
            const subscription = ch.notNull(eb.ref('u.subscription_id'))
            const account = ch.notNull(eb.ref('u.billing_account_id'))
            // Tiers are of what is charged: what allowances cover or refuse does not count.
            const metered = ch.coalesce(eb.ref('u.metered_quantity'), ch.decimal(eb.ref('u.quantity'), 9))
            const used = ch.if(
              ofProperty(eb.ref('p.property'), eb.ref('p.aggregation')),
              ch.coalesce(propertyNumber(eb.ref('u.properties'), eb.ref('p.property')), ch.zero(9)),
              metered,
            )
            const free = ch.plus(
              ch.coalesce(eb.ref('c.covered'), ch.zero(9)),
              ch.coalesce(eb.ref('c.refused'), ch.zero(9)),
            )
            const units = ch.minus(used, free)
            const cycleDay = ch.coalesce(ch.toInt(eb.ref('u.cycle_day')), ch.toInt(ch.literal(1)))
            const period = ch.toString(eb.ref('p.period'))
            const from = pricePeriodStart(period, ch.notNull(ch.toDate(eb.ref('u.local_started_at'))), cycleDay)
            return [
              ch.if(eb('p.scope', '=', 'account'), account, subscription).as('subject'),
              subscription.as('subscription_id'),
              account.as('billing_account_id'),
              ch.notNull(eb.ref('u.customer_id')).as('customer_id'),
              ch.notNull(eb.ref('u.type')).as('type'),
              ch.notNull(eb.ref('u.offering_id')).as('offering_id'),
              ch.notNull(eb.ref('u.tax_rate')).as('tax_rate'),
              'u.currency',
              'u.service',
              'u.metric',
              'p.tariff_id',
              'p.rate_epoch',
              'p.price_id',
              'p.valid_from as priced_from',
              'p.model',
              'p.aggregation',
              groupOf(eb.ref('p.group_by'), eb.ref('u.properties')).as('group'),
              'p.carried_over',
              'p.prorated',
              ch.toString(eb.ref('p.charged_in')).as('charged_in'),
              from.as('period_from'),
              pricePeriodEnd(period, from, cycleDay).as('period_to'),
              'u.event_id',
              'u.started_at',
              ch.notNull(ch.castTo(eb.ref('u.local_started_at'), t.instant)).as('local_started_at'),
              ch.coalesce(eb.ref('c.amount'), eb.ref('u.amount')).as('amount'),
              units.as('units'),
              turnover(
                ch.toString(eb.ref('p.model')),
                ch.toString(eb.ref('p.aggregation')),
                ch.coalesce(ch.decimal(eb.ref('u.stated_amount'), 9), units),
              ).as('about'),
              ch
                .if(
                  eb('p.property', '=', ''),
                  ch.null<Text>(),
                  ch.jsonMember(eb.ref('u.properties'), ch.toString(eb.ref('p.property'))),
                )
                .as('value'),
              ch
                .toBool(
                  eb.and([
                    eb('p.removed_property', '<>', ''),
                    ch.same(
                      ch.jsonMember(eb.ref('u.properties'), ch.toString(eb.ref('p.removed_property'))),
                      ch.toNullable(eb.ref('p.removed_value')),
                    ),
                  ]),
                )
                .as('removed'),
              ch.notNull(eb.ref('s.units')).as('limited'),
              ch
                .arrayMap(ch.notNull(eb.ref('s.units')), (unit) =>
                  ch.coalesce(
                    ch.decimalOrNull(ch.jsonMember(eb.ref('u.properties'), unit), 9),
                    ch.if(
                      ch.same(ch.jsonMember(eb.ref('u.properties'), ch.text('unit')), ch.toNullable(unit)),
                      units,
                      ch.zero(9),
                    ),
                  ),
                )
                .as('held'),
              'p.percentage',
              'p.fixed_fee',
              'p.minimum_per_event',
              'p.maximum_per_event',
              'p.free_events',
              'p.free_amount',
            ]
          })
          .where((eb) =>
            eb.and([
              eb('u.reason', '=', ''),
              eb.or([
                eb('p.model', '<>', 'rate'),
                eb('p.minimum_spend', '>', '0'),
                eb('p.maximum_spend', 'is not', null),
                eb('p.rounding_of', '=', 'period'),
              ]),
              // What a source charged for a service is due as it is.
              eb.or([eb('u.service', '=', 'metered'), eb('u.stated', '=', false)]),
              eb.or([
                eb('u.service', '=', 'metered'),
                eb('u.charged_quantity', '>', 0n),
                eb('u.marked_amount', 'is not', null),
              ]),
              // Without a number to add up, or a value to count, an event is not one of the price's.
              eb.or([
                eb.not(ofProperty(eb.ref('p.property'), eb.ref('p.aggregation'))),
                eb(propertyNumber(eb.ref('u.properties'), eb.ref('p.property')), 'is not', null),
              ]),
            ]),
          ),
      )
      .with('totalled', (w) =>
        w
          .selectFrom('event as e')
          .selectAll('e')
          .select((eb) => [
            over(ch.sum(eb.ref('e.about')), {
              partitionBy: alike.map((column) => eb.ref(column)),
              orderBy: inOrder.map((column) => eb.ref(column)),
              frame: upToHere,
            }).as('turned_over'),
          ]),
      )
      .with('turned', (w) =>
        w
          .selectFrom('totalled as e')
          .select([...eventColumns.filter((column) => column !== 'e.about'), ...percentColumns])
          .select((eb) => {
            const before = ch.minus(eb.ref('e.turned_over'), eb.ref('e.about'))
            const highest = over(ch.max(before), {
              partitionBy: alike.map((column) => eb.ref(column)),
              orderBy: inOrder.map((column) => eb.ref(column)),
              frame: upToHere,
            })
            const rises = eb.and([eb('e.charged_in', '=', 'advance'), byPercent(eb.ref('e.model'))])
            // In advance percent are of what raises the highest sum so far: what is taken back is not repaid.
            return ch
              .if(rises, ch.greatest(ch.minus(eb.ref('e.turned_over'), highest), ch.zero(9)), eb.ref('e.about'))
              .as('about')
          }),
      )
      .with('numbered', (w) =>
        w.selectFrom('turned as e').select((eb) => {
          const within = {
            partitionBy: alike.map((column) => eb.ref(column)),
            orderBy: inOrder.map((column) => eb.ref(column)),
          }
          return [
            ...eventColumns,
            ...percentColumns,
            over(ch.rowNumber(), within).as('number'),
            ch.minus(over(ch.sum(eb.ref('e.about')), { ...within, frame: upToHere }), eb.ref('e.about')).as('before'),
          ]
        }),
      )
      .selectFrom('numbered as e')
      .select((eb) => {
        return [
          ...eventColumns,
          eventCost({
            model: eb.ref('e.model'),
            advance: eb('e.charged_in', '=', 'advance'),
            number: eb.ref('e.number'),
            about: eb.ref('e.about'),
            before: eb.ref('e.before'),
            percentage: eb.ref('e.percentage'),
            fixedFee: eb.ref('e.fixed_fee'),
            least: eb.ref('e.minimum_per_event'),
            most: eb.ref('e.maximum_per_event'),
            freeEvents: ch.toLong(eb.ref('e.free_events')),
            freeAmount: eb.ref('e.free_amount'),
          }).as('event_cost'),
        ]
      }),
  )
  .view()

export interface PeriodEventRow extends RowOf<typeof inferred> {}

export const periodEvent: Model<'rating.period_event', PeriodEventRow> = inferred
