import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import type { ExpressionBuilder } from './expression.ts'
import type { Clause, ClauseNode } from './nodes.ts'

/** Part of a clause, over the columns of the query it goes into. */
export type Build<DB, TB extends keyof DB, T> = (eb: ExpressionBuilder<DB, TB>) => T

/** Builds a part of a clause. */
export function built<DB, TB extends keyof DB, T>(build: Build<DB, TB, T>): T {
  return build(expressionBuilder() as never)
}

/** A fragment that knows where in the SELECT it belongs: `query.modifyEnd(clause('withTies', sql`with ties`))`. */
export function clause(
  name: Clause,
  fragment: RawBuilder<unknown>,
  extra: Partial<ClauseNode> = {},
): Expression<unknown> {
  const node = { ...fragment.toOperationNode(), clause: name, ...extra } as ClauseNode
  return { expressionType: undefined, toOperationNode: () => node }
}
