// npm run package : emits JavaScript and declarations, because Node strips no types under node_modules, and packs them.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const stage = join(root, '.package')
const folders = ['warehouse', 'ingest', 'transforms', 'models', 'samples', 'documents', 'operations', 'cli']
/** Sites are built where they are used: their sources go along, without what was installed or built. */
const sites = ['dashboards', 'notebooks']
const left = new Set(['node_modules', '.evidence', 'build', 'dist', '.observable'])

rmSync(stage, { recursive: true, force: true })
mkdirSync(stage, { recursive: true })
execFileSync('tsc', ['--checkers', '1', '-p', join(import.meta.dirname, 'tsconfig.json')], {
  stdio: 'inherit',
  cwd: root,
})
for (const folder of folders) {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue
    const from = join(entry.parentPath, entry.name)
    cpSync(from, join(stage, from.slice(root.length)))
  }
}
for (const site of sites) {
  cpSync(join(root, site), join(stage, site), { recursive: true, filter: (path) => !left.has(basename(path)) })
}
for (const file of ['README.md', 'LICENSE', 'docs']) cpSync(join(root, file), join(stage, file), { recursive: true })
writeFileSync(join(stage, 'package.json'), `${JSON.stringify(publishedManifest(), undefined, 2)}\n`)
const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', stage], { cwd: stage, encoding: 'utf8' }),
) as { filename: string; size: number }[]
console.log(join(stage, packed!.filename))

/** The manifest with every TypeScript entry turned to what was emitted, and Node among the dependencies. */
function publishedManifest(): object {
  const { devDependencies, scripts, exports, dependencies, ...manifest } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'devDependencies' | 'exports' | 'dependencies' | 'scripts', Record<string, string>>
  const emitted = Object.entries(exports).map(([name, file]) => {
    if (!file.endsWith('.ts')) return [name, file]
    return [name, { types: file.replace(/\.ts$/, '.d.ts'), default: file.replace(/\.ts$/, '.js') }]
  })
  return {
    ...manifest,
    exports: Object.fromEntries(emitted),
    dependencies: { ...dependencies, node: devDependencies.node },
  }
}
