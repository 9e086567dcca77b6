import { existsSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { builtInMapping, hookImports, type LoadedMapping } from '../mappings/load.ts'
import type { Mapping } from '../mappings/mapping.ts'
import { chooseMapping, type MappingRegistry } from '../mappings/registry.ts'
import type { KafkaConnection } from '../sources/kafka/connection.ts'
import type { FolderOptions } from './folder_options.ts'
import type { KafkaFeedOptions } from './kafka_feed.ts'

/** Topics of a Kafka cluster that are one feed. */
export interface KafkaFeedDefinition extends Pick<KafkaFeedOptions, 'group' | 'generation' | 'sessionMs'> {
  /** Name of the feed; the mapping's when absent. */
  readonly feed?: string
  readonly kafka: KafkaConnection
  readonly topics: readonly string[]
  /** A built-in mapping's name, the path of a file beside this one, or a mapping itself. */
  readonly mapping: string | Mapping<never>
}

/** A folder that files are put into. Paths are from the feeds file on. */
export interface FolderFeedDefinition extends Omit<FolderOptions, 'path' | 'mapping' | 'landing' | 'onEvent'> {
  readonly folder: string
  readonly mapping: string | Mapping<never>
}

export type FeedDefinition = KafkaFeedDefinition | FolderFeedDefinition

/** Feeds that one process runs, in a file of one's own: `export default feeds([{ kafka: { brokers: ['broker:9092'] }, topics: ['cdr'], mapping: './cdr.ts' }])`. */
export function feeds(list: readonly FeedDefinition[]): readonly FeedDefinition[] {
  return Object.freeze([...list])
}

/** A feed of a feeds file, ready to run. */
export type LoadedFeed =
  | ({ readonly is: 'kafka' } & KafkaFeedOptions)
  | ({ readonly is: 'folder' } & Omit<FolderOptions, 'landing' | 'onEvent'>)

/**
 * Loads a feeds file.
 *
 * @throws ConfigurationError that says what is wrong with it.
 */
export async function loadFeeds(path: string, registry: MappingRegistry): Promise<LoadedFeed[]> {
  const file = resolve(path)
  if (!existsSync(file)) throw wrong(path, 'there is no such file', 'check the path')
  hookImports()
  let list: unknown
  try {
    list = ((await import(pathToFileURL(file).href)) as { readonly default?: unknown }).default
  } catch (error) {
    throw wrong(path, `fails when it is loaded: ${(error as Error).message.split('\n')[0]}`, 'mend it there')
  }
  if (!Array.isArray(list) || list.length === 0) {
    throw wrong(path, 'has no list of feeds', 'end it with: export default feeds([{ … }]), see docs/kafka.md')
  }
  const loaded: LoadedFeed[] = []
  const names = new Set<string>()
  for (const [i, each] of (list as readonly FeedDefinition[]).entries()) {
    const feed = await loadFeed(path, i + 1, each, registry)
    const name = feed.feed ?? feed.mapping.mapping.name
    if (names.has(name)) throw wrong(path, `two feeds are named "${name}"`, 'give one of them another name: feed: …')
    names.add(name)
    loaded.push(feed)
  }
  return loaded
}

async function loadFeed(
  path: string,
  number: number,
  definition: FeedDefinition,
  registry: MappingRegistry,
): Promise<LoadedFeed> {
  const place = (name: string) => (isAbsolute(name) ? name : resolve(dirname(resolve(path)), name))
  const { mapping: wish, ...rest } = definition
  if (!wish)
    throw wrong(path, `feed ${number} has no mapping`, 'name a built-in one, or the path of a file: ./my-feed.ts')
  const mapping = await loadedMapping(wish, place, registry)
  if ('kafka' in rest) {
    if (!rest.kafka?.brokers?.length)
      throw wrong(path, `feed ${number} names no brokers`, "kafka: { brokers: ['broker:9092'] }")
    if (!rest.topics?.length) throw wrong(path, `feed ${number} names no topics`, "topics: ['cdr']")
    const { kafka, ...options } = rest
    return { is: 'kafka', ...options, connection: kafka, mapping }
  }
  if (!('folder' in rest) || !rest.folder)
    throw wrong(path, `feed ${number} has neither kafka nor folder`, 'say where it comes from')
  const { folder, done, failed, ...options } = rest
  return {
    is: 'folder',
    ...options,
    path: place(folder),
    mapping,
    ...(done === undefined ? {} : { done: typeof done === 'object' ? { moveTo: place(done.moveTo) } : done }),
    ...(failed === undefined ? {} : { failed: typeof failed === 'object' ? { moveTo: place(failed.moveTo) } : failed }),
  }
}

async function loadedMapping(
  wish: string | Mapping<never>,
  place: (name: string) => string,
  registry: MappingRegistry,
): Promise<LoadedMapping> {
  if (typeof wish !== 'string') return builtInMapping(wish)
  const mapping = /[\\/]|\.[cm]?[jt]s$/.test(wish) ? place(wish) : wish
  return chooseMapping(registry, { input: wish, mapping })
}

function wrong(path: string, what: string, hint: string): ConfigurationError {
  return new ConfigurationError(`Feeds file ${path}: ${what}`, hint)
}
