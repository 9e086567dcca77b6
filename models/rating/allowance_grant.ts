import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { allowance } from '../staging/allowance.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { factorValues, factorZones, listed } from './listed.ts'
import { periodEnd, periodStart } from './period.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** More than any allowance. */
const BOUNDLESS = '99999999999999999999'

export const grantColumns = [
  'g.subscription_id',
  'g.billing_account_id',
  'g.payer_account_id',
  'g.offering_id',
  'g.allowance_id',
  'g.name',
  'g.unit',
  'g.scope',
  'g.service_list',
  'g.zone_list',
  'g.band_list',
  'g.factor_zones',
  'g.factor_values',
  'g.increment',
  'g.rate',
  'g.priority',
  'g.weight',
  'g.used_order',
  'g.own_first',
  'g.blocker',
] as const

/** What a grant is of: one period of one allowance of a line's plan. */
const periodColumns = [
  'd.subscription_id',
  'd.billing_account_id',
  'd.payer_account_id',
  'd.offering_id',
  'd.allowance_id',
  'd.name',
  'd.unit',
  'd.whole',
  'd.services',
  'd.zones',
  'd.bands',
  'd.factors',
  'd.increment',
  'd.rate',
  'd.priority',
  'd.weight',
  'd.used_order',
  'd.own_first',
  'd.scope',
  'd.period',
  'd.prorated',
  'd.rollover_periods',
  'd.rollover_maximum',
  'd.rollover_minimum',
  'd.rollover_first',
  'd.blocker',
  'd.period_from',
  'd.period_to',
  'd.carried_to',
] as const

/** What lines are given to use, period by period. */
const inferred = model('rating.allowance_grant', { plan: subscriptionPlan, allowance, clock, offset: zoneOffset })
  .describe({
    description:
      'Allowances as lines get them: one row a line, allowance and period, in local days [valid_from, valid_to), and one for what may be carried over from it. Prorated by days where the line has its plan for a part of the period, rounded down to whole units.',
    columns: {
      grant_id: 'Line, plan, allowance and first day; what is carried over ends in `+`',
      from_grant: 'The grant whose rest is carried over; empty for a grant of its own',
      amount: 'Given, in the allowance’s unit; of what is carried over the most it can be',
      least: 'Of what is carried over the least it can be',
      used_before: 'Of two grants of one priority the earlier is used first: end of validity, then carried over',
      factor_zones: 'Zones of which a unit takes more or less than one unit of the allowance',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('plan as l')
          .crossJoin('clock as k')
          .leftJoin('offset as f', (join) =>
            asof(join.onRef('f.zone', '=', 'l.time_zone').onRef('l.valid_from', '>=', 'f.from_at')),
          )
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'l.time_zone').onRef('l.valid_to', '>=', 'o.from_at')),
          )
          .select((eb) => [
            'l.subscription_id',
            'l.billing_account_id',
            'l.payer_account_id',
            'l.cycle_day',
            'l.offering_id',
            'l.valid_from as held_since',
            ch.toDate(localTime(eb.ref('l.valid_from'), eb.ref('f.offset_s'))).as('held_from'),
            ch.toDate(localTime(eb.ref('l.valid_to'), eb.ref('o.offset_s'))).as('held_to'),
            'k.first_month',
            ch.toDate(eb.ref('k.as_of')).as('until'),
          ])
          .where((eb) =>
            eb.and([eb('l.status', 'in', ['active', 'suspended']), eb('l.valid_from', '<', eb.ref('k.as_of'))]),
          ),
      )
      .with('due', (w) =>
        w
          .selectFrom('held as h')
          .innerJoin('allowance as a', 'a.offering_id', 'h.offering_id')
          .select((eb) => {
            // What came before the first use that is known is not carried over: nobody knows what was left of it.
            const from = ch.greatest(eb.ref('h.held_from'), eb.ref('h.first_month'))
            const to = ch.least(eb.ref('h.held_to'), ch.addMonths(eb.ref('h.until'), ch.literal(1)))
            const months = ch.months(from, ch.addDays(to, ch.literal(1)))
            const cycle = ch.arrayMap(months, (month) =>
              periodStart(ch.toLastDayOfMonth(month), ch.toInt(eb.ref('h.cycle_day'))),
            )
            const before = ch.array(periodStart(from, ch.toInt(eb.ref('h.cycle_day'))))
            const days = ch.days(from, to)
            const starts = ch.multiIf<readonly Day[]>(
              [
                [eb('a.period', '=', 'once'), ch.array(eb.ref('h.held_from'))],
                [eb('a.period', '=', 'day'), days],
                [eb('a.period', '=', 'week'), ch.arrayDistinct(ch.arrayMap(days, (day) => ch.toMonday(day)))],
                [eb('a.period', '=', 'month'), months],
              ],
              ch.arrayDistinct(ch.arrayConcat(before, cycle)),
            )
            return [
              'h.subscription_id',
              'h.billing_account_id',
              'h.payer_account_id',
              'h.cycle_day',
              'h.offering_id',
              'h.held_from',
              'h.held_to',
              'a.allowance_id',
              'a.name',
              'a.unit',
              'a.amount as whole',
              'a.services',
              'a.zones',
              'a.bands',
              'a.factors',
              'a.increment',
              'a.rate',
              'a.priority',
              'a.weight',
              'a.used_order',
              'a.own_first',
              'a.period',
              'a.expires_after_days',
              'a.scope',
              'a.prorated',
              'a.rollover_periods',
              'a.rollover_maximum',
              'a.rollover_minimum',
              'a.rollover_first',
              'a.blocker',
              ch.arrayJoin(starts).as('period_from'),
            ]
          })
          .where((eb) =>
            eb.and([eb('a.valid_from', '<=', eb.ref('h.held_since')), eb('a.valid_to', '>', eb.ref('h.held_since'))]),
          ),
      )
      .with('dated', (w) =>
        w
          .selectFrom('due as d')
          .selectAll('d')
          .select((eb) => {
            const cycleDay = ch.toInt(eb.ref('d.cycle_day'))
            const expiry = ch.if(
              eb('d.expires_after_days', 'is', null),
              eb.ref('d.held_to'),
              ch.least(
                eb.ref('d.held_to'),
                ch.addDays(eb.ref('d.held_from'), ch.coalesce(eb.ref('d.expires_after_days'), ch.literal(0))),
              ),
            )
            return [
              ch
                .multiIf<Day>(
                  [
                    [eb('d.period', '=', 'once'), expiry],
                    [eb('d.period', '=', 'day'), ch.addDays(eb.ref('d.period_from'), ch.literal(1))],
                    [eb('d.period', '=', 'week'), ch.addDays(eb.ref('d.period_from'), ch.literal(7))],
                    [eb('d.period', '=', 'month'), ch.addMonths(eb.ref('d.period_from'), ch.literal(1))],
                  ],
                  periodEnd(eb.ref('d.period_from'), cycleDay),
                )
                .as('period_to'),
              // What was left at the end of a period may be used in so many after it.
              ch
                .multiIf<Day>(
                  [
                    [
                      eb('d.period', '=', 'day'),
                      ch.addDays(
                        eb.ref('d.period_from'),
                        ch.plus(ch.toLong(eb.ref('d.rollover_periods')), ch.literal<bigint>(1n)),
                      ),
                    ],
                    [
                      eb('d.period', '=', 'week'),
                      ch.addWeeks(
                        eb.ref('d.period_from'),
                        ch.plus(ch.toLong(eb.ref('d.rollover_periods')), ch.literal<bigint>(1n)),
                      ),
                    ],
                    [
                      eb('d.period', '=', 'month'),
                      ch.addMonths(
                        eb.ref('d.period_from'),
                        ch.plus(ch.toLong(eb.ref('d.rollover_periods')), ch.literal<bigint>(1n)),
                      ),
                    ],
                  ],
                  periodEnd(
                    ch.addMonths(ch.toStartOfMonth(eb.ref('d.period_from')), eb.ref('d.rollover_periods')),
                    cycleDay,
                  ),
                )
                .as('carried_to'),
            ]
          }),
      )
      // A plan is cut where its version or the line's state changes: one period of one plan is one grant all the same.
      .with('granted', (w) =>
        w
          .selectFrom('dated as d')
          .select((eb) => [
            ...periodColumns,
            ch.min(ch.greatest(eb.ref('d.held_from'), eb.ref('d.period_from'))).as('valid_from'),
            ch.max(ch.least(eb.ref('d.held_to'), eb.ref('d.period_to'))).as('valid_to'),
            ch.max(eb.ref('d.held_to')).as('held_to'),
          ])
          .where((eb) =>
            eb.and([eb('d.period_from', '<', eb.ref('d.held_to')), eb('d.period_to', '>', eb.ref('d.held_from'))]),
          )
          .groupBy(periodColumns),
      )
      .with('measured', (w) =>
        w
          .selectFrom('granted as g')
          .selectAll('g')
          .select((eb) => {
            const days = ch.dateDiff('day', eb.ref('g.valid_from'), eb.ref('g.valid_to'))
            const of = ch.greatest(
              ch.dateDiff('day', eb.ref('g.period_from'), eb.ref('g.period_to')),
              ch.literal<bigint>(1n),
            )
            const share = ch.div(ch.exact(ch.mul(ch.exact(eb.ref('g.whole')), days)), of)
            const prorated = ch.if(
              eb('g.unit', '=', 'money'),
              ch.decimal(ch.roundTo(share, ch.toInt(ch.literal(9))), 9),
              ch.decimal(ch.floor(share), 9),
            )
            const whole = eb.or([eb('g.prorated', '=', false), eb('g.period', '=', 'once'), eb(days, '>=', of)])
            return [
              ch
                .concat(
                  eb.ref('g.subscription_id'),
                  ch.text('/'),
                  ch.toString(eb.ref('g.offering_id')),
                  ch.text('/'),
                  ch.toString(eb.ref('g.allowance_id')),
                  ch.text('/'),
                  ch.toString(eb.ref('g.period_from')),
                )
                .as('grant_id'),
              ch.if(whole, eb.ref('g.whole'), prorated).as('amount'),
              listed(eb.ref('g.services')).as('service_list'),
              listed(eb.ref('g.zones')).as('zone_list'),
              listed(eb.ref('g.bands')).as('band_list'),
              factorZones(eb.ref('g.factors')).as('factor_zones'),
              factorValues(eb.ref('g.factors')).as('factor_values'),
            ]
          }),
      )
      .with('every', (w) =>
        w
          .selectFrom('measured as g')
          .select((eb) => [
            ...grantColumns,
            'g.grant_id',
            ch.text('').as('from_grant'),
            'g.valid_from',
            'g.valid_to',
            'g.amount',
            ch.zero(9).as('least'),
            ch.tuple(ch.toString(eb.ref('g.valid_to')), ch.toLong(ch.literal(0))).as('used_before'),
          ])
          .whereRef('g.valid_to', '>', 'g.valid_from')
          .unionAll(
            w
              .selectFrom('measured as g')
              .select((eb) => [
                ...grantColumns,
                ch.concat(eb.ref('g.grant_id'), ch.text('+')).as('grant_id'),
                eb.ref('g.grant_id').as('from_grant'),
                'g.valid_to as valid_from',
                ch.least(eb.ref('g.carried_to'), eb.ref('g.held_to')).as('valid_to'),
                ch.coalesce(eb.ref('g.rollover_maximum'), ch.amount(BOUNDLESS, 9)).as('amount'),
                eb.ref('g.rollover_minimum').as('least'),
                // Right after the period it comes from, before the one it is used in; or after the last it may be used in.
                ch
                  .tuple(
                    ch.toString(ch.if(eb('g.rollover_first', '=', true), eb.ref('g.valid_to'), eb.ref('g.carried_to'))),
                    ch.toLong(ch.literal(1)),
                  )
                  .as('used_before'),
              ])
              .where((eb) =>
                eb.and([
                  eb('g.rollover_periods', '>', 0),
                  eb('g.carried_to', '>', eb.ref('g.valid_to')),
                  eb('g.held_to', '>', eb.ref('g.valid_to')),
                ]),
              ),
          ),
      )
      .selectFrom('every as e')
      .selectAll('e'),
  )
  .table({ orderBy: ['billing_account_id', 'grant_id'] })
  .check(notNull('grant_id', 'amount'), unique('grant_id'))

/** The row by name: an inferred one would be carried whole through every model that reads it. */
export interface AllowanceGrantRow extends RowOf<typeof inferred> {}

export const allowanceGrant: Model<'rating.allowance_grant', AllowanceGrantRow> = inferred
