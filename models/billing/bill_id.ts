import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Text } from '../../warehouse/columns.ts'

/** Id of a draft bill: payer/first day/currency, and /legal entity where there is one. */
export function billId(
  payer: Expression<Text>,
  from: Expression<Day>,
  currency: Expression<string>,
  entity: Expression<Text>,
): RawBuilder<Text> {
  const eb = expressionBuilder<object>()
  const of = ch.if(eb(entity, '=', ''), ch.text(''), ch.concat(ch.text('/'), entity))
  return ch.concat(payer, ch.text('/'), ch.toString(from), ch.text('/'), ch.widen(currency), of)
}
