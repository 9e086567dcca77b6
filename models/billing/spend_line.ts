import { notNull } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { chargeLine } from './charge_line.ts'
import { chargeValue } from './charge_value.ts'
import type { LineCategory } from './line_category.ts'
import { lineTax } from './line_tax.ts'
import { payerTax } from './payer_tax.ts'
import { BILL_SCALE } from './postpaid.ts'
import { spendLimit } from './spend_limit.ts'
import { taxInForce } from './tax_in_force.ts'

const limitColumns = [
  'bill_id',
  'payer_account_id',
  'subscription_id',
  'billing_account_id',
  'customer_id',
  'offering_id',
  'legal_entity_id',
  'bill_from',
  'bill_to',
  'currency',
  'minor_units',
] as const
const of = <A extends string>(alias: A) => limitColumns.map((column) => `${alias}.${column}` as const)

/** What a plan’s minimum and maximum spend change on a bill. */
const inferred = model('billing.spend_line', {
  limit: spendLimit,
  value: chargeValue,
  line: chargeLine,
  payer: payerTax,
  tax: taxInForce,
})
  .describe({
    description:
      'What the minimum spend of a plan adds to a bill, and its maximum spend takes off. A minimum is for the charges of its plan, the maximum for all of the line. What a line spends is its usage on the bill and its recurring charges for the bill’s period: of charges in advance those whose period begins in it, wherever they were billed; in arrears those whose period ends in it.',
    columns: { net: 'The rest to the minimum; or, below zero, what is above the maximum, spread over the taxes' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('limited', (w) =>
        w
          .selectFrom('limit as p')
          .select([
            'p.bill_id',
            'p.subscription_id',
            'p.billing_account_id',
            'p.payer_account_id',
            'p.bill_from',
            'p.bill_to',
            'p.currency',
            'p.tax_exempt',
          ])
          .distinct(),
      )
      .with('spent', (w) =>
        w
          .selectFrom('line as l')
          .innerJoin('limited as p', (join) =>
            join
              .onRef('p.bill_id', '=', 'l.bill_id')
              .on((eb) => eb('p.subscription_id', '=', ch.coalesce(eb.ref('l.subscription_id'), ch.text('')))),
          )
          .select([
            'p.bill_id',
            'p.subscription_id',
            'l.offering_id',
            'l.tax_id',
            'l.tax_category',
            'l.tax_rate',
            'l.net',
          ])
          .where('l.category', '=', 'usage')
          .unionAll(
            w
              .selectFrom('value as v')
              .innerJoin('limited as p', (join) =>
                join
                  .onRef('p.subscription_id', '=', 'v.subscription_id')
                  .onRef('p.billing_account_id', '=', 'v.billing_account_id')
                  .onRef('p.bill_to', '=', 'v.known_at')
                  .onRef('p.currency', '=', 'v.currency'),
              )
              .leftJoin('tax as t', (join) =>
                asof(
                  join
                    .on((eb) => eb('t.tax_id', '=', ch.widen(eb.ref('v.tax_id'))))
                    .onRef('v.held_from', '>=', 't.from_day'),
                ),
              )
              .innerJoin('payer as a', (join) =>
                asof(
                  join
                    .onRef('a.billing_account_id', '=', 'p.payer_account_id')
                    .onRef('v.held_from', '>=', 'a.from_day'),
                ),
              )
              .select((eb) => {
                const taxed = lineTax(
                  {
                    id: ch.widen(eb.ref('v.tax_id')),
                    rate: ch.decimal(eb.ref('v.tax_rate'), 6),
                    category: eb.ref('t.category'),
                  },
                  {
                    id: eb.ref('a.tax_id'),
                    rate: eb.ref('a.rate'),
                    category: ch.toNullable(eb.ref('a.category')),
                    exempt: eb.ref('p.tax_exempt'),
                  },
                )
                return [
                  'p.bill_id',
                  'p.subscription_id',
                  ch.widen(eb.ref('v.offering_id')).as('offering_id'),
                  taxed.id.as('tax_id'),
                  taxed.category.as('tax_category'),
                  taxed.rate.as('tax_rate'),
                  'v.net',
                ]
              })
              .where((eb) =>
                eb.or([
                  eb.and([
                    eb('v.charged_in', '=', 'advance'),
                    eb('v.period_from', '>=', eb.ref('p.bill_from')),
                    eb('v.period_from', '<', eb.ref('p.bill_to')),
                  ]),
                  eb.and([
                    eb('v.charged_in', '=', 'arrears'),
                    eb('v.period_to', '>', eb.ref('p.bill_from')),
                    eb('v.period_to', '<=', eb.ref('p.bill_to')),
                  ]),
                ]),
              ),
          ),
      )
      .with('by_tax', (w) =>
        w
          .selectFrom('spent as s')
          .select((eb) => [
            's.bill_id',
            's.subscription_id',
            's.tax_id',
            's.tax_category',
            's.tax_rate',
            ch.sum(eb.ref('s.net')).as('net'),
          ])
          .groupBy(['s.bill_id', 's.subscription_id', 's.tax_id', 's.tax_category', 's.tax_rate']),
      )
      .with('total', (w) =>
        w
          .selectFrom('by_tax as s')
          .select((eb) => ['s.bill_id', 's.subscription_id', ch.sum(eb.ref('s.net')).as('net')])
          .groupBy(['s.bill_id', 's.subscription_id']),
      )
      .with('by_plan', (w) =>
        w
          .selectFrom('spent as s')
          .select((eb) => ['s.bill_id', 's.subscription_id', 's.offering_id', ch.sum(eb.ref('s.net')).as('net')])
          .groupBy(['s.bill_id', 's.subscription_id', 's.offering_id']),
      )
      .with('compared', (w) =>
        w
          .selectFrom('limit as p')
          .leftJoin('total as t', (join) =>
            join.onRef('t.bill_id', '=', 'p.bill_id').onRef('t.subscription_id', '=', 'p.subscription_id'),
          )
          .leftJoin('by_plan as o', (join) =>
            join
              .onRef('o.bill_id', '=', 'p.bill_id')
              .onRef('o.subscription_id', '=', 'p.subscription_id')
              .onRef('o.offering_id', '=', 'p.offering_id'),
          )
          .select((eb) => {
            const spent = ch.decimal(ch.coalesce(eb.ref('t.net'), ch.zero(BILL_SCALE)), BILL_SCALE)
            const own = ch.decimal(ch.coalesce(eb.ref('o.net'), ch.zero(BILL_SCALE)), BILL_SCALE)
            return [
              ...of('p'),
              'p.tax_id',
              'p.tax_category',
              'p.tax_rate',
              spent.as('spent'),
              ch.minus(ch.greatest(own, eb.ref('p.minimum')), own).as('missing'),
              ch.minus(spent, ch.least(spent, eb.ref('p.maximum'))).as('excess'),
            ]
          }),
      )
      .with('shared', (w) =>
        w
          .selectFrom('compared as c')
          .innerJoin('by_tax as s', (join) =>
            join.onRef('s.bill_id', '=', 'c.bill_id').onRef('s.subscription_id', '=', 'c.subscription_id'),
          )
          .select((eb) => [
            ...of('c'),
            's.tax_id',
            's.tax_category',
            's.tax_rate',
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
              over(ch.lead(eb.ref('s.tax_rate')), {
                ...group,
                orderBy: [eb.ref('s.tax_rate'), eb.ref('s.tax_category'), eb.ref('s.tax_id')],
              }).as('next_rate'),
            ]
          }),
      )
      .selectFrom('compared as c')
      .select([...of('c'), 'c.tax_id', 'c.tax_category', 'c.tax_rate'])
      .select((eb) => [
        ch.literal<LineCategory>('one-off').as('category'),
        ch.text('minimum spend').as('service'),
        eb.ref('c.missing').as('net'),
      ])
      .where('c.missing', '>', '0')
      .unionAll((w) =>
        w
          .selectFrom('spread as s')
          .select([...of('s'), 's.tax_id', 's.tax_category', 's.tax_rate'])
          .select((eb) => {
            const rest = ch.minus(eb.ref('s.excess'), eb.ref('s.others'))
            return [
              ch.literal<LineCategory>('discount').as('category'),
              ch.text('maximum spend').as('service'),
              ch.negate(ch.if(eb('s.next_rate', 'is', null), rest, eb.ref('s.share'))).as('net'),
            ]
          }),
      ),
  )
  .table({ orderBy: ['billing_account_id', 'bill_to', 'bill_id'], shardBy: 'billing_account_id' })
  .check(notNull('bill_id', 'subscription_id', 'net'))

export interface SpendLineRow extends RowOf<typeof inferred> {}
export const spendLine: Model<'billing.spend_line', SpendLineRow> = inferred
