import { rebuildLedger } from '../../ingest/landing/rebuild_ledger.ts'
import { prepareLanding } from '../landing.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline ledger rebuild`: enters what stands in the raw tables into a ledger that has lost it. */
export async function rebuild(options: CommonOptions): Promise<void> {
  await withSession(options, async (session) => {
    await prepareLanding(session)
    const partitions = await rebuildLedger(session.warehouse, session.prefix)
    if (options.json) return session.print(JSON.stringify(partitions))
    if (partitions.length === 0)
      return session.print('the ledger knows every partition that has rows: nothing was done')
    session.print(renderTable(partitions, process.stdout.columns))
    session.print('\ningest the same inputs again: landing goes on there, and inserts only what is missing')
  })
}
