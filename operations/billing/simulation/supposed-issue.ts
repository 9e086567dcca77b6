import type { Event } from '../../../ingest/contracts/index.ts'
import type { BillJson } from '../bill-json.ts'
import type { SimulatedNote } from './simulated-bill.ts'
import { issuedEvents } from './simulated-issue.ts'

/** So that a supposed bill and the draft it was made from stand beside each other. */
const SUPPOSED = 'supposed/'

/**
 * Simulated bills and notes as what is owed of other documents than bills: late fees look at them, and the drafts they were
 * made from stay drafts.
 */
export function* supposedEvents(
  bills: readonly BillJson[],
  { bills: all, notes }: { readonly bills: readonly BillJson[]; readonly notes: readonly SimulatedNote[] },
): Generator<Event> {
  for (const event of issuedEvents(bills)) {
    const { bill_id, gross } = event as Event & { readonly bill_id: string; readonly gross?: string }
    const kind = gross?.startsWith('-') ? 'credit note' : 'debit note'
    yield { ...event, bill_id: `${SUPPOSED}${bill_id}`, ...(event.contract === 'issued_bill' ? { kind } : {}) } as Event
  }
  for (const [index, note] of notes.entries()) yield* noteEvents(note, `note/${index + 1}`, all)
}

function* noteEvents(note: SimulatedNote, id: string, bills: readonly BillJson[]): Generator<Event> {
  const bill = bills.find((each) => each.id === note.bill)!
  const of = {
    bill_id: `${SUPPOSED}${id}`,
    bill_number: id,
    issued_at: `${note.date}T00:00:00Z`,
    currency: note.currency,
  }
  const lines = note.lines.map(({ corrects_line, net }, index) => ({
    ...bill.lines.find(({ number }) => number === corrects_line)!,
    number: index + 1,
    net,
    rated_amount: net,
  }))
  for (const event of issuedEvents([{ ...bill, lines, net: note.net, tax: note.tax, gross: note.gross }])) {
    const document =
      event.contract === 'issued_bill'
        ? { kind: note.kind, corrects: note.bill, reason: note.reason, bill_date: note.date, due_date: note.date }
        : {}
    if (event.contract !== 'issued_bill_tax') yield { ...event, ...of, ...document } as Event
  }
}
