import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { eventColumns, periodEvent } from './period_event.ts'
import { dayShare, timeShare } from './period_share.ts'
import { planPresence } from './plan_presence.ts'
import { priceSteps } from './price_steps.ts'
import { stepsTotal } from './steps_total.ts'

const none = ch.exact(ch.zero(9))
const upToHere = rowsBetween('unbounded', 0)

/**
 * What each event changes of the level that its price counts: its quantity, or one value more or less. A level goes on
 * through periods, plans and versions of a price with the same id where the price says that it is carried over.
 */
const inferred = model('rating.period_change', { event: periodEvent, presence: planPresence, steps: priceSteps })
  .describe({
    description:
      'Use that a price sums up over a period, each event with what it adds to the level of its subject, price and group, and the part of the period for which that counts.',
    columns: {
      delta: 'Quantity; of unique values 1, -1 or 0',
      level: 'Level after the event: since ever where it is carried over, else since the start of the period',
      share:
        'Part of the period for which the change counts: 1, unless prorated (days, its own included) or weighted (time)',
      rise: 'By how much it raises the highest level of the period',
      paid: 'Whether a fee of each event is due for it: in advance only where it raises the level',
      opening: 'Level before the first event of the period',
      tier_cost: 'Of prorated tiers: what the change costs, by the tiers through which it moves the level',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('scoped', (w) =>
        w
          .selectFrom('event as e')
          .select([...eventColumns, 'e.event_cost'])
          .select((eb) => [
            ch
              .if(
                eb('e.carried_over', '=', true),
                ch.text(''),
                ch.concat(
                  ch.toString(eb.ref('e.period_from')),
                  ch.toString(eb.ref('e.tariff_id')),
                  ch.toString(eb.ref('e.priced_from')),
                ),
              )
              .as('scope'),
          ]),
      )
      .with('followed', (w) =>
        w
          .selectFrom('scoped as e')
          .selectAll('e')
          .select((eb) => [
            over(ch.lag(eb.ref('e.removed')), {
              partitionBy: [
                eb.ref('e.subject'),
                eb.ref('e.price_id'),
                eb.ref('e.group'),
                eb.ref('e.scope'),
                eb.ref('e.value'),
              ],
              orderBy: [eb.ref('e.started_at'), eb.ref('e.event_id')],
            }).as('removed_before'),
          ]),
      )
      .with('changed', (w) =>
        w
          .selectFrom('followed as e')
          .selectAll('e')
          .select((eb) => {
            const held = eb.and([eb('e.removed_before', 'is not', null), eb('e.removed_before', '=', false)])
            const one = ch.amount('1', 9)
            return [
              ch
                .multiIf(
                  [
                    [eb('e.aggregation', '<>', 'unique'), eb.ref('e.units')],
                    [eb('e.value', 'is', null), ch.zero(9)],
                    [eb.and([eb('e.removed', '=', true), held]), ch.amount('-1', 9)],
                    [eb.and([eb('e.removed', '=', false), eb.not(held)]), one],
                  ],
                  ch.zero(9),
                )
                .as('delta'),
            ]
          }),
      )
      .with('levelled', (w) =>
        w
          .selectFrom('changed as e')
          .selectAll('e')
          .select((eb) => {
            const order = [eb.ref('e.started_at'), eb.ref('e.event_id')]
            const level = [eb.ref('e.subject'), eb.ref('e.price_id'), eb.ref('e.group'), eb.ref('e.scope')]
            const taken = eb.and([eb('e.aggregation', '=', 'unique'), eb('e.delta', '<', '0')])
            return [
              over(ch.sum(eb.ref('e.delta')), { partitionBy: level, orderBy: order, frame: upToHere }).as('level'),
              // The day on which the value was last taken away: given again on that day, it was never away.
              over(ch.max(ch.if(taken, ch.toNullable(ch.toDate(eb.ref('e.local_started_at'))), ch.null<Day>())), {
                partitionBy: [...level, eb.ref('e.value')],
                orderBy: order,
                frame: rowsBetween('unbounded', -1),
              }).as('taken_on'),
            ]
          }),
      )
      .with('shared', (w) =>
        w
          .selectFrom('levelled as e')
          .leftJoin('presence as p', (join) =>
            join.onRef('p.subscription_id', '=', 'e.subscription_id').onRef('p.tariff_id', '=', 'e.tariff_id'),
          )
          .leftJoin('steps as s', (join) =>
            join.onRef('s.rate_epoch', '=', 'e.rate_epoch').onRef('s.price_id', '=', 'e.price_id'),
          )
          .select([...eventColumns, 'e.event_cost', 'e.delta', 'e.level'])
          .select((eb) => {
            const day = ch.toDate(eb.ref('e.local_started_at'))
            const values = eb('e.aggregation', '=', 'unique')
            // The day on which a value is taken away still counts, and it counts once.
            const dayCounted = eb.and([
              values,
              eb.or([eb('e.delta', '<', '0'), ch.same(eb.ref('e.taken_on'), ch.toNullable(day))]),
            ])
            const from = ch.if(dayCounted, ch.addDays(day, ch.literal(1)), day)
            const period = { from: eb.ref('e.period_from'), to: eb.ref('e.period_to') }
            const stays = ch.notNull(eb.ref('p.stays'))
            return [
              ch
                .multiIf(
                  [
                    [eb('e.aggregation', '=', 'weighted_sum'), timeShare(period, eb.ref('e.local_started_at'), stays)],
                    [eb('e.prorated', '=', true), dayShare(period, from, stays)],
                  ],
                  ch.exact(ch.amount('1', 9)),
                )
                .as('share'),
              ch.notNull(eb.ref('s.steps')).as('steps'),
            ]
          }),
      )
      .with('risen', (w) =>
        w
          .selectFrom('shared as e')
          .select([...eventColumns, 'e.event_cost', 'e.delta', 'e.level', 'e.share', 'e.steps'])
          .select((eb) => {
            const within = {
              partitionBy: [
                eb.ref('e.subject'),
                eb.ref('e.tariff_id'),
                eb.ref('e.price_id'),
                eb.ref('e.priced_from'),
                eb.ref('e.group'),
                eb.ref('e.period_from'),
              ],
              orderBy: [eb.ref('e.started_at'), eb.ref('e.event_id')],
              frame: upToHere,
            }
            const before = ch.minus(eb.ref('e.level'), eb.ref('e.delta'))
            return [over(ch.max(before), within).as('high_before'), over(ch.firstValue(before), within).as('opening')]
          }),
      )
      .selectFrom('risen as e')
      .select([...eventColumns, 'e.event_cost', 'e.delta', 'e.level', 'e.share', 'e.opening'])
      .select((eb) => {
        const total = (level: 'after' | 'before') =>
          stepsTotal(
            eb.ref('e.steps'),
            ch.exact(level === 'after' ? eb.ref('e.level') : ch.minus(eb.ref('e.level'), eb.ref('e.delta'))),
          )
        return [
          ch.greatest(ch.minus(eb.ref('e.level'), eb.ref('e.high_before')), ch.zero(9)).as('rise'),
          ch
            .toBool(eb.or([eb('e.charged_in', '<>', 'advance'), eb(eb.ref('e.level'), '>', eb.ref('e.high_before'))]))
            .as('paid'),
          ch
            .if(
              eb.and([eb('e.prorated', '=', true), eb('e.model', '=', 'graduated')]),
              ch.exact(ch.mul(eb.ref('e.share'), ch.decimal(ch.minus(total('after'), total('before')), 18))),
              none,
            )
            .as('tier_cost'),
        ]
      }),
  )
  .table({ orderBy: ['subject', 'price_id', 'group', 'started_at'], shardBy: 'billing_account_id' })
  .check(notNull('subject', 'price_id', 'event_id'))

export interface PeriodChangeRow extends RowOf<typeof inferred> {}

export const periodChange: Model<'rating.period_change', PeriodChangeRow> = inferred
