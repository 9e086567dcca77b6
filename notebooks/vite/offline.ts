import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** A package address on the CDN that Notebook Kit uses: name, version, path, and whether a module is meant. */
const CDN =
  /https:\/\/cdn\.jsdelivr\.net\/npm\/((?:@[\w.-]+\/)?[\w.-]+)(?:@[\w.^~-]+)?((?:\/[\w.-]+)*?)(\/\+esm)?(?=["'`)\s])/g
/** Marks the modules of packages that are not installed. */
export const MISSING = 'not-installed:'

/**
 * Keeps a built notebook on this machine: Notebook Kit loads Plot, Inputs, d3 and the rest from a CDN in the reader's
 * browser. Every such address becomes an import of the package installed in `dir`, which Vite bundles; a package that is
 * not installed becomes a module that says so when a cell uses it.
 */
export function offline(dir: string): Plugin {
  const { dependencies } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  return {
    name: 'notebooks-offline',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (id.startsWith(MISSING)) return `\0${id}`
      if (!id.startsWith('npm:')) return undefined
      const name = id.slice('npm:'.length).replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]+/, '$1')
      return (await this.resolve(name, importer)) ?? `\0${MISSING}${name}`
    },
    load(id) {
      if (!id.startsWith(`\0${MISSING}`)) return undefined
      const name = id.slice(MISSING.length + 1)
      // The two names are imported by Notebook Kit's own dot.js and leaflet.js: without them the build stops.
      return `throw new Error('${name} is not installed: add it to notebooks/package.json')
export default {}
export const instance = undefined, Icon = undefined`
    },
    transform(code, id) {
      if (!/notebook-kit\/dist\/|html-proxy/.test(id) || !code.includes('cdn.jsdelivr.net/npm/')) return undefined
      const local = code.replace(CDN, (_address, name: string, path: string, module?: string) => {
        const installed = name in dependencies
        if (module) return installed ? name + path : MISSING + name
        // Besides modules only style sheets are taken in; fonts, workers and wasm belong to packages left out.
        return installed && path.endsWith('.css') && /\.css($|\?)/.test(id)
          ? name + path
          : `not-installed/${name}${path}`
      })
      return { code: local, map: null }
    },
  }
}
