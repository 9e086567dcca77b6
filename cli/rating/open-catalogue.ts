import { type LoadedCatalogue, loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { progressOf } from '../terminal/progress.ts'

/** The catalogue of a folder or file, with progress while its list files are read; InputError with every fault. */
export function openCatalogue(folder: string, options: { readonly json?: boolean }): LoadedCatalogue {
  const progress = progressOf(options)
  try {
    return loadCatalogue(folder, (file, rows, total) => progress.update(`${file}: rows`, rows, total))
  } finally {
    progress.clear()
  }
}
