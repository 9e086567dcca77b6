import { Buffer } from 'node:buffer'
import avsc, { type Schema, type Type } from 'avsc'
import type { SchemaReader } from './schema_registry.ts'

/**
 * Reads Avro (1.11) by its schema, exactly: 64-bit integers that a JS number does not hold come as text, decimals as their
 * text, instants and days as ISO text. `references` are schemas it names.
 */
export function avroReader(schema: string, references: readonly string[]): SchemaReader {
  const registry: Record<string, Type> = {}
  const options = { registry, logicalTypes, typeHook: exactLongs }
  for (const reference of references) avsc.Type.forSchema(JSON.parse(reference) as Schema, options)
  const type = avsc.Type.forSchema(JSON.parse(schema) as Schema, options)
  return (bytes) => plain(type.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
}

/** Longs as bigints, so that none is rounded or refused; they are made text or numbers at the end. */
const longType = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8)
    buffer.writeBigInt64LE(BigInt(value))
    return buffer
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
})

function exactLongs(schema: Schema | string): Type | undefined {
  return schema === 'long' ||
    (typeof schema === 'object' && (schema as { type?: unknown }).type === 'long' && !('logicalType' in schema))
    ? (longType as unknown as Type)
    : undefined
}

class Decimal extends avsc.types.LogicalType {
  readonly #scale: number

  constructor(schema: Schema, options: unknown) {
    super(schema, options as never)
    this.#scale = Number((schema as { scale?: number }).scale ?? 0)
  }

  override _fromValue(bytes: Buffer): string {
    let units = 0n
    for (const byte of bytes) units = (units << 8n) | BigInt(byte)
    if (bytes.length > 0) units = BigInt.asIntN(bytes.length * 8, units)
    const digits = (units < 0n ? -units : units).toString().padStart(this.#scale + 1, '0')
    const point = digits.length - this.#scale
    return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${this.#scale > 0 ? `.${digits.slice(point)}` : ''}`
  }

  override _toValue(): never {
    throw new Error('values are only read')
  }
}

function instantOf(unitsPerMs: number) {
  return class extends avsc.types.LogicalType {
    override _fromValue(value: number | bigint): string {
      const ms = Math.floor(Number(value) / unitsPerMs)
      const rest = unitsPerMs === 1 ? '' : String(Number(value) - ms * unitsPerMs).padStart(3, '0')
      return new Date(ms).toISOString().replace('Z', `${rest}Z`)
    }
    override _toValue(): never {
      throw new Error('values are only read')
    }
  }
}

class Day extends avsc.types.LogicalType {
  override _fromValue(days: number): string {
    return new Date(days * 86_400_000).toISOString().slice(0, 10)
  }
  override _toValue(): never {
    throw new Error('values are only read')
  }
}

const logicalTypes = {
  decimal: Decimal,
  date: Day,
  'timestamp-millis': instantOf(1),
  'timestamp-micros': instantOf(1_000),
}

/** Bigints that fit as numbers, others as text; records of avsc as plain objects. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]))
}
