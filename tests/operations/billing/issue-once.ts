// Issues a cycle in a process of its own, to be killed: node issue-once.ts <url> <prefix> <cycle> [<statement>]
// With a statement it kills itself while the server works on that one.
import { issueBills } from '../../../operations/billing/issue.ts'
import { connect } from '../../../warehouse/connect.ts'
import { mortal } from '../../mortal-warehouse.ts'

const [url, prefix, cycle, statement] = process.argv.slice(2)
const warehouse = connect({ url: url! })
await issueBills(mortal(warehouse, statement), { prefix: prefix!, cycle: cycle! })
await warehouse.close()
