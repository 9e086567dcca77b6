import { once } from 'node:events'
import { join } from 'node:path'
import { latestRun } from '../transforms/run/status.ts'
import { buildReports, serveReports } from './reports/index.ts'
import type { Session } from './session.ts'

/** Builds the reports if what they show has changed, and serves them until Ctrl-C. */
export async function serveUntilStopped(
  session: Session,
  address: { readonly host: string; readonly port: number },
): Promise<void> {
  const { warehouse, prefix, home, progress, print, signal } = session
  const out = join(home, 'reports', prefix || 'production')
  const server = await serveReports({ dir: out, ...address })
  try {
    print(`\nreports  ${server.url}  (Ctrl-C stops everything)`)
    const run = await latestRun(warehouse, { prefix })
    const built = await buildReports({
      url: warehouse.url,
      prefix,
      dataVersion: `run ${run?.run}`,
      out,
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
