import {
  Dictionary,
  Int32,
  Table,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import { Bytes } from '../../warehouse/bytes.ts'
import { type Columns, t } from '../../warehouse/columns.ts'
import { NativeBlock } from '../../warehouse/native.ts'

/** The twenty columns of the bench's calls; texts of few different values are dictionaries in Arrow. */
export const columns = {
  i: t.string,
  s: t.lowCardinality,
  d: t.lowCardinality,
  t: t.uint32,
  a: t.string,
  b: t.string,
  n: t.lowCardinality,
  k: t.uint8,
  u: t.uint32,
  e: t.uint32,
  c: t.uint32,
  x: t.uint64,
  y: t.uint64,
  p: t.lowCardinality,
  r: t.uint8,
  v: t.lowCardinality,
  l: t.string,
  q: t.uint16,
  z: t.string,
  w: t.lowCardinality,
} as const satisfies Columns

export type Row = readonly (string | number)[]

export interface Encoder {
  readonly format: 'Native' | 'RowBinary' | 'ArrowStream'
  encode(rows: readonly Row[]): Uint8Array
}

const list = Object.entries(columns)

export const encoders: readonly Encoder[] = [
  { format: 'Native', encode: native },
  { format: 'RowBinary', encode: rowBinary },
  { format: 'ArrowStream', encode: arrow },
]

function native(rows: readonly Row[]): Uint8Array {
  const block = new NativeBlock(columns)
  for (const row of rows) block.add(row)
  return block.take()
}

function rowBinary(rows: readonly Row[]): Uint8Array {
  const bytes = new Bytes(1 << 20)
  for (const row of rows) {
    for (let i = 0; i < list.length; i++) {
      const value = row[i]!
      switch (list[i]![1].kind) {
        case 'string':
          bytes.string(value as string)
          break
        case 'uint8':
          bytes.uint8(value as number)
          break
        case 'uint16':
          bytes.uint16(value as number)
          break
        case 'uint32':
          bytes.uint32(value as number)
          break
        case 'uint64':
          bytes.int64(value as number)
          break
      }
    }
  }
  return bytes.written()
}

function arrow(rows: readonly Row[]): Uint8Array {
  const vectors = list.map(([name, column], i) => {
    const values = rows.map((row) => row[i]!)
    return [name, vectorFromArray(column.kind === 'uint64' ? values.map(BigInt) : values, arrowType(column))] as const
  })
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream')
}

function arrowType({ ddl, kind }: (typeof columns)[keyof typeof columns]) {
  switch (kind) {
    case 'string':
      return ddl.startsWith('LowCardinality') ? new Dictionary(new Utf8(), new Int32()) : new Utf8()
    case 'uint8':
      return new Uint8()
    case 'uint16':
      return new Uint16()
    case 'uint64':
      return new Uint64()
    default:
      return new Uint32()
  }
}
