import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { asof } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { subscriptionPlan } from '../rating/subscription_plan.ts'
import { adjustment } from '../staging/adjustment.ts'
import { billingAccountCurrent } from '../staging/billing_account_current.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { localTime } from '../staging/local_time.ts'
import { zoneOffset } from '../staging/zone_offset.ts'
import { accountPeriod } from './account_period.ts'
import { BILL_SCALE, postpaidTypes } from './postpaid.ts'

/** Adjustments on their way to a bill. */
export const adjustmentCharge = model('billing.adjustment_charge', {
  adjustment,
  account: billingAccountCurrent,
  offset: zoneOffset,
  period: accountPeriod,
  plan: subscriptionPlan,
  currency,
})
  .describe({
    description:
      'Adjustments of accounts with postpaid lines, by billing period. Taxed as they say, else as the line they are for was when they were decided, else at the highest rate of the account’s lines.',
    columns: { period_from: 'First day of the billing period; null while unbilled' },
    tags: ['billing'],
  })
  .query((q) =>
    q
      .with('postpaid', (w) =>
        w
          .selectFrom('plan as p')
          .select((eb) => [
            'p.billing_account_id',
            ch.max(eb.ref('p.tax_rate')).as('tax_rate'),
            ch.argMax(eb.ref('p.tax_id'), eb.ref('p.tax_rate')).as('tax_id'),
            ch.max(eb.ref('p.customer_id')).as('customer_id'),
          ])
          .where('p.type', 'in', postpaidTypes)
          .groupBy('p.billing_account_id'),
      )
      .with('local', (w) =>
        w
          .selectFrom('adjustment as j')
          .innerJoin('account as a', 'a.billing_account_id', 'j.billing_account_id')
          .innerJoin('postpaid as t', 't.billing_account_id', 'j.billing_account_id')
          .leftJoin('currency as c', 'c.currency', 'j.currency')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 'a.time_zone').onRef('j.adjusted_at', '>=', 'o.from_at')),
          )
          .leftJoin('plan as p', (join) =>
            asof(
              join.onRef('p.subscription_id', '=', 'j.subscription_id').onRef('j.adjusted_at', '>=', 'p.valid_from'),
            ),
          )
          .select((eb) => [
            'j.adjustment_id',
            'j.billing_account_id',
            'a.customer_id',
            'j.subscription_id',
            'j.reason',
            'j.currency',
            ch
              .roundHalfUpTo(
                eb.ref('j.amount'),
                ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS))),
                BILL_SCALE,
              )
              .as('net'),
            ch
              .decimal(ch.coalesce(eb.ref('j.tax_rate'), ch.coalesce(eb.ref('p.tax_rate'), eb.ref('t.tax_rate'))), 6)
              .as('tax_rate'),
            ch
              .if(
                eb('j.tax_rate', 'is not', null),
                ch.text(''),
                ch.widen(ch.coalesce(ch.widen(eb.ref('p.tax_id')), ch.widen(eb.ref('t.tax_id')))),
              )
              .as('tax_id'),
            ch.toDate(localTime(eb.ref('j.adjusted_at'), eb.ref('o.offset_s'))).as('day'),
          ]),
      )
      .selectFrom('local as l')
      .leftJoin('period as p', (join) =>
        asof(join.onRef('p.billing_account_id', '=', 'l.billing_account_id').onRef('l.day', '>=', 'p.period_from')),
      )
      .select((eb) => [
        'l.adjustment_id',
        'l.billing_account_id',
        'l.customer_id',
        'l.subscription_id',
        'l.reason',
        'l.day',
        ch
          .if(
            eb.and([eb('l.day', '<', eb.ref('p.period_to')), eb('p.closed', '=', true)]),
            ch.toNullable(eb.ref('p.period_from')),
            ch.null(),
          )
          .as('period_from'),
        'l.net',
        'l.tax_id',
        'l.tax_rate',
        'l.currency',
      ]),
  )
  .table({ orderBy: ['billing_account_id', 'day'] })
  .check(notNull('adjustment_id', 'net'), unique('adjustment_id'))
