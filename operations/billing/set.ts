import { randomBytes } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { compareAndSet, readRegister } from '../../warehouse/register.ts'
import { landIssued } from './land.ts'
import { type NumberRange, reserveNumbers, writeNumbers } from './numbers.ts'
import { billColumns, eventColumns, issuedDatabase, lineColumns, taxColumns } from './tables.ts'

/** What a key of the register says about a set: its content is fixed, or it is issued. */
export interface SetState {
  readonly state: 'frozen' | 'final'
  readonly set: string
  /** SHA-256 of the content of its bills. */
  readonly hash: string
  readonly bills: number
  /** Why it was issued though feeds had gaps. */
  readonly despite?: string
  readonly gaps?: number
  readonly numbering?: string
  readonly numbers?: readonly NumberRange[]
}

export interface IssuedSet extends SetState {
  readonly state: 'final'
  readonly numbering: string
  readonly numbers: readonly NumberRange[]
  /** An earlier call had frozen it; this one finished it. */
  readonly resumed: boolean
}

/** Writes the lines, taxes and bills of a set; the bills last, from `drafts`: SELECTs of the columns in `tables.ts`. */
export interface SetContent {
  readonly bills: string
  readonly lines: string
  readonly taxes: string
  /** Events of the usage lines, given where the set's lines are. */
  readonly events?: (lines: string) => string
}

interface IssueSetOptions {
  readonly prefix: string
  /** Key of the register: `issue/…`. */
  readonly key: string
  /** What it holds; asked for anew whenever another set of the key was quicker. Undefined when nothing is left to issue. */
  readonly content: SetContent | (() => Promise<SetContent | undefined>)
  /** Whether a key that was issued is issued again, for what came since. */
  readonly again: boolean
  /** Told of each step. */
  readonly onStep?: (step: string) => void
  /** Looked at before anything is frozen; may throw. Answers what is to be remembered. */
  readonly before?: () => Promise<Pick<SetState, 'despite' | 'gaps'>>
}

/**
 * Issues a set: freezes it under its hash, reserves a range of numbers for each legal entity and year, numbers it, and makes it
 * visible with one row. Every step is safe to repeat, so a call that was killed is completed by the next; two at once issue
 * one set. Undefined when there is nothing to issue.
 *
 * @throws PlatformError when drafts changed while they were read, or stored bills are not what was frozen.
 */
export async function issueSet(warehouse: Warehouse, options: IssueSetOptions): Promise<IssuedSet | undefined> {
  const { prefix, key, again } = options
  const database = issuedDatabase(prefix)
  const { onStep = () => {} } = options
  await landIssued(warehouse, prefix)
  for (;;) {
    const { step, value } = await readRegister(warehouse, database, key)
    const standing = value === '' ? undefined : (JSON.parse(value) as SetState)
    if (standing?.state === 'frozen') return finish(warehouse, options, step, standing, true)
    if (standing !== undefined && !again) return { ...(standing as IssuedSet), resumed: true }
    const remembered = (await options.before?.()) ?? {}
    const content = typeof options.content === 'function' ? await options.content() : options.content
    if (content === undefined) return undefined
    onStep('storing what the drafts say')
    const set = await store(warehouse, prefix, content)
    const { bills, hash } = await contentOf(warehouse, prefix, set)
    if (bills === 0) return undefined
    const frozen: SetState = { state: 'frozen', set, hash, bills, ...remembered }
    const after = await compareAndSet(warehouse, database, key, step, JSON.stringify(frozen))
    if ((JSON.parse(after.value) as SetState).set === set) return finish(warehouse, options, after.step, frozen, false)
    await dropSet(warehouse, prefix, set)
  }
}

async function finish(
  warehouse: Warehouse,
  { prefix, key, onStep = () => {} }: IssueSetOptions,
  step: number,
  frozen: SetState,
  resumed: boolean,
): Promise<IssuedSet> {
  const { set, hash } = frozen
  const stored = await contentOf(warehouse, prefix, set)
  if (stored.hash !== hash) {
    throw new PlatformError(
      `the bills of ${key} are not what was frozen (${hash.slice(0, 12)}, now ${stored.hash.slice(0, 12)})`,
      `nothing was issued; restore ${issuedDatabase(prefix)} from a backup, or ask who changed it`,
    )
  }
  onStep(`numbering ${stored.bills} bills`)
  const numbers = await reserveNumbers(warehouse, prefix, set)
  const numbering = await writeNumbers(warehouse, prefix, set, numbers)
  const final: IssuedSet = { ...frozen, state: 'final', numbering, numbers, resumed }
  const { resumed: _, ...kept } = final
  const after = await compareAndSet(warehouse, issuedDatabase(prefix), key, step, JSON.stringify(kept))
  onStep('landing what was issued')
  await landIssued(warehouse, prefix)
  // Another call may have finished the same set at the same time: its numbering counts, the ranges are the same.
  return { ...(JSON.parse(after.value) as IssuedSet), resumed }
}

async function store(warehouse: Warehouse, prefix: string, content: SetContent): Promise<string> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const set = `${new Date().toISOString()}-${randomBytes(6).toString('hex')}`
  const id = quoteText(set)
  const insert = (table: string, columns: readonly string[], query: string) =>
    warehouse.command(
      `INSERT INTO ${db}.${table} (set_id, ${columns.join(', ')}) SELECT ${id}, ${columns.join(', ')} FROM (${query})`,
    )
  await insert('stored_line', lineColumns, content.lines)
  await insert('stored_tax', taxColumns, content.taxes)
  const of = (table: string) => `(SELECT * FROM ${db}.${table} WHERE set_id = ${id})`
  if (content.events !== undefined) {
    await insert('stored_event', eventColumns, content.events(of('stored_line')))
  }
  // A unit separator stands between fields, so that no two contents make one text.
  const text = (alias: string, columns: readonly string[]) =>
    `concat(${columns.map((column) => `ifNull(toString(${alias}.${column}), '\\0')`).join(", '\\x1f', ")})`
  await warehouse.command(
    `INSERT INTO ${db}.stored_bill (set_id, ${billColumns.join(', ')}, content_hash)
     SELECT ${id}, ${billColumns.map((column) => `b.${column}`).join(', ')},
       lower(hex(SHA256(concat(${text('b', billColumns)}, '\\x1e', l.text, '\\x1e', t.text))))
     FROM (${content.bills}) AS b
     INNER JOIN (SELECT l.bill_id AS bill_id, sum(l.net) AS net, count() AS lines,
       arrayStringConcat(arraySort(groupArray(concat(leftPad(toString(l.line_number), 20, '0'), '\\x1f', ${text('l', lineColumns)}))), '\\x1e') AS text
       FROM ${of('stored_line')} AS l GROUP BY l.bill_id) AS l ON l.bill_id = b.bill_id
     INNER JOIN (SELECT t.bill_id AS bill_id, sumIf(t.net, t.tax_name = '') AS net, countIf(t.tax_name != '') AS parts, sum(t.tax) AS tax,
       arrayStringConcat(arraySort(groupArray(${text('t', taxColumns)})), '\\x1e') AS text
       FROM ${of('stored_tax')} AS t GROUP BY t.bill_id) AS t ON t.bill_id = b.bill_id
     WHERE throwIf(b.net != l.net OR b.lines != l.lines OR (t.parts = 0 AND b.net != t.net) OR b.tax != t.tax OR b.gross != b.net + b.tax,
       'bills do not agree with their lines: drafts were published anew while they were read, run the command again') = 0`,
  )
  return set
}

/** How many bills a set has, and the hash of all of them. */
async function contentOf(warehouse: Warehouse, prefix: string, set: string) {
  const [row] = await warehouse.rows<{ bills: string; hash: string }>(
    `SELECT count() AS bills, lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(concat(bill_id, ' ', content_hash))), '\\n')))) AS hash
     FROM ${quoteIdentifier(issuedDatabase(prefix))}.stored_bill WHERE set_id = ${quoteText(set)}`,
  )
  return { bills: Number(row!.bills), hash: row!.hash }
}

/** Removes what was stored for a set that another call was quicker with. */
async function dropSet(warehouse: Warehouse, prefix: string, set: string): Promise<void> {
  for (const table of ['stored_bill', 'stored_line', 'stored_tax', 'stored_event']) {
    await warehouse.command(
      `ALTER TABLE ${quoteIdentifier(issuedDatabase(prefix))}.${table} DROP PARTITION ${quoteText(set)}`,
    )
  }
}
