import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { baseWindow } from '../customers/base_window.ts'
import { departure } from '../customers/departure.ts'
import { line } from '../customers/line.ts'
import { tenureBand } from '../customers/tenure_band.ts'
import { openItem } from '../receivables/open_item.ts'
import { clock } from '../staging/clock.ts'
import { troubleTicketCurrent } from '../staging/trouble_ticket_current.ts'

/** Days before the reference day in which tickets count. */
const TICKET_DAYS = 90

/** What is known about a line on its own reference day, never later: nothing of the departure leaks into its features. */
export const riskExample = model('marketing.risk_example', {
  line,
  departure,
  window: baseWindow,
  clock,
  ticket: troubleTicketCurrent,
  item: openItem,
})
  .describe({
    description:
      'What at-risk scores learn from: every departure of the reported days as it was on the day before, and every line in the base as it is at the business date.',
    columns: {
      day: 'Reference day: features are as of its end',
      lost: '1 for a departure, 0 for a line in the base',
      contract: 'month to month, or the term in months',
      tenure_band: 'Whole months since the first day in the base',
      tickets: 'Tickets the customer opened in the 90 days up to the reference day: 0, 1, 2+',
      late_payment: 'The account had an undisputed bill past due and open on the reference day',
    },
    tags: ['marketing'],
    owner: 'marketing',
  })
  .query((q) =>
    q
      .with('example', (w) =>
        w
          .selectFrom('departure as d')
          .crossJoin('window as w')
          .select((eb) => [
            'd.subscription_id',
            'd.customer_id',
            'd.billing_account_id',
            ch.addDays(eb.ref('d.day'), ch.literal(-1)).as('day'),
            ch.toLong(ch.literal(1 as number)).as('lost'),
            'd.contract_months',
            'd.tenure_months',
          ])
          .whereRef('d.day', '>=', 'w.first_day')
          .unionAll(
            w
              .selectFrom('line as l')
              .crossJoin('clock as k')
              .select([
                'l.subscription_id',
                'l.customer_id',
                'l.billing_account_id',
                'k.as_of_day as day',
                ch.toLong(ch.literal(0 as number)).as('lost'),
                'l.contract_months',
                'l.tenure_months',
              ])
              .where('l.in_base', '=', true),
          ),
      )
      .with('complaint', (w) =>
        w
          .selectFrom('example as e')
          .innerJoin('ticket as t', 't.customer_id', 'e.customer_id')
          .select(['e.subscription_id', 'e.day', ch.count().as('tickets')])
          .where((eb) =>
            ch.between(
              ch.toDate(eb.ref('t.opened_at')),
              ch.addDays(eb.ref('e.day'), ch.literal(1 - TICKET_DAYS)),
              eb.ref('e.day'),
            ),
          )
          .groupBy(['e.subscription_id', 'e.day']),
      )
      .with('debt', (w) =>
        w
          .selectFrom('example as e')
          .innerJoin('item as i', 'i.billing_account_id', 'e.billing_account_id')
          .select(['e.subscription_id', 'e.day', ch.count().as('items')])
          .where((eb) => eb.and([eb('i.due_date', '<', eb.ref('e.day')), eb('i.undisputed', '>', '0')]))
          .groupBy(['e.subscription_id', 'e.day']),
      )
      .selectFrom('example as e')
      .leftJoin('complaint as c', (join) =>
        join.onRef('c.subscription_id', '=', 'e.subscription_id').onRef('c.day', '=', 'e.day'),
      )
      .leftJoin('debt as d', (join) =>
        join.onRef('d.subscription_id', '=', 'e.subscription_id').onRef('d.day', '=', 'e.day'),
      )
      .select((eb) => [
        'e.subscription_id',
        'e.customer_id',
        'e.billing_account_id',
        'e.day',
        'e.lost',
        ch
          .if(
            eb('e.contract_months', '=', 0),
            ch.text('month to month'),
            ch.concat(ch.toString(eb.ref('e.contract_months')), ch.text(' months')),
          )
          .as('contract'),
        tenureBand(eb.ref('e.tenure_months')).as('tenure_band'),
        ch
          .multiIf(
            [
              [ch.isNull(eb.ref('c.tickets')), ch.text('0')],
              [eb('c.tickets', '=', 1n), ch.text('1')],
            ],
            ch.text('2+'),
          )
          .as('tickets'),
        ch.toBool(ch.isNotNull(eb.ref('d.items'))).as('late_payment'),
      ]),
  )
  .table({ orderBy: ['subscription_id', 'day'] })
  .check(notNull('subscription_id', 'day', 'tickets', 'late_payment'), unique('subscription_id', 'day', 'lost'))
