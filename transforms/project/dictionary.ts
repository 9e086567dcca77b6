import type { Expression, RawBuilder } from 'kysely'
import type { Bool } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Check } from './check.ts'
import type { Model } from './model.ts'
import type { Refs, RowOf } from './relation.ts'

/** A table that is held in memory too, to be looked up by key. */
export interface DictionaryKey {
  /** Columns that tell rows apart, in order. */
  readonly key: readonly string[]
}

/** A model that may be looked up by key: `dictGet` finds it among the refs. */
export interface Dictionary<Name extends string = string, out Row = unknown, out Key extends string = string>
  extends Model<Name, Row> {
  readonly '~key'?: Key
  check(...checks: readonly Check<Row>[]): Dictionary<Name, Row, Key>
}

/** The refs that are dictionaries. */
type DictionaryRef<R extends Refs> = {
  [K in keyof R & string]: R[K] extends { readonly '~key'?: string } ? K : never
}[keyof R & string]

type KeyOf<D> = D extends { readonly '~key'?: infer Key }
  ? { readonly [C in Exclude<Key, undefined> & keyof RowOf<D>]: Expression<RowOf<D>[C]> }
  : never

/** Columns that can be NULL where there is no entry: ClickHouse has no nullable arrays. */
type Scalar<Row> = { [K in keyof Row & string]: Row[K] extends readonly unknown[] ? never : K }[keyof Row & string]

/** What a query may look up in memory, row by row, instead of joining. */
export interface Lookups<R extends Refs> {
  /**
   * A column of the entry of a key: `dictGet('rates', 'price', { zone: eb.ref('u.zone') })`. Where there is no entry, the
   * type's default: 0, '', or NULL of a column that may be.
   */
  dictGet<K extends DictionaryRef<R>, const A extends keyof RowOf<R[K]> & string>(
    ref: K,
    column: A,
    key: KeyOf<R[K]>,
  ): RawBuilder<RowOf<R[K]>[A]>
  /** As `dictGet`; NULL where there is no entry. */
  dictGetOrNull<K extends DictionaryRef<R>, const A extends Scalar<RowOf<R[K]>>>(
    ref: K,
    column: A,
    key: KeyOf<R[K]>,
  ): RawBuilder<RowOf<R[K]>[A] | null>
  /** Whether there is an entry. */
  dictHas<K extends DictionaryRef<R>>(ref: K, key: KeyOf<R[K]>): RawBuilder<Bool>
}

/** ConfigurationError without a key. */
export function dictionary(name: string, { key }: DictionaryKey) {
  if (key.length === 0) {
    throw new ConfigurationError(`${name}: a dictionary needs a key`, "Say what it is looked up by: key: ['zone'].")
  }
  return Object.freeze({ kind: 'table' as const, orderBy: key, dictionary: Object.freeze({ key }) })
}
