import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { allowance } from '../staging/allowance.ts'
import { clock } from '../staging/clock.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { subscriptionPlan } from './subscription_plan.ts'

/** What tells apart the stretches of days in which a line holds an allowance. */
export const heldColumns = [
  'h.subscription_id',
  'h.billing_account_id',
  'h.payer_account_id',
  'h.cycle_day',
  'h.offering_id',
  'h.allowance_id',
  'h.unit',
  'h.period',
  'h.held_since',
  'h.held_from',
  'h.held_to',
] as const

/** What is one allowance of one line: another unit or period is another allowance. */
const ofAllowance = ['h.subscription_id', 'h.offering_id', 'h.allowance_id', 'h.unit', 'h.period'] as const

/** Since when a line has an allowance without a break, whatever changes beside. */
const inferred = model('rating.held_allowance', { plan: subscriptionPlan, allowance, clock, offset: zoneOffset })
  .describe({
    description:
      'Allowances that lines have, in local days: a row for each state of the line and version of its plan, with the unbroken stretch of days in which it lies.',
    columns: {
      held_since: 'Instant since which the line has this state and version',
      stretch_from: 'First day of the unbroken time in which the line has the allowance under one account',
      holding_from: 'First day of the unbroken time in which it has it, under whichever account',
      holding_to: 'First day after it',
    },
    tags: ['rating'],
  })
  .query((q) =>
    q
      .with('held', (w) =>
        w
          .selectFrom('plan as l')
          .innerJoin('allowance as a', 'a.offering_id', 'l.offering_id')
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
            'a.allowance_id',
            'a.unit',
            'a.period',
            'l.valid_from as held_since',
            ch.toDate(localTime(eb.ref('l.valid_from'), eb.ref('f.offset_s'))).as('held_from'),
            ch.toDate(localTime(eb.ref('l.valid_to'), eb.ref('o.offset_s'))).as('held_to'),
          ])
          .where((eb) =>
            eb.and([
              eb('l.status', 'in', ['active', 'suspended']),
              eb('l.valid_from', '<', eb.ref('k.as_of')),
              eb('a.valid_from', '<=', eb.ref('l.valid_from')),
              eb('a.valid_to', '>', eb.ref('l.valid_from')),
            ]),
          ),
      )
      .with('followed', (w) =>
        w
          .selectFrom('held as h')
          .select(heldColumns)
          .select((eb) => {
            const one = {
              partitionBy: ofAllowance.map((column) => eb.ref(column)),
              orderBy: [eb.ref('h.held_since')],
            }
            return [
              over(ch.lag(eb.ref('h.held_to')), one).as('left_before'),
              over(ch.lag(eb.ref('h.billing_account_id')), one).as('account_before'),
              over(ch.lag(eb.ref('h.payer_account_id')), one).as('payer_before'),
            ]
          })
          // The last plan of a local day owns the day: what was held for hours only was not.
          .whereRef('h.held_to', '>', 'h.held_from'),
      )
      .with('begun', (w) =>
        w
          .selectFrom('followed as h')
          .select(heldColumns)
          .select((eb) => {
            const goesOn = ch.same(eb.ref('h.left_before'), ch.toNullable(eb.ref('h.held_from')))
            const sameAccount = eb.and([
              goesOn,
              ch.same(eb.ref('h.account_before'), ch.toNullable(eb.ref('h.billing_account_id'))),
              ch.same(eb.ref('h.payer_before'), ch.toNullable(eb.ref('h.payer_account_id'))),
            ])
            const begins = ch.toNullable(eb.ref('h.held_from'))
            return [
              ch.if(goesOn, ch.null(), begins).as('holding_begins'),
              ch.if(sameAccount, ch.null(), begins).as('stretch_begins'),
            ]
          }),
      )
      .with('placed', (w) =>
        w
          .selectFrom('begun as h')
          .select(heldColumns)
          .select((eb) => {
            const upToHere = {
              partitionBy: ofAllowance.map((column) => eb.ref(column)),
              orderBy: [eb.ref('h.held_since')],
              frame: rowsBetween('unbounded', 0),
            }
            return [
              ch.notNull(over(ch.max(eb.ref('h.stretch_begins')), upToHere)).as('stretch_from'),
              ch.notNull(over(ch.max(eb.ref('h.holding_begins')), upToHere)).as('holding_from'),
            ]
          }),
      )
      .selectFrom('placed as h')
      .select([...heldColumns, 'h.stretch_from', 'h.holding_from'])
      .select((eb) =>
        over(ch.max(eb.ref('h.held_to')), {
          partitionBy: [...ofAllowance.map((column) => eb.ref(column)), eb.ref('h.holding_from')],
        }).as('holding_to'),
      ),
  )
  .view()

export interface HeldAllowanceRow extends RowOf<typeof inferred> {}

export const heldAllowance: Model<'rating.held_allowance', HeldAllowanceRow> = inferred
