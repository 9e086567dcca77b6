import { expect, test } from 'vitest'
import { openScratch, scratchTable } from '../../transforms/run/scratch.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { shop } from './shop.ts'

const warehouse = testWarehouse()

test('a scratch whose model has two rows of one key answers nothing', async () => {
  const scratch = await openScratch(warehouse, `${uniquePrefix()}scratch`, shop({ withoutView: true }), {
    wanted: ['rating.rated'],
  })
  try {
    await scratch.createSources()
    const table = quoteRelation(scratchTable(scratch.database, 'raw.calls'))
    const row = (id: string) => `('${id}', 1, 'be', '2026-01-01 10:00:00', 60)`
    await warehouse.command(`INSERT INTO ${table} VALUES ${['a', 'b', 'a'].map(row).join(', ')}`)
    await expect(scratch.build()).rejects.toThrow(
      'rating.rated: check \'unique: event_id\' fails: {"event_id":"a","rows":"2"}',
    )
  } finally {
    await scratch.drop()
  }
})
