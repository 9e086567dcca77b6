import { once } from 'node:events'
import { join } from 'node:path'
import { latestRun } from '../transforms/run/status.ts'
import { buildReports, type ReportServer } from './reports/index.ts'
import type { Session } from './session.ts'

/** Where an environment's reports are built. */
export const reportsFolder = ({ home, prefix }: Pick<Session, 'home' | 'prefix'>) =>
  join(home, 'reports', prefix || 'production')

/** Builds the reports if what they show has changed, and leaves them with the server until Ctrl-C. */
export async function serveUntilStopped(session: Session, server: ReportServer): Promise<void> {
  const { warehouse, prefix, progress, print, signal } = session
  try {
    print(`\nreports  ${server.url}  (Ctrl-C stops everything)`)
    const run = await latestRun(warehouse, { prefix })
    const built = await buildReports({
      url: warehouse.url,
      prefix,
      dataVersion: `run ${run?.run}`,
      out: reportsFolder(session),
      signal,
      onProgress: (line) => progress.note(line),
    })
    print(
      built.dashboards === 'unchanged' && built.notebooks === 'unchanged'
        ? `reports are up to date: ${server.url}`
        : `reports are ready after ${built.seconds.toFixed(0)} s: ${server.url}`,
    )
    if (!signal.aborted) await once(signal, 'abort')
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await server.close()
  }
  print('stopped')
}
