import { atScale, isNegative, negated, sum } from '../../../documents/exact.ts'
import type { BillJson } from '../bill-json.ts'
import type { SimulatedNote, SimulatedOpenItem, SimulatedStatement } from './simulated-bill.ts'

const minus = (a: string, b: string): string => sum([a, negated(b)])
const least = (a: string, b: string): string => (isNegative(minus(a, b)) ? a : b)
const atLeastZero = (amount: string): string => (isNegative(amount) ? '0' : amount)

/**
 * What is open of each bill after all that the file tells, as `receivables.open_item` has it: credit notes settle the bill they
 * correct; what they have left, and payments, settle by due date, oldest first. Debit notes are items of their own.
 */
export function openItems(
  bills: readonly BillJson[],
  notes: readonly SimulatedNote[],
  statements: readonly SimulatedStatement[],
  scaleOf: (currency: string) => number,
): readonly SimulatedOpenItem[] {
  return statements.flatMap(({ account, currency, payments }) => {
    const own = <T extends { readonly account: string; readonly currency: string }>(list: readonly T[]) =>
      list.filter((each) => each.account === account && each.currency === currency)
    const [ownBills, ownNotes] = [own(bills), own(notes)]
    const creditOf = (id: string) =>
      negated(sum(['0', ...ownNotes.filter(isCredit).flatMap(({ bill, gross }) => (bill === id ? gross : []))]))
    const items = [
      ...ownBills.map(({ id, due, gross }) => {
        return { bill: id, kind: 'bill' as const, due, gross, credited: least(gross, creditOf(id)) }
      }),
      ...ownNotes
        .filter((note) => !isCredit(note))
        .map(({ bill, date, gross }) => {
          return { bill, kind: 'debit note' as const, due: dueOf(ownBills, bill, date), gross, credited: '0' }
        }),
    ].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.bill < b.bill ? -1 : 1))
    const credit = negated(sum(['0', ...ownNotes.filter(isCredit).map(({ gross }) => gross)]))
    let rest = minus(sum([payments, credit]), sum(['0', ...items.map(({ credited }) => credited)]))
    const scale = scaleOf(currency)
    return items.map(({ credited, ...item }) => {
      const left = minus(item.gross, credited)
      const paid = atLeastZero(least(left, rest))
      rest = minus(rest, paid)
      const told = (amount: string) => atScale(amount, scale)
      return { ...item, account, currency, credited: told(credited), paid: told(paid), open: told(minus(left, paid)) }
    })
  })
}

const isCredit = ({ kind }: SimulatedNote): boolean => kind === 'credit note'

/** A debit note is due after as many days as its bill had. */
function dueOf(bills: readonly BillJson[], id: string, date: string): string {
  const bill = bills.find((each) => each.id === id)
  const days = bill === undefined ? 0 : Date.parse(bill.due) - Date.parse(bill.date)
  return new Date(Date.parse(date) + days).toISOString().slice(0, 10)
}
