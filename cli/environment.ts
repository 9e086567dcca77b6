import type { Environment } from '../transforms/project/environment.ts'
import { hasDatabase } from '../warehouse/inspect.ts'
import type { Session } from './session.ts'

/** Where models are built. An environment into which nothing was ingested reads what production has landed. */
export async function environmentOf({ warehouse, prefix }: Session): Promise<Environment> {
  if (prefix === '' || (await hasDatabase(warehouse, `${prefix}raw`))) return { prefix }
  return { prefix, sourcePrefix: '' }
}
