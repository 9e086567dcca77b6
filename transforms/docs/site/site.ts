import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitName } from '../../project/relation.ts'
import type { RunStatus } from '../../run/status.ts'
import type { Manifest } from '../manifest.ts'
import { minute, page, prose, table, text } from './html.ts'
import { modelPage, sourcePage } from './pages.ts'
import { style } from './style.ts'

/**
 * A project's documentation as a static site: file names and their text. It needs no server and no network; a page of
 * each model and source, an index, and a search over names, columns and descriptions.
 */
export function docsSite(manifest: Manifest): ReadonlyMap<string, string> {
  const files = new Map<string, string>([
    ['index.html', indexPage(manifest)],
    ['style.css', style],
    ['browser.js', readFileSync(join(import.meta.dirname, 'browser.js'), 'utf8')],
    ['search-index.js', `window.searchIndex=${scriptText(searchIndex(manifest))}\n`],
    ['manifest.json', `${JSON.stringify(manifest, null, 1)}\n`],
  ])
  for (const model of manifest.models) files.set(`models/${model.name}.html`, modelPage(manifest, model))
  for (const source of manifest.sources) files.set(`sources/${source.name}.html`, sourcePage(manifest, source))
  return files
}

function indexPage({ run, models, sources, exposures, reconciliations }: Manifest): string {
  const databases = [...new Set(models.map(({ name }) => splitName(name).database))]
  const link = (folder: string, name: string) => `<a href="${folder}/${name}.html">${text(name)}</a>`
  const sections = databases.map((database) => {
    const own = models.filter(({ name }) => splitName(name).database === database)
    const rows = own.map(({ name, description, materialized, published }) => [
      link('models', name),
      prose(description),
      materialized.kind,
      published === undefined || materialized.kind === 'view' ? '' : published.rows.toLocaleString('en'),
    ])
    return `<h2 id="${database}">${database}</h2>${table(['Model', 'A row is', 'Stored as', 'Rows'], rows)}`
  })
  const events = sources.map(({ name, description }) => [link('sources', name), prose(description)])
  const pages = exposures.map(({ name, kind, file, reads }) => [
    text(name),
    kind,
    `<code>${text(file)}</code>`,
    Object.keys(reads)
      .map((model) => link('models', model))
      .join(', '),
  ])
  const agree = reconciliations.map(({ name, severity, reads }) => [text(name), severity, text(reads.join(', '))])
  return page(
    'Models',
    '',
    `<h1>Models</h1><p class="soft">${models.length} models, ${sources.length} events. Press <code>/</code> to search.</p>${run === null ? '' : `<p>${text(lastRunText(run))}</p>`}
<p>${[...databases, 'events'].map((name) => `<a href="#${name}">${name}</a>`).join(' · ')}</p>${sections.join('')}
<h2 id="events">Events</h2>${table(['Event', 'What it is'], events)}
${pages.length > 0 ? `<h2 id="exposures">Who reads models</h2>${table(['Page', 'Kind', 'File', 'Reads'], pages)}` : ''}
${agree.length > 0 ? `<h2 id="reconciliations">Reconciliations</h2>${table(['Agree', 'Severity', 'Reads'], agree)}` : ''}`,
  )
}

function lastRunText({ run, status, selection, startedAt, seconds, error }: RunStatus): string {
  const took = status === 'published' || status === 'failed' ? `, ${seconds.toFixed(1)} s` : ''
  const why = error === '' ? '' : `: ${error}`
  return `Last run: ${run}${selection === '' ? '' : ` (${selection})`}, ${status}, begun ${minute(startedAt)}${took}${why}`
}

/** Kind, name, description, page: models and events first, so that they come before columns of the same rank. */
function searchIndex({ models, sources }: Manifest): readonly (readonly [string, string, string, string])[] {
  const all = [
    ...models.map((each) => ({ ...each, kind: 'model', href: `models/${each.name}.html` })),
    ...sources.map((each) => ({ ...each, kind: 'event', href: `sources/${each.name}.html` })),
  ]
  return [
    ...all.map(({ kind, name, description, href }) => [kind, name, description, href] as const),
    ...all.flatMap(({ name, columns, href }) =>
      columns.map(
        (column) => ['column', `${name}.${column.name}`, column.description, `${href}#${column.name}`] as const,
      ),
    ),
  ]
}

// What a browser reads as script must not hold the end of one.
function scriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
