import { Buffer } from 'node:buffer'
import { Bytes } from './bytes.ts'
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

/** The type by which a column travels in a Native block. */
export function wireType(column: Column<unknown>): string {
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
