import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, matchesGlob, parse } from 'node:path'
import type { FolderPlan } from './folder_options.ts'

/** A file as it lies in a folder. */
export interface SeenFile {
  readonly name: string
  readonly path: string
  /** Changes when the file does. */
  readonly signature: string
  readonly inode: number
  readonly size: number
  readonly modifiedAt: number
  /** When it came here or was last changed, in epoch milliseconds: a moved file keeps its other times. */
  readonly changedAt: number
}

/** The regular files of a folder, in the order of their names; those that vanish meanwhile are left out. */
export async function scanFolder(path: string): Promise<SeenFile[]> {
  const files: SeenFile[] = []
  for (const name of (await readdir(path)).sort((a, b) => (a < b ? -1 : 1))) {
    const file = join(path, name)
    const stats = await stat(file).catch(() => undefined)
    if (stats?.isFile()) files.push(seen(name, file, stats))
  }
  return files
}

export function seen(name: string, path: string, stats: Stats): SeenFile {
  return {
    name,
    path,
    signature: `${stats.ino}:${stats.size}:${stats.mtimeMs}`,
    inode: stats.ino,
    size: stats.size,
    modifiedAt: stats.mtimeMs,
    changedAt: stats.ctimeMs,
  }
}

/** Whether a name is one of the feed's: not hidden, not half-written, no marker, no reason, and as the pattern says. */
export function isWanted(name: string, { pattern, marker }: FolderPlan): boolean {
  if (name.startsWith('.') || /\.(part|tmp|filepart|reason\.txt)$/i.test(name)) return false
  if (marker !== undefined && name.endsWith(marker)) return false
  if (pattern === undefined) return true
  if (typeof pattern === 'string') return matchesGlob(name, pattern)
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(name)
}

/** The file beside another that says it is complete; undefined where there is none. */
export function markerOf(file: SeenFile, marker: string, names: ReadonlySet<string>): string | undefined {
  return [file.name + marker, parse(file.name).name + marker].find((name) => names.has(name))
}

/** Tells which files have kept still; remembers between two looks. */
export function settling(settleMs: number): (files: readonly SeenFile[]) => SeenFile[] {
  let known = new Map<string, { readonly signature: string; readonly since: number }>()
  return (files) => {
    const now = performance.now()
    const next = new Map<string, { readonly signature: string; readonly since: number }>()
    const settled = files.filter(({ name, signature }) => {
      const before = known.get(name)
      const since = before?.signature === signature ? before.since : now
      next.set(name, { signature, since })
      return now - since >= settleMs
    })
    known = next
    return settled
  }
}
