import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { makeFolder } from '../../warehouse/folder.ts'
import { buildDashboards } from './dashboards.ts'
import { installSite, seconds } from './install.ts'
import { holding } from './lock.ts'
import { buildNotebooks } from './notebooks.ts'
import { dashboards, notebooks, type Site } from './sites.ts'
import { isStamped, stampOf, writeStamp } from './stamp.ts'

/** The ClickHouse whose marts the reports read. */
export interface MartsAddress {
  readonly url: string
  readonly username?: string
  readonly password?: string
  /** The environment: what stands before the marts' database names; '' for none. */
  readonly prefix: string
}

export interface BuildReportsOptions extends MartsAddress {
  /**
   * Any text that changes when the marts change, such as the id of the run that published them. The address is no part
   * of it: a local server has another port at every start.
   */
  readonly dataVersion: string
  /** Folder of the finished sites; made when missing. */
  readonly out: string
  /** One short line a step. */
  readonly onProgress: (line: string) => void
  readonly signal?: AbortSignal
}

export type Built = 'built' | 'unchanged'

export interface BuiltReports {
  readonly dashboards: Built
  readonly notebooks: Built
  readonly seconds: number
}

type BuildSite = (
  site: Site,
  marts: MartsAddress,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
) => Promise<string>

/**
 * Builds the dashboards and notebooks into `out`, each as a static site, unless what stands there was made of the same
 * data and pages. A site replaces the one before only when it is finished.
 *
 * @throws PlatformError when an installation or a build fails, ConfigurationError when there is no npm or a site's own
 * folder cannot be written, the signal's reason when aborted.
 *
 *     await buildReports({ url, prefix: '', dataVersion: run.id, out: '.trunkline/reports', onProgress: console.error })
 */
export async function buildReports(options: BuildReportsOptions): Promise<BuiltReports> {
  const started = performance.now()
  // One after the other: each keeps both cores of a small machine busy.
  const built = {
    notebooks: await buildSite(notebooks, buildNotebooks, options),
    dashboards: await buildSite(dashboards, buildDashboards, options),
  }
  return { ...built, seconds: seconds(started) }
}

async function buildSite(site: Site, build: BuildSite, options: BuildReportsOptions): Promise<Built> {
  const { onProgress, signal } = options
  const target = resolve(options.out, site.name)
  const marker = resolve(options.out, `.${site.name}`)
  const stamp = stampOf(site, options.prefix, options.dataVersion)
  if (isStamped(marker, stamp) && existsSync(target)) return 'unchanged'
  makeFolder(site.dir, 'reports are built there: use a checkout of your own, or start with --no-reports')
  const onWait = () => onProgress(`${site.name}: waiting for another build in ${site.dir}`)
  return holding(
    site.dir,
    onWait,
    async (): Promise<Built> => {
      await installSite(site, onProgress, signal)
      const started = performance.now()
      const result = await build(site, options, onProgress, signal)
      rmSync(marker, { force: true })
      mkdirSync(options.out, { recursive: true })
      replace(result, target)
      writeStamp(marker, stamp)
      onProgress(`${site.name}: built in ${seconds(started)} s`)
      return 'built'
    },
    signal,
  )
}

/** Puts a finished site in place. `out` may lie on another disk than the checkout, where a rename does not reach. */
function replace(from: string, target: string): void {
  const next = `${target}.next`
  rmSync(next, { recursive: true, force: true })
  cpSync(from, next, { recursive: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(next, target)
  rmSync(from, { recursive: true, force: true })
}
