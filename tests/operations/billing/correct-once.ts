// Corrects bills, or credits one, in a process of its own, to be killed: node correct-once.ts <url> <prefix> <date> [<number>]
import { correctBills } from '../../../operations/billing/correct.ts'
import { issueNote } from '../../../operations/billing/note.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix, date, number] = process.argv.slice(2)
const warehouse = connect({ url: url! })
if (number === undefined) await correctBills(warehouse, { prefix: prefix!, date: date! })
else {
  await issueNote(warehouse, {
    prefix: prefix!,
    kind: 'credit note',
    number,
    request: { lines: [{ line: 1 }] },
    reason: 'killed',
    date: date!,
  })
}
await warehouse.close()
