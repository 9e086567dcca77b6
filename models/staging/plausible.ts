import { type Expression, type ExpressionWrapper, expressionBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Instant, Text } from '../../warehouse/columns.ts'

/** Feed whose rows are made, not measured. */
export const SIMULATOR = 'simulator'

const eb = expressionBuilder<Record<string, never>>()

/** Whether the simulator made the row. */
export function simulated(source: Expression<Text>) {
  return ch.if(eb(source, '=', SIMULATOR), ch.literal<boolean>(true), ch.literal<boolean>(false))
}

/**
 * An event more than a day after its own landing has a broken date. The simulator's clock is its own and may run ahead
 * of the wall clock.
 */
export function plausible(
  at: Expression<Instant>,
  landedAt: Expression<Instant>,
  source: Expression<Text>,
): ExpressionWrapper<Record<string, never>, never, SqlBool> {
  return eb.or([eb(at, '<=', ch.addDays(landedAt, ch.literal(1))), eb(source, '=', SIMULATOR)])
}
