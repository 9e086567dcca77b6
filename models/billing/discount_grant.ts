import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { accountCoupon } from '../staging/account_coupon.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { discount } from '../staging/discount.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { chargeLine } from './charge_line.ts'

/** Which discounts a bill gets. */
const inferred = model('billing.discount_grant', {
  line: chargeLine,
  discount,
  coupon: accountCoupon,
  account: billingAccountCurrent,
  offset: zoneOffset,
})
  .describe({
    description:
      'Discounts of bills: those of every plan that charges a line on the bill, in force when its period ends, and the coupons of the accounts on it, in force when they were given.',
    columns: {
      grant_id:
        'What counts cycles and the maximum: line, plan and discount, or account, coupon, when it was given and for which line',
      account_id: 'Only charges of this account (or of a bill it pays); empty for a discount of a line',
      plan_id: 'Only charges of this plan, reversals of what it charged in advance among them; empty = all',
      line_id: 'Only charges of this subscription; empty = all',
      cycle: 'On how many bills it has been in force with this one',
      at_least: 'Given only where what it is for comes to so much',
      below: 'Given only where what it is for is less than so much',
    },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('charged', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => [
            'l.bill_id',
            'l.payer_account_id',
            'l.billing_account_id',
            ch.coalesce(eb.ref('l.subscription_id'), ch.text('')).as('line_id'),
            'l.bill_from',
            'l.bill_to',
            'l.currency',
            'l.offering_id',
          ])
          .distinct(),
      )
      .with('paying', (w) =>
        w
          .selectFrom('charged as c')
          .select((eb) => [
            'c.bill_id',
            'c.bill_from',
            'c.bill_to',
            'c.currency',
            ch.arrayJoin(ch.array(eb.ref('c.payer_account_id'), eb.ref('c.billing_account_id'))).as('account_id'),
          ])
          .distinct(),
      )
      .with('dated', (w) =>
        w
          .selectFrom('coupon as k')
          .innerJoin('account as a', 'a.billing_account_id', 'k.billing_account_id')
          .select((eb) => [
            'k.billing_account_id',
            'a.time_zone',
            'k.coupon_id',
            'k.given_at',
            'k.ended_at',
            ch.coalesce(eb.ref('k.ended_at'), eb.ref('k.given_at')).as('until'),
            ch.coalesce(eb.ref('k.subscription_id'), ch.text('')).as('line_id'),
          ]),
      )
      // Bills are of local days, so what the account was given and lost counts by its own clock.
      .with('given', (w) =>
        w
          .selectFrom('dated as k')
          .leftJoin('offset as g', (join) =>
            asof(join.onRef('g.zone', '=', 'k.time_zone').onRef('k.given_at', '>=', 'g.from_at')),
          )
          .leftJoin('offset as e', (join) =>
            asof(join.onRef('e.zone', '=', 'k.time_zone').onRef('k.until', '>=', 'e.from_at')),
          )
          .select((eb) => {
            const day = ch.toDate(localTime(eb.ref('k.given_at'), eb.ref('g.offset_s')))
            return [
              'k.billing_account_id',
              'k.coupon_id',
              'k.given_at',
              'k.line_id',
              day.as('given_day'),
              ch.greatest(eb.ref('k.given_at'), ch.toInstant(day)).as('valued_at'),
              ch.toBool(eb('k.ended_at', 'is not', null)).as('ended'),
              localTime(eb.ref('k.until'), eb.ref('e.offset_s')).as('local_until'),
              ch.text('').as('no_offering'),
            ]
          }),
      )
      .with('valued', (w) =>
        w
          .selectFrom('given as g')
          .innerJoin('discount as d', (join) =>
            asof(
              join
                .onRef('d.discount_id', '=', 'g.coupon_id')
                .onRef('d.offering_id', '=', 'g.no_offering')
                .onRef('g.valued_at', '>=', 'd.valid_from'),
            ),
          )
          .select([
            'g.billing_account_id',
            'g.coupon_id',
            'g.given_at',
            'g.given_day',
            'g.ended',
            'g.local_until',
            'g.line_id',
            'd.name',
            'd.percentage',
            'd.amount',
            'd.currency',
            'd.applies_to',
            'd.prices',
            'd.offerings',
            'd.applied_order',
            'd.cycles',
            'd.maximum',
            'd.at_least',
            'd.below',
          ])
          .whereRef('g.valued_at', '<', 'd.valid_to'),
      )
      .with('granted', (w) =>
        w
          .selectFrom('charged as p')
          .innerJoin('discount as d', 'd.offering_id', 'p.offering_id')
          .select((eb) => [
            'p.bill_id',
            'p.bill_to',
            ch
              .concat(
                eb.ref('p.line_id'),
                ch.text('/'),
                eb.ref('p.offering_id'),
                ch.text('/'),
                ch.widen(eb.ref('d.discount_id')),
              )
              .as('grant_id'),
            'p.offering_id as plan_id',
            ch.text('').as('account_id'),
            'p.line_id',
            ch.widen(eb.ref('d.discount_id')).as('discount_id'),
            'd.name',
            'd.percentage',
            'd.amount',
            ch.widen(eb.ref('d.applies_to')).as('applies_to'),
            'd.prices',
            'd.offerings',
            'd.applied_order',
            'd.cycles',
            'd.maximum',
            'd.at_least',
            'd.below',
          ])
          .where((eb) =>
            eb.and([
              eb('d.offering_id', '<>', ''),
              eb('d.valid_from', '<', ch.toInstant(eb.ref('p.bill_to'))),
              eb('d.valid_to', '>=', ch.toInstant(eb.ref('p.bill_to'))),
              eb.or([
                eb('d.currency', '=', ''),
                eb(ch.widen(eb.ref('d.currency')), '=', ch.widen(eb.ref('p.currency'))),
              ]),
            ]),
          )
          .unionAll(
            w
              .selectFrom('paying as c')
              .innerJoin('valued as v', 'v.billing_account_id', 'c.account_id')
              .select((eb) => [
                'c.bill_id',
                'c.bill_to',
                ch
                  .concat(
                    eb.ref('v.billing_account_id'),
                    ch.text('/'),
                    ch.widen(eb.ref('v.coupon_id')),
                    ch.text('/'),
                    ch.toString(eb.ref('v.given_at')),
                    ch.text('/'),
                    eb.ref('v.line_id'),
                  )
                  .as('grant_id'),
                ch.text('').as('plan_id'),
                'v.billing_account_id as account_id',
                'v.line_id',
                ch.widen(eb.ref('v.coupon_id')).as('discount_id'),
                'v.name',
                'v.percentage',
                'v.amount',
                ch.widen(eb.ref('v.applies_to')).as('applies_to'),
                'v.prices',
                'v.offerings',
                'v.applied_order',
                'v.cycles',
                'v.maximum',
                'v.at_least',
                'v.below',
              ])
              .distinct()
              .where((eb) =>
                eb.and([
                  eb('v.given_day', '<', eb.ref('c.bill_to')),
                  eb.or([
                    eb('v.ended', '=', false),
                    eb('v.local_until', '>', ch.toLocal(ch.toInstant(eb.ref('c.bill_from')), ch.literal(0))),
                  ]),
                  eb.or([
                    eb('v.currency', '=', ''),
                    eb(ch.widen(eb.ref('v.currency')), '=', ch.widen(eb.ref('c.currency'))),
                  ]),
                ]),
              ),
          ),
      )
      .with('counted', (w) =>
        w
          .selectFrom('granted as g')
          .selectAll('g')
          .select((eb) =>
            over(ch.rowNumber(), {
              partitionBy: [eb.ref('g.grant_id')],
              orderBy: [eb.ref('g.bill_to'), eb.ref('g.bill_id')],
            }).as('cycle'),
          ),
      )
      .selectFrom('counted as c')
      .select((eb) => [
        'c.bill_id',
        'c.bill_to',
        'c.grant_id',
        'c.plan_id',
        'c.account_id',
        'c.line_id',
        'c.discount_id',
        ch.if(eb('c.name', '=', ''), eb.ref('c.discount_id'), ch.widen(eb.ref('c.name'))).as('name'),
        ch.toBool(eb('c.percentage', 'is not', null)).as('is_percentage'),
        ch.decimal(ch.coalesce(eb.ref('c.percentage'), ch.zero(9)), 9).as('percentage'),
        ch.decimal(ch.coalesce(eb.ref('c.amount'), ch.zero(9)), 9).as('amount'),
        'c.applies_to',
        ch.splitBy(eb.ref('c.prices'), ',').as('prices'),
        ch.arrayFilter(ch.splitBy(eb.ref('c.offerings'), ','), (id) => eb(id, '<>', '')).as('offerings'),
        ch.toLong(eb.ref('c.applied_order')).as('applied_order'),
        'c.cycle',
        'c.maximum',
        'c.at_least',
        'c.below',
      ])
      .where((eb) =>
        eb.or([eb('c.cycles', 'is', null), eb(eb.ref('c.cycle'), '<=', ch.toUnsigned(ch.notNull(eb.ref('c.cycles'))))]),
      ),
  )
  .table({ orderBy: ['bill_id', 'grant_id'] })
  .check(notNull('bill_id', 'grant_id'), unique('bill_id', 'grant_id'))

export interface DiscountGrantRow extends RowOf<typeof inferred> {}
export const discountGrant: Model<'billing.discount_grant', DiscountGrantRow> = inferred
