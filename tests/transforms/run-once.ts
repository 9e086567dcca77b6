// A run in a process of its own, to be killed: node run-once.ts <url> <prefix>
import { runProject } from '../../transforms/run/run.ts'
import { connect } from '../../warehouse/connect.ts'
import { shop } from './shop.ts'

const [url, prefix] = process.argv.slice(2)
const warehouse = connect({ url: url! })
const { status, run } = await runProject(shop(), { warehouse, environment: { prefix: prefix! }, force: true })
await warehouse.close()
console.log(status, run)
