import { upgradeIssued } from '../operations/billing/tables.ts'
import { readingModels } from '../operations/published-models.ts'
import { type CommonOptions, type Session, withSession } from './session.ts'

type Command = (session: Session) => Promise<void>

/** A session of a command that reads published models: it says so where they are of an earlier version. */
export function withModels(options: CommonOptions, command: Command): Promise<void> {
  return withSession(options, (session) => readingModels(session, () => command(session)))
}

/** The same for a command that reads issued bills: their tables are brought up to date first. */
export function withBills(options: CommonOptions, command: Command): Promise<void> {
  return withModels(options, async (session) => {
    await upgradeIssued(session.warehouse, session.prefix)
    await command(session)
  })
}
