import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { charge } from '../staging/charge.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { postpaidTypes } from './postpaid.ts'

/** Charges that do not depend on use, and when a line has them. */
const inferred = model('billing.charge_held', { plan: subscriptionPlan, charge, offset: zoneOffset })
  .describe({
    description:
      'Charges that do not depend on use, of every postpaid line, for as long as its plan was one. A plan without charges of its own in the catalogue has one monthly charge at its price.',
    columns: {
      start_day: 'First local day; the last plan of a day owns the day',
      line_day: 'First local day of the line, whatever plan it had',
      from_day: 'First local day that is charged: start_day, or the one after the trial of the plan',
      to_day: 'First local day no longer owned; the day of the end is owned',
      charged_to:
        'First local day of which nothing is charged: to_day; by seconds the day after, where the plan held a part of its only day',
      valid_from: 'When the plan, as it was then, began to hold',
      local_from: 'Local time of the beginning',
      local_last: 'Local time of the last instant',
      plan_tax_id: 'Tax of the plan; tax_id may be the charge’s own',
      terminated: 'The line ended with it',
      amount: 'Price of a period, or once; the price agreed with the customer for a plan with one plain monthly charge',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('local', (w) =>
        w
          .selectFrom('plan as p')
          .leftJoin('offset as a', (join) =>
            asof(join.onRef('a.zone', '=', 'p.time_zone').onRef('p.valid_from', '>=', 'a.from_at')),
          )
          .leftJoin('offset as z', (join) =>
            asof(join.onRef('z.zone', '=', 'p.time_zone').onRef('p.valid_to', '>', 'z.from_at')),
          )
          .select((eb) => {
            const from = localTime(eb.ref('p.valid_from'), eb.ref('a.offset_s'))
            const last = localTime(ch.addMilliseconds(eb.ref('p.valid_to'), ch.literal(-1)), eb.ref('z.offset_s'))
            return [
              'p.subscription_id',
              'p.valid_from',
              'p.customer_id',
              'p.billing_account_id',
              'p.type',
              'p.status',
              over(ch.lead(ch.widen(eb.ref('p.status'))), {
                partitionBy: [eb.ref('p.subscription_id')],
                orderBy: [eb.ref('p.valid_from')],
              }).as('next_status'),
              'p.offering_id',
              'p.offering',
              'p.price',
              'p.charged_in',
              'p.tax_id',
              'p.tax_rate',
              'p.legal_entity_id',
              'p.currency',
              from.as('local_from'),
              last.as('local_last'),
              ch.toDate(from).as('from_day'),
              over(ch.min(ch.if(eb('p.status', 'in', ['active', 'suspended']), ch.toDate(from), ch.null<Day>())), {
                partitionBy: [eb.ref('p.subscription_id')],
              }).as('line_day'),
              ch.addDays(ch.toDate(last), ch.literal(1)).as('after_last'),
            ]
          }),
      )
      .with('owned', (w) =>
        w
          .selectFrom('local as l')
          .select((eb) => {
            const following = {
              partitionBy: [eb.ref('l.subscription_id')],
              orderBy: [eb.ref('l.valid_from')],
            }
            return [
              'l.subscription_id',
              'l.valid_from',
              'l.customer_id',
              'l.billing_account_id',
              'l.status',
              'l.next_status',
              'l.offering_id',
              'l.offering',
              'l.price',
              'l.charged_in',
              'l.tax_id',
              'l.tax_rate',
              'l.legal_entity_id',
              'l.currency',
              'l.local_from',
              'l.local_last',
              'l.line_day',
              'l.from_day',
              'l.after_last',
              over(ch.lead(eb.ref('l.from_day')), following).as('next_day'),
            ]
          })
          .where('l.status', 'in', ['active', 'suspended'])
          .where('l.type', 'in', postpaidTypes),
      )
      .with('planned', (w) =>
        w
          .selectFrom('owned as o')
          .selectAll('o')
          .select((eb) =>
            over(ch.min(eb.ref('o.from_day')), {
              partitionBy: [eb.ref('o.subscription_id'), eb.ref('o.offering_id')],
            }).as('plan_day'),
          ),
      )
      .selectFrom('planned as o')
      .leftJoin('charge as c', 'c.offering_id', 'o.offering_id')
      .select((eb) => {
        const known = eb('c.charge_id', 'is not', null)
        const toDay = ch.least(eb.ref('o.after_last'), ch.coalesce(eb.ref('o.next_day'), eb.ref('o.after_last')))
        const dayAfter = ch.addDays(eb.ref('o.from_day'), ch.literal(1))
        const plain = eb.or([
          eb('c.charge_id', 'is', null),
          eb.and([
            eb('c.kind', '=', 'charge'),
            eb('c.every', '=', 'month'),
            eb('c.every_count', '=', 1),
            eb('o.price', '>', '0'),
          ]),
        ])
        return [
          'o.subscription_id',
          'o.customer_id',
          'o.billing_account_id',
          'o.offering_id',
          'o.offering',
          'o.status',
          ch.coalesce(ch.widen(eb.ref('c.charge_id')), ch.text('monthly')).as('charge_id'),
          ch
            .if(
              eb(ch.coalesce(eb.ref('c.name'), ch.text('')), '=', ''),
              ch.widen(eb.ref('o.offering')),
              ch.coalesce(eb.ref('c.name'), ch.text('')),
            )
            .as('description'),
          ch.coalesce(ch.widen(eb.ref('c.kind')), ch.text('charge')).as('kind'),
          ch
            .if(plain, ch.decimal(eb.ref('o.price'), 9), ch.decimal(ch.coalesce(eb.ref('c.amount'), ch.zero(9)), 9))
            .as('amount'),
          ch.coalesce(ch.widen(eb.ref('c.every')), ch.text('month')).as('every'),
          ch.toInt(ch.coalesce(eb.ref('c.every_count'), ch.toInt(ch.literal(1)))).as('every_count'),
          ch.coalesce(ch.widen(eb.ref('c.aligned_to')), ch.text('cycle')).as('aligned_to'),
          ch
            .if(known, ch.coalesce(ch.widen(eb.ref('c.charged_in')), ch.text('')), ch.widen(eb.ref('o.charged_in')))
            .as('charged_in'),
          ch.coalesce(ch.widen(eb.ref('c.proration')), ch.text('days')).as('proration'),
          ch.coalesce(ch.widen(eb.ref('c.charged_on')), ch.text('start')).as('charged_on'),
          ch.toInt(ch.coalesce(eb.ref('c.instalments'), ch.toInt(ch.literal(1)))).as('instalments'),
          ch.toInt(ch.coalesce(eb.ref('c.term_months'), ch.toInt(ch.literal(0)))).as('term_months'),
          ch.coalesce(eb.ref('c.falling'), ch.toBool(ch.literal(0))).as('falling'),
          ch.coalesce(ch.widen(eb.ref('c.while_suspended')), ch.text('charged')).as('while_suspended'),
          ch
            .if(
              eb(ch.coalesce(ch.widen(eb.ref('c.tax_id')), ch.text('')), '=', ''),
              ch.widen(eb.ref('o.tax_id')),
              ch.coalesce(ch.widen(eb.ref('c.tax_id')), ch.text('')),
            )
            .as('tax_id'),
          ch.coalesce(eb.ref('c.tax_included'), ch.toBool(ch.literal(0))).as('tax_included'),
          ch.widen(eb.ref('o.tax_id')).as('plan_tax_id'),
          ch.decimal(eb.ref('o.tax_rate'), 6).as('tax_rate'),
          'o.legal_entity_id',
          'o.currency',
          'o.valid_from',
          'o.local_from',
          'o.local_last',
          'o.from_day as start_day',
          ch.notNull(eb.ref('o.line_day')).as('line_day'),
          ch
            .greatest(
              eb.ref('o.from_day'),
              ch.addDays(eb.ref('o.plan_day'), ch.coalesce(eb.ref('c.trial_days'), ch.toInt(ch.literal(0)))),
            )
            .as('from_day'),
          toDay.as('to_day'),
          ch
            .if(
              eb(ch.coalesce(ch.widen(eb.ref('c.proration')), ch.text('days')), '=', 'seconds'),
              ch.greatest(toDay, dayAfter),
              toDay,
            )
            .as('charged_to'),
          ch.toBool(eb(ch.coalesce(eb.ref('o.next_status'), ch.text('')), '=', 'terminated')).as('terminated'),
        ]
      })
      .where((eb) =>
        eb.or([
          eb('c.charge_id', 'is', null),
          eb.and([eb('c.valid_from', '<=', eb.ref('o.valid_from')), eb('c.valid_to', '>', eb.ref('o.valid_from'))]),
        ]),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'charge_id', 'from_day'], shardBy: 'billing_account_id' })
  .check(notNull('subscription_id', 'charge_id', 'amount', 'from_day', 'to_day'))

export interface ChargeHeldRow extends RowOf<typeof inferred> {}
export const chargeHeld: Model<'billing.charge_held', ChargeHeldRow> = inferred
