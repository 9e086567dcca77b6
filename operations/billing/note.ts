import { createHash } from 'node:crypto'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { creditAmounts, debitAmounts, type NoteAmounts, type NoteRequest, written } from './note-amounts.ts'
import { type NoteTarget, noteTarget, taxKey } from './note-target.ts'
import { issueSet, type SetContent } from './set.ts'
import { createIssued, issuedDatabase } from './tables.ts'

/** Every note is a step of this key, so that what one leaves of a bill is known to the next. */
export const NOTES = 'issue/notes'

export interface NoteOptions {
  /** Prefix of the environment’s databases. */
  readonly prefix: string
  readonly kind: 'credit note' | 'debit note'
  /** Number of the bill it corrects. */
  readonly number: string
  readonly request: NoteRequest
  /** Stands on the note. */
  readonly reason: string
  /** Date of the note, `YYYY-MM-DD`. */
  readonly date: string
  /** Of two calls with one id the second issues nothing; what is asked for, unless told. */
  readonly id?: string
}

/** Tax of a note by category and rate: `name` is the part of a tax that is made of several. */
export interface NoteTaxGroup {
  readonly category: string
  readonly percent: string
  readonly name: string
  readonly net: string
  readonly tax: string
}

/** A note, or what it would be. Amounts are decimal text, below zero on a credit note. */
export interface Note {
  /** Absent when it was only tried. */
  readonly number?: string
  readonly kind: string
  readonly corrects: string
  readonly reason: string
  readonly date: string
  readonly due: string
  readonly currency: string
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly lines: readonly { readonly corrects_line: number; readonly description: string; readonly net: string }[]
  readonly taxes: readonly NoteTaxGroup[]
  /** An earlier call had issued it. */
  readonly before?: boolean
}

/**
 * Issues a credit or debit note to a bill: `await issueNote(warehouse, { prefix: '', kind: 'credit note', number: '2026-000017',
 * request: { all: true }, reason: 'billed twice', date: '2026-02-12' })`. Its number is the next of its own gapless series; a
 * call that was killed is completed by the next.
 *
 * @throws InputError for an unknown bill, lines it has not, and more than is left of it.
 */
export async function issueNote(warehouse: Warehouse, options: NoteOptions): Promise<Note> {
  const { prefix } = options
  requireReason(options)
  await createIssued(warehouse, prefix)
  const id = noteId(options)
  for (let calls = 0; ; calls++) {
    const there = await issuedNote(warehouse, prefix, id)
    if (there !== undefined) return { ...there, before: calls === 0 }
    await issueSet(warehouse, {
      prefix,
      key: NOTES,
      again: true,
      content: async () => {
        if ((await issuedNote(warehouse, prefix, id)) !== undefined) return undefined
        const target = await noteTarget(warehouse, prefix, options.number)
        return contentOf(prefix, options, id, target, amountsOf(options, target))
      },
    })
  }
}

/** What the note would be; nothing is issued. */
export async function tryNote(warehouse: Warehouse, options: NoteOptions): Promise<Note> {
  requireReason(options)
  await createIssued(warehouse, options.prefix)
  const target = await noteTarget(warehouse, options.prefix, options.number)
  const { lines, taxes } = amountsOf(options, target)
  const sum = (amounts: readonly bigint[]) => amounts.reduce((all, each) => all + each, 0n)
  const [net, tax] = [sum(lines.map((line) => line.net)), sum(taxes.map((group) => group.tax))]
  return {
    kind: options.kind,
    corrects: options.number,
    reason: options.reason,
    date: options.date,
    due: dueDate(options, target),
    currency: target.currency,
    net: written(net),
    tax: written(tax),
    gross: written(net + tax),
    lines: lines.map(({ corrects, net: of }) => ({
      corrects_line: corrects,
      description: target.lines.find(({ number }) => number === corrects)!.description,
      net: written(of),
    })),
    taxes: taxes.map((group) => {
      const [category, rate, ...name] = group.key.split(' ')
      return {
        category: category!,
        percent: percentOf(rate!),
        name: name.join(' '),
        net: written(group.net),
        tax: written(group.tax),
      }
    }),
  }
}

/** 0.19 as 19, exactly. */
function percentOf(rate: string): string {
  const [whole, decimals = ''] = rate.split('.')
  const digits = `${whole}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = decimals.slice(2).replace(/0+$/, '')
  return rest === '' ? digits : `${digits}.${rest}`
}

function requireReason({ reason, kind }: NoteOptions): void {
  if (reason.trim() === '')
    throw new InputError(`why there is a ${kind} was not said`, 'give --reason "<text>": it stands on it')
}

function amountsOf({ kind, request }: NoteOptions, target: NoteTarget): NoteAmounts {
  if (kind === 'credit note') return creditAmounts(target, request)
  if ('all' in request) throw new InputError('a debit note has an amount', 'give --amount or --lines')
  return debitAmounts(target, request)
}

function dueDate({ kind, date }: NoteOptions, { billDate, paymentDays, number }: NoteTarget): string {
  if (date < billDate) throw new InputError(`a note of ${date} is older than its bill ${number} of ${billDate}`)
  if (kind === 'credit note') return date
  return new Date(Date.parse(`${date}T00:00:00Z`) + paymentDays * 86_400_000).toISOString().slice(0, 10)
}

function noteId({ id, kind, number, request, reason }: NoteOptions): string {
  if (id !== undefined) return `note/${id}`
  const said = JSON.stringify([kind, number, request, reason], (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return `note/${createHash('sha256').update(said).digest('hex').slice(0, 24)}`
}

/** A note’s rows: whose they are is what the bill says. */
function contentOf(
  prefix: string,
  options: NoteOptions,
  id: string,
  target: NoteTarget,
  { lines, taxes }: NoteAmounts,
): SetContent {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const { number, reason, date, kind } = options
  const bill = quoteText(target.billId)
  const rows = (columns: string, values: readonly string[]) =>
    `(SELECT * FROM values(${quoteText(columns)}, ${values.join(', ')}))`
  const lineRows = rows(
    'line UInt64, of UInt64, amount Decimal(38, 3)',
    lines.map((line, index) => `(${index + 1}, ${line.corrects}, '${written(line.net)}')`),
  )
  const taxRows = rows(
    'key String, noted_net Decimal(38, 3), noted_tax Decimal(38, 3)',
    taxes.map((group) => `(${quoteText(group.key)}, '${written(group.net)}', '${written(group.tax)}')`),
  )
  return {
    lines: `SELECT * EXCEPT (line, of, amount) REPLACE (${quoteText(id)} AS bill_id, line AS line_number, ${quoteText(number)} AS corrects_bill,
        toNullable(of) AS corrects_line, amount AS net, toDecimal128(amount, 9) AS rated_amount, 1 AS quantity,
        CAST(NULL, 'Nullable(Decimal(38, 9))') AS unit_price, 1 AS price_quantity)
      FROM (SELECT l.*, n.line AS line, n.of AS of, n.amount AS amount FROM ${db}.bill_line AS l INNER JOIN ${lineRows} AS n ON n.of = l.line_number
        WHERE l.bill_id = ${bill})`,
    taxes: `SELECT * EXCEPT (noted_net, noted_tax) REPLACE (${quoteText(id)} AS bill_id, noted_net AS net, noted_tax AS tax)
      FROM (SELECT t.*, n.noted_net AS noted_net, n.noted_tax AS noted_tax FROM ${db}.bill_tax AS t INNER JOIN ${taxRows} AS n ON n.key = ${taxKey('t')}
        WHERE t.bill_id = ${bill})`,
    bills: `SELECT * EXCEPT (noted_net, noted_tax) REPLACE (${quoteText(id)} AS bill_id, ${quoteText(kind)} AS kind, ${quoteText(number)} AS corrects,
        ${quoteText(reason)} AS reason, toDate(${quoteText(date)}) AS bill_date, toDate(${quoteText(dueDate(options, target))}) AS due_date,
        noted_net AS net, noted_tax AS tax, noted_net + noted_tax AS gross, toUInt64(${lines.length}) AS lines)
      FROM (SELECT b.*, n.noted_net AS noted_net, n.noted_tax AS noted_tax FROM ${db}.bill AS b
        CROSS JOIN (SELECT sum(noted_net) AS noted_net, sum(noted_tax) AS noted_tax FROM ${taxRows}) AS n WHERE b.bill_id = ${bill})`,
  }
}

/** The note with this id, when it is issued. */
async function issuedNote(warehouse: Warehouse, prefix: string, id: string): Promise<Note | undefined> {
  const db = quoteIdentifier(issuedDatabase(prefix))
  const of = `WHERE bill_id = ${quoteText(id)}`
  const thousandths = (column: string) => `toInt64(${column} * 1000) AS ${column}`
  const [note] = await warehouse.rows<Omit<Note, 'lines' | 'taxes' | 'number'> & { readonly number: string }>(
    `SELECT bill_number AS number, kind, corrects, reason, toString(bill_date) AS date, toString(due_date) AS due, currency,
       ${['net', 'tax', 'gross'].map(thousandths).join(', ')} FROM ${db}.bill ${of}`,
  )
  if (note === undefined) return undefined
  const lines = await warehouse.rows<Note['lines'][number]>(
    `SELECT toUInt32(corrects_line) AS corrects_line, description, ${thousandths('net')} FROM ${db}.bill_line ${of} ORDER BY line_number`,
  )
  const taxes = await warehouse.rows<NoteTaxGroup>(
    `SELECT tax_category AS category, toString(tax_rate * 100) AS percent, tax_name AS name, ${thousandths('net')}, ${thousandths('tax')}
     FROM ${db}.bill_tax ${of} ORDER BY tax_category, tax_rate, tax_name`,
  )
  const text = (amount: string) => written(BigInt(amount))
  return {
    ...note,
    net: text(note.net),
    tax: text(note.tax),
    gross: text(note.gross),
    lines: lines.map((line) => ({ ...line, net: text(line.net) })),
    taxes: taxes.map((group) => ({ ...group, net: text(group.net), tax: text(group.tax) })),
  }
}
