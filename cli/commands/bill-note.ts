import { issueNote, type Note, type NoteOptions, tryNote } from '../../operations/billing/note.ts'
import type { NoteRequest, Thousandths } from '../../operations/billing/note-amounts.ts'
import { InputError } from '../../warehouse/errors.ts'
import { dayOf } from '../day.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface NoteCommandOptions extends CommonOptions {
  readonly all?: boolean
  readonly lines?: string
  readonly amount?: string
  readonly reason: string
  readonly date?: string
  readonly id?: string
  readonly dryRun?: boolean
}

/** `trunkline bill credit` and `trunkline bill debit`: a note to an issued bill. */
export async function note(kind: Note['kind'], number: string, options: NoteCommandOptions): Promise<void> {
  const request = requestOf(kind, options)
  const date = dayOf(options.date)
  await withBills(options, async ({ warehouse, prefix, print }) => {
    const asked: NoteOptions = {
      prefix,
      kind: kind as NoteOptions['kind'],
      number,
      request,
      reason: options.reason,
      date,
      ...(options.id === undefined ? {} : { id: options.id }),
    }
    const made = await (options.dryRun ? tryNote : issueNote)(warehouse, asked)
    print(options.json ? JSON.stringify(made) : told(made))
  })
}

function requestOf(kind: string, { all, lines, amount }: NoteCommandOptions): NoteRequest {
  const asked = [all ? '--all' : '', lines === undefined ? '' : '--lines', amount === undefined ? '' : '--amount']
  const given = asked.filter((name) => name !== '')
  const choices = kind === 'credit note' ? '--all, --lines or --amount' : '--lines or --amount'
  if (given.length !== 1) {
    const got = given.length === 0 ? 'was not said' : `was said by ${given.join(' and ')}`
    throw new InputError(`what the ${kind} is of ${got}`, `give one of ${choices}`)
  }
  if (all) return { all: true }
  if (amount !== undefined) return { amount: thousandths(amount, '--amount') }
  return { lines: lines!.split(',').map(lineOf) }
}

function lineOf(text: string): { line: number; amount?: Thousandths } {
  const match = /^\s*(\d+)\s*(?:=\s*(\S+)\s*)?$/.exec(text)
  if (match === null)
    throw new InputError(`--lines: "${text}" is no line`, 'write numbers of lines, with amounts if not whole: 1,3=5.00')
  const [, line, amount] = match
  return amount === undefined ? { line: Number(line) } : { line: Number(line), amount: thousandths(amount, '--lines') }
}

function thousandths(text: string, option: string): Thousandths {
  const match = /^(\d{1,15})(?:\.(\d{1,3}))?$/.exec(text)
  if (match === null) {
    throw new InputError(
      `${option}: "${text}" is no amount`,
      'write it without sign and with a point, 15 digits before it at most: 12.50',
    )
  }
  return BigInt(match[1]!) * 1000n + BigInt((match[2] ?? '').padEnd(3, '0'))
}

function told({ number, kind, corrects, date, before, net, tax, gross, currency, lines, taxes }: Note): string {
  const was = number === undefined ? ' (not issued: --dry-run)' : before ? ' (issued before)' : ''
  const table = renderTable(
    lines.map((line) => ({ 'line of the bill': line.corrects_line, text: line.description, net: line.net })),
    process.stdout.columns,
    ['net'],
  )
  const rates = taxes.map(
    (group) => `tax ${group.percent} %${group.name === '' ? '' : ` ${group.name}`} of ${group.net}: ${group.tax}`,
  )
  return [
    `${kind} ${number ?? ''} of ${date} to ${corrects}${was}`.replace('  ', ' '),
    table,
    [`net ${net}`, ...rates, `tax ${tax}`, `total ${gross} ${currency}`].join(' · '),
  ].join('\n')
}
