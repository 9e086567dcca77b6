import type { Expression } from 'kysely'
import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { line } from '../customers/line.ts'
import { lineValue } from '../customers/line_value.ts'
import { consentCurrent } from '../staging/consent_current.ts'
import { riskExample } from './risk_example.ts'

/** A group's churned share counts as if this many more lines of it had behaved like everybody: small groups say little. */
const SHRINKAGE = 50
/** A driver is named from this lift on. */
const NAMED_LIFT = 1.1
const HIGHEST_RISK = 0.95

export const atRisk = model('marketing.at_risk', {
  example: riskExample,
  line,
  value: lineValue,
  consent: consentCurrent,
})
  .describe({
    description:
      'How likely each line in the base is to leave, and why. risk = churned share of all lines x lift of its contract and tenure x lift of its tickets x lift of late payment, 0.95 at most; a lift is the churned share of lines like it over that of all, shrunk toward 1 by 50 average lines. All of it is computed from the data; nothing is tuned.',
    columns: {
      risk: 'Share of lines like it that left within the reported days; a score to order by, not yet a calibrated probability',
      band: 'high: twice the churned share of all and more; medium: at or above it; low: below',
      drivers: 'What raises the risk, with its lift; strongest kinds are contract and tenure, tickets, late payment',
      arpu_3m: 'Earned a month over the last three full closed months, without tax',
      contactable: 'The customer has consented to marketing on at least one channel',
    },
    tags: ['marketing'],
    owner: 'marketing',
  })
  .query((q) =>
    q
      .with('counted', (w) =>
        w
          .selectFrom('example as e')
          .select(['e.subscription_id', 'e.lost', 'e.contract', 'e.tenure_band', 'e.tickets', 'e.late_payment'])
          .select((eb) => {
            const share = (...by: readonly Expression<unknown>[]) => {
              const group = { partitionBy: by }
              return [over(ch.sum(eb.ref('e.lost')), group), over(ch.count(), group)] as const
            }
            const [lost, lines] = share()
            const [termLost, termLines] = share(eb.ref('e.contract'), eb.ref('e.tenure_band'))
            const [ticketLost, ticketLines] = share(eb.ref('e.tickets'))
            const [lateLost, lateLines] = share(eb.ref('e.late_payment'))
            return [
              ch.coalesce(ch.ratio(lost, lines), ch.literal(0 as number)).as('mean'),
              termLost.as('term_lost'),
              termLines.as('term_lines'),
              ticketLost.as('ticket_lost'),
              ticketLines.as('ticket_lines'),
              lateLost.as('late_lost'),
              lateLines.as('late_lines'),
            ]
          }),
      )
      .with('lifted', (w) =>
        w
          .selectFrom('counted as c')
          .select((eb) => {
            const lift = (
              lost: 'c.term_lost' | 'c.ticket_lost' | 'c.late_lost',
              lines: 'c.term_lines' | 'c.ticket_lines' | 'c.late_lines',
            ) =>
              ch.coalesce(
                ch.ratio(
                  ch.plus(ch.toFloat(eb.ref(lost)), ch.multiply(eb.ref('c.mean'), ch.literal(SHRINKAGE as number))),
                  ch.multiply(
                    eb.ref('c.mean'),
                    ch.plus(ch.toFloat(eb.ref(lines)), ch.toFloat(ch.literal(SHRINKAGE as number))),
                  ),
                ),
                ch.literal(1 as number),
              )
            return [
              'c.subscription_id',
              'c.contract',
              'c.tenure_band',
              'c.tickets',
              'c.late_payment',
              'c.mean',
              lift('c.term_lost', 'c.term_lines').as('term_lift'),
              lift('c.ticket_lost', 'c.ticket_lines').as('ticket_lift'),
              lift('c.late_lost', 'c.late_lines').as('late_lift'),
            ]
          })
          .where('c.lost', '=', 0n),
      )
      .with('scored', (w) =>
        w.selectFrom('lifted as l').select((eb) => {
          const named = (
            lift: 'l.term_lift' | 'l.ticket_lift' | 'l.late_lift',
            ...words: readonly Expression<string>[]
          ) =>
            ch.if(
              eb(lift, '>=', NAMED_LIFT),
              ch.concat(...words, ch.text(' (x '), ch.toString(ch.round(ch.toFloat(eb.ref(lift)), 1)), ch.text('); ')),
              ch.text(''),
            )
          return [
            'l.subscription_id',
            'l.mean',
            ch
              .least(
                ch.multiply(
                  ch.multiply(eb.ref('l.mean'), eb.ref('l.term_lift')),
                  ch.multiply(eb.ref('l.ticket_lift'), eb.ref('l.late_lift')),
                ),
                ch.toFloat(ch.literal(HIGHEST_RISK as number)),
              )
              .as('risk'),
            ch
              .concat(
                named('l.term_lift', eb.ref('l.contract'), ch.text(', in month '), eb.ref('l.tenure_band')),
                named(
                  'l.ticket_lift',
                  eb.ref('l.tickets'),
                  ch.if(eb('l.tickets', '=', '1'), ch.text(' ticket in 90 days'), ch.text(' tickets in 90 days')),
                ),
                named(
                  'l.late_lift',
                  ch.if(eb('l.late_payment', '=', true), ch.text('late payment'), ch.text('pays on time')),
                ),
              )
              .as('drivers'),
          ]
        }),
      )
      .with('consenting', (w) =>
        w
          .selectFrom('consent as c')
          .select('c.customer_id')
          .distinct()
          .where('c.purpose', '=', 'marketing')
          .where('c.granted', '=', true),
      )
      .selectFrom('scored as s')
      .innerJoin('line as l', 'l.subscription_id', 's.subscription_id')
      .leftJoin('value as v', 'v.subscription_id', 's.subscription_id')
      .leftJoin('consenting as c', 'c.customer_id', 'l.customer_id')
      .select((eb) => [
        'l.customer_id',
        's.subscription_id',
        'l.segment',
        'l.type',
        'l.region',
        'l.currency',
        ch.coalesce(eb.ref('v.arpu_3m'), ch.zero(9)).as('arpu_3m'),
        's.risk',
        ch
          .multiIf(
            [
              [eb('s.mean', '=', 0), ch.text('low')],
              [eb('s.risk', '>=', ch.multiply(eb.ref('s.mean'), ch.literal(2 as number))), ch.text('high')],
              [eb('s.risk', '>=', eb.ref('s.mean')), ch.text('medium')],
            ],
            ch.text('low'),
          )
          .as('band'),
        ch
          .if(
            eb('s.drivers', '=', ''),
            ch.text('nothing above the average'),
            ch.replaceRegexp(eb.ref('s.drivers'), '; $', ''),
          )
          .as('drivers'),
        ch.toBool(ch.isNotNull(eb.ref('c.customer_id'))).as('contactable'),
      ]),
  )
  .table({ orderBy: ['customer_id', 'subscription_id'] })
  .check(
    notNull('customer_id', 'subscription_id', 'risk', 'drivers'),
    unique('subscription_id'),
    accepted('band', ['high', 'medium', 'low']),
    expression('risk is a share', (eb) =>
      ch.between(eb.ref('risk'), ch.toFloat(ch.literal(0 as number)), ch.toFloat(ch.literal(1 as number))),
    ),
  )
