import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MartsAddress } from './build.ts'
import { failed, runChild } from './child.ts'
import type { Site } from './sites.ts'

/**
 * Builds the Evidence site and answers its folder: first the source tables as files, then the pages over them.
 *
 * Evidence alone leaves old pages in its output and ends with success when a page's query fails; both are seen to here.
 */
export async function buildDashboards(
  site: Site,
  marts: MartsAddress,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const out = join(site.dir, 'build')
  for (const left of [out, join(site.dir, '.evidence')]) rmSync(left, { recursive: true, force: true })
  const cli = join(site.dir, 'node_modules', '@evidence-dev', 'evidence', 'cli.js')
  const evidence = (...args: string[]) =>
    runChild('node', [cli, ...args], { cwd: site.dir, env: connections(site, marts), signal })
  onProgress('dashboards: reading the marts')
  await evidence('sources', '--strict')
  onProgress('dashboards: building pages (about a minute)')
  const lines = await evidence('build:strict')
  const broken = lines.filter((line) => line.includes('Error in Query!'))
  if (broken.length > 0) throw failed('evidence build', site.dir, 'a query of a page failed', [...new Set(broken)])
  // With a base path Evidence writes the pages as if it stood at the root.
  if (!existsSync(join(out, 'index.html'))) throw failed('evidence build', site.dir, 'no pages came out', lines)
  return out
}

/** Each source is a mart folder and reads that folder's database. */
function connections(site: Site, marts: MartsAddress): Record<string, string> {
  const settings: Record<string, string> = { EVIDENCE_DISABLE_TELEMETRY: 'true' }
  for (const source of readdirSync(join(site.dir, 'sources'))) {
    const option = (name: string) => `EVIDENCE_SOURCE__${source}__${name}`
    settings[option('url')] = marts.url
    settings[option('username')] = marts.username ?? 'default'
    settings[option('password')] = marts.password ?? ''
    settings[option('database')] = `${marts.prefix}${source}`
  }
  return settings
}
