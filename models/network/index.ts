import type { Model } from '../../transforms/project/model.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import { cellBusyHour } from './cell_busy_hour.ts'
import { cellHour } from './cell_hour.ts'
import { fileGap } from './file_gap.ts'
import { networkZone } from './network_zone.ts'

/** Traffic by cell and hour, and what files show to be missing. */
export const models: readonly Model[] = [networkZone, cellHour, cellBusyHour, fileGap]

export const reconciliations: readonly Reconciliation[] = []
