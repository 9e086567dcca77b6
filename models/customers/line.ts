import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model, type RowOf } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { clock } from '../staging/clock.ts'
import { baseInterval } from './base_interval.ts'

const inferred = model('customers.line', { interval: baseInterval, clock })
  .describe({
    description: 'Every line that was ever in the base, as it is at the business date or was when it left.',
    columns: {
      first_day: 'First local day in the base',
      first_type: 'Type of line on first_day',
      first_segment: 'Segment on first_day',
      left_day: 'Local day of the last departure; NULL while in the base',
      in_base: 'In the base at the end of the business date',
      tenure_months: 'Whole months from first_day to left_day, or to the end of the business date',
      price: 'Monthly recurring price without tax',
    },
    tags: ['base'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('whole', (w) =>
        w
          .selectFrom('interval as i')
          .select((eb) => {
            const last = <T>(value: Parameters<typeof ch.argMax<T>>[0]) => ch.argMax(value, eb.ref('i.from_day'))
            return [
              'i.subscription_id',
              last(eb.ref('i.customer_id')).as('customer_id'),
              last(eb.ref('i.billing_account_id')).as('billing_account_id'),
              last(eb.ref('i.type')).as('type'),
              last(eb.ref('i.status')).as('status'),
              last(eb.ref('i.segment')).as('segment'),
              last(eb.ref('i.region')).as('region'),
              last(eb.ref('i.offering_id')).as('offering_id'),
              last(eb.ref('i.contract_months')).as('contract_months'),
              last(eb.ref('i.access')).as('access'),
              last(eb.ref('i.currency')).as('currency'),
              last(eb.ref('i.price')).as('price'),
              ch.argMin(eb.ref('i.type'), eb.ref('i.from_day')).as('first_type'),
              ch.argMin(eb.ref('i.segment'), eb.ref('i.from_day')).as('first_segment'),
              ch.min(eb.ref('i.from_day')).as('first_day'),
              ch.max(eb.ref('i.to_day')).as('to_day'),
            ]
          })
          .groupBy('i.subscription_id'),
      )
      .selectFrom('whole as w')
      .crossJoin('clock as k')
      .select((eb) => {
        const inBase = eb('w.to_day', '>', eb.ref('k.as_of_day'))
        const leftDay = ch.if(inBase, ch.null(), ch.toNullable(eb.ref('w.to_day')))
        return [
          'w.subscription_id',
          'w.customer_id',
          'w.billing_account_id',
          'w.type',
          'w.status',
          'w.segment',
          'w.region',
          'w.offering_id',
          'w.contract_months',
          'w.access',
          'w.currency',
          'w.price',
          'w.first_day',
          'w.first_type',
          'w.first_segment',
          leftDay.as('left_day'),
          ch.toBool(inBase).as('in_base'),
          ch
            .age('month', eb.ref('w.first_day'), ch.coalesce(leftDay, ch.addDays(eb.ref('k.as_of_day'), ch.literal(1))))
            .as('tenure_months'),
        ]
      }),
  )
  .table({ orderBy: ['subscription_id'] })
  .check(
    notNull('subscription_id', 'customer_id', 'tenure_months'),
    unique('subscription_id'),
    expression('tenure is not negative', (eb) => eb('tenure_months', '>=', 0n)),
  )

export interface LineRow extends RowOf<typeof inferred> {}
export const line: Model<'customers.line', LineRow> = inferred
