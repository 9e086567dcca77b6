import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from './sites.ts'

/**
 * What a site was built from: the data and the site's own sources. The same stamp means that
 * another build would give the same pages.
 */
export function stampOf(site: Site, ...built: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(built))
  for (const source of site.sources) addTo(hash, site.dir, source)
  return hash.digest('hex')
}

/** Hash of one file, such as the lock an installation was made from. */
export function fileHash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** True when `path` holds this stamp. */
export function isStamped(path: string, stamp: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })) return false
  return readFileSync(path, 'utf8') === stamp
}

export function writeStamp(path: string, stamp: string): void {
  writeFileSync(path, stamp)
}

function addTo(hash: ReturnType<typeof createHash>, dir: string, name: string): void {
  const path = join(dir, name)
  if (statSync(path).isDirectory()) {
    // What tools leave behind is no source.
    const names = readdirSync(path).filter((entry) => entry !== 'node_modules' && !entry.startsWith('.'))
    for (const entry of names.sort()) addTo(hash, dir, join(name, entry))
  } else hash.update(`${name}\0`).update(readFileSync(path)).update('\0')
}
