import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import { covered } from './allowance.ts'
import { type LineRecord, linesOf } from './line.ts'
import { type PeriodCharge, periodCharges } from './period.ts'
import { type Priced, type Reason, rateUse, type Use } from './rate.ts'

/** What the evaluator says of use: each as it is rated or why it is not, and what periods cost. */
export interface Evaluated {
  readonly rated: readonly Priced[]
  readonly rejected: readonly { readonly use: Use; readonly reason: Reason }[]
  readonly charges: readonly PeriodCharge[]
}

/** Rates use by the catalogue's documentation (docs/catalogue.md), use by use in event order. */
export function evaluate(
  catalogue: Catalogue,
  records: readonly LineRecord[],
  usage: readonly Use[],
  span: { readonly from: number; readonly to: number },
): Evaluated {
  const lines = linesOf(records)
  const all = usage.map((use) => rateUse(catalogue, lines, use, span.to))
  const priced = all.filter((one): one is Priced => !('reason' in one))
  const rated = covered(catalogue, lines, priced, span.to)
  const rejected = all.filter((one) => 'reason' in one)
  return { rated, rejected, charges: periodCharges(catalogue, lines, rated, span) }
}
