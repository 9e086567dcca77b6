import { atScale, negated, sum } from '../../../documents/exact.ts'
import type { Accounts } from '../../../ingest/accounts/accounts.ts'
import type { Trial } from '../../rating/trial.ts'
import {
  type BillHead,
  type BillJson,
  headColumns,
  type LineOfBill,
  lineColumnsJson,
  type TaxOfBill,
  taxColumnsJson,
  withParts,
} from '../bill-json.ts'
import { openItems } from './open-items.ts'
import type {
  SimulatedDeposit,
  SimulatedLateLine,
  SimulatedNote,
  SimulatedReject,
  SimulatedStatement,
  Simulation,
} from './simulated-bill.ts'
import { simulatedNotes } from './simulated-notes.ts'

/** Models that a simulation answers from. */
export const simulationModels = [
  'billing.draft_bill',
  'billing.late_line',
  'billing.unissued_line',
  'billing.draft_tax',
  'billing.security_deposit',
  'rating.rejected_usage',
  'receivables.posting',
  'staging.currency',
]

/** Postings that bills and notes make. */
const documents = ['invoice', 'credit note', 'debit note']

interface PostingRow {
  readonly account: string
  readonly currency: string
  readonly kind: string
  readonly amount: string
}

/** Every bill of a built trial, what is owed after them, and what could not be rated. */
export async function simulationAnswer(
  trial: Trial,
  accounts: Accounts,
  issued: readonly BillJson[] = [],
): Promise<Simulation> {
  const [units, bills, lines, taxes, late, postings, deposits, rejected] = await Promise.all([
    trial.ask<{ currency: string; units: string }>(
      'SELECT currency, toString(minor_units) AS units FROM {staging.currency}',
    ),
    trial.ask<BillHead>(`SELECT ${headColumns} FROM {billing.draft_bill} ORDER BY date, id`),
    trial.ask<LineOfBill>(`SELECT ${lineColumnsJson} FROM {billing.unissued_line} ORDER BY bill, number`),
    trial.ask<TaxOfBill>(
      `SELECT ${taxColumnsJson} FROM {billing.draft_tax} ORDER BY bill, tax_rate DESC, category, name`,
    ),
    trial.ask<SimulatedLateLine & { readonly currency: string }>(`
      SELECT settlement, corrects_bill AS corrects, bill_id AS bill, charged_account_id AS account, subscription_id AS subscription,
        category AS kind, description AS text, charge_id AS charge, period_from AS \`from\`, period_to AS \`to\`,
        toString(quantity) AS quantity, net, toString(tax_rate * 100) AS tax_percent, currency
      FROM {billing.late_line} WHERE settlement <> 'rounding' ORDER BY corrects, account, subscription, charge, net`),
    trial.ask<PostingRow>(`
      SELECT billing_account_id AS account, currency, kind, toString(sum(amount)) AS amount
      FROM {receivables.posting} GROUP BY account, currency, kind ORDER BY account, currency, kind`),
    trial.ask<SimulatedDeposit>(`
      SELECT billing_account_id AS account, subscription_id AS subscription, charge_id AS charge, description AS text, currency,
        toString(amount) AS amount, toString(taken_on) AS taken, toString(returned_on) AS returned
      FROM {billing.security_deposit} ORDER BY account, subscription, charge, taken`),
    trial.ask<SimulatedReject>(`
      SELECT event_id, reason, subscription_id AS subscription, toString(started_at) AS started_at, service, metric
      FROM {rating.rejected_usage} ORDER BY started_at, event_id`),
  ])
  const scales = new Map(units.map((row) => [row.currency, Number(row.units)]))
  const scaleOf = (currency: string) => scales.get(currency) ?? 2
  const whole = [...issued, ...withParts(bills, lines, taxes, scaleOf)].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1,
  )
  const notes = simulatedNotes(accounts, whole)
  const statements = statementsOf(whole, notes, postings, scaleOf)
  return {
    bills: whole,
    notes,
    late: late.map(({ currency, net, ...line }) => ({ ...line, net: atScale(net, scaleOf(currency)) })),
    statements,
    open_items: openItems(whole, notes, statements, scaleOf),
    deposits: deposits.map((each) => ({ ...each, amount: atScale(each.amount, scaleOf(each.currency)) })),
    rejected,
  }
}

/** Of drafts too, as if each had been issued on its date. */
function statementsOf(
  bills: readonly BillJson[],
  notes: readonly SimulatedNote[],
  postings: readonly PostingRow[],
  scaleOf: (currency: string) => number,
): readonly SimulatedStatement[] {
  const money = postings.filter(({ kind }) => !documents.includes(kind))
  const all = [...bills, ...money].map(({ account, currency }) => ({ account, currency }))
  const owners = [...new Map(all.map((each) => [`${each.account}\0${each.currency}`, each])).entries()].sort()
  return owners.map(([, { account, currency }]) => {
    const own = <T extends { readonly account: string; readonly currency: string }>(of: readonly T[]) =>
      of.filter((each) => each.account === account && each.currency === currency)
    const total = (amounts: readonly string[]) => atScale(sum(['0', ...amounts]), scaleOf(currency))
    const billed = total(own(bills).map(({ gross }) => gross))
    const noted = total(own(notes).map(({ gross }) => gross))
    const paid = total(own(money).map(({ amount }) => negated(amount)))
    return {
      account,
      currency,
      bills: billed,
      notes: noted,
      payments: paid,
      closing: total([billed, noted, negated(paid)]),
    }
  })
}
