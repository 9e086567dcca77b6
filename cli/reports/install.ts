import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './child.ts'
import type { Site } from './sites.ts'
import { fileHash, isStamped, writeStamp } from './stamp.ts'

/**
 * Installs a site's packages as its lock says, unless that was done. No package's own scripts are run.
 *
 * @returns true when it installed.
 * @throws PlatformError when npm fails, ConfigurationError when there is no npm.
 */
export async function installSite(
  site: Site,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const marker = join(site.dir, 'node_modules', '.trunkline-lock')
  const lock = fileHash(join(site.dir, 'package-lock.json'))
  if (isStamped(marker, lock)) return false
  const started = performance.now()
  onProgress(`${site.name}: installing packages (once)`)
  rmSync(marker, { force: true })
  await runChild('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: site.dir, signal })
  writeStamp(marker, lock)
  onProgress(`${site.name}: installed in ${seconds(started)} s`)
  return true
}

/** Whole seconds since `started`, as `performance.now` counts. */
export function seconds(started: number): number {
  return Math.round((performance.now() - started) / 1000)
}
