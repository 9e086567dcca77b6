import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Float, Long } from '../../../warehouse/columns.ts'

/** Window functions: use inside `over(..., { partitionBy, orderBy })`; aggregates work there too. */
export const position = {
  rowNumber: (): RawBuilder<Long> => sql`row_number()`,
  rank: (): RawBuilder<Long> => sql`rank()`,
  denseRank: (): RawBuilder<Long> => sql`dense_rank()`,
  percentRank: (): RawBuilder<Float> => sql`percent_rank()`,
  ntile: (buckets: number): RawBuilder<Long> => sql`ntile(${sql.lit(buckets)})`,
  /** The value `offset` rows before, NULL where there is none; takes no frame. */
  lag: <T>(e: Expression<T>, offset = 1): RawBuilder<T | null> => sql`lag(toNullable(${e}), ${sql.lit(offset)})`,
  /** The value `offset` rows after, NULL where there is none; takes no frame. */
  lead: <T>(e: Expression<T>, offset = 1): RawBuilder<T | null> => sql`lead(toNullable(${e}), ${sql.lit(offset)})`,
  firstValue: <T>(e: Expression<T>): RawBuilder<T> => sql`first_value(${e})`,
  lastValue: <T>(e: Expression<T>): RawBuilder<T> => sql`last_value(${e})`,
} as const
