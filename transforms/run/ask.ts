import type { Warehouse } from '../../warehouse/connect.ts'
import { compileBuild } from '../project/compile.ts'
import type { AnyBuild, Build } from '../project/model.ts'
import { type Refs, splitName } from '../project/relation.ts'

/** A row as it arrives: 64-bit integers and decimals as exact text, instants and days as ISO text. */
export type Answer<Row> = { readonly [K in keyof Row]: AnswerValue<Row[K]> }
type AnswerValue<T> = T extends bigint ? string : T

/**
 * Asks published models a typed question: the compiler knows their columns here as it does in a model.
 *
 * `await ask(warehouse, prefix, { churnMonthly }, (q) => q.selectFrom('churnMonthly as c').select(['c.month', 'c.churn_rate']))`
 */
export function ask<R extends Refs, Row>(
  warehouse: Warehouse,
  prefix: string,
  refs: R,
  build: Build<R, Row>,
): Promise<Answer<Row>[]> {
  const { sql } = compileBuild('question', refs, build as unknown as AnyBuild, ({ name }) => {
    const { database, table } = splitName(name)
    return { database: prefix + database, name: table }
  })
  return warehouse.rows<Answer<Row>>(sql)
}
