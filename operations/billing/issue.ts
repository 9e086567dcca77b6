import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { hasTable } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type DraftChoice, isDue } from './due.ts'
import { lateEventsOf } from './late-events.ts'
import { eventsOfLines } from './line-events.ts'
import { type IssuedSet, issueSet, type SetContent, type SetState } from './set.ts'
import { createIssued, issuedDatabase } from './tables.ts'

export interface IssueOptions {
  /** Prefix of the environment’s databases. */
  readonly prefix: string
  /** The bill date, `YYYY-MM-DD`: the day after the last day of the bills’ period. */
  readonly cycle: string
  /** Of the drafts of that date only these. */
  readonly only?: DraftChoice
  /** Issues though feeds have gaps; why, which is kept. */
  readonly despiteGaps?: string
  /** Told of each step. */
  readonly onStep?: (step: string) => void
}

/**
 * Issues the draft bills of a cycle that have not been issued: `await issueBills(warehouse, { prefix: '', cycle: '2026-02-01' })`.
 * Undefined when there are none.
 *
 * @throws InputError while a feed has a gap within the bills’ periods, unless `despiteGaps` says why not to wait.
 */
export async function issueBills(warehouse: Warehouse, options: IssueOptions): Promise<IssuedSet | undefined> {
  const { prefix, cycle, only = {} } = options
  await requireDrafts(warehouse, prefix)
  await createIssued(warehouse, prefix)
  return issueSet(warehouse, {
    prefix,
    key: keyOf(cycle),
    content: draftsOf(prefix, cycle, only),
    again: true,
    ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    before: () => requireWholeFeeds(warehouse, options),
  })
}

const KEY = 'issue/bills/'
const keyOf = (cycle: string) => `${KEY}${cycle}`

/** Bill dates of which a call that was killed has left a set frozen and not issued. */
export async function unfinishedCycles(warehouse: Warehouse, prefix: string): Promise<string[]> {
  const rows = await warehouse.rows<{ cycle: string }>(
    `SELECT substring(key, ${KEY.length + 1}) AS cycle FROM ${quoteIdentifier(issuedDatabase(prefix))}.register
     WHERE startsWith(key, ${quoteText(KEY)}) GROUP BY key
     HAVING JSONExtractString(argMax(value, (step, -toUnixTimestamp64Milli(at))), 'state') = 'frozen' ORDER BY cycle`,
  )
  return rows.map(({ cycle }) => cycle)
}

export async function requireDrafts(warehouse: Warehouse, prefix: string): Promise<void> {
  if (await hasTable(warehouse, `${prefix}billing`, 'draft_bill')) return
  throw new ConfigurationError('there are no draft bills', 'build them: trunkline run')
}

/** Drafts of a bill date that were not issued before. */
function draftsOf(prefix: string, cycle: string, only: DraftChoice): SetContent {
  const billing = quoteIdentifier(`${prefix}billing`)
  const wanted = `(SELECT bill_id FROM ${billing}.draft_bill WHERE bill_date = ${quoteText(cycle)} AND ${isDue(prefix, only)})`
  return {
    bills: `SELECT *, 'bill' AS kind, '' AS corrects, '' AS reason FROM ${billing}.draft_bill WHERE bill_id IN ${wanted}`,
    lines: `SELECT *, NULL AS corrects_line FROM ${billing}.unissued_line WHERE bill_id IN ${wanted}`,
    taxes: `SELECT * FROM ${billing}.draft_tax WHERE bill_id IN ${wanted}`,
    events: (lines) => `${eventsOfLines(prefix, lines)} UNION ALL ${lateEventsOf(prefix, lines)}`,
  }
}

/** Looks for gaps within the periods of the drafts; throws unless there are none, or a reason not to wait. */
async function requireWholeFeeds(
  warehouse: Warehouse,
  options: IssueOptions,
): Promise<Pick<SetState, 'despite' | 'gaps'>> {
  const gaps = await feedGaps(warehouse, options)
  if (gaps.length === 0) return {}
  if (options.despiteGaps !== undefined) return { despite: options.despiteGaps, gaps: gaps.length }
  const shown = gaps.slice(0, 3).map(({ feed, origin, kind, detail }) => `${feed}, ${origin}: ${kind}, ${detail}`)
  throw new InputError(
    `feeds of the cycle ${options.cycle} have ${gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`}: ${shown.join('; ')}`,
    'wait for the files and run the models again, or say why not: --despite-gaps "<reason>"',
  )
}

/** What a feed lacks: `origin` is who numbers its files. */
export interface FeedGap {
  readonly feed: string
  readonly origin: string
  readonly kind: string
  readonly detail: string
}

/** What feeds lack within the periods of a cycle’s drafts, 1,000 at most. */
export async function feedGaps(
  warehouse: Warehouse,
  { prefix, cycle, only = {} }: Omit<IssueOptions, 'despiteGaps'>,
): Promise<readonly FeedGap[]> {
  if (!(await hasTable(warehouse, `${prefix}network`, 'file_gap'))) return []
  const drafts = `${quoteIdentifier(`${prefix}billing`)}.draft_bill WHERE bill_date = ${quoteText(cycle)} AND ${isDue(prefix, only)}`
  return warehouse.rows(
    `SELECT feed, origin, kind, detail FROM ${quoteIdentifier(`${prefix}network`)}.file_gap
     WHERE kind IN ('missing file', 'records lost', 'count differs') AND toDate(at) <= toDate(${quoteText(cycle)}) + 1
       AND toDate(at) >= (SELECT min(period_from) FROM ${drafts} HAVING count() > 0)
     ORDER BY at LIMIT 1000`,
  )
}
