// A plan or a run of a written project, in a process of its own: node graph-child.ts plan|run <url> <prefix> <project> [full]
import module from 'node:module'
import type { Project } from '../../transforms/project/project.ts'

// As the command line does, before anything else is read.
module.enableCompileCache()
const { explainPlan, runProject } = await import('../../transforms/run/run.ts')
const { connect } = await import('../../warehouse/connect.ts')

const [, , work, url, prefix, file, full] = process.argv as unknown as string[]
const warehouse = connect({ url: url! })
const { project } = (await import(file!)) as { project: Project }
const options = { warehouse, environment: { prefix: prefix! }, concurrency: 1, force: full === 'full' }
if (work === 'plan') console.log((await explainPlan(project, options)).plan.due.length)
else {
  const { failure, steps } = await runProject(project, options)
  if (failure) throw failure
  console.log(steps.length)
}
await warehouse.close()
