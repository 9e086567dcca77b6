import { statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { dashboards, notebooks } from './sites.ts'

export type SiteFile =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  /** A folder asked for without its slash: relative links would miss. */
  | { readonly kind: 'folder'; readonly location: string }
  | { readonly kind: 'none' }

const names: readonly string[] = [dashboards.name, notebooks.name]
const none: SiteFile = { kind: 'none' }

/** Finds the file a decoded request path means: inside one of the built sites, and nowhere else. */
export function siteFile(dir: string, path: string): SiteFile {
  if (path.includes('\0')) return none
  const [, name = ''] = path.split('/')
  if (!names.includes(name)) return none
  const site = resolve(dir, name)
  const file = resolve(dir, `.${path}`)
  if (file !== site && !file.startsWith(site + sep)) return none
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile()) return { kind: 'file', path: file, size: found.size }
  if (!found?.isDirectory()) return none
  const index = join(file, 'index.html')
  const page = statSync(index, { throwIfNoEntry: false })
  if (!page?.isFile()) return none
  if (!path.endsWith('/')) return { kind: 'folder', location: `${encodeURI(path)}/` }
  return { kind: 'file', path: index, size: page.size }
}
