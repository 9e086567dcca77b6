// A run in a process of its own, to be killed: node run-once.ts <url> <prefix> [intervals]
import { runProject } from '../../transforms/run/run.ts'
import { connect } from '../../warehouse/connect.ts'
import { intervalShop } from './interval-shop.ts'
import { shop } from './shop.ts'

const [url, prefix, intervals] = process.argv.slice(2)
const warehouse = connect({ url: url! })
const { status, run } = await runProject(intervals ? intervalShop() : shop(), {
  warehouse,
  environment: { prefix: prefix! },
  force: true,
})
await warehouse.close()
console.log(status, run)
