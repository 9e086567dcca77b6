import { splitName } from '../../project/relation.ts'
import type { Manifest, ManifestModel, ManifestSource } from '../manifest.ts'
import { graphSvg } from './graph.ts'
import { minute, page, prose, table, text } from './html.ts'
import { layoutAround } from './layout.ts'
import { storedAs } from './stored-as.ts'

/** A model's page: what a row is, its columns and their origins, its lineage, checks, newest build, SQL. */
export function modelPage(manifest: Manifest, model: ManifestModel): string {
  const { name, description, materialized, columns, checks, results, published, filters, exposures } = model
  const rows = columns.map((column) => [
    `<code id="${text(column.name)}">${text(column.name)}</code>`,
    column.type === '' ? '' : `<code>${text(column.type)}</code>`,
    prose(column.description),
    column.from.map((from) => columnLink(manifest, from)).join(', '),
  ])
  const checkRows = checks.map((check) => {
    const result = results.find((each) => each.check === check.name)
    const failing = result !== undefined && result.failing > 0 ? `, ${result.failing.toLocaleString('en')} rows` : ''
    const status = result === undefined ? '' : `<span class="${result.status}">${result.status}${failing}</span>`
    return [text(check.name), check.severity, status]
  })
  const facts: (readonly [string, string])[] = [
    ['Stored as', text(storedAs(materialized))],
    ['Owner', text(model.owner)],
    ['Tags', text(model.tags.join(', '))],
    ['Built', text(builtText(published))],
    ['Rows', published === undefined || materialized.kind === 'view' ? '' : published.rows.toLocaleString('en')],
    ['Shown on', text(exposures.join(', '))],
    ['Reads', model.parents.map((each) => relationLink(manifest, each)).join(', ')],
    ['Read by', model.children.map((each) => relationLink(manifest, each)).join(', ')],
  ]
  return page(
    name,
    '../',
    `${heading(name, description)}<dl>${facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `<dt>${label}</dt><dd>${value}</dd>`)
      .join('')}</dl>
<h2>Lineage</h2>${graph(manifest, name)}
<h2>Columns</h2>${table(['Column', 'Type', 'Meaning', 'Computed from'], rows)}
${filters.length > 0 ? `<details><summary>Columns that decide which rows there are (${filters.length})</summary><p>${filters.map((each) => columnLink(manifest, each)).join(', ')}</p></details>` : ''}
${checkRows.length > 0 ? `<h2>Checks</h2>${table(['Check', 'Severity', 'Last result'], checkRows)}` : ''}
<h2>SQL</h2><pre>${text(model.sql)}</pre>`,
  )
}

function builtText(published: ManifestModel['published']): string {
  if (published === undefined) return 'not published'
  const { run, builtAt, seconds } = published
  return `run ${run}, ${builtAt === null ? '' : `${minute(builtAt)}, `}${seconds.toFixed(2)} s`
}

/** The page of an event's table. */
export function sourcePage(manifest: Manifest, { name, description, columns, children }: ManifestSource): string {
  const rows = columns.map((column) => [
    `<code id="${text(column.name)}">${text(column.name)}</code>`,
    `<code>${text(column.type)}</code>`,
    prose(column.description),
  ])
  const readers = children.map((each) => relationLink(manifest, each)).join(', ')
  return page(
    name,
    '../',
    `${heading(name, description)}<dl><dt>Read by</dt><dd>${readers === '' ? 'nothing' : readers}</dd></dl>
<h2>Lineage</h2>${graph(manifest, name)}<h2>Columns</h2>${table(['Column', 'Type', 'Meaning'], rows)}`,
  )
}

function heading(name: string, description: string): string {
  const { database, table: own } = splitName(name)
  return `<h1><span class="soft">${database}.</span>${own}</h1><p>${prose(description)}</p>`
}

function graph(manifest: Manifest, name: string): string {
  const parents = new Map(manifest.models.map((model) => [model.name, model.parents]))
  const children = new Map([...manifest.models, ...manifest.sources].map((each) => [each.name, each.children]))
  return graphSvg(layoutAround(name, parents, children), name, (each) => hrefOf(manifest, each))
}

function hrefOf(manifest: Manifest, name: string): string {
  return `../${manifest.models.some((model) => model.name === name) ? 'models' : 'sources'}/${name}.html`
}

function relationLink(manifest: Manifest, name: string): string {
  return `<a href="${hrefOf(manifest, name)}">${text(name)}</a>`
}

function columnLink(manifest: Manifest, from: string): string {
  const dot = from.lastIndexOf('.')
  return `<a href="${hrefOf(manifest, from.slice(0, dot))}#${from.slice(dot + 1)}"><code>${text(from)}</code></a>`
}
