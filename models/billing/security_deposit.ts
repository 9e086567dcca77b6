import { expression, notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day } from '../../warehouse/columns.ts'
import { clock } from '../staging/clock.ts'
import { currency, USUAL_MINOR_UNITS } from '../staging/currency.ts'
import { chargeHeld } from './charge_held.ts'
import { BILL_SCALE } from './postpaid.ts'

const OPEN = '2120-01-01'

/** Deposits that plans ask of their lines. */
export const securityDeposit = model('billing.security_deposit', { held: chargeHeld, clock, currency })
  .describe({
    description:
      'Deposits of plans: a liability of the operator from the day the plan begins to the day after it ends, on no bill and no statement, without tax.',
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
      .with('asked', (w) =>
        w
          .selectFrom('held as h')
          .select((eb) => {
            const first = eb.ref('h.local_from')
            return [
              'h.subscription_id',
              'h.offering_id',
              'h.charge_id',
              'h.currency',
              ch.argMax(eb.ref('h.billing_account_id'), first).as('billing_account_id'),
              ch.argMax(eb.ref('h.customer_id'), first).as('customer_id'),
              ch.argMin(eb.ref('h.legal_entity_id'), first).as('legal_entity_id'),
              ch.argMin(eb.ref('h.description'), first).as('description'),
              ch.argMin(eb.ref('h.amount'), first).as('amount'),
              ch.min(eb.ref('h.start_day')).as('taken_on'),
              ch.max(eb.ref('h.to_day')).as('ends'),
            ]
          })
          .where('h.kind', '=', 'deposit')
          .where('h.amount', '<>', '0')
          .groupBy(['h.subscription_id', 'h.offering_id', 'h.charge_id', 'h.currency']),
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
          ch.if(eb('a.ends', '>=', ch.day(OPEN)), ch.null<Day>(), ch.toNullable(eb.ref('a.ends'))).as('returned_on'),
          amount.as('amount'),
          ch.if(held, amount, ch.zero(BILL_SCALE)).as('liability'),
        ]
      }),
  )
  .table({ orderBy: ['billing_account_id', 'subscription_id', 'charge_id'] })
  .check(
    notNull('billing_account_id', 'subscription_id', 'amount'),
    expression('what is held is what was taken, or nothing', (eb) =>
      eb.or([eb('liability', '=', eb.ref('amount')), eb('liability', '=', '0')]),
    ),
  )
