import { atScale, negated, sum } from '../../documents/exact.ts'
import {
  type BillHead,
  headColumns,
  type LineOfBill,
  lineColumnsJson,
  type TaxOfBill,
  taxColumnsJson,
  withParts,
} from '../../operations/billing/bill-json.ts'
import type { Trial } from '../rating/trial.ts'
import type { SimulatedReject, SimulatedStatement, Simulation } from './simulated_bill.ts'

/** Models that a simulation answers from. */
export const simulationModels = [
  'billing.draft_bill',
  'billing.draft_line',
  'billing.draft_tax',
  'rating.rejected_usage',
  'receivables.posting',
  'staging.currency',
]

interface PostingRow {
  readonly account: string
  readonly currency: string
  readonly kind: string
  readonly amount: string
}

/** Every bill of a built trial, what is owed after them, and what could not be rated. */
export async function simulationAnswer(trial: Trial): Promise<Simulation> {
  const [units, bills, lines, taxes, postings, rejected] = await Promise.all([
    trial.ask<{ currency: string; units: string }>(
      'SELECT currency, toString(minor_units) AS units FROM {staging.currency}',
    ),
    trial.ask<BillHead>(`SELECT ${headColumns} FROM {billing.draft_bill} ORDER BY date, id`),
    trial.ask<LineOfBill>(`SELECT ${lineColumnsJson} FROM {billing.draft_line} ORDER BY bill, number`),
    trial.ask<TaxOfBill>(`SELECT ${taxColumnsJson} FROM {billing.draft_tax} ORDER BY bill, tax_rate DESC`),
    trial.ask<PostingRow>(`
      SELECT billing_account_id AS account, currency, kind, toString(sum(amount)) AS amount
      FROM {receivables.posting} GROUP BY account, currency, kind ORDER BY account, currency, kind`),
    trial.ask<SimulatedReject>(`
      SELECT event_id, reason, subscription_id AS subscription, toString(started_at) AS started_at, service, metric
      FROM {rating.rejected_usage} ORDER BY started_at, event_id`),
  ])
  const scales = new Map(units.map((row) => [row.currency, Number(row.units)]))
  const scaleOf = (currency: string) => scales.get(currency) ?? 2
  return {
    bills: withParts(bills, lines, taxes, scaleOf),
    statements: statementsOf(postings, scaleOf),
    rejected,
  }
}

function statementsOf(
  postings: readonly PostingRow[],
  scaleOf: (currency: string) => number,
): readonly SimulatedStatement[] {
  return [...Map.groupBy(postings, ({ account, currency }) => `${account}\0${currency}`).values()].map((own) => {
    const { account, currency } = own[0]!
    const total = (wanted: (kind: string) => boolean) =>
      sum(['0', ...own.filter(({ kind }) => wanted(kind)).map(({ amount }) => amount)])
    const money = (amount: string) => atScale(amount, scaleOf(currency))
    const isBill = (kind: string) => kind === 'invoice' || kind === 'credit note'
    return {
      account,
      currency,
      bills: money(total(isBill)),
      payments: money(negated(total((kind) => !isBill(kind)))),
      closing: money(total(() => true)),
    }
  })
}
