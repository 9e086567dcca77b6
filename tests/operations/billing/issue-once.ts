// Issues a cycle in a process of its own, to be killed: node issue-once.ts <url> <prefix> <cycle>
import { issueBills } from '../../../operations/billing/issue.ts'
import { connect } from '../../../warehouse/connect.ts'

const [url, prefix, cycle] = process.argv.slice(2)
const warehouse = connect({ url: url! })
await issueBills(warehouse, { prefix: prefix!, cycle: cycle! })
await warehouse.close()
