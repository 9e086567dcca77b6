import { columnLineage } from '../docs/lineage.ts'
import { compileModel } from '../project/compile.ts'
import { published } from '../project/environment.ts'
import type { Model } from '../project/model.ts'
import type { Relation } from '../project/relation.ts'
import type { Source } from '../project/source.ts'

/** Columns of a relation that somebody reads, in its order; undefined where that may be any. */
export type ColumnsRead = readonly string[] | undefined

/** `SELECT *`, `a.*`, `*` after a comma and as an argument of anything but `count`: not the sign of a product. */
const star = /\bselect\s+(distinct\s+)?\*|\.\*|,\s*\*|(?<!count)\(\s*\*|\bcolumns\s*\(/i

/** A model's SELECT over published names, as it is journalled with its publication. */
export function readingText(model: Model): string {
  return compileModel(model, published({ prefix: '' })).sql
}

/**
 * The columns of an input that a SELECT names anywhere, too many rather than too few, and those given. What changes in the
 * others is no change to whoever reads by this SELECT.
 */
export function columnsRead(sql: string, input: Relation, always: readonly string[] = []): ColumnsRead {
  const all =
    input.kind === 'source' ? Object.keys((input as Source).columns) : [...columnLineage(input as Model).keys()]
  if (star.test(sql) || all.some((column) => !/^\w+$/.test(column))) return undefined
  const words = new Set([...sql.matchAll(/\w+/g)].map(([word]) => word))
  return all.filter((column) => words.has(column) || always.includes(column))
}
