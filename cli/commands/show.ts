import { join, resolve } from 'node:path'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import { readRelation, relationColumns } from '../../warehouse/inspect.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, type Session, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

interface ShowOptions extends CommonOptions {
  readonly limit: string
  readonly project?: string
  readonly orderBy?: string
  /** `true` for a file of the model's name, or where the picture shall go. */
  readonly plot?: string | true
  readonly x?: string
  readonly y?: string
  readonly color?: string
}

/** `trunkline show <model>`: the rows of a published model, or a picture of them. */
export async function show(name: string, options: ShowOptions): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1)
  const project = await loadProject(options.project)
  const model = modelNamed([...project.graph.models.keys()], name)
  await withSession(options, async (session) => {
    const rows = await publishedRows(session, model, limit, options.orderBy)
    if (options.plot !== undefined) await draw(session, model, rows, options)
    else session.print(options.json ? JSON.stringify(rows) : renderTable(rows, process.stdout.columns))
  })
}

/** Finds a model by its full name, or by its last part where that is clear. */
function modelNamed(names: readonly string[], name: string): string {
  const found = names.filter((full) => full === name || full.split('.')[1] === name)
  if (found.length === 1) return found[0]!
  if (found.length > 1) throw new InputError(`${name} is more than one model`, `say which: ${found.join(', ')}`)
  const [near] = nearest(name, [...names, ...names.map((full) => full.split('.')[1]!)])
  throw new InputError(`there is no model ${name}`, near ? `did you mean ${near}?` : 'trunkline plan lists all models')
}

async function publishedRows(session: Session, model: string, limit: number, orderBy: string | undefined) {
  const [database, table] = model.split('.') as [string, string]
  const relation = { database: session.prefix + database, table }
  const columns = await relationColumns(session.warehouse, relation)
  if (columns.length === 0) {
    const env = session.prefix === '' ? '' : ` --env ${session.prefix.slice(0, -2)}`
    throw new InputError(`${model} has not been built yet`, `build it with: trunkline run${env}`)
  }
  if (orderBy !== undefined && !columns.includes(orderBy)) {
    throw new ConfigurationError(`${model} has no column ${orderBy}`, `columns: ${columns.join(', ')}`)
  }
  return readRelation(session.warehouse, relation, limit, orderBy)
}

async function draw(session: Session, model: string, rows: readonly Record<string, unknown>[], options: ShowOptions) {
  if (rows.length === 0) throw new InputError(`${model} has no rows to draw`)
  const { guessAxes, plotPng } = await import('../terminal/plot.ts')
  const axes = guessAxes(rows, {
    ...(options.x ? { x: options.x } : {}),
    ...(options.y ? { y: options.y } : {}),
    ...(options.color ? { color: options.color } : {}),
  })
  const file = resolve(typeof options.plot === 'string' ? options.plot : join(session.home, 'plots', `${model}.png`))
  const picture = plotPng({ title: `${model}: ${axes.y}`, rows, ...axes })
  writeWhole(file, picture, 'say where the picture shall go: --plot <file>')
  session.print(
    options.json
      ? JSON.stringify({ file, ...axes, rows: rows.length })
      : `${file}  (${rows.length} rows, ${axes.y} by ${axes.x})`,
  )
}
