import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'

/** An empty array whose elements would be of the type of `element`. */
export const noneOf = <T>(element: Expression<T>): RawBuilder<readonly T[]> =>
  ch.arrayFilter(ch.array(element), () => ch.toBool(ch.literal(0)))
