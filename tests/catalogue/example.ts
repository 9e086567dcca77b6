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
}

/** Every file of worked examples with its catalogue. */
export function modelExamples() {
  return readdirSync(modelFolder).map((name) => {
    const path = join(modelFolder, name)
    const examples = parse(readFileSync(path, 'utf8'), { schema: 'failsafe' })['x-examples'] as readonly Example[]
    return { name, catalogue: loadCatalogue(path).catalogue, examples }
  })
}
