import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { isCodec } from './format.ts'
import type { Mapping } from './mapping.ts'

/** A mapping that is ready to use, and the hash of what it was read from. */
export interface LoadedMapping {
  readonly mapping: Mapping<never>
  /** Where it was written; its own name for a built-in one. */
  readonly file: string
  readonly hash: string
}

let hooked = false

/**
 * Loads a user's mapping from a file that may lie anywhere: `import ... from 'trunkline/mapping'` in it means this
 * installation.
 *
 * @throws ConfigurationError that says what is wrong with the file.
 */
export async function loadMapping(path: string): Promise<LoadedMapping> {
  const file = resolve(path)
  if (!existsSync(file)) throw wrong(path, 'there is no such file', 'check the path')
  if (statSync(file).isDirectory()) throw wrong(path, 'is a directory', 'give the file of the mapping')
  if (!/\.[cm]?[jt]s$/.test(file)) throw wrong(path, 'is no TypeScript or JavaScript', 'name it like my-feed.ts')
  hookImports()
  const source = readFileSync(file)
  const hash = contentHash(source)
  let loaded: { readonly default?: unknown }
  try {
    // The hash lets an edited mapping be loaded again by the same process.
    loaded = (await import(`${pathToFileURL(file).href}?${hash}`)) as { readonly default?: unknown }
  } catch (error) {
    throw loadingFault(path, error)
  }
  return { mapping: checkShape(path, loaded.default), file, hash }
}

/** A mapping of this installation, known by its code and by the installation's version: what its code calls may change with that. */
export function builtInMapping<R>(mapping: Mapping<R>): LoadedMapping {
  const text = JSON.stringify([packageVersion(), mapping.name, mapping.format]) + mapping.map.toString()
  return { mapping: mapping as Mapping<never>, file: mapping.name, hash: contentHash(text) }
}

function packageVersion(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version
  }
}

function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

/**
 * Makes `trunkline` and `trunkline/...` in files that lie anywhere mean this installation, as its package names its parts.
 */
export function hookImports(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve(specifier, context, next) {
      if (!/^trunkline(\/|$)/.test(specifier)) return next(specifier, context)
      // Resolved as if this module asked: `import.meta.resolve` would come back to this hook without end.
      return next(specifier, { ...context, parentURL: import.meta.url })
    },
  })
}

function checkShape(path: string, value: unknown): Mapping<never> {
  if (value === undefined)
    throw wrong(path, 'has no default export', 'end it with: export default mapping({ name, format, map })')
  const { name, format, map } = (value ?? {}) as Partial<Mapping<never>>
  const hint = 'see docs/writing-a-mapping.md for a mapping to start from'
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w.-]{0,99}$/.test(name)) {
    throw wrong(path, `its name is ${JSON.stringify(name)}`, 'a name is letters, digits, _, - and .')
  }
  if (typeof map !== 'function') throw wrong(path, 'has no function `map`', hint)
  if (format === undefined || !isCodec(format.codec)) {
    throw wrong(path, 'has no `format`', 'use csv({...}), ndjson(), json() or another format of trunkline/mapping')
  }
  return value as Mapping<never>
}

function loadingFault(path: string, error: unknown): ConfigurationError {
  const { code, message, stack, name } = error as NodeJS.ErrnoException
  const first = message.split('\n')[0]!
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return wrong(
      path,
      `uses TypeScript that is more than types (${first})`,
      'no enum, namespace or parameter property: Node only strips types',
    )
  }
  if (code === 'ERR_INVALID_TYPESCRIPT_SYNTAX' || name === 'SyntaxError') {
    const place = stack?.split('\n').find((line) => line.startsWith('file:') || line.startsWith('/'))
    return wrong(
      path,
      `cannot be read: ${first}${place ? ` (${place.replace(/\?[0-9a-f]+/, '')})` : ''}`,
      'mend the syntax there',
    )
  }
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return wrong(
      path,
      first.replace(/ imported from .*/, ''),
      `install it where the mapping is: cd ${dirname(path)} && npm install`,
    )
  }
  const place = stack?.split('\n').find((line) => line.includes(resolve(path)))
  return wrong(
    path,
    `fails when it is loaded: ${first}${place ? ` (${place.trim().replace(/\?[0-9a-f]+/, '')})` : ''}`,
    'mend it there',
  )
}

function wrong(path: string, what: string, hint: string): ConfigurationError {
  return new ConfigurationError(`Mapping ${path}: ${what}`, hint)
}
