import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'

/** Buckets of undisputed items by days past due, the due date being day 0. */
const overdueBuckets = ['1-30', '31-60', '61-90', '91-120', '121-180', '181+'] as const
export const ageBuckets = ['current', ...overdueBuckets] as const
export type AgeBucket = (typeof ageBuckets)[number]

const eb = expressionBuilder<Record<string, never>>()

export function ageBucket(daysPastDue: Expression<Long>): RawBuilder<AgeBucket> {
  return ch.multiIf<AgeBucket>(
    [
      [eb(daysPastDue, '<=', 0n), ch.literal('current')],
      [eb(daysPastDue, '<=', 30n), ch.literal('1-30')],
      [eb(daysPastDue, '<=', 60n), ch.literal('31-60')],
      [eb(daysPastDue, '<=', 90n), ch.literal('61-90')],
      [eb(daysPastDue, '<=', 120n), ch.literal('91-120')],
      [eb(daysPastDue, '<=', 180n), ch.literal('121-180')],
    ],
    ch.literal('181+'),
  )
}
