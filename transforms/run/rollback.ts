import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { createState, type Publication, readState } from '../plan/state.ts'
import type { Environment } from '../project/environment.ts'
import { acquireLock } from './lock.ts'
import { logEnd, logKilled, logStart } from './log.ts'
import { publish } from './publish.ts'

/**
 * Publishes again what the newest run replaced: the same repointing, the other way. Models it published for the first
 * time disappear. Rolling back twice returns to where one was; the next run finds the models due and builds them anew.
 */
export async function rollback(
  given: Warehouse,
  environment: Environment,
  options: { readonly breakLock?: boolean; readonly clock?: () => number } = {},
): Promise<readonly Publication[]> {
  await createState(given, environment)
  const { clock = Date.now, ...breaking } = options
  const lock = await acquireLock(given, environment, breaking)
  try {
    const { warehouse, run } = lock
    await logKilled(warehouse, environment, run)
    const { generations } = await readState(warehouse, environment)
    const newest = Math.max(0, ...generations.map(({ run }) => run))
    const replaced = generations.filter(({ run }) => run === newest)
    if (replaced.length === 0) throw new ConfigurationError('nothing is published yet', 'Run the models first.')
    if (generations.every(({ run, physical }) => run === newest || physical === '')) {
      throw new ConfigurationError(
        `run ${newest} is the first that published: rolled back, nothing would be left to read`,
        'it holds what landed: mend the project and run again',
      )
    }
    const before = replaced.map(({ model }) => {
      const previous = generations.find((row) => row.model === model && row.run < newest)
      const gone: Publication = {
        ...replaced.find((row) => row.model === model)!,
        physical: '',
        inputs: {},
        version: '',
        versions: {},
      }
      return { ...(previous ?? gone), run }
    })
    // A run like others: what is shown from then on, such as in reports, is known by its number.
    const start = { run, selection: 'rollback', startedAt: clock() }
    await logStart(warehouse, environment, start)
    await lock.confirm()
    await publish(warehouse, environment, run, before)
    const seconds = (clock() - start.startedAt) / 1000
    await logEnd(warehouse, environment, { ...start, seconds, built: [], checks: [], failure: undefined })
    return before
  } finally {
    await lock.release()
  }
}
