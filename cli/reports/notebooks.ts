import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MartsAddress } from './build.ts'
import { runChild } from './child.ts'
import type { Site } from './sites.ts'

/** Builds the notebooks and answers their folder. Their queries are asked anew, once, while building. */
export async function buildNotebooks(
  site: Site,
  marts: MartsAddress,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const out = join(site.dir, 'dist')
  rmSync(out, { recursive: true, force: true })
  onProgress('notebooks: building')
  const vite = join(site.dir, 'node_modules', 'vite', 'bin', 'vite.js')
  await runChild('node', [vite, 'build'], {
    cwd: site.dir,
    env: {
      CLICKHOUSE_URL: marts.url,
      CLICKHOUSE_USER: marts.username ?? 'default',
      CLICKHOUSE_PASSWORD: marts.password ?? '',
      TRUNKLINE_PREFIX: marts.prefix,
    },
    signal,
  })
  return out
}
