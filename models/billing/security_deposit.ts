import { expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { clock } from '../staging/clock.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { openEnd } from '../staging/open_end.ts'
import { chargeHeld } from './charge_held.ts'
import { BILL_SCALE } from './postpaid.ts'

const ofPlan = ['h.subscription_id', 'h.offering_id', 'h.charge_id', 'h.currency'] as const

/** Deposits that plans ask of their lines. */
export const securityDeposit = model('billing.security_deposit', { held: chargeHeld, clock, currency })
  .describe({
    description:
      'Deposits of plans: a liability of the operator from the day the plan begins to the day after it ends, on no bill and no statement, without tax. A line that comes back to a plan gives its deposit anew.',
    columns: {
      taken_on: 'First local day of the plan',
      returned_on: 'First local day after it, when the deposit is to be given back; null while the plan goes on',
      amount: 'Of the deposit, half up at the minor unit',
      liability: 'amount while it is held at `as_of`, else 0',
    },
    tags: ['billing', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('held_before', (w) =>
        w
          .selectFrom('held as h')
          .selectAll('h')
          .select((eb) =>
            over(ch.lag(eb.ref('h.to_day')), {
              partitionBy: ofPlan.map((column) => eb.ref(column)),
              orderBy: [eb.ref('h.local_from')],
            }).as('to_before'),
          )
          .where('h.kind', '=', 'deposit')
          .where('h.amount', '<>', '0'),
      )
      // Days that touch are of one deposit.
      .with('stretch', (w) =>
        w
          .selectFrom('held_before as h')
          .selectAll('h')
          .select((eb) => {
            const begins = eb.or([
              eb('h.to_before', 'is', null),
              eb('h.to_before', '<', ch.toNullable(eb.ref('h.start_day'))),
            ])
            return over(ch.sum(ch.if(begins, ch.toInt(ch.literal(1)), ch.toInt(ch.literal(0)))), {
              partitionBy: ofPlan.map((column) => eb.ref(column)),
              orderBy: [eb.ref('h.local_from')],
              frame: rowsBetween('unbounded', 0),
            }).as('number')
          }),
      )
      .with('asked', (w) =>
        w
          .selectFrom('stretch as h')
          .select((eb) => {
            const first = eb.ref('h.local_from')
            return [
              ...ofPlan,
              ch.argMax(eb.ref('h.billing_account_id'), first).as('billing_account_id'),
              ch.argMax(eb.ref('h.customer_id'), first).as('customer_id'),
              ch.argMin(eb.ref('h.legal_entity_id'), first).as('legal_entity_id'),
              ch.argMin(eb.ref('h.description'), first).as('description'),
              ch.argMin(eb.ref('h.amount'), first).as('amount'),
              ch.min(eb.ref('h.start_day')).as('taken_on'),
              ch.max(eb.ref('h.to_day')).as('ends'),
            ]
          })
          .groupBy([...ofPlan, 'h.number']),
      )
      .selectFrom('asked as a')
      .crossJoin('clock as k')
      .leftJoin('currency as c', 'c.currency', 'a.currency')
      .select((eb) => {
        const units = ch.coalesce(eb.ref('c.minor_units'), ch.toInt(ch.literal(USUAL_MINOR_UNITS)))
        const amount = ch.roundHalfUpTo(ch.decimal(eb.ref('a.amount'), 12), units, BILL_SCALE)
        const today = ch.toDate(eb.ref('k.as_of'))
        const held = eb.and([eb('a.taken_on', '<', today), eb('a.ends', '>=', today)])
        return [
          'a.billing_account_id',
          'a.subscription_id',
          'a.customer_id',
          'a.offering_id',
          'a.legal_entity_id',
          'a.charge_id',
          'a.description',
          'a.currency',
          'a.taken_on',
          ch
            .if(eb('a.ends', '>=', ch.toDate(openEnd())), ch.null<Day>(), ch.toNullable(eb.ref('a.ends')))
            .as('returned_on'),
          amount.as('amount'),
          ch.if(held, amount, ch.zero(BILL_SCALE)).as('liability'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'charge_id'] })
  .check(
    notNull('billing_account_id', 'subscription_id', 'amount'),
    unique('subscription_id', 'offering_id', 'charge_id', 'currency', 'taken_on'),
    expression('what is held is what was taken, or nothing', (eb) =>
      eb.or([eb('liability', '=', eb.ref('amount')), eb('liability', '=', '0')]),
    ),
  )
