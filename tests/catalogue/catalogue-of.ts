import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The catalogue that a YAML (or JSON) text says: it goes through a file, as a user's does. */
export function catalogueOf(text: string): Catalogue {
  const folder = temporaryFolder('catalogue')
  try {
    const file = join(folder, 'catalogue.yaml')
    writeFileSync(file, text)
    return loadCatalogue(file).catalogue
  } finally {
    rmSync(folder, { recursive: true })
  }
}
