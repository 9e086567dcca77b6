import type { Expression } from 'kysely'
import { expression } from '../../transforms/project/check.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Long } from '../../warehouse/columns.ts'

/** What changes a slice of the base, in lines. */
interface Changes<T> {
  readonly adds: T
  readonly reconnects: T
  readonly moved_in: T
  readonly moved_out: T
  readonly terminations: T
}

/** Running sums of the changes of a slice, without the row's own (opening) and with it (closing). */
export function openingAndClosing(
  changes: Changes<Expression<Long>>,
  slice: { readonly partitionBy: readonly Expression<unknown>[]; readonly orderBy: readonly Expression<unknown>[] },
) {
  const net = ch.minus(
    ch.plus(ch.plus(changes.adds, changes.reconnects), changes.moved_in),
    ch.plus(changes.moved_out, changes.terminations),
  )
  return [
    over(ch.sum(net), { ...slice, frame: rowsBetween('unbounded', -1) }).as('opening'),
    over(ch.sum(net), { ...slice, frame: rowsBetween('unbounded', 0) }).as('closing'),
  ] as const
}

/** Written out, not made of the sums above: what made a figure cannot check it. */
export const rollsForward = expression<Changes<Long> & { readonly opening: Long; readonly closing: Long }>(
  'opening + adds + reconnects + moved_in - moved_out - terminations = closing',
  (eb) =>
    eb(
      'closing',
      '=',
      ch.minus(
        ch.plus(ch.plus(ch.plus(eb.ref('opening'), eb.ref('adds')), eb.ref('reconnects')), eb.ref('moved_in')),
        ch.plus(eb.ref('moved_out'), eb.ref('terminations')),
      ),
    ),
)
