import { describe, expect, it } from 'vitest'
import { modelFlow } from '../../transforms/docs/lineage.ts'
import { compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { given, modelTest } from '../../transforms/project/model-test.ts'
import { source } from '../../transforms/project/source.ts'
import { expectModel } from '../../transforms/run/model-test.ts'
import { arrayJoins } from '../../transforms/sql/clauses.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const place = published({ prefix })

describe('a source with a column that is an array', () => {
  const order = source('raw.order', { id: t.uint64, items: t.array(t.string), prices: t.array(t.decimal(18, 2)) })
  const item = model('shop.item', { order })
    .query((q) =>
      q
        .selectFrom('order as o')
        .$call(arrayJoins((eb) => ({ item: eb.ref('o.items'), price: eb.ref('o.prices') })))
        .select((eb) => ['o.id', eb.ref('item').as('item'), eb.ref('price').as('price')]),
    )
    .table({ orderBy: ['id'] })

  it('is read an element a row, from its table and from the rows of a unit test, and lineage knows the column', async () => {
    const row: Pick<RowOf<typeof item>, 'item' | 'price'> = { item: 'sim', price: '1.5' }
    await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
    await warehouse.command(
      `CREATE TABLE ${prefix}raw.order (id UInt64, items Array(String), prices Array(Decimal(18, 2))) ENGINE = MergeTree ORDER BY id`,
    )
    await warehouse.command(`INSERT INTO ${prefix}raw.order VALUES (1, ['sim', 'phone'], [1.5, 99]), (2, [], [])`)
    const { sql } = compileModel(item, place)
    expect(await warehouse.rows(`SELECT * FROM (${sql}) ORDER BY item`)).toEqual([
      { id: '1', item: 'phone', price: '99' },
      { id: '1', ...row },
    ])
    await expectModel(
      warehouse,
      modelTest('an order of two items', item, {
        given: [given(order, { id: 1n, items: ['sim', 'phone'], prices: ['1.50', '99.00'] })],
        expect: [
          { id: 1n, item: 'sim', price: '1.5' },
          { id: 1n, item: 'phone', price: '99' },
        ],
      }),
    )
    expect([...modelFlow(item).columns.get('item')!]).toEqual(['raw.order.items'])
  })
})
