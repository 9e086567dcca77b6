// npm run lock : completes package-lock.json after `npm install`.
// A registry mirror may lack the binaries of platforms that nobody there uses. npm then leaves them out of the lock, and
// `npm ci` of npm 11 refuses the lock for just that. An entry by name, version and platform is all it asks for: other
// platforms fetch the package as they would anyway, this one never does.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Entry {
  readonly version?: string
  readonly dev?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const file = join(import.meta.dirname, '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }
const added: string[] = []
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] !== undefined) continue
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), ...platformOf(name) }
    added.push(name)
  }
}
const { '': root, ...others } = lock.packages
lock.packages = Object.fromEntries([['', root!], ...Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1))])
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`)
console.log(added.length > 0 ? `added: ${added.join(', ')}` : 'the lock is complete')

/** `@scope/cli-linux-x64-musl` -> linux, x64, musl. */
function platformOf(name: string): object {
  const match = /(android|darwin|freebsd|linux|win32)-(arm64|arm|x64|ia32|riscv64)(?:-?(musl|gnu))?/.exec(name)
  if (match === null) throw new Error(`${name} is optional and missing, and its name tells no platform: add it by hand`)
  const [, os, cpu, libc] = match
  return {
    cpu: [cpu],
    ...(libc ? { libc: [libc === 'gnu' ? 'glibc' : libc] } : {}),
    optional: true,
    os: [os],
  }
}
