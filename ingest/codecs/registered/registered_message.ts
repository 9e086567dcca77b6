import type { RegisteredFormat } from '../../mappings/format.ts'
import type { Decoder, SourceRecord } from '../record.ts'
import { type RegistryAddress, schemaRegistry } from './schema_registry.ts'

/** In front of the bytes of a message: a zero, and the schema's id in four bytes. */
const HEAD = 5

/** Messages in the wire format of the Confluent schema registry: Avro, Protocol Buffers or JSON behind a schema's id. */
export function registeredDecoder(format: RegisteredFormat): Decoder {
  const parts: Uint8Array[] = []
  return {
    push(bytes) {
      parts.push(Uint8Array.from(bytes))
      return []
    },
    end() {
      const payload = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
      return payload.length === 0 ? [] : [recordOf(payload, format)]
    },
  }
}

/** Fetches the schemas that payloads name, so that they can then be read without waiting. */
export async function prepareRegistered(address: RegistryAddress, payloads: readonly Uint8Array[]): Promise<void> {
  const ids = new Set(payloads.map(schemaId).filter((id) => id !== undefined))
  await schemaRegistry(address).fetch(ids)
}

function schemaId(payload: Uint8Array): number | undefined {
  if (payload.length < HEAD || payload[0] !== 0) return undefined
  return new DataView(payload.buffer, payload.byteOffset).getUint32(1)
}

function recordOf(raw: Uint8Array, format: RegisteredFormat): SourceRecord {
  const refused = (expected: string, got: string): SourceRecord => ({
    ...place,
    raw,
    value: undefined,
    unreadable: { expected, got },
  })
  const id = schemaId(raw)
  if (id === undefined)
    return refused('a zero and the id of a schema in front of the message', `${raw.length} bytes without them`)
  const read = schemaRegistry(format).reader(id)
  if (!read) return refused(`a schema that the registry at ${format.url} knows`, `schema ${id}`)
  try {
    const value = read(raw.subarray(HEAD))
    if (value !== null && typeof value === 'object') return { ...place, raw, value, unreadable: undefined }
    return refused('an object', `a ${typeof value}`)
  } catch (error) {
    return refused(`bytes of schema ${id}`, (error as Error).message)
  }
}

const place = { frame: 1, record: 0, line: 0, context: '' } as const
