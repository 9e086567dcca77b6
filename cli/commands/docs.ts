import { join, resolve } from 'node:path'
import { contractByName } from '../../ingest/contracts/contract_by_name.ts'
import { contractReference } from '../../ingest/contracts/reference.ts'
import { sourceColumns } from '../../ingest/contracts/source_columns.ts'
import { type ManifestSource, manifestOf } from '../../transforms/docs/manifest.ts'
import { modelReference } from '../../transforms/docs/reference.ts'
import { docsSite } from '../../transforms/docs/site/site.ts'
import { formattedSql } from '../../transforms/run/format-sql.ts'
import { latestChecks, latestRun, modelStatus, publishedTypes } from '../../transforms/run/status.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import { standingEnvironment } from '../environment.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'

export interface DocsOptions extends CommonOptions {
  readonly out?: string
  readonly site?: string
  readonly project?: string
}

/**
 * `trunkline docs`: the reference pages of contracts and models as Markdown, with `--site` a static site, with `--json`
 * the manifest. Types, rows and checks are those of what is published.
 */
export async function docs(options: DocsOptions): Promise<void> {
  const project = await loadProject(options.project)
  await withSession(options, async (session) => {
    const { warehouse, prefix, print } = session
    const types = await publishedTypes(warehouse, { prefix }, project)
    const pages = new Map([['contracts', contractReference()], ...modelReference(project, types)])
    const environment = await standingEnvironment(session)
    const status = await modelStatus(warehouse, environment)
    const results = await latestChecks(warehouse, environment)
    const run = await latestRun(warehouse, environment)
    const sql = await formattedSql(warehouse, project)
    const manifest = manifestOf(project, { types, status, results, run, sql, sources: landedTables() })
    const site = options.site === undefined ? undefined : resolve(options.site)
    // A machine that asks for the manifest alone, or a reader for the site alone, gets no pages beside it.
    const wanted = options.out ?? (site === undefined && !options.json ? 'docs/reference' : undefined)
    const out = wanted === undefined ? undefined : resolve(wanted)
    if (out !== undefined) {
      const markdown = [...pages].map(([name, text]) => [`${name}.md`, text] as const)
      writeFiles(out, markdown, 'say where the pages shall go: --out <folder>')
      if (!options.json) print(`${pages.size} pages in ${out}`)
    }
    if (site !== undefined) {
      const files = docsSite(manifest)
      writeFiles(site, files, 'say where the site shall go: --site <folder>')
      if (!options.json) print(`${files.size} files in ${site}: open ${join(site, 'index.html')}`)
    }
    if (options.json) print(JSON.stringify({ out, site, pages: [...pages.keys()], manifest }))
  })
}

/** Every contract's table, with the meaning of its fields; a column of landing's own has none. */
function landedTables(): Omit<ManifestSource, 'children'>[] {
  return [...contractByName.values()].map((contract) => ({
    name: `raw.${contract.name}`,
    description: contract.description,
    columns: Object.entries(sourceColumns(contract)).map(([name, column]) => ({
      name,
      type: column.ddl,
      description: contract.fields[name]?.is ?? '',
    })),
  }))
}

function writeFiles(folder: string, files: Iterable<readonly [string, string]>, hint: string): void {
  for (const [name, text] of files) writeWhole(join(folder, name), text, hint)
}
