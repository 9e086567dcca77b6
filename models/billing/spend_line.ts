import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { offering } from '../staging/offering.ts'
import { accountPeriod } from './account_period.ts'
import { billId } from './bill_id.ts'
import { chargeHeld } from './charge_held.ts'
import { chargeLine } from './charge_line.ts'
import type { LineCategory } from './line_category.ts'
import { BILL_SCALE } from './postpaid.ts'

/** What a plan’s minimum and maximum spend change on a bill. */
const inferred = model('billing.spend_line', {
  held: chargeHeld,
  period: accountPeriod,
  line: chargeLine,
  offering,
  currency,
})
  .describe({
    description:
      'What the minimum spend of a plan adds to a line’s recurring charges and usage of a bill, and its maximum spend takes off. The plan is the last one the line had within the bill. A minimum is in proportion to the days of the bill on which the line was there; a maximum is not.',
    columns: { net: 'The rest to the minimum; or, below zero, what is above the maximum, spread over the tax rates' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('bill', (w) =>
        w
          .selectFrom('period as p')
          .select(['p.billing_account_id', 'p.payer_account_id', 'p.bill_from', 'p.bill_to', 'p.tax_exempt'])
          .distinct()
          .where('p.closed', '=', true),
      )
      .with('stay', (w) =>
        w
          .selectFrom('held as h')
          .select([
            'h.subscription_id',
            'h.billing_account_id',
            'h.customer_id',
            'h.offering_id',
            'h.legal_entity_id',
            'h.tax_rate',
            'h.currency',
            'h.valid_from',
            'h.from_day',
            'h.to_day',
          ])
          .distinct()
          .whereRef('h.from_day', '<', 'h.to_day'),
      )
      .with('last_plan', (w) =>
        w
          .selectFrom('stay as h')
          .innerJoin('bill as b', 'b.billing_account_id', 'h.billing_account_id')
          .select((eb) => {
            const last = eb.ref('h.valid_from')
            const from = ch.greatest(eb.ref('h.from_day'), eb.ref('b.bill_from'))
            const to = ch.least(eb.ref('h.to_day'), eb.ref('b.bill_to'))
            return [
              'h.subscription_id',
              'h.billing_account_id',
              'b.payer_account_id',
              'b.bill_from',
              'b.bill_to',
              'b.tax_exempt',
              'h.currency',
              ch.argMax(eb.ref('h.customer_id'), last).as('customer_id'),
              ch.argMax(eb.ref('h.offering_id'), last).as('offering_id'),
              ch.argMax(eb.ref('h.legal_entity_id'), last).as('legal_entity_id'),
              ch.argMax(eb.ref('h.tax_rate'), last).as('tax_rate'),
              ch.max(last).as('plan_from'),
              ch.sum(ch.dateDiff('day', from, to)).as('days'),
            ]
          })
          .whereRef('h.from_day', '<', 'b.bill_to')
          .whereRef('h.to_day', '>', 'b.bill_from')
          .groupBy([
            'h.subscription_id',
            'h.billing_account_id',
            'b.payer_account_id',
            'b.bill_from',
            'b.bill_to',
            'b.tax_exempt',
            'h.currency',
          ]),
      )
      .with('limited', (w) =>
        w
          .selectFrom('last_plan as p')
          .innerJoin('offering as o', (join) =>
            asof(join.onRef('o.offering_id', '=', 'p.offering_id').onRef('p.plan_from', '>=', 'o.valid_from')),
          )
          .leftJoin('currency as c', 'c.currency', 'p.currency')
          .select((eb) => {
            const exempt = eb('p.tax_exempt', '=', true)
            const units = ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS)))
            const days = ch.dateDiff('day', eb.ref('p.bill_from'), eb.ref('p.bill_to'))
            const minimum = ch.div(ch.mul(ch.decimal(eb.ref('o.minimum_spend'), 12), eb.ref('p.days')), days)
            const entity = ch.widen(eb.ref('p.legal_entity_id'))
            return [
              billId(eb.ref('p.payer_account_id'), eb.ref('p.bill_from'), eb.ref('p.currency'), entity).as('bill_id'),
              'p.payer_account_id',
              'p.subscription_id',
              'p.billing_account_id',
              'p.customer_id',
              'p.legal_entity_id',
              'p.bill_from',
              'p.bill_to',
              ch.if(exempt, ch.zero(6), ch.decimal(eb.ref('p.tax_rate'), 6)).as('tax_rate'),
              'p.currency',
              units.as('minor_units'),
              ch.roundHalfUpTo(minimum, units, BILL_SCALE).as('minimum'),
              ch
                .roundHalfUpTo(
                  ch.decimal(ch.coalesce(eb.ref('o.maximum_spend'), ch.amount('99999999999999999', 9)), 9),
                  units,
                  BILL_SCALE,
                )
                .as('maximum'),
            ]
          })
          .where((eb) => eb.or([eb('o.minimum_spend', '>', '0'), eb('o.maximum_spend', 'is not', null)])),
      )
      .with('spent', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.bill_id',
            ch.coalesce(eb.ref('l.subscription_id'), ch.text('')).as('line_id'),
            'l.tax_rate',
            ch.sum(eb.ref('l.net')).as('net'),
          ])
          .where('l.category', 'in', ['recurring', 'usage'])
          .groupBy(['l.bill_id', 'l.subscription_id', 'l.tax_rate']),
      )
      .with('total', (w) =>
        w
          .selectFrom('spent as s')
          .select((eb) => ['s.bill_id', 's.line_id', ch.sum(eb.ref('s.net')).as('net')])
          .groupBy(['s.bill_id', 's.line_id']),
      )
      .with('compared', (w) =>
        w
          .selectFrom('limited as p')
          .leftJoin('total as t', (join) =>
            join.onRef('t.bill_id', '=', 'p.bill_id').onRef('t.line_id', '=', 'p.subscription_id'),
          )
          .select((eb) => {
            const spent = ch.decimal(ch.coalesce(eb.ref('t.net'), ch.zero(BILL_SCALE)), BILL_SCALE)
            return [
              'p.bill_id',
              'p.payer_account_id',
              'p.subscription_id',
              'p.billing_account_id',
              'p.customer_id',
              'p.legal_entity_id',
              'p.bill_from',
              'p.bill_to',
              'p.tax_rate',
              'p.currency',
              'p.minor_units',
              spent.as('spent'),
              ch.minus(ch.greatest(spent, eb.ref('p.minimum')), spent).as('missing'),
              ch.minus(spent, ch.least(spent, eb.ref('p.maximum'))).as('excess'),
            ]
          }),
      )
      .with('shared', (w) =>
        w
          .selectFrom('compared as c')
          .innerJoin('spent as s', (join) =>
            join.onRef('s.bill_id', '=', 'c.bill_id').onRef('s.line_id', '=', 'c.subscription_id'),
          )
          .select((eb) => [
            'c.bill_id',
            'c.payer_account_id',
            'c.subscription_id',
            'c.billing_account_id',
            'c.customer_id',
            'c.legal_entity_id',
            'c.bill_from',
            'c.bill_to',
            's.tax_rate',
            'c.currency',
            'c.minor_units',
            'c.excess',
            ch
              .roundHalfUpTo(
                ch.div(ch.mul(ch.decimal(eb.ref('c.excess'), 9), eb.ref('s.net')), eb.ref('c.spent')),
                eb.ref('c.minor_units'),
                BILL_SCALE,
              )
              .as('share'),
          ])
          .where('c.excess', '>', '0'),
      )
      .with('spread', (w) =>
        w
          .selectFrom('shared as s')
          .selectAll('s')
          .select((eb) => {
            const group = { partitionBy: [eb.ref('s.bill_id'), eb.ref('s.subscription_id')] }
            return [
              ch.minus(over(ch.sum(eb.ref('s.share')), group), eb.ref('s.share')).as('others'),
              over(ch.lead(eb.ref('s.tax_rate')), { ...group, orderBy: [eb.ref('s.tax_rate')] }).as('next_rate'),
            ]
          }),
      )
      .selectFrom('compared as c')
      .select((eb) => [
        'c.bill_id',
        'c.legal_entity_id',
        'c.payer_account_id',
        'c.bill_from',
        'c.bill_to',
        'c.billing_account_id',
        'c.customer_id',
        'c.subscription_id',
        ch.literal<LineCategory>('one-off').as('category'),
        ch.text('minimum spend').as('service'),
        eb.ref('c.missing').as('net'),
        'c.tax_rate',
        'c.currency',
        'c.minor_units',
      ])
      .where('c.missing', '>', '0')
      .unionAll((w) =>
        w.selectFrom('spread as s').select((eb) => {
          const rest = ch.minus(eb.ref('s.excess'), eb.ref('s.others'))
          return [
            's.bill_id',
            's.legal_entity_id',
            's.payer_account_id',
            's.bill_from',
            's.bill_to',
            's.billing_account_id',
            's.customer_id',
            's.subscription_id',
            ch.literal<LineCategory>('discount').as('category'),
            ch.text('maximum spend').as('service'),
            ch.negate(ch.if(eb('s.next_rate', 'is', null), rest, eb.ref('s.share'))).as('net'),
            's.tax_rate',
            's.currency',
            's.minor_units',
          ]
        }),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'bill_to', 'bill_id'], shardBy: 'billing_account_id' })
  .check(notNull('bill_id', 'subscription_id', 'net'))

/** Named, so that tsc does not carry the types of all models before it into every model after it. */
export interface SpendLineRow extends RowOf<typeof inferred> {}
export const spendLine: Model<'billing.spend_line', SpendLineRow> = inferred
