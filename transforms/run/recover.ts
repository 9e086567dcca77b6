import type { Warehouse } from '../../warehouse/connect.ts'
import type { PublishedState } from '../plan/state.ts'
import type { Environment } from '../project/environment.ts'
import type { RunEvent } from './event.ts'
import { logKilled } from './log.ts'
import { repoint } from './publish.ts'

/**
 * Before a run does anything else under its lock: says which runs before it were killed, and repoints the views that one of
 * them had committed and not come to. A publication of a later number would hide that they are left.
 */
export async function recover(
  warehouse: Warehouse,
  environment: Environment,
  state: PublishedState,
  run: number,
  onEvent: (event: RunEvent) => void,
): Promise<PublishedState> {
  await logKilled(warehouse, environment, run)
  const { unfinished } = state
  if (unfinished.length === 0) return state
  const killed = Math.max(...unfinished.map((row) => row.run))
  await repoint(warehouse, environment, killed, unfinished)
  onEvent({ kind: 'recovered', run: killed, models: unfinished.length })
  return { ...state, unfinished: [] }
}
