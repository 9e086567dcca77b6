import type { Expression } from 'kysely'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { arrayJoin, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Text } from '../../warehouse/columns.ts'
import { allowance } from '../staging/allowance.ts'
import { allowancePeriod, allowancePeriodColumns } from './allowance_period.ts'
import { factorValues, factorZones, listed } from './listed.ts'
import { periodEnd } from './period.ts'

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

/** Id of what is left of a share on the day on which the line comes back. */
const restIn = (share: Expression<Text>, day: Expression<Day>) => ch.concat(share, ch.text('~'), ch.toString(day))

/** What lines are given to use, period by period. */
const inferred = model('rating.allowance_grant', { period: allowancePeriod, allowance })
  .describe({
    description:
      'Allowances as lines get them: one row a line, allowance and period, in local days [valid_from, valid_to), and one for what may be carried over from it. By the version of the plan in force when the period, or the line’s share in it, begins. Prorated by days where the line has its plan for a part of the period, rounded to whole units as the allowance says. Where the line comes back to its plan, or moves to another account, within the period, it goes on with what is left, beside the share of its new days.',
    columns: {
      grant_id:
        'Line, plan, allowance and first day; with `~` and the day on which what is left of it goes on; what is carried over ends in `+`',
      from_grant: 'The grant whose rest this is: carried over, or gone on with; empty for a grant of its own',
      begins: 'First local day of it, or of the grant whose rest it is: what is used from then on matters to it',
      amount: 'Given, in the allowance’s unit; of a rest the most it can be',
      least: 'Of what is carried over the least it can be',
      used_before: 'Of two grants of one priority the earlier is used first: end of validity, then carried over',
      factor_zones: 'Zones of which a unit takes more or less than one unit of the allowance',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('ruled', (w) =>
        w
          .selectFrom('period as d')
          .innerJoin('allowance as a', (join) =>
            join.onRef('a.offering_id', '=', 'd.offering_id').onRef('a.allowance_id', '=', 'd.allowance_id'),
          )
          .select([
            ...allowancePeriodColumns,
            'd.valid_from',
            'a.name',
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
            'a.scope',
            'a.prorated',
            'a.prorated_rounding',
            'a.rollover_periods',
            'a.rollover_maximum',
            'a.rollover_minimum',
            'a.rollover_first',
            'a.blocker',
          ])
          .select((eb) => {
            const days = ch.coalesce(eb.ref('a.expires_after_days'), ch.literal(0))
            const expires = eb.and([eb('d.period', '=', 'once'), eb('a.expires_after_days', 'is not', null)])
            const periods = ch.plus(ch.toLong(eb.ref('a.rollover_periods')), ch.literal<bigint>(1n))
            return [
              ch
                .if(
                  expires,
                  ch.least(eb.ref('d.valid_to'), ch.addDays(eb.ref('d.holding_from'), days)),
                  eb.ref('d.valid_to'),
                )
                .as('valid_to'),
              // What was left at the end of a period may be used in so many after it.
              ch
                .multiIf<Day>(
                  [
                    [eb('d.period', '=', 'once'), eb.ref('d.period_to')],
                    [eb('d.period', '=', 'day'), ch.addDays(eb.ref('d.period_from'), periods)],
                    [eb('d.period', '=', 'week'), ch.addWeeks(eb.ref('d.period_from'), periods)],
                    [eb('d.period', '=', 'month'), ch.addMonths(eb.ref('d.period_from'), periods)],
                  ],
                  periodEnd(
                    ch.addMonths(ch.toStartOfMonth(eb.ref('d.period_from')), eb.ref('a.rollover_periods')),
                    ch.toInt(eb.ref('d.cycle_day')),
                  ),
                )
                .as('carried_to'),
            ]
          })
          .where((eb) =>
            eb.and([eb('a.valid_from', '<=', eb.ref('d.since')), eb('a.valid_to', '>', eb.ref('d.since'))]),
          ),
      )
      .with('followed', (w) =>
        w
          .selectFrom('ruled as g')
          .selectAll('g')
          .select((eb) => {
            const one = {
              partitionBy: [
                eb.ref('g.subscription_id'),
                eb.ref('g.offering_id'),
                eb.ref('g.allowance_id'),
                eb.ref('g.unit'),
                eb.ref('g.period'),
                eb.ref('g.period_from'),
              ],
              orderBy: [eb.ref('g.valid_from')],
            }
            return [
              over(ch.lag(eb.ref('g.valid_from')), one).as('given_from'),
              over(ch.groupArray(eb.ref('g.valid_from')), { ...one, frame: rowsBetween('unbounded', -1) }).as(
                'earlier',
              ),
            ]
          })
          .whereRef('g.valid_to', '>', 'g.valid_from'),
      )
      .with('measured', (w) =>
        w
          .selectFrom('followed as g')
          .selectAll('g')
          .select((eb) => {
            const days = ch.dateDiff('day', eb.ref('g.valid_from'), eb.ref('g.valid_to'))
            const of = ch.greatest(
              ch.dateDiff('day', eb.ref('g.period_from'), eb.ref('g.period_to')),
              ch.literal<bigint>(1n),
            )
            const share = ch.div(ch.exact(ch.mul(ch.exact(eb.ref('g.whole')), days)), of)
            const to = (decimals: number) => ch.decimal(ch.roundTo(share, ch.toInt(ch.literal(decimals))), 9)
            const inParts = eb.or([eb('g.unit', '=', 'money'), eb('g.prorated_rounding', '=', 'none')])
            const prorated = ch.multiIf<Decimal<9>>(
              [
                [inParts, to(9)],
                [eb('g.prorated_rounding', '=', 'half_up'), to(0)],
                [eb('g.prorated_rounding', '=', 'up'), ch.decimal(ch.ceil(share), 9)],
              ],
              ch.decimal(ch.floor(share), 9),
            )
            const undivided = eb.or([eb('g.prorated', '=', false), eb('g.period', '=', 'once')])
            const idFrom = (day: Expression<Day | null>) =>
              ch.concat(
                eb.ref('g.subscription_id'),
                ch.text('/'),
                ch.toString(eb.ref('g.offering_id')),
                ch.text('/'),
                ch.toString(eb.ref('g.allowance_id')),
                ch.text('/'),
                ch.coalesce(ch.toString(day), ch.text('')),
              )
            // Of each earlier share what is left when the line comes back.
            const rests = ch.arrayMap(eb.ref('g.earlier'), (day) => {
              const own = idFrom(day)
              const last = eb(day, '=', ch.notNull(eb.ref('g.given_from')))
              return ch.tuple(
                restIn(own, eb.ref('g.valid_from')),
                ch.if(last, own, restIn(own, ch.notNull(eb.ref('g.given_from')))),
                day,
              )
            })
            return [
              ch.arrayFilter(rests, () => eb.not(undivided)).as('rests'),
              idFrom(eb.ref('g.valid_from')).as('grant_id'),
              ch
                .if(
                  eb.and([undivided, eb('g.given_from', 'is not', null)]),
                  idFrom(eb.ref('g.given_from')),
                  ch.text(''),
                )
                .as('from_grant'),
              ch.if(eb.or([undivided, eb(days, '>=', of)]), eb.ref('g.whole'), prorated).as('amount'),
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
            'g.from_grant',
            ch.if(eb('g.from_grant', '=', ''), eb.ref('g.valid_from'), ch.notNull(eb.ref('g.given_from'))).as('begins'),
            'g.valid_from',
            'g.valid_to',
            'g.amount',
            ch.zero(9).as('least'),
            ch.tuple(ch.toString(eb.ref('g.valid_to')), ch.toLong(ch.literal(0))).as('used_before'),
          ])
          .unionAll(
            w
              .selectFrom('measured as g')
              .$call(arrayJoin('rest', (eb) => eb.ref('g.rests')))
              .select((eb) => [
                ...grantColumns,
                ch.element<Text>(eb.ref('rest'), 1).as('grant_id'),
                ch.element<Text>(eb.ref('rest'), 2).as('from_grant'),
                ch.element<Day>(eb.ref('rest'), 3).as('begins'),
                'g.valid_from',
                'g.valid_to',
                'g.whole as amount',
                ch.zero(9).as('least'),
                // Before the share of the line's new days.
                ch.tuple(ch.toString(eb.ref('g.valid_to')), ch.toLong(ch.literal(-1))).as('used_before'),
              ]),
          )
          .unionAll(
            w
              .selectFrom('measured as g')
              .select((eb) => {
                const end = ch.least(eb.ref('g.carried_to'), eb.ref('g.holding_to'))
                // Right after the period it comes from, before the one it is used in; or after what ends with it.
                const before = ch.if(eb('g.rollover_first', '=', true), eb.ref('g.valid_to'), end)
                return [
                  ...grantColumns,
                  ch.concat(eb.ref('g.grant_id'), ch.text('+')).as('grant_id'),
                  eb.ref('g.grant_id').as('from_grant'),
                  'g.valid_from as begins',
                  'g.valid_to as valid_from',
                  end.as('valid_to'),
                  ch.coalesce(eb.ref('g.rollover_maximum'), ch.amount(BOUNDLESS, 9)).as('amount'),
                  eb.ref('g.rollover_minimum').as('least'),
                  ch.tuple(ch.toString(before), ch.toLong(ch.literal(1))).as('used_before'),
                ]
              })
              .where((eb) =>
                eb.and([
                  eb('g.rollover_periods', '>', 0),
                  eb('g.period', '<>', 'once'),
                  eb('g.valid_to', '=', eb.ref('g.period_to')),
                  eb('g.holding_to', '>', eb.ref('g.valid_to')),
                ]),
              ),
          ),
      )
      .selectFrom('every as e')
      .selectAll('e'),
  )
  .table({ orderBy: ['billing_account_id', 'grant_id'] })
  .check(notNull('grant_id', 'amount'), unique('grant_id'))

export interface AllowanceGrantRow extends RowOf<typeof inferred> {}

export const allowanceGrant: Model<'rating.allowance_grant', AllowanceGrantRow> = inferred
