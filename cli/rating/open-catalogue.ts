import { type LoadedCatalogue, loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import type { RowsRead } from '../../ingest/catalogue/read_value.ts'
import { progressOf } from '../terminal/progress.ts'

type Told = { readonly json?: boolean }

/** The catalogue of a folder or file, with progress while its list files are read; InputError with every fault. */
export const openCatalogue = (folder: string, options: Told): LoadedCatalogue =>
  withRowsTold(options, (onRows) => loadCatalogue(folder, onRows))

/** Reads list files with progress. */
export function withRowsTold<T>(options: Told, read: (onRows: RowsRead) => T): T {
  const progress = progressOf(options)
  try {
    return read((file, rows, total) => progress.update(`${file}: rows`, rows, total))
  } finally {
    progress.clear()
  }
}
