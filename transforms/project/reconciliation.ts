import type { Severity } from './check.ts'
import type { AnyBuild, Build } from './model.ts'
import type { Refs } from './relation.ts'

/** Two queries over models that must give the same figures. */
export interface Reconciliation {
  readonly kind: 'reconciliation'
  readonly name: string
  readonly refs: Refs
  readonly by: readonly string[]
  readonly left: AnyBuild
  readonly right: AnyBuild
  /** The largest difference that is no difference, as a decimal text. */
  readonly tolerance: string
  readonly severity: Severity
}

/**
 * Declares that two queries agree to the last digit, key by key; a key missing on one side counts as zero there.
 * Every column not in `by` is a measure (exact numbers). Rows that differ are kept with the run and shown.
 *
 * `reconciliation('rated = billed', { rated, bills }).by('account_id')
 *   .left((q) => q.selectFrom('rated as r').select((eb) => ['r.account_id', ch.sum(eb.ref('r.charge')).as('amount')]).groupBy('r.account_id'))
 *   .right((q) => q.selectFrom('bills as b').select(['b.account_id', 'b.amount']))`
 */
export function reconciliation<R extends Refs>(
  name: string,
  refs: R,
  options: { readonly tolerance?: `${number}`; readonly severity?: Severity } = {},
): {
  by<const K extends string>(
    ...keys: readonly K[]
  ): {
    left<Row extends Readonly<Record<K, unknown>>>(
      left: Build<R, Row>,
    ): {
      /** Must give the same columns with the same types as `left`. */
      right<Other extends Row>(right: Build<R, Other & Same<Row, Other>>): Reconciliation
    }
  }
} {
  const { tolerance = '0', severity = 'error' } = options
  return {
    by: (...by) => ({
      left: (left) => ({
        right: (right) =>
          Object.freeze({
            kind: 'reconciliation',
            name,
            refs,
            by,
            left: left as unknown as AnyBuild,
            right: right as unknown as AnyBuild,
            tolerance,
            severity,
          }),
      }),
    }),
  }
}

/** No column on the right that the left does not have. */
type Same<Row, Other> = [Exclude<keyof Other, keyof Row>] extends [never] ? unknown : never
