import { eventsOfBill } from '../../operations/billing/events.ts'
import { readBill, type ShownBill } from '../../operations/billing/read.ts'
import { InputError } from '../../warehouse/errors.ts'
import { billTold } from '../billing/bill-told.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline bill show`: a bill, note or draft, and the uses its lines are the sum of. */
export async function show(number: string, options: CommonOptions & { readonly events?: boolean }): Promise<void> {
  await withBills(options, async (session) => {
    const { warehouse, prefix, print } = session
    const bill = await readBill(warehouse, prefix, number)
    if (options.events && bill.state === 'draft') {
      throw new InputError(
        `${bill.id} is a draft: its uses are fixed when it is issued`,
        'until then ask rating.rated_usage: trunkline sql "select * from rating.rated_usage where …"',
      )
    }
    if (options.json) return printJson(session, bill, options.events)
    print(billTold(bill, process.stdout.columns, titleOf(bill)))
    if (!options.events) return
    for await (const page of eventsOfBill(warehouse, prefix, bill.id)) print(renderTable(page, process.stdout.columns))
  })
}

function titleOf({ state, kind, number, id, account, corrects, reason }: ShownBill): string {
  const corrected = corrects === '' ? '' : ` to ${corrects} (${reason})`
  return state === 'draft' ? `draft ${id}` : `${kind} ${number} of ${account}${corrected}`
}

async function printJson({ warehouse, prefix, print }: Session, bill: ShownBill, events?: boolean): Promise<void> {
  if (!events) return print(JSON.stringify(bill))
  // A bill may have millions of uses: they are written as they come, never all in memory.
  process.stdout.write(`${JSON.stringify(bill).slice(0, -1)},"events":[`)
  let comma = ''
  for await (const page of eventsOfBill(warehouse, prefix, bill.id)) {
    process.stdout.write(comma + page.map((event) => JSON.stringify(event)).join(','))
    comma = ','
  }
  print(']}')
}
