import type { Warehouse } from '../../warehouse/connect.ts'
import { CheckError } from '../../warehouse/errors.ts'
import { quoteRelation, quoteText } from '../../warehouse/quote.ts'
import type { Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import { modelSettings } from '../sql/settings.ts'
import { checkQuery } from './check-sql.ts'

/**
 * Asks in one query whether the tables of these models keep the keys that their `unique` checks name: where one does not,
 * joins on it multiply rows, and what is answered from them is wrong. CheckError with the model, the key and some rows.
 */
export async function checkKeys(warehouse: Warehouse, models: readonly Model[], place: Placement): Promise<void> {
  const keys = models.flatMap((model) =>
    model.checks
      .filter(({ rule }) => rule.kind === 'unique')
      .map((check) => ({ model, check, ...checkQuery(model.name, check, place(model), place) })),
  )
  if (keys.length === 0) return
  const counts = keys.map(
    ({ model, count }, i) => `SELECT ${i} AS number, toInt64(${count}) AS more FROM ${quoteRelation(place(model))}`,
  )
  const [broken] = await warehouse.rows<{ number: number; more: string }>(
    `SELECT number, toString(more) AS more FROM (${counts.join(' UNION ALL ')}) WHERE more > 0 ORDER BY number LIMIT 1`,
    { settings: modelSettings },
  )
  if (broken === undefined) return
  const { model, check, sample } = keys[broken.number]!
  const rows = sample === undefined ? [] : await warehouse.rows(sample, { settings: modelSettings })
  throw new CheckError(
    `${model.name}: check ${quoteText(check.name)} fails: ${rows.map((row) => JSON.stringify(row)).join(', ')}`,
    'what is answered would be wrong: this is a fault of the model, not of what it was given; report it with the input',
  )
}
