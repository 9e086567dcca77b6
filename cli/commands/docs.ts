import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { contractReference } from '../../ingest/contracts/reference.ts'
import { modelReference } from '../../transforms/docs/reference.ts'
import { publishedTypes } from '../../transforms/run/status.ts'
import { makeFolder } from '../../warehouse/folder.ts'
import { loadProject } from '../project.ts'
import { type CommonOptions, withSession } from '../session.ts'

/** `trunkline docs`: the reference pages of contracts and models, as Markdown. Types are those of what is published. */
export async function docs(
  options: CommonOptions & { readonly out: string; readonly project?: string },
): Promise<void> {
  const project = await loadProject(options.project)
  await withSession(options, async ({ warehouse, prefix, print }) => {
    const types = await publishedTypes(warehouse, { prefix }, project)
    const pages = new Map([['contracts', contractReference()], ...modelReference(project, types)])
    const out = resolve(options.out)
    makeFolder(out, 'say where the pages shall go: --out <folder>')
    for (const [name, text] of pages) writeFileSync(join(out, `${name}.md`), text)
    print(options.json ? JSON.stringify({ out, pages: [...pages.keys()] }) : `${pages.size} pages in ${out}`)
  })
}
