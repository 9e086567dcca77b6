import type { AliasNode, JoinNode, OperationNode, RawNode } from 'kysely'

/** Clauses kysely's grammar has no slot for, in the order ClickHouse wants them. */
export type Clause =
  | 'arrayJoin'
  | 'prewhere'
  | 'grouping'
  | 'withTotals'
  | 'qualify'
  | 'interpolate'
  | 'limitBy'
  | 'withTies'
  | 'settings'

/** A raw modifier that says where in the SELECT it belongs. Made in `clauses.ts`, placed by the compiler. */
export interface ClauseNode extends RawNode {
  readonly clause: Clause
  /** The columns an ARRAY JOIN adds to the scope, each with the array it runs through. */
  readonly arrays?: readonly { readonly column: string; readonly array: OperationNode }[]
  /** What a SETTINGS clause sets. */
  readonly settings?: Settings
}

/** A value that comes when the query is run. Made by `param()`. */
export interface ParameterNode extends RawNode {
  /** As the query has it: `{from:Date}`. */
  readonly parameter: string
}

export type Settings = Readonly<Record<string, string | number>>

export type Strictness = 'asof' | 'any' | 'semi' | 'anti'

/** A join with a ClickHouse strictness. Made in `join.ts`. */
export interface StrictJoinNode extends JoinNode {
  readonly strictness: Strictness
}

/** A table read with FINAL, optionally sampled. Made by `finalTable()`. */
export interface FinalAliasNode extends AliasNode {
  readonly final: true
  readonly sample?: number
}

/** The clause a SELECT's end modifier stands for, if it is one of ours. */
export function clauseOf(modifier: OperationNode | undefined): ClauseNode | undefined {
  return modifier !== undefined && 'clause' in modifier ? (modifier as ClauseNode) : undefined
}
