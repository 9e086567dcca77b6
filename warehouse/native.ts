import { Buffer } from 'node:buffer'
import type { Column } from './columns.ts'

/**
 * Writes rows as one ClickHouse Native block (protocol revision 0), the cheapest insert format for the server: three to
 * four times less CPU than JSON. LowCardinality travels as String; the server converts.
 *
 * Values: string; boolean; number or bigint for integers; number for floats; epoch milliseconds for instants; days since
 * 1970-01-01 for dates; bigint in units of 10^-scale for decimals; null where the column is nullable.
 */
export class NativeBlock {
  readonly #columns: readonly { readonly name: string; readonly type: string; readonly writer: ColumnWriter }[]
  #rows = 0

  constructor(columns: Readonly<Record<string, Column<unknown>>>) {
    this.#columns = Object.entries(columns).map(([name, column]) => ({
      name,
      type: wireType(column),
      writer: columnWriter(column),
    }))
  }

  get rows(): number {
    return this.#rows
  }

  /** Adds a row; `values` are in the order of the columns. */
  add(values: readonly unknown[]): void {
    for (let i = 0; i < this.#columns.length; i++) this.#columns[i]!.writer.write(values[i])
    this.#rows++
  }

  /** The block's bytes; the block is then empty and may be filled again. */
  take(): Uint8Array {
    const head = new Bytes(16)
    head.varint(this.#columns.length)
    head.varint(this.#rows)
    const parts = [head.take()]
    for (const { name, type, writer } of this.#columns) {
      const title = new Bytes(64)
      title.string(name)
      title.string(type)
      parts.push(title.take(), ...writer.take())
    }
    this.#rows = 0
    return Buffer.concat(parts)
  }
}

interface ColumnWriter {
  write(value: unknown): void
  take(): Uint8Array[]
}

function wireType(column: Column<unknown>): string {
  return column.ddl.replace(/^LowCardinality\((.*)\)$/, '$1')
}

function columnWriter(column: Column<unknown>): ColumnWriter {
  const values = valueWriter(column)
  if (!column.nullable) return values
  const nulls = new Bytes(256)
  const empty = column.kind === 'string' ? '' : column.kind === 'bool' ? false : column.kind === 'decimal' ? 0n : 0
  return {
    write: (value) => {
      nulls.uint8(value === null ? 1 : 0)
      values.write(value === null ? empty : value)
    },
    take: () => [nulls.take(), ...values.take()],
  }
}

function valueWriter(column: Column<unknown>): ColumnWriter {
  const bytes = new Bytes(1024)
  const writer = (write: (value: never) => void): ColumnWriter => ({
    write: write as (value: unknown) => void,
    take: () => [bytes.take()],
  })
  switch (column.kind) {
    case 'string':
      return writer((value: string) => bytes.string(value))
    case 'bool':
      return writer((value: boolean) => bytes.uint8(value ? 1 : 0))
    case 'uint8':
      return writer((value: number) => bytes.uint8(value))
    case 'uint16':
    case 'date':
      return writer((value: number) => bytes.uint16(value))
    case 'uint32':
    case 'int32':
    case 'date32':
      return writer((value: number) => bytes.uint32(value))
    case 'uint64':
    case 'int64':
    case 'instant':
      return writer((value: number | bigint) => bytes.int64(value))
    case 'float64':
      return writer((value: number) => bytes.float64(value))
    case 'decimal':
      if (column.precision! <= 9) return writer((value: bigint) => bytes.uint32(Number(value) >>> 0))
      return column.precision! <= 18
        ? writer((value: bigint) => bytes.int64(value))
        : writer((value: bigint) => bytes.int128(value))
  }
}

const TWO_32 = 4_294_967_296

/** A growing little-endian buffer. */
class Bytes {
  #buffer: Buffer
  #at = 0

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size)
  }

  take(): Uint8Array {
    const taken = Buffer.from(this.#buffer.subarray(0, this.#at))
    this.#at = 0
    return taken
  }

  #room(size: number): Buffer {
    if (this.#at + size > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow((this.#at + size) * 2)
      this.#buffer.copy(larger, 0, 0, this.#at)
      this.#buffer = larger
    }
    return this.#buffer
  }

  varint(value: number): void {
    const buffer = this.#room(10)
    while (value > 127) {
      buffer[this.#at++] = (value & 127) | 128
      value = Math.floor(value / 128)
    }
    buffer[this.#at++] = value
  }

  string(text: string): void {
    const buffer = this.#room(text.length * 3 + 10)
    if (text.length < 64) {
      // Short ASCII, nearly every field: copied by hand, which beats a call into the encoder.
      let at = this.#at + 1
      let i = 0
      for (; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code > 127) break
        buffer[at++] = code
      }
      if (i === text.length) {
        buffer[this.#at] = text.length
        this.#at = at
        return
      }
    }
    this.varint(Buffer.byteLength(text))
    this.#at += buffer.write(text, this.#at, 'utf8')
  }

  uint8(value: number): void {
    const buffer = this.#room(1)
    buffer[this.#at++] = value
  }

  uint16(value: number): void {
    const buffer = this.#room(2)
    buffer[this.#at++] = value
    buffer[this.#at++] = value >>> 8
  }

  uint32(value: number): void {
    const buffer = this.#room(4)
    buffer[this.#at++] = value
    buffer[this.#at++] = value >>> 8
    buffer[this.#at++] = value >>> 16
    buffer[this.#at++] = value >>> 24
  }

  int64(value: number | bigint): void {
    if (typeof value === 'bigint' || !Number.isSafeInteger(value)) {
      const buffer = this.#room(8)
      this.#at = buffer.writeBigInt64LE(BigInt.asIntN(64, BigInt(value)), this.#at)
      return
    }
    const high = Math.floor(value / TWO_32)
    this.uint32((value - high * TWO_32) >>> 0)
    this.uint32(high >>> 0)
  }

  int128(value: bigint): void {
    this.int64(BigInt.asIntN(64, value))
    this.int64(BigInt.asIntN(64, value >> 64n))
  }

  float64(value: number): void {
    const buffer = this.#room(8)
    this.#at = buffer.writeDoubleLE(value, this.#at)
  }
}
