import { correctBills, correctionsOf } from '../../operations/billing/correct.ts'
import { dayOf } from '../day.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

export interface CorrectCommandOptions extends CommonOptions {
  readonly date?: string
}

/** `trunkline bill correct`: credit notes to bills that the models now say were too high. */
export async function correct(options: CorrectCommandOptions): Promise<void> {
  const date = dayOf(options.date)
  await withBills(options, async ({ warehouse, prefix, print }) => {
    const set = await correctBills(warehouse, { prefix, date })
    const notes = set === undefined ? [] : await correctionsOf(warehouse, prefix, set)
    if (options.json) return print(JSON.stringify({ notes }))
    if (notes.length === 0) return print('nothing to credit: no issued bill is higher than the models say now')
    print(renderTable(notes, process.stdout.columns, ['net', 'tax', 'gross']))
    const issued = notes.length === 1 ? '1 credit note. It reaches' : `${notes.length} credit notes. They reach`
    print(`\n${issued} the models with the next run: trunkline run`)
  })
}
