// A run in a process of its own, to be killed: node run-once.ts <url> <prefix> [project] [statement at which it kills itself].
// Several URLs are of a cluster.

import { runProject } from '../../transforms/run/run.ts'
import { openCluster } from '../../warehouse/cluster/open-cluster.ts'
import { connect } from '../../warehouse/connect.ts'
import { heard } from './heard.ts'
import { intervalShop } from './interval-shop.ts'
import { killedAt } from './killed-at.ts'
import { shop } from './shop.ts'

const [url, prefix, name = 'shop', at] = process.argv.slice(2)
const urls = url!.split(',')
const sharded = urls.length > 1
const warehouse = sharded ? await openCluster('local', urls) : connect({ url: url! })
const projects = { shop: () => shop(), intervals: () => intervalShop({ sharded }), heard: () => heard({ sharded }) }
const { status, run } = await runProject(projects[name as keyof typeof projects](), {
  warehouse: at === undefined ? warehouse : killedAt(warehouse, at === 'filling' ? at : Number(at)),
  environment: name === 'heard' && sharded ? { prefix: prefix!, sourcePrefix: '' } : { prefix: prefix! },
  // What is appended to would be read again from the beginning.
  force: name !== 'heard',
})
await warehouse.close()
console.log(status, run)
