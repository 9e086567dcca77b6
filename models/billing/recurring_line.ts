import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { accountPeriod } from './account_period.ts'
import { HINDSIGHT } from './charge_period.ts'
import { chargeValue } from './charge_value.ts'

/** Recurring charges as bills say them. */
const inferred = model('billing.recurring_line', { value: chargeValue, period: accountPeriod })
  .describe({
    description:
      'Recurring charges on their way to bills: what each bill knows of a charge’s period less what the bill before said. A change of plan reverses what was charged in advance at its own price and tax, and charges the new plan from its day on.',
    columns: {
      in_period: 'First day of the last month of the bill that says it',
      charge_from: 'First local day the line is for',
      charge_to: 'First local day after it',
      days: 'Days charged; negative for a reversal',
      unit_price: 'Price without tax of price_quantity days, or seconds',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('said', (w) =>
        w
          .selectFrom('value as v')
          .select((eb) => [
            'v.billing_account_id',
            'v.subscription_id',
            'v.customer_id',
            'v.offering_id',
            'v.legal_entity_id',
            'v.charge_id',
            'v.description',
            'v.amount',
            'v.tax_id',
            'v.tax_rate',
            'v.currency',
            'v.period_from',
            'v.known_at as bill_to',
            'v.held_from',
            'v.held_to',
            ch.toNullable(eb.ref('v.held_to')).as('now_to'),
            ch.null<Day>().as('before_to'),
            ch.toLong(eb.ref('v.days')).as('days'),
            'v.unit_price',
            'v.price_quantity',
            eb.ref('v.exact').as('exact'),
            eb.ref('v.net').as('net'),
          ])
          .where('v.known_at', '<>', ch.day(HINDSIGHT))
          .unionAll(
            w
              .selectFrom('value as v')
              .select((eb) => [
                'v.billing_account_id',
                'v.subscription_id',
                'v.customer_id',
                'v.offering_id',
                'v.legal_entity_id',
                'v.charge_id',
                'v.description',
                'v.amount',
                'v.tax_id',
                'v.tax_rate',
                'v.currency',
                'v.period_from',
                ch.notNull(eb.ref('v.corrected_at')).as('bill_to'),
                'v.held_from',
                'v.held_to',
                ch.null<Day>().as('now_to'),
                ch.toNullable(eb.ref('v.held_to')).as('before_to'),
                ch.toLong(ch.negate(eb.ref('v.days'))).as('days'),
                'v.unit_price',
                'v.price_quantity',
                ch.negate(eb.ref('v.exact')).as('exact'),
                ch.negate(eb.ref('v.net')).as('net'),
              ])
              .where('v.corrected_at', 'is not', null),
          ),
      )
      .with('changed', (w) =>
        w
          .selectFrom('said as s')
          .select((eb) => {
            const now = ch.max(eb.ref('s.now_to'))
            const before = ch.max(eb.ref('s.before_to'))
            return [
              's.billing_account_id',
              's.subscription_id',
              's.customer_id',
              's.offering_id',
              's.legal_entity_id',
              's.charge_id',
              's.description',
              's.tax_id',
              's.tax_rate',
              's.currency',
              's.bill_to',
              ch
                .coalesce(
                  ch.if(
                    eb.and([eb(now, 'is not', null), eb(before, 'is not', null)]),
                    ch.least(now, before),
                    ch.null(),
                  ),
                  ch.min(eb.ref('s.held_from')),
                )
                .as('charge_from'),
              ch.max(eb.ref('s.held_to')).as('charge_to'),
              ch.min(eb.ref('s.held_from')).as('held_from'),
              ch.sum(eb.ref('s.days')).as('days'),
              ch.max(eb.ref('s.unit_price')).as('unit_price'),
              ch.max(eb.ref('s.price_quantity')).as('price_quantity'),
              ch.sum(eb.ref('s.exact')).as('exact'),
              ch.sum(eb.ref('s.net')).as('net'),
            ]
          })
          .groupBy([
            's.billing_account_id',
            's.subscription_id',
            's.customer_id',
            's.offering_id',
            's.legal_entity_id',
            's.charge_id',
            's.description',
            's.amount',
            's.tax_id',
            's.tax_rate',
            's.currency',
            's.period_from',
            's.bill_to',
          ]),
      )
      .selectFrom('changed as c')
      .innerJoin('period as p', (join) =>
        join.onRef('p.billing_account_id', '=', 'c.billing_account_id').onRef('p.period_to', '=', 'c.bill_to'),
      )
      .select((eb) => [
        'c.billing_account_id',
        'c.subscription_id',
        'c.customer_id',
        'c.offering_id',
        'c.legal_entity_id',
        'c.charge_id',
        'c.description',
        'p.period_from as in_period',
        ch
          .if(eb('c.charge_from', '<', eb.ref('c.charge_to')), eb.ref('c.charge_from'), eb.ref('c.held_from'))
          .as('charge_from'),
        'c.charge_to',
        'c.days',
        'c.unit_price',
        'c.price_quantity',
        'c.exact',
        'c.net',
        'c.tax_id',
        'c.tax_rate',
        'c.currency',
      ])
      .where('c.net', '<>', '0'),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'in_period'], shardBy: 'billing_account_id' })
  .check(notNull('billing_account_id', 'subscription_id', 'in_period', 'net'))

export interface RecurringLineRow extends RowOf<typeof inferred> {}
export const recurringLine: Model<'billing.recurring_line', RecurringLineRow> = inferred
