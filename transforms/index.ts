/** What a model needs, in one place for projects outside this repository: `import { model, ch } from 'trunkline/model'`. */

export { type RowOfColumns, t } from '../warehouse/columns.ts'
export { accepted, empty, expression, notEmpty, notNull, relationship, unique, warn } from './project/check.ts'
export { exposes, exposure } from './project/exposure.ts'
export { model, type RowOf } from './project/model.ts'
export { given, type ModelTest, modelTest } from './project/model-test.ts'
export { defineProject, type Project } from './project/project.ts'
export { reconciliation } from './project/reconciliation.ts'
export { seed } from './project/seed.ts'
export { source } from './project/source.ts'
export { expectModel, runModelTest } from './run/model-test.ts'
export {
  antiJoin,
  any,
  arrayJoin,
  arrayJoins,
  asof,
  cube,
  desc,
  groupingSets,
  leftArrayJoin,
  leftArrayJoins,
  limitBy,
  over,
  param,
  prewhere,
  qualify,
  rangeBetween,
  rollup,
  rowsBetween,
  semiJoin,
  settings,
  withFill,
  withTies,
  withTotals,
} from './sql/clauses.ts'
export type { ExpressionBuilder, Value } from './sql/expression.ts'
export { ch } from './sql/functions.ts'
export type { Query, QueryCreator } from './sql/query.ts'
