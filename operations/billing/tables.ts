import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { createRegister } from '../../warehouse/register.ts'

/** Database of issued bills, unquoted. What is in it is never changed, and no run rebuilds it. */
export const issuedDatabase = (prefix: string): string => `${prefix}issued`

/** Columns of a bill as it was frozen, in order. */
export const billColumns = [
  'bill_id',
  'kind',
  'corrects',
  'reason',
  'billing_account_id',
  'customer_id',
  'legal_entity_id',
  'period_from',
  'period_to',
  'bill_date',
  'due_date',
  'net',
  'tax',
  'gross',
  'currency',
  'lines',
] as const

/** Columns of a line as it was frozen, in order. */
export const lineColumns = [
  'bill_id',
  'line_number',
  'corrects_bill',
  'corrects_line',
  'charged_account_id',
  'customer_id',
  'subscription_id',
  'period_from',
  'period_to',
  'category',
  'service',
  'description',
  'charge_id',
  'overdue_bill',
  'unit_price',
  'price_quantity',
  'quantity',
  'net',
  'tax_id',
  'tax_category',
  'tax_rate',
  'rated_amount',
  'currency',
] as const

export const taxColumns = ['bill_id', 'tax_category', 'tax_rate', 'tax_name', 'net', 'tax', 'currency'] as const

/** Columns of a use on a line as it was frozen, in order. */
export const eventColumns = [
  'bill_id',
  'line_number',
  'event_id',
  'subscription_id',
  'started_at',
  'service',
  'direction',
  'other_party',
  'tariff_id',
  'quantity',
  'amount',
] as const

const word = 'LowCardinality(String)'

/** Brings what an earlier version made of issued bills up to date; nothing where nothing was issued. */
export async function upgradeIssued(warehouse: Warehouse, prefix: string): Promise<void> {
  const names = Object.keys(views).map(quoteText).join(', ')
  const found = await warehouse.rows<{ of: keyof typeof views; columns: readonly string[] }>(
    `SELECT table AS of, groupArray(name) AS columns FROM system.columns
     WHERE database = ${quoteText(issuedDatabase(prefix))} AND table IN (${names}) GROUP BY table`,
  )
  if (found.length === 0) return
  const standing = new Map(found.map(({ of, columns }) => [of as string, columns]))
  const lacks = Object.entries(views).some(([of, columns]) =>
    columns.some((column) => !standing.get(of)?.includes(column)),
  )
  if (lacks) await createIssued(warehouse, prefix)
}

/** What views of issued bills show of the tables below them. */
const views = {
  bill: [...billColumns, 'content_hash'],
  bill_line: lineColumns,
  bill_tax: taxColumns,
  bill_event: eventColumns,
} as const

/**
 * Makes the tables of issued bills. A set (the bills of a cycle, or a note) is written whole into `stored_*` under an id of its
 * own; the row of the register that says it is final makes it visible in the views `bill`, `bill_line`, `bill_tax` and
 * `bill_event`.
 */
export async function createIssued(warehouse: Warehouse, prefix: string): Promise<void> {
  const name = issuedDatabase(prefix)
  await createRegister(warehouse, name)
  const db = quoteIdentifier(name)
  const table = (of: string, columns: string, order: string) =>
    warehouse.command(
      `CREATE TABLE IF NOT EXISTS ${db}.${of} (set_id String, ${columns}) ENGINE = MergeTree PARTITION BY set_id ORDER BY (${order})`,
    )
  await table(
    'stored_bill',
    `bill_id String, kind ${word}, corrects String, reason String, billing_account_id String, customer_id String, legal_entity_id ${word},
     period_from Date, period_to Date, bill_date Date, due_date Date, net Decimal(38, 3), tax Decimal(38, 3), gross Decimal(38, 3),
     currency ${word}, lines UInt64, content_hash String`,
    'bill_id',
  )
  await table(
    'stored_line',
    `bill_id String, line_number UInt64, corrects_bill String, corrects_line Nullable(UInt64), charged_account_id String, customer_id String, subscription_id Nullable(String),
     period_from Date, period_to Date, category ${word}, service String, description String, charge_id String, overdue_bill String, unit_price Nullable(Decimal(38, 9)),
     price_quantity Int64 DEFAULT 1, quantity Int64,
     net Decimal(38, 3), tax_id ${word}, tax_category ${word}, tax_rate Decimal(38, 6), rated_amount Decimal(38, 9), currency ${word}`,
    'bill_id, line_number',
  )
  await table(
    'stored_tax',
    `bill_id String, tax_category ${word}, tax_rate Decimal(38, 6), tax_name String, net Decimal(38, 3), tax Decimal(38, 3), currency ${word}`,
    'bill_id, tax_category, tax_rate, tax_name',
  )
  await table(
    'stored_event',
    `bill_id String, line_number UInt64, event_id String, subscription_id String, started_at DateTime64(3, 'UTC'), service ${word},
     direction ${word}, other_party String, tariff_id ${word}, quantity Int64, amount Decimal(38, 9)`,
    'bill_id, line_number, event_id',
  )
  // Tables of before these were kept: their uses say none of them.
  await warehouse.command(
    `ALTER TABLE ${db}.stored_event ADD COLUMN IF NOT EXISTS direction ${word}, ADD COLUMN IF NOT EXISTS tariff_id ${word},
       ADD COLUMN IF NOT EXISTS other_party String`,
  )
  await warehouse.command(
    `ALTER TABLE ${db}.stored_line ADD COLUMN IF NOT EXISTS overdue_bill String,
       ADD COLUMN IF NOT EXISTS unit_price Nullable(Decimal(38, 9)), ADD COLUMN IF NOT EXISTS price_quantity Int64 DEFAULT 1`,
  )
  await table(
    'stored_number',
    'numbering String, bill_id String, bill_number String, ordinal UInt64',
    'numbering, bill_id',
  )
  const view = (of: string, query: string) => warehouse.command(`CREATE OR REPLACE VIEW ${db}.${of} AS ${query}`)
  await view(
    'final_set',
    `SELECT JSONExtractString(value, 'set') AS set_id, JSONExtractString(value, 'numbering') AS numbering, min(at) AS issued_at
     FROM ${db}.register WHERE key LIKE 'issue/%' AND JSONExtractString(value, 'state') = 'final' GROUP BY set_id, numbering`,
  )
  await view(
    'numbered',
    `SELECT n.set_id AS set_id, n.bill_id AS bill_id, n.bill_number AS bill_number, n.ordinal AS ordinal, s.issued_at AS issued_at
     FROM ${db}.stored_number AS n INNER JOIN ${db}.final_set AS s ON s.set_id = n.set_id AND s.numbering = n.numbering`,
  )
  for (const [of, columns] of Object.entries(views)) {
    const more = of === 'bill' ? ', n.ordinal AS ordinal, n.issued_at AS issued_at' : ''
    const stored = `stored_${of.replace(/^bill_?/, '') || 'bill'}`
    await view(
      of,
      `SELECT n.bill_number AS bill_number, ${columns.map((column) => `b.${column} AS ${column}`).join(', ')}${more}, b.set_id AS set_id
       FROM ${db}.${stored} AS b INNER JOIN ${db}.numbered AS n ON n.set_id = b.set_id AND n.bill_id = b.bill_id`,
    )
  }
}
