import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'

export const modelFolder = join(import.meta.dirname, '../../samples/catalogues/models')
export const sampleFile = join(import.meta.dirname, '../../samples/catalogues/mobile.yaml')

/** A worked example of a file under samples/catalogues/models: use, and what it costs. */
export interface Example {
  readonly price: string
  readonly cost: string
  readonly quantities?: readonly string[]
  readonly amounts?: readonly string[]
  readonly zone?: string
  readonly at?: string
  readonly seconds?: string
  /** Fields of `metered_usage`, where quantities and amounts do not say it. */
  readonly use?: readonly Readonly<Record<string, unknown>>[]
  /** Since when the line has its plan. */
  readonly from?: string
}

/** Every file of worked examples with its catalogue. */
export function modelExamples() {
  return readdirSync(modelFolder).map((name) => {
    const path = join(modelFolder, name)
    const text = readFileSync(path, 'utf8')
    const examples = parse(text, { schema: 'failsafe', merge: true })['x-examples'] as readonly Example[]
    return { name, catalogue: loadCatalogue(path).catalogue, examples }
  })
}
