import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Refs } from './relation.ts'
import type { Source } from './source.ts'

/** A table that keeps what it has: a run adds the rows that newly landed batches give. */
export interface Append {
  /** The landed source whose batches are read once each, by the query's name for it. */
  readonly from: string
}

export interface AppendOptions<Row, R extends Refs> {
  /** Sorting key. */
  readonly orderBy: readonly (keyof Row & string)[]
  /** The landed source whose batches are read once each. Other inputs are read whole, as they are when a batch is added. */
  readonly from: keyof R & string
  readonly partitionBy?: (keyof Row & string) | `toYYYYMM(${keyof Row & string})`
  /** On a cluster, rows lie on the shard that this column's value says; without it every node has all of them. */
  readonly shardBy?: keyof Row & string
}

/** ConfigurationError where `from` is no landed source: only its rows say which batch they came in. */
export function appendOnly(name: string, refs: Refs, options: AppendOptions<never, Refs>) {
  const { orderBy, from, partitionBy, shardBy } = options
  const input = Object.hasOwn(refs, from) ? refs[from] : undefined
  if (input?.kind !== 'source' || !('_batch' in (input as Source).columns)) {
    throw new ConfigurationError(
      `${name}: ${String(from)} is no landed source, and only landed rows say which batch they came in`,
      'Append from a source of landed events, or use .incremental().',
    )
  }
  const append: Append = Object.freeze({ from })
  return Object.freeze({
    kind: 'table' as const,
    orderBy,
    ...(partitionBy && { partitionBy }),
    ...(shardBy && { shardBy }),
    append,
  })
}
