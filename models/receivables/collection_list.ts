import { accepted, expression, notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { desc, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { BILL_SCALE } from '../billing/postpaid.ts'
import { clock } from '../staging/clock.ts'
import { currency, USUAL_MINIMUM_OVERDUE } from '../staging/currency.ts'
import { customerContactCurrent } from '../staging/customer_contact_current.ts'
import { customerCurrent } from '../staging/customer_current.ts'
import { subscriptionCurrent } from '../staging/subscription_current.ts'
import { accountBalance } from './account_balance.ts'
import { dunningStep, dunningSteps, recoveryShare } from './dunning_policy.ts'
import { openItem } from './open_item.ts'

/** Who is called today, in which order. */
export const collectionList = model('receivables.collection_list', {
  item: openItem,
  balance: accountBalance,
  customer: customerCurrent,
  contact: customerContactCurrent,
  subscription: subscriptionCurrent,
  currency,
  clock,
})
  .describe({
    description:
      'Accounts to be dunned on a day, the highest expected recovery first. The clock of an account runs from its oldest undisputed overdue bill; what it owes is net of unapplied credit, and at least the `minimum_overdue` of its currency.',
    columns: {
      rank: 'Place in the day’s order over all currencies, by expected recovery',
      overdue: 'Undisputed and past due, less unapplied credit',
      oldest_due_date: 'Due date of the oldest undisputed overdue bill',
      step: 'Highest step of the dunning ladder reached',
      channel: 'How the customer can be reached: sms or e-mail while a reminder will do, post for everything formal',
      probability: 'Share of the amount expected to come in, by days past due',
      expected_recovery: 'overdue × probability',
    },
    tags: ['receivables', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .with('overdue', (w) =>
        w
          .selectFrom('item as i')
          .select((eb) => [
            'i.billing_account_id',
            'i.customer_id',
            'i.currency',
            ch.sum(eb.ref('i.undisputed')).as('amount'),
            ch.min(eb.ref('i.due_date')).as('oldest_due_date'),
            ch.max(eb.ref('i.days_past_due')).as('days_past_due'),
          ])
          .where('i.days_past_due', '>', 0n)
          .where('i.undisputed', '>', '0')
          .groupBy(['i.billing_account_id', 'i.customer_id', 'i.currency']),
      )
      .with('line', (w) =>
        w
          .selectFrom('subscription as s')
          .select((eb) => ['s.billing_account_id', ch.max(eb.ref('s.type')).as('type')])
          .where('s.type', 'in', ['mobile postpaid', 'fixed postpaid'])
          .groupBy('s.billing_account_id'),
      )
      .with('due', (w) =>
        w
          .selectFrom('overdue as o')
          .innerJoin('balance as b', (join) =>
            join.onRef('b.billing_account_id', '=', 'o.billing_account_id').onRef('b.currency', '=', 'o.currency'),
          )
          .select((eb) => [
            'o.billing_account_id',
            'o.customer_id',
            'o.currency',
            ch.minus(eb.ref('o.amount'), ch.greatest(eb.ref('b.unapplied'), ch.zero(BILL_SCALE))).as('overdue'),
            'o.oldest_due_date',
            'o.days_past_due',
          ]),
      )
      .with('worth', (w) =>
        w.selectFrom('due as d').select((eb) => {
          const probability = recoveryShare(eb.ref('d.days_past_due'))
          return [
            'd.billing_account_id',
            'd.customer_id',
            'd.currency',
            'd.overdue',
            'd.oldest_due_date',
            'd.days_past_due',
            dunningStep(eb.ref('d.days_past_due')).as('step'),
            probability.as('probability'),
            ch.roundHalfUp(ch.mul(eb.ref('d.overdue'), probability), BILL_SCALE).as('expected_recovery'),
          ]
        }),
      )
      .selectFrom('worth as d')
      .crossJoin('clock as k')
      .leftJoin('customer as c', 'c.customer_id', 'd.customer_id')
      .leftJoin('contact as n', 'n.customer_id', 'd.customer_id')
      .leftJoin('line as l', 'l.billing_account_id', 'd.billing_account_id')
      .leftJoin('currency as m', 'm.currency', 'd.currency')
      .select((eb) => [
        'k.as_of_day as day',
        over(ch.rowNumber(), {
          orderBy: [desc(eb.ref('d.expected_recovery')), eb.ref('d.billing_account_id'), eb.ref('d.currency')],
        }).as('rank'),
        'd.billing_account_id',
        'd.customer_id',
        ch.coalesce(eb.ref('c.segment'), ch.text('unknown')).as('segment'),
        ch.coalesce(ch.widen(eb.ref('l.type')), ch.text('unknown')).as('type'),
        'd.currency',
        'd.overdue',
        'd.oldest_due_date',
        'd.days_past_due',
        'd.step',
        ch
          .multiIf(
            [
              [eb('d.step', '<>', 'reminder'), ch.text('post')],
              [eb('n.phone', 'is not', null), ch.text('sms')],
              [eb('n.email', 'is not', null), ch.text('e-mail')],
            ],
            ch.text('post'),
          )
          .as('channel'),
        'd.probability',
        'd.expected_recovery',
      ])
      .where((eb) =>
        eb('d.overdue', '>=', ch.coalesce(eb.ref('m.minimum_overdue'), ch.amount(USUAL_MINIMUM_OVERDUE, 3))),
      ),
  )
  .table({ orderBy: ['day', 'rank'] })
  .check(
    notNull('day', 'rank', 'billing_account_id', 'overdue', 'step'),
    unique('day', 'billing_account_id', 'currency'),
    accepted(
      'step',
      dunningSteps.map(({ step }) => step),
    ),
    expression('only what is past due is collected', (eb) => eb('days_past_due', '>', 0n)),
  )
