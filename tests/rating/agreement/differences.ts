import type { RatedLine } from '../../../operations/rating/trial-answer.ts'
import type { Evaluated } from '../evaluator/evaluate.ts'
import { ceiling, most, textOf, zero } from '../evaluator/fraction.ts'
import type { Priced } from '../evaluator/rate.ts'
import type { Tried } from '../trial.ts'
import { cellOf } from './cell.ts'

/** Where the models and the evaluator say something else about a use or a period. */
export interface Difference {
  readonly cell: number
  readonly of: string
  readonly models: unknown
  readonly evaluator: unknown
}

/** Compares line by line, total by total. `compared` counts events and period charges. */
export function differencesOf(
  models: Tried,
  evaluator: Evaluated,
): { readonly compared: number; readonly differences: readonly Difference[] } {
  const left = new Map<string, Readonly<Record<string, unknown>>>()
  const right = new Map<string, Readonly<Record<string, unknown>>>()
  for (const line of models.lines) left.set(line.event_id, ofModels(line))
  for (const line of models.rejected) left.set(line.event_id, { reason: line.reason })
  for (const one of evaluator.rated) right.set(one.use.event_id, ofEvaluator(one))
  for (const { use, reason } of evaluator.rejected) right.set(use.event_id, { reason })
  for (const line of models.charges) {
    if (line.amount === '0') continue
    const key = `${line.subject} ${line.price_id} ${line.period_from}`
    left.set(key, { amounts: [...((left.get(key)?.amounts as string[]) ?? []), line.amount].sort() })
  }
  for (const { subject, price, from, amount } of evaluator.charges) {
    if (amount.n === 0n) continue
    const key = `${subject} ${price.id} ${new Date(from).toISOString().slice(0, 10)}`
    right.set(key, { amounts: [...((right.get(key)?.amounts as string[]) ?? []), textOf(amount)].sort() })
  }
  const differences: Difference[] = []
  const keys = new Set([...left.keys(), ...right.keys()])
  for (const key of keys) {
    const [a, b] = [left.get(key), right.get(key)]
    if (JSON.stringify(a) === JSON.stringify(b)) continue
    differences.push({ cell: cellOf(key.split(' ')[0]!), of: key, models: a, evaluator: b })
  }
  return { compared: keys.size, differences }
}

const ofModels = (line: RatedLine) => ({
  amount: line.amount,
  price: line.charged_quantity === '0' ? null : line.price_id,
  zone: line.zone,
  prefix: line.prefix,
  charged: line.charged_quantity,
  granted: line.granted_quantity,
  covered: line.covered_quantity,
  refused: line.refused_quantity,
})

function ofEvaluator({ amount, price, priceId, destination, call, quantity, coveredUnits, refusedUnits }: Priced) {
  const own = textOf(ceiling(most(quantity, zero)))
  const charged = price === undefined ? '0' : call === undefined ? own : String(call.charged)
  return {
    amount: textOf(amount),
    price: charged === '0' ? null : (priceId ?? null),
    zone: destination.zone ?? null,
    prefix: destination.prefix ?? null,
    charged,
    granted: call === undefined ? own : String(call.granted),
    covered: textOf(coveredUnits ?? zero),
    refused: textOf(refusedUnits ?? zero),
  }
}
