import type { Expression, ExpressionBuilder, RawBuilder } from 'kysely'
import type { Clause, ClauseNode } from './nodes.ts'

/** Part of a clause, over the columns of the query it goes into. */
export type Build<DB, TB extends keyof DB, T> = (eb: ExpressionBuilder<DB, TB>) => T

/** A fragment that knows where in the SELECT it belongs: `query.modifyEnd(clause('withTies', sql`with ties`))`. */
export function clause(
  name: Clause,
  fragment: RawBuilder<unknown>,
  extra: Partial<ClauseNode> = {},
): Expression<unknown> {
  const node = { ...fragment.toOperationNode(), clause: name, ...extra } as ClauseNode
  return { expressionType: undefined, toOperationNode: () => node }
}
