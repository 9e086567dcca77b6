import { billsOfEvent } from '../../operations/billing/events.ts'
import { InputError } from '../../warehouse/errors.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline bill of event`: where a use was billed. */
export async function ofEvent(event: string, options: CommonOptions): Promise<void> {
  await withBills(options, async ({ warehouse, prefix, print }) => {
    const found = await billsOfEvent(warehouse, prefix, event)
    if (options.json) return print(JSON.stringify(found))
    if (found.length === 0) {
      throw new InputError(`no issued bill has the use ${event}`, 'trunkline explain says how it is rated, if it is')
    }
    print(renderTable(found, process.stdout.columns))
  })
}
