import { issuedSets } from '../../operations/billing/issued-sets.ts'
import { withBills } from '../reading-session.ts'
import type { CommonOptions } from '../session.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeNumber } from '../whole-number.ts'

/** `trunkline bill issued`: the sets that were issued. */
export async function issued(options: CommonOptions & { readonly limit: string }): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1)
  await withBills(options, async ({ warehouse, prefix, print }) => {
    const sets = await issuedSets(warehouse, prefix, limit)
    if (options.json) return print(JSON.stringify(sets))
    const rows = sets.map(({ of, at, state, bills, hash, despite }) => ({
      of,
      at,
      state,
      bills: String(bills),
      content: hash.slice(0, 12),
      despite: despite ?? '',
    }))
    print(rows.length === 0 ? 'nothing was issued' : renderTable(rows, process.stdout.columns))
  })
}
