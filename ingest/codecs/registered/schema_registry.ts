import { ConfigurationError, PlatformError } from '../../../warehouse/errors.ts'
import { parseExact } from '../exact_json.ts'
import { avroReader } from './avro.ts'
import { protobufReader } from './protobuf.ts'

/** Where schemas are: an address of the Confluent schema registry's HTTP interface. */
export interface RegistryAddress {
  readonly url: string
  /** `user:password` for HTTP Basic; from the environment variable `SCHEMA_REGISTRY_AUTH` when absent. */
  readonly auth?: string
}

/** Reads the bytes behind a message's schema id. Throws for bytes that are not of the schema. */
export type SchemaReader = (bytes: Uint8Array) => unknown

/** The schemas of one registry, by id, each fetched once: what an id stands for never changes. */
export interface SchemaRegistry {
  /**
   * Fetches the schemas that are not known yet.
   *
   * @throws PlatformError when the registry does not answer, ConfigurationError when it refuses.
   */
  fetch(ids: Iterable<number>): Promise<void>
  /** Undefined for an id that has not been fetched, or that the registry does not know. */
  reader(id: number): SchemaReader | undefined
}

interface SchemaAnswer {
  readonly schema: string
  readonly schemaType?: 'AVRO' | 'PROTOBUF' | 'JSON'
  readonly references?: readonly { readonly name: string; readonly subject: string; readonly version: number }[]
}

const TIMEOUT_MS = 10_000
/** How long an answer of 404 holds. */
const UNKNOWN_MS = 30_000

const registries = new Map<string, SchemaRegistry>()

/** The registry at an address; one a process. */
export function schemaRegistry({ url, auth = process.env.SCHEMA_REGISTRY_AUTH }: RegistryAddress): SchemaRegistry {
  const known = registries.get(url)
  if (known) return known
  const made = openRegistry(url.replace(/\/+$/, ''), auth)
  registries.set(url, made)
  return made
}

function openRegistry(url: string, auth: string | undefined): SchemaRegistry {
  const readers = new Map<number, SchemaReader>()
  /** Ids that the registry did not know, and when it was asked: one may be registered after its first message. */
  const unknown = new Map<number, number>()
  const headers = auth === undefined ? {} : { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` }
  const ask = async (path: string): Promise<SchemaAnswer | undefined> => {
    let response: Response
    let body: string
    try {
      response = await fetch(`${url}${path}`, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
      body = await response.text()
    } catch (error) {
      const { message, cause } = error as Error
      throw new PlatformError(
        `The schema registry at ${url} does not answer: ${cause instanceof Error ? cause.message : message}`,
        'nothing is lost: what waits for it lands when it answers',
      )
    }
    if (response.status === 404) return undefined
    if (response.status === 401 || response.status === 403) {
      throw new ConfigurationError(
        `The schema registry at ${url} refused the login`,
        'set SCHEMA_REGISTRY_AUTH to user:password',
      )
    }
    if (!response.ok) {
      throw new PlatformError(
        `The schema registry at ${url} answered ${response.status} for ${path}`,
        'look into its log',
      )
    }
    try {
      return JSON.parse(body) as SchemaAnswer
    } catch {
      throw new PlatformError(
        `The schema registry at ${url} answered ${path} with what is no JSON`,
        'is this the address of the registry itself?',
      )
    }
  }
  /** Schemas that a schema names, in the order in which they build on each other. */
  const referenced = async (
    { references = [] }: SchemaAnswer,
    into: Map<string, string>,
  ): Promise<Map<string, string>> => {
    for (const { name, subject, version } of references) {
      if (into.has(name)) continue
      const found = await ask(`/subjects/${encodeURIComponent(subject)}/versions/${version}`)
      if (!found)
        throw new PlatformError(`The schema registry at ${url} lacks ${subject} version ${version}`, 'register it')
      await referenced(found, into)
      into.set(name, found.schema)
    }
    return into
  }
  return {
    async fetch(ids) {
      for (const id of ids) {
        if (readers.has(id) || Date.now() - (unknown.get(id) ?? 0) < UNKNOWN_MS) continue
        const answer = await ask(`/schemas/ids/${id}`)
        if (answer) readers.set(id, readerFor(answer, await referenced(answer, new Map())))
        else unknown.set(id, Date.now())
      }
    },
    reader: (id) => readers.get(id),
  }
}

/** A schema that cannot be understood refuses its messages, not the feed. */
function readerFor(answer: SchemaAnswer, references: ReadonlyMap<string, string>): SchemaReader {
  try {
    return readerOf(answer, references)
  } catch (error) {
    const { message } = error as Error
    return () => {
      throw new Error(`the schema cannot be understood: ${message}`)
    }
  }
}

function readerOf(
  { schema, schemaType = 'AVRO' }: SchemaAnswer,
  references: ReadonlyMap<string, string>,
): SchemaReader {
  switch (schemaType) {
    case 'AVRO':
      return avroReader(schema, [...references.values()])
    case 'PROTOBUF':
      return protobufReader(schema, references)
    case 'JSON':
      return (bytes) => parseExact(Buffer.from(bytes).toString('utf8'))
  }
}
