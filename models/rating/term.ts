import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'

/** What a rate says beside its band and its price a unit. */
export const termColumns = [
  'connect_fee',
  'per_units',
  'first_increment',
  'next_increment',
  'minimum_quantity',
  'whole_call_by_start',
  'entry_fee',
  'included_units',
  'blocked',
  'markup',
  'ignores_stated',
  'exchange_source',
  'minimum_cost',
  'maximum_cost',
  'maximum_cost_then',
  'at_boundary',
  'maximum_cost_includes_connect_fee',
  'connect_fee_when_covered',
  'rounding',
  'decimals',
  'tax_included',
] as const

/** Terms as one number of 64 bits. As a text NULL is not the same as zero. */
export const termsOf = (...terms: readonly Expression<unknown>[]) =>
  ch.toUnsigned(ch.cityHash64(ch.toString(ch.tuple(...terms))))
