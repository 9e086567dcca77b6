import { expect, test } from 'vitest'
import { contractByName } from '../../ingest/contracts/contract_by_name.ts'
import { contractReference } from '../../ingest/contracts/reference.ts'

test('the reference names every field of every contract once, in a table that is whole', () => {
  const page = contractReference()
  for (const { name, fields } of contractByName.values()) {
    const section = page.split(`\n## ${name}\n`)[1]!.split('\n## ')[0]!
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    expect(rows.map((line) => line.split('`')[1])).toEqual(Object.keys(fields))
    for (const line of rows) expect(line.split(/(?<!\\)\|/)).toHaveLength(7)
  }
})
