import { atScale, negated, sum } from '../../documents/exact.ts'
import type { Trial } from '../rating/trial.ts'
import type {
  SimulatedBill,
  SimulatedLine,
  SimulatedReject,
  SimulatedStatement,
  SimulatedTax,
  Simulation,
} from './simulated_bill.ts'

/** Models that a simulation answers from. */
export const simulationModels = [
  'billing.draft_bill',
  'billing.draft_line',
  'billing.draft_tax',
  'rating.rejected_usage',
  'receivables.posting',
  'staging.currency',
]

type BillRow = Omit<SimulatedBill, 'lines' | 'taxes'>
type OfBill<T> = T & { readonly bill: string }

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
    trial.ask<BillRow>(`
      SELECT bill_id AS id, billing_account_id AS account, customer_id AS customer, legal_entity_id AS legal_entity,
        period_from AS \`from\`, period_to AS \`to\`, bill_date AS date, due_date AS due, currency, net, tax, gross
      FROM {billing.draft_bill} ORDER BY date, id`),
    trial.ask<OfBill<SimulatedLine>>(`
      SELECT bill_id AS bill, toUInt32(line_number) AS number, category AS kind, description AS text,
        charged_account_id AS account, subscription_id AS subscription, charge_id AS charge, service,
        period_from AS \`from\`, period_to AS \`to\`, toString(quantity) AS quantity, net,
        tax_id AS tax, tax_category, toString(tax_rate * 100) AS tax_percent, toString(rated_amount) AS rated_amount
      FROM {billing.draft_line} ORDER BY bill, number`),
    trial.ask<OfBill<SimulatedTax>>(`
      SELECT bill_id AS bill, tax_category AS category, toString(tax_rate * 100) AS percent, tax_name AS name, net, tax
      FROM {billing.draft_tax} ORDER BY bill, tax_rate DESC, category, name`),
    trial.ask<PostingRow>(`
      SELECT billing_account_id AS account, currency, kind, toString(sum(amount)) AS amount
      FROM {receivables.posting} GROUP BY account, currency, kind ORDER BY account, currency, kind`),
    trial.ask<SimulatedReject>(`
      SELECT event_id, reason, subscription_id AS subscription, toString(started_at) AS started_at, service, metric
      FROM {rating.rejected_usage} ORDER BY started_at, event_id`),
  ])
  const scales = new Map(units.map((row) => [row.currency, Number(row.units)]))
  const scaleOf = (currency: string) => scales.get(currency) ?? 2
  const linesOf = Map.groupBy(lines, ({ bill }) => bill)
  const taxesOf = Map.groupBy(taxes, ({ bill }) => bill)
  return {
    bills: bills.map((bill) => withParts(bill, linesOf.get(bill.id) ?? [], taxesOf.get(bill.id) ?? [], scaleOf)),
    statements: statementsOf(postings, scaleOf),
    rejected,
  }
}

function withParts(
  { net, tax, gross, ...bill }: BillRow,
  lines: readonly OfBill<SimulatedLine>[],
  taxes: readonly OfBill<SimulatedTax>[],
  scaleOf: (currency: string) => number,
): SimulatedBill {
  const money = (amount: string) => atScale(amount, scaleOf(bill.currency))
  return {
    ...bill,
    lines: lines.map(({ bill: _, ...line }) => ({ ...line, net: money(line.net) })),
    taxes: taxes.map(({ bill: _, ...group }) => ({ ...group, net: money(group.net), tax: money(group.tax) })),
    net: money(net),
    tax: money(tax),
    gross: money(gross),
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
