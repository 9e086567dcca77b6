import { type BinaryOperationNode, type JoinNode, type OperationNode, OperatorNode, type ParensNode } from 'kysely'
import { ConfigurationError } from '../../warehouse/errors.ts'

const inequalities: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])

/**
 * Holds an ASOF join to equalities, at least one, then one inequality as the last condition. ClickHouse (26.7) too refuses a
 * join without an equality, without an inequality or with two. That the inequality comes last is Trunkline's own rule:
 * ClickHouse would take it anywhere, and with `!=` and other conditions narrow the right side before it looks for the match.
 *
 * @throws ConfigurationError saying which of these the join lacks; the server's own message names no condition.
 */
export function requireAsofConditions({ on }: JoinNode): void {
  const operators = on === undefined ? [] : conditions(on.on).map(operatorOf)
  const last = operators.at(-1)
  const equalities = operators.slice(0, -1)
  const lacks =
    last === undefined || !inequalities.has(last)
      ? `its last condition is ${last ?? 'missing'}, not one of <, <=, >, >=`
      : equalities.length === 0
        ? 'it has no equality'
        : equalities.every((operator) => operator === '=')
          ? undefined
          : `${equalities.find((operator) => operator !== '=')} stands before its last condition`
  if (lacks === undefined) return
  throw new ConfigurationError(
    `an ASOF join needs equalities and then one inequality: ${lacks}`,
    "Write asof(join.onRef('r.key', '=', 'l.key').onRef('l.at', '>=', 'r.valid_from')); narrow the right side in a subquery.",
  )
}

function conditions(node: OperationNode): readonly OperationNode[] {
  if (node.kind === 'ParensNode') return conditions((node as ParensNode).node)
  if (node.kind !== 'AndNode') return [node]
  const { left, right } = node as OperationNode & { readonly left: OperationNode; readonly right: OperationNode }
  return [...conditions(left), ...conditions(right)]
}

function operatorOf(node: OperationNode): string {
  const { operator } = node as Partial<BinaryOperationNode>
  return operator !== undefined && OperatorNode.is(operator) ? operator.operator : 'another expression'
}
