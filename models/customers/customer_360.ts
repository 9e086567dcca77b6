import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { openItem } from '../receivables/open_item.ts'
import { clock } from '../staging/clock.ts'
import { consentCurrent } from '../staging/consent_current.ts'
import { customerCurrent } from '../staging/customer_current.ts'
import { interaction } from '../staging/interaction.ts'
import { troubleTicketCurrent } from '../staging/trouble_ticket_current.ts'
import { line } from './line.ts'
import { lineValue } from './line_value.ts'

const TICKET_DAYS = 90

/** No personal data: names and addresses stay in staging.customer_contact_current. */
export const customer360 = model('customers.customer_360', {
  customer: customerCurrent,
  line,
  value: lineValue,
  item: openItem,
  ticket: troubleTicketCurrent,
  interaction,
  consent: consentCurrent,
  clock,
})
  .describe({
    description:
      'One row a customer: what they have, what they are worth, what they owe, how they have been in touch, at the business date. Amounts are in the currency of the customer’s latest line. Personal data is not in it.',
    columns: {
      types: 'Types of the lines in the base, comma separated; empty where there is none',
      active_lines: 'Lines in the base, suspended ones included',
      first_day: 'First day of the first line in the base; NULL for a customer who never had one',
      tenure_months: 'Whole months of the oldest line in the base, or of the last one that left',
      monthly_charges: 'Monthly recurring charges of the lines in the base, without tax',
      arpu_3m: 'Earned a month by those lines over the last three full closed months, without tax',
      open_amount: 'Open bills, tax included',
      overdue: 'Of those, past due and not disputed',
      days_past_due: 'Days since the due date of the oldest of those; 0 if none',
      tickets_90d: 'Tickets opened in the last 90 days',
      last_interaction_at: 'Latest contact before the business date',
      contactable: 'Consent to marketing on at least one channel',
      churned: 'Had lines in the base and has none any more',
    },
    tags: ['customers'],
    owner: 'customers',
  })
  .query((q) =>
    q
      .with('holding', (w) =>
        w
          .selectFrom('line as l')
          .select((eb) => {
            const latest = ch.tuple(eb.ref('l.in_base'), eb.ref('l.first_day'), eb.ref('l.subscription_id'))
            const inBase = eb('l.in_base', '=', true)
            return [
              'l.customer_id',
              ch.argMax(eb.ref('l.currency'), latest).as('currency'),
              ch
                .argMax(eb.ref('l.tenure_months'), ch.tuple(eb.ref('l.in_base'), eb.ref('l.tenure_months')))
                .as('tenure_months'),
              ch.min(eb.ref('l.first_day')).as('first_day'),
              ch.countIf(inBase).as('active_lines'),
            ]
          })
          .groupBy('l.customer_id'),
      )
      .with('worth', (w) =>
        w
          .selectFrom('line as l')
          .innerJoin('value as v', 'v.subscription_id', 'l.subscription_id')
          .select((eb) => [
            'l.customer_id',
            'l.currency',
            ch.arrayText(ch.arraySort(ch.groupUniqArray(ch.toString(eb.ref('l.type')))), ', ').as('types'),
            ch.sum(eb.ref('l.price')).as('monthly_charges'),
            ch.sum(eb.ref('v.arpu_3m')).as('arpu_3m'),
          ])
          .groupBy(['l.customer_id', 'l.currency']),
      )
      .with('debt', (w) =>
        w
          .selectFrom('item as i')
          .select((eb) => {
            const due = eb.and([eb('i.days_past_due', '>', 0n), eb('i.undisputed', '>', '0')])
            return [
              'i.customer_id',
              'i.currency',
              ch.sum(eb.ref('i.open')).as('open_amount'),
              ch.sumIf(eb.ref('i.undisputed'), due).as('overdue'),
              ch.maxIf(eb.ref('i.days_past_due'), due).as('days_past_due'),
            ]
          })
          .groupBy(['i.customer_id', 'i.currency']),
      )
      .with('complaint', (w) =>
        w
          .selectFrom('ticket as t')
          .crossJoin('clock as k')
          .select((eb) => [
            ch.coalesce(eb.ref('t.customer_id'), ch.text('')).as('customer_id'),
            ch
              .countIf(eb('t.opened_at', '>=', ch.addDays(eb.ref('k.as_of'), ch.literal(-TICKET_DAYS))))
              .as('tickets_90d'),
          ])
          .where('t.customer_id', 'is not', null)
          .groupBy('t.customer_id'),
      )
      .with('contact', (w) =>
        w
          .selectFrom('interaction as i')
          .crossJoin('clock as k')
          .select((eb) => [
            'i.customer_id',
            ch.max(eb.ref('i.happened_at')).as('last_interaction_at'),
            ch.argMax(eb.ref('i.channel'), eb.ref('i.happened_at')).as('last_interaction_channel'),
            ch.argMax(eb.ref('i.topic'), eb.ref('i.happened_at')).as('last_interaction_topic'),
          ])
          .whereRef('i.happened_at', '<', 'k.as_of')
          .groupBy('i.customer_id'),
      )
      .with('consenting', (w) =>
        w
          .selectFrom('consent as c')
          .select('c.customer_id')
          .distinct()
          .where('c.purpose', '=', 'marketing')
          .where('c.granted', '=', true),
      )
      .selectFrom('customer as c')
      .leftJoin('holding as h', 'h.customer_id', 'c.customer_id')
      .leftJoin('worth as v', (join) =>
        join.onRef('v.customer_id', '=', 'h.customer_id').onRef('v.currency', '=', 'h.currency'),
      )
      .leftJoin('debt as d', (join) =>
        join.onRef('d.customer_id', '=', 'h.customer_id').onRef('d.currency', '=', 'h.currency'),
      )
      .leftJoin('complaint as t', 't.customer_id', 'c.customer_id')
      .leftJoin('contact as i', 'i.customer_id', 'c.customer_id')
      .leftJoin('consenting as y', 'y.customer_id', 'c.customer_id')
      .select((eb) => {
        const lines = ch.coalesce(ch.toLong(eb.ref('h.active_lines')), ch.literal(0n as bigint))
        return [
          'c.customer_id',
          'c.kind',
          'c.segment',
          'c.region',
          'c.country',
          'c.parent_customer_id',
          'c.status',
          ch.coalesce(eb.ref('v.types'), ch.text('')).as('types'),
          lines.as('active_lines'),
          'h.first_day',
          'h.tenure_months',
          'h.currency',
          ch.roundHalfUp(ch.coalesce(eb.ref('v.monthly_charges'), ch.zero(9)), 3).as('monthly_charges'),
          ch.coalesce(eb.ref('v.arpu_3m'), ch.zero(9)).as('arpu_3m'),
          ch.coalesce(eb.ref('d.open_amount'), ch.zero(3)).as('open_amount'),
          ch.coalesce(eb.ref('d.overdue'), ch.zero(3)).as('overdue'),
          ch.coalesce(eb.ref('d.days_past_due'), ch.literal(0n as bigint)).as('days_past_due'),
          ch.toLong(ch.coalesce(eb.ref('t.tickets_90d'), ch.literal(0n as bigint))).as('tickets_90d'),
          'i.last_interaction_at',
          'i.last_interaction_channel',
          'i.last_interaction_topic',
          ch.toBool(ch.isNotNull(eb.ref('y.customer_id'))).as('contactable'),
          ch.toBool(eb.and([ch.isNotNull(eb.ref('h.customer_id')), eb(lines, '=', 0n)])).as('churned'),
        ]
      }),
  )
  .table({ orderBy: ['customer_id'] })
  .check(notNull('customer_id', 'active_lines', 'churned'), unique('customer_id'))
