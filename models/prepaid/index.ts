import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { chargingLine } from './charging_line.ts'
import { deposit } from './deposit.ts'
import { lot } from './lot.ts'

/** Prepaid balances by movement. */
export const models: readonly Model[] = [chargingLine, deposit, lot]

export const reconciliations: readonly Reconciliation[] = []
