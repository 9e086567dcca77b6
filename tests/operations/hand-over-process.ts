// Hands 60 documents over and says after each one how many are done: to be killed.
import { handOver } from '../../operations/outbox/hand-over.ts'
import { connect } from '../../warehouse/connect.ts'
import { letters } from './letters.ts'

const [, , url, prefix, folder] = process.argv as unknown as [string, string, string, string, string]
const warehouse = connect({ url })
await handOver(warehouse, letters(60), { prefix, folder, onProgress: (done) => process.stdout.write(`${done}\n`) })
await warehouse.close()
