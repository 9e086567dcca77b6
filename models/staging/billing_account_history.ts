import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { lastLanded } from './deduplicate.ts'
import { billingAccountWhole } from './entity_wholes.ts'
import { localTime } from './local_time.ts'
import { zoneOffset } from './zone_offset.ts'

/** What billing asks of an account at any time. */
const inferred = model('staging.billing_account_history', { account: billingAccountWhole, offset: zoneOffset })
  .describe({
    description:
      'States of billing accounts by local days [from_day, to_day); the last state of a day owns it. The first holds from the beginning: when it was sent says nothing of what was before.',
    columns: {
      payer_account_id: 'The account that is told to pay: itself unless another is',
      to_day: 'End, not included; 2120-01-01 for the latest state',
    },
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('state', (w) =>
        w
          .selectFrom('account as s')
          .selectAll('s')
          .$call(lastLanded((eb) => [eb.ref('s.billing_account_id'), eb.ref('s.updated_at')])),
      )
      .with('local', (w) =>
        w
          .selectFrom('state as s')
          .leftJoin('offset as o', (join) =>
            asof(join.onRef('o.zone', '=', 's.time_zone').onRef('s.updated_at', '>=', 'o.from_at')),
          )
          .select((eb) => [
            's.billing_account_id',
            's.updated_at',
            ch.toDate(localTime(eb.ref('s.updated_at'), eb.ref('o.offset_s'))).as('day'),
            ch.coalesce(eb.ref('s.payer_account_id'), eb.ref('s.billing_account_id')).as('payer_account_id'),
            's.currency',
            's.cycle_day',
            's.cycle_months',
            's.cycle_month',
            's.tax_exempt',
            's.tax_id',
            's.itemisation',
          ]),
      )
      .with('daily', (w) =>
        w
          .selectFrom('local as l')
          .select((eb) => {
            const last = eb.ref('l.updated_at')
            return [
              'l.billing_account_id',
              'l.day',
              ch.argMax(eb.ref('l.payer_account_id'), last).as('payer_account_id'),
              ch.argMax(eb.ref('l.currency'), last).as('currency'),
              ch.argMax(eb.ref('l.cycle_day'), last).as('cycle_day'),
              ch.argMax(eb.ref('l.cycle_months'), last).as('cycle_months'),
              ch.argMax(eb.ref('l.cycle_month'), last).as('cycle_month'),
              ch.argMax(eb.ref('l.tax_exempt'), last).as('tax_exempt'),
              ch.argMax(eb.ref('l.tax_id'), last).as('tax_id'),
              ch.argMax(eb.ref('l.itemisation'), last).as('itemisation'),
            ]
          })
          .groupBy(['l.billing_account_id', 'l.day']),
      )
      .selectFrom('daily as d')
      .select((eb) => {
        const inOrder = { partitionBy: [eb.ref('d.billing_account_id')], orderBy: [eb.ref('d.day')] }
        return [
          'd.billing_account_id',
          ch.if(eb(over(ch.rowNumber(), inOrder), '=', 1n), ch.day('1970-01-01'), eb.ref('d.day')).as('from_day'),
          ch.coalesce(over(ch.lead(eb.ref('d.day')), inOrder), ch.day('2120-01-01')).as('to_day'),
          'd.payer_account_id',
          ch.widen(eb.ref('d.currency')).as('currency'),
          'd.cycle_day',
          'd.cycle_months',
          'd.cycle_month',
          'd.tax_exempt',
          ch.widen(eb.ref('d.tax_id')).as('tax_id'),
          'd.itemisation',
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'from_day'] })
  .check(
    notNull('billing_account_id', 'payer_account_id', 'to_day'),
    unique('billing_account_id', 'from_day'),
    expression('from_day < to_day', (eb) => eb('from_day', '<', eb.ref('to_day'))),
  )

export interface BillingAccountHistoryRow extends RowOf<typeof inferred> {}
export const billingAccountHistory: Model<'staging.billing_account_history', BillingAccountHistoryRow> = inferred
