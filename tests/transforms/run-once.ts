// A run in a process of its own, to be killed: node run-once.ts <url> <prefix> [intervals]. Several URLs are of a cluster.

import { runProject } from '../../transforms/run/run.ts'
import { openCluster } from '../../warehouse/cluster/open-cluster.ts'
import { connect } from '../../warehouse/connect.ts'
import { intervalShop } from './interval-shop.ts'
import { shop } from './shop.ts'

const [url, prefix, intervals] = process.argv.slice(2)
const urls = url!.split(',')
const sharded = urls.length > 1
const warehouse = sharded ? await openCluster('local', urls) : connect({ url: url! })
const { status, run } = await runProject(intervals ? intervalShop({ sharded }) : shop(), {
  warehouse,
  environment: { prefix: prefix! },
  force: true,
})
await warehouse.close()
console.log(status, run)
