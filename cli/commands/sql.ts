import { readFileSync } from 'node:fs'
import { InputError } from '../../warehouse/errors.ts'
import { askSql } from '../../warehouse/inspect.ts'
import { type CommonOptions, withSession } from '../session.ts'
import { renderTable } from '../terminal/table.ts'

/** `trunkline sql`: asks the warehouse. Reading only: what is written goes through ingest and models. */
export async function sql(query: string | undefined, options: CommonOptions): Promise<void> {
  const text = (query ?? readFileSync(0, 'utf8')).trim().replace(/;\s*$/, '')
  if (text === '') throw new InputError('there is no query', 'trunkline sql "select * from customers.churn_monthly"')
  await withSession(options, async ({ warehouse, print }) => {
    const rows = await askSql(warehouse, text).catch((error) => {
      // What a person typed is wrong, not the platform.
      if (!(error instanceof InputError))
        throw new InputError(`ClickHouse cannot answer that: ${error instanceof Error ? error.message : error}`)
      throw error
    })
    print(options.json ? JSON.stringify(rows) : renderTable(rows, process.stdout.columns))
  })
}
