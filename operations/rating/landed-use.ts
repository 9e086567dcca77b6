import { landingDatabases } from '../../ingest/landing/databases.ts'
import type { Source } from '../../transforms/project/source.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'

/** Use that has landed, to be rated again: of some lines, or all. */
export interface LandedUse {
  /** Prefix of the databases in which it landed. */
  readonly prefix: string
  readonly from: Date
  readonly to: Date
  /** Only these lines; others of their payers are rated with them, because they may share allowances. */
  readonly lines?: LandedLines
  /** Whether the catalogue that has landed prices it, instead of a given one. */
  readonly catalogueToo: boolean
}

/** Lines by id or by segment of their customers. */
export type LandedLines =
  | { readonly by: 'subscription'; readonly ids: readonly string[] }
  | { readonly by: 'segment'; readonly segments: readonly string[] }

/** Sources of use, by the column that says when it began. */
const times: Readonly<Record<string, string>> = {
  'raw.usage': 'started_at',
  'raw.usage_partial': 'started_at',
  'raw.metered_usage': 'started_at',
}

/** The sources that a trial reads from where they landed, as the SELECT of each. */
export async function landedViews(
  warehouse: Warehouse,
  landed: LandedUse,
  sources: readonly Source[],
): Promise<Record<string, string>> {
  const { raw } = landingDatabases(landed.prefix)
  const present = new Set(
    (await warehouse.rows<{ name: string }>(`SELECT name FROM system.tables WHERE database = ${quoteText(raw)}`)).map(
      ({ name }) => name,
    ),
  )
  const views: Record<string, string> = {}
  for (const { name, columns } of sources) {
    const table = name.slice('raw.'.length)
    const own = name === 'raw.time_zone_offset' || (name.startsWith('raw.catalogue_') && !landed.catalogueToo)
    if (own || !name.startsWith('raw.') || !present.has(table)) continue
    const list = Object.keys(columns).map(quoteIdentifier)
    const conditions = conditionsOf(name, raw, landed)
    views[name] =
      `SELECT ${list.join(', ')} FROM ${quoteRelation({ database: raw, name: table })}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`
  }
  return views
}

/** Zones that the accounts live in. */
export async function landedZones(warehouse: Warehouse, { prefix }: LandedUse): Promise<readonly string[]> {
  const { raw } = landingDatabases(prefix)
  const exists = `SELECT 1 FROM system.tables WHERE database = ${quoteText(raw)} AND name = 'billing_account'`
  if ((await warehouse.rows(exists)).length === 0) return []
  const rows = await warehouse.rows<{ time_zone: string }>(
    `SELECT DISTINCT time_zone FROM ${quoteRelation({ database: raw, name: 'billing_account' })}`,
  )
  return rows.map(({ time_zone }) => time_zone)
}

/** Condition of the lines that were asked for, on a column of their ids. */
export function linesCondition(column: string, { prefix, lines }: LandedUse): string {
  if (lines === undefined) return '1'
  const { raw } = landingDatabases(prefix)
  const table = (name: string) => quoteRelation({ database: raw, name })
  if (lines.by === 'subscription') return `${column} IN (${lines.ids.map(quoteText).join(', ')})`
  const customers = `SELECT customer_id FROM ${table('customer')} WHERE segment IN (${lines.segments.map(quoteText).join(', ')})`
  return `${column} IN (SELECT subscription_id FROM ${table('subscription')} WHERE customer_id IN (${customers}))`
}

function conditionsOf(name: string, raw: string, landed: LandedUse): string[] {
  const time = times[name]
  const at = (date: Date) => `fromUnixTimestamp64Milli(${date.getTime()}, 'UTC')`
  const conditions = time === undefined ? [] : [`${time} >= ${at(landed.from)}`, `${time} < ${at(landed.to)}`]
  if (landed.lines === undefined) return conditions
  const lines = linesOfPayers(raw, landed)
  if (name === 'raw.subscription') conditions.push(`subscription_id IN (${lines})`)
  if (name === 'raw.metered_usage') conditions.push(`subscription_id IN (${lines})`)
  if (name === 'raw.usage' || name === 'raw.usage_partial') {
    const numbers = `SELECT number FROM ${quoteRelation({ database: raw, name: 'subscription_number' })} WHERE subscription_id IN (${lines})`
    conditions.push(
      `(subscription_id IN (${lines}) OR (subscription_id IS NULL AND (served_number IN (${numbers}) OR imsi IN (${numbers}))))`,
    )
  }
  return conditions
}

/** Every line whose account, or payer, one of the lines that were asked for has too. */
function linesOfPayers(raw: string, landed: LandedUse): string {
  const table = (name: string) => quoteRelation({ database: raw, name })
  const asked = `SELECT billing_account_id FROM ${table('subscription')} WHERE ${linesCondition('subscription_id', landed)}`
  const payers = `SELECT coalesce(payer_account_id, billing_account_id) FROM ${table('billing_account')} WHERE billing_account_id IN (${asked})`
  const accounts = `SELECT billing_account_id FROM ${table('billing_account')} WHERE coalesce(payer_account_id, billing_account_id) IN (${payers})`
  return `SELECT subscription_id FROM ${table('subscription')} WHERE billing_account_id IN (${accounts}) OR billing_account_id IN (${asked})`
}
