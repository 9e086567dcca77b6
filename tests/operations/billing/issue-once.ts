// Issues a cycle in a process of its own, to be killed: node issue-once.ts <url> <prefix> <cycle> [<statement>]
// With a statement it kills itself while the server works on that one.
import { issueBills } from '../../../operations/billing/issue.ts'
import { connect, type Warehouse } from '../../../warehouse/connect.ts'

const [url, prefix, cycle, statement] = process.argv.slice(2)
const warehouse = connect({ url: url! })
let left = Number(statement ?? Number.POSITIVE_INFINITY)
const dieAt = <T>(working: Promise<T>): Promise<T> => {
  left -= 1
  // A moment, so that it is on its way.
  if (left === 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2)
  return left <= 0 ? working.then(() => new Promise<T>(() => {})) : working
}
const mortal: Warehouse = {
  ...warehouse,
  command: (sql, options) => dieAt(warehouse.command(sql, options)),
  rows: <T>(sql: string, options?: object) => dieAt(warehouse.rows<T>(sql, options)),
}
await issueBills(mortal, { prefix: prefix!, cycle: cycle! })
await warehouse.close()
