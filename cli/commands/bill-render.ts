import { join } from 'node:path'
import { documentsOf } from '../../operations/billing/document.ts'
import { documentChoice } from '../../operations/billing/document-choice.ts'
import { type DocumentFormat, formats, renderDocument } from '../../operations/billing/render.ts'
import { reasonOf } from '../../operations/outbox/hand-over.ts'
import { InputError } from '../../warehouse/errors.ts'
import { makeFolder, writeWhole } from '../../warehouse/folder.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'

const OUT = 'say where the files shall go: --out <folder>'

export interface RenderOptions extends CommonOptions {
  readonly cycle?: string
  readonly format: string
  readonly out: string
  readonly language?: string
}

/** `trunkline bill render`: issued bills as files. */
export async function render(number: string | undefined, options: RenderOptions): Promise<void> {
  const wanted = formatsOf(options.format)
  await withBills(options, async ({ warehouse, prefix, print, progress }) => {
    const where = await documentChoice(warehouse, prefix, number, options.cycle)
    makeFolder(options.out, OUT)
    const written: string[] = []
    const failed: string[] = []
    const of = { prefix, ...(options.language === undefined ? {} : { language: options.language }) }
    for await (const document of documentsOf(warehouse, where, of)) {
      for (const format of wanted) {
        const rendered = await renderDocument(warehouse, prefix, document, format).catch(reasonOf)
        if (typeof rendered === 'string') {
          failed.push(rendered)
          continue
        }
        const file = join(options.out, rendered.name)
        writeWhole(file, rendered.bytes, OUT)
        written.push(file)
      }
      progress.update('files', written.length)
    }
    progress.clear()
    print(
      options.json
        ? JSON.stringify(written)
        : `${written.length} ${written.length === 1 ? 'file' : 'files'} in ${options.out}`,
    )
    if (failed.length > 0) throw new InputError(`not rendered:\n${failed.join('\n')}`, 'the others are there')
  })
}

export function formatsOf(text: string): DocumentFormat[] {
  return text.split(',').map((name) => {
    if ((formats as readonly string[]).includes(name)) return name as DocumentFormat
    throw new InputError(`--format ${name} is not known`, `expected one or several of ${formats.join(', ')}: pdf,ubl`)
  })
}
