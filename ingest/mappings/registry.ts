import { extname } from 'node:path'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { contractRows } from './contract_rows.ts'
import { dialects } from './dialects.ts'
import { events } from './events.ts'
import { builtInMapping, type LoadedMapping, loadMapping } from './load.ts'
import type { Mapping } from './mapping.ts'

/** Mappings that are known by name. */
export type MappingRegistry = ReadonlyMap<string, LoadedMapping>

/** The built-in mappings and those given, such as the ones of the samples. */
export function mappingRegistry(more: readonly Mapping<never>[] = []): MappingRegistry {
  return new Map([events as Mapping<never>, ...dialects, ...more].map((each) => [each.name, builtInMapping(each)]))
}

/** What the user said about how to read an input. */
export interface MappingWish {
  /** Name of a known mapping, or path of a mapping file. */
  readonly mapping?: string
  /** The contract whose fields the header of separated values names. */
  readonly contract?: string
  /** The input's name, `-` for standard input. */
  readonly input: string
}

/**
 * The mapping to use: the one that was named, the rows of a contract, or events for NDJSON.
 *
 * @throws ConfigurationError that says how to name or write one.
 */
export async function chooseMapping(registry: MappingRegistry, wish: MappingWish): Promise<LoadedMapping> {
  const { mapping, contract, input } = wish
  if (mapping !== undefined && contract !== undefined) {
    throw new ConfigurationError(
      'Both a mapping and a contract were given',
      'a mapping names its contracts itself: leave one out',
    )
  }
  if (contract !== undefined) return builtInMapping(contractRows(contract))
  if (mapping !== undefined) {
    const known = registry.get(mapping)
    if (known) return known
    if (/[\\/]|\.[cm]?[jt]s$/.test(mapping)) return loadMapping(mapping)
    const near = nearest(mapping, registry.keys())
    const list = (near.length > 0 ? near : [...registry.keys()]).join(', ')
    throw new ConfigurationError(
      `There is no mapping "${mapping}"`,
      `known: ${list}; or give the path of a file such as ./my-feed.ts`,
    )
  }
  const name = input.replace(/\.gz$/i, '')
  if (['.ndjson', '.jsonl'].includes(extname(name).toLowerCase())) return registry.get(events.name)!
  throw new ConfigurationError(
    `How ${input === '-' ? 'standard input' : input} is to be read was not said`,
    'give --mapping ./my-feed.ts (docs/writing-a-mapping.md shows one), or --contract usage when the header names its fields',
  )
}
