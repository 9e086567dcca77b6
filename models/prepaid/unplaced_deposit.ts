import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { antiJoin } from '../../transforms/sql/clauses.ts'
import { balanceDeposit } from '../rating/balance_deposit.ts'
import { balanceLot } from '../rating/balance_lot.ts'

/** Deposits on balances that nobody knows. */
export const unplacedDeposit = model('prepaid.unplaced_deposit', { deposit: balanceDeposit, lot: balanceLot })
  .describe({
    description:
      'What was put on a balance that the line’s plan does not have, or before the line had a plan: it is in no balance until the catalogue or the line says so.',
    columns: { amount: 'Put on the balance, in its unit' },
    tags: ['prepaid', 'finance'],
    owner: 'finance',
  })
  .query((q) =>
    q
      .selectFrom('deposit as d')
      .$call(antiJoin('lot as l', (join) => join.onRef('l.grant_id', '=', 'd.deposit_id')))
      .select(['d.deposit_id', 'd.subscription_id', 'd.balance_id', 'd.movement', 'd.at', 'd.amount', 'd.event_id']),
  )
  .view()
  .check(notNull('deposit_id'))
