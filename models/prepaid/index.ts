import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { advance } from './advance.ts'
import { balanceNow } from './balance_now.ts'
import { debit } from './debit.ts'
import { debitDifference } from './debit_difference.ts'
import { lotRest } from './lot_rest.ts'
import { lowBalance } from './low_balance.ts'
import { moneyUse } from './money_use.ts'
import { movement } from './movement.ts'
import { ownMovement } from './own_movement.ts'
import { placedDebit } from './placed_debit.ts'
import { advancesArePaidBack, balancesAreRests, rollForwardEndsAtBalances } from './reconciliations.ts'
import { rollForward } from './roll_forward.ts'
import { statedDifference } from './stated_difference.ts'
import { unpaidUse } from './unpaid_use.ts'
import { unplacedDeposit } from './unplaced_deposit.ts'

/** Prepaid balances by movement. */
export const models: readonly Model[] = [
  unplacedDeposit,
  debit,
  placedDebit,
  moneyUse,
  lotRest,
  ownMovement,
  movement,
  balanceNow,
  lowBalance,
  unpaidUse,
  rollForward,
  advance,
  debitDifference,
  statedDifference,
]

export const reconciliations: readonly Reconciliation[] = [
  balancesAreRests,
  rollForwardEndsAtBalances,
  advancesArePaidBack,
]
