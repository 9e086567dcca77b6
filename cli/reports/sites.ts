import { join } from 'node:path'

/** One of the two report sites: where its package is, and what its own build leaves. */
export interface Site {
  readonly name: 'dashboards' | 'notebooks'
  readonly title: string
  /** Folder with the site's own package.json and lock. */
  readonly dir: string
  /** What decides how the site looks, relative to `dir`: a change means another build. */
  readonly sources: readonly string[]
}

const root = join(import.meta.dirname, '..', '..')

export const dashboards: Site = {
  name: 'dashboards',
  title: 'Dashboards for finance, marketing and analysts',
  dir: join(root, 'dashboards'),
  sources: ['package-lock.json', 'evidence.config.yaml', 'pages', 'partials', 'plugins', 'sources'],
}

export const notebooks: Site = {
  name: 'notebooks',
  title: 'Notebooks: survival and retention',
  dir: join(root, 'notebooks'),
  sources: ['package-lock.json', 'vite.config.ts', 'vite', 'pages'],
}

/** Node of this checkout: `npx` and `npm` start their scripts with the first `node` on PATH. */
export const nodeFolder = join(root, 'node_modules', '.bin')
