import { landingDatabases } from '../ingest/landing/databases.ts'
import { createLandingTables } from '../ingest/landing/tables.ts'
import type { Environment } from '../transforms/project/environment.ts'
import { requireEnvironment } from '../transforms/run/environments.ts'
import { hasDatabase } from '../warehouse/inspect.ts'
import type { Session } from './session.ts'

/** Where models are built. An environment into which nothing was ingested reads what production has landed. */
export async function environmentOf({ warehouse, prefix }: Session): Promise<Environment> {
  const own = await hasDatabase(warehouse, `${prefix}raw`)
  // What an earlier version landed lacks the tables and columns that this one reads.
  if (own) await createLandingTables(warehouse, landingDatabases(prefix))
  return prefix === '' || own ? { prefix } : { prefix, sourcePrefix: '' }
}

/** The same for a command that tells of what was run: asking of an environment that is not there must not make it. */
export async function standingEnvironment(session: Session): Promise<Environment> {
  const { warehouse, prefix } = session
  if (prefix !== '') await requireEnvironment(warehouse, { prefix })
  return environmentOf(session)
}
