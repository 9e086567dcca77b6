import { aggregate } from './functions/aggregate.ts'
import { arithmetic } from './functions/arithmetic.ts'
import { array } from './functions/array.ts'
import { cast } from './functions/cast.ts'
import { date } from './functions/date.ts'
import { lambdas } from './functions/lambda.ts'
import { logic } from './functions/logic.ts'
import { position } from './functions/position.ts'
import { state } from './functions/state.ts'
import { text } from './functions/text.ts'

/**
 * ClickHouse functions with ClickHouse's own result types (kysely's `fn.sum` answers for Postgres).
 * `ch.sum(eb.ref('r.charge')).as('revenue')` -> `sum(r.charge) as revenue`.
 */
export const ch = {
  ...aggregate,
  ...arithmetic,
  ...array,
  ...cast,
  ...date,
  ...lambdas,
  ...logic,
  ...position,
  ...state,
  ...text,
} as const

export type { LocalTime } from './result-types.ts'
