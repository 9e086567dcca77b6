import type { Accounts } from '../../../ingest/accounts/accounts.ts'
import type { AccountNote } from '../../../ingest/accounts/entities/note.ts'
import { InputError } from '../../../warehouse/errors.ts'
import type { BillJson, BillTaxJson } from '../bill-json.ts'
import {
  type CorrectableBill,
  creditAmounts,
  debitAmounts,
  type NoteRequest,
  type Thousandths,
  written,
} from '../note-amounts.ts'
import { taxGroupsOf } from '../tax-groups.ts'
import type { SimulatedNote } from './simulated-bill.ts'

/** Notes of an accounts file, each knowing what those before it have left of its bill. */
export function simulatedNotes({ accounts }: Accounts, bills: readonly BillJson[]): readonly SimulatedNote[] {
  const left = new Map<string, CorrectableBill>()
  return accounts.flatMap(({ id: account, notes }) =>
    notes.map((note, index): SimulatedNote => {
      const bill = billOf(account, note, bills)
      const target = left.get(bill.id) ?? correctable(bill)
      try {
        const request = requestOf(note)
        if (note.kind === 'debit' && 'all' in request) throw new InputError('a debit note has an amount')
        const amounts = note.kind === 'credit' ? creditAmounts(target, request) : debitAmounts(target, request as never)
        const after = note.kind === 'credit' ? withLess(target, amounts) : target
        left.set(bill.id, after)
        const total = (of: readonly bigint[]) => of.reduce((sum, each) => sum + each, 0n)
        const decimals = 4 - target.minor.toString().length
        const money = (amount: Thousandths) => written(amount, decimals)
        const [net, tax] = [
          total(amounts.lines.map((line) => line.net)),
          total(amounts.taxes.map((group) => group.tax)),
        ]
        return {
          account,
          bill: bill.id,
          kind: `${note.kind} note`,
          date: (note.at ?? bill.date).slice(0, 10),
          reason: note.reason,
          currency: bill.currency,
          lines: amounts.lines.map(({ corrects, net: of }) => ({
            corrects_line: corrects,
            text: target.lines.find(({ number }) => number === corrects)!.description,
            net: money(of),
          })),
          taxes: amounts.taxes.map((group) => {
            const { category, name, percent } = bill.taxes.find((each) => keyOf(each) === group.key)!
            return { category, name, percent, net: money(group.net), tax: money(group.tax) }
          }),
          net: money(net),
          tax: money(tax),
          gross: money(net + tax),
          left: money(total(after.lines.map((line) => line.left)) + total(after.taxes.map((group) => group.taxLeft))),
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        throw new InputError(`account ${account}, notes[${index}]: ${error.message}`, error.hint)
      }
    }),
  )
}

function billOf(account: string, { bill: date }: AccountNote, bills: readonly BillJson[]): BillJson {
  const own = bills.filter((bill) => bill.account === account)
  const found = own.filter((bill) => bill.date === date)
  if (found.length === 1) return found[0]!
  const dates = own.map((bill) => bill.date).join(', ')
  throw new InputError(
    `account ${account} has ${found.length === 0 ? 'no bill' : `${found.length} bills`} of ${date}`,
    dates === '' ? 'it has no bill in this time' : `its bills are of ${dates}`,
  )
}

/** What a tax group of a bill is told from its others by. */
const keyOf = ({ category, percent, name }: BillTaxJson) => `${category} ${percent} ${name}`

function correctable({ id, lines, taxes }: BillJson): CorrectableBill {
  const groups = taxGroupsOf(
    id,
    lines.map((line) => ({ taxedAt: `${line.tax_category} ${line.tax_percent}`, net: thousandths(line.net) })),
    taxes.map((group) => ({
      key: keyOf(group),
      taxedAt: `${group.category} ${group.percent}`,
      name: group.name,
      net: thousandths(group.net),
    })),
  )
  const decimals = lines[0]!.net.split('.')[1]?.length ?? 0
  return {
    number: id,
    minor: 10n ** BigInt(3 - decimals),
    lines: lines.map((line, index) => ({
      number: line.number,
      category: line.kind,
      description: line.text,
      subscription: line.subscription,
      taxKey: `${line.tax} ${line.tax_category} ${line.tax_percent}`,
      taxGroups: groups[index]!,
      net: thousandths(line.net),
      left: thousandths(line.net),
    })),
    taxes: taxes.map((group) => ({
      key: keyOf(group),
      rate: millionths(group.percent),
      netLeft: thousandths(group.net),
      taxLeft: thousandths(group.tax),
    })),
  }
}

function requestOf({ all, lines, amount }: AccountNote): NoteRequest {
  if (all) return { all: true }
  if (amount !== undefined) return { amount: thousandths(amount) }
  return {
    lines: lines.map(({ line, amount: of }) => (of === undefined ? { line } : { line, amount: thousandths(of) })),
  }
}

function withLess(bill: CorrectableBill, note: ReturnType<typeof creditAmounts>): CorrectableBill {
  const less = new Map(note.lines.map(({ corrects, net }) => [corrects, net]))
  const groups = new Map(note.taxes.map((group) => [group.key, group]))
  return {
    ...bill,
    lines: bill.lines.map((line) => ({ ...line, left: line.left + (less.get(line.number) ?? 0n) })),
    taxes: bill.taxes.map((group) => ({
      ...group,
      netLeft: group.netLeft + (groups.get(group.key)?.net ?? 0n),
      taxLeft: group.taxLeft + (groups.get(group.key)?.tax ?? 0n),
    })),
  }
}

/** Decimal text at a scale, exactly. */
function scaled(text: string, scale: number): bigint {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!
  return BigInt(`${sign}${whole}${decimals.slice(0, scale).padEnd(scale, '0')}`)
}
const thousandths = (text: string): Thousandths => scaled(text, 3)
/** Of a percentage: 19 = 190000. */
const millionths = (percent: string): bigint => scaled(percent, 4)
