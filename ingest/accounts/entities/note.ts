import {
  amount,
  day,
  defaulted,
  flag,
  list,
  localTime,
  needed,
  nested,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
  whole,
} from '../../catalogue/schema/shape.ts'

const noteLineShape = record('note_line', 'A line of the bill that a note corrects.', {
  line: needed(whole(1), 'Number of the line on the bill', '1'),
  amount: optional(amount('0'), 'Without tax; all that is left of the line unless told', '5.00'),
})

/** A note to a simulated bill. */
export const noteShape = record(
  'note',
  'A credit or debit note to a bill of the account, as `trunkline bill credit` and `debit` issue it: one of all, lines, amount.',
  {
    kind: defaulted(oneOf('credit', 'debit'), 'credit', 'What it is', 'credit'),
    bill: needed(day, 'Date of the bill it corrects', '2026-02-01'),
    at: optional(localTime, 'Date of the note; the bill’s unless told', '2026-02-12'),
    all: defaulted(flag, 'false', 'All that is left of the bill', 'true'),
    lines: defaulted(list(nested(noteLineShape)), '', 'Lines of the bill', '[{line: 1, amount: 5.00}]'),
    amount: optional(amount('0'), 'Without tax, spread over all that is left', '10.00'),
    reason: defaulted(text, 'correction', 'Stands on it', 'goodwill'),
  },
  [
    (note) =>
      [
        note.all === true,
        ((note.lines as readonly unknown[] | undefined) ?? []).length > 0,
        note.amount !== undefined,
      ].filter(Boolean).length === 1
        ? undefined
        : { member: 'bill', expected: 'one of all, lines and amount beside it' },
  ],
)
export type AccountNote = ValueOf<typeof noteShape>
