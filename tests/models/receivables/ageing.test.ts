import { expect, test } from 'vitest'
import { ageing } from '../../../models/receivables/ageing.ts'
import { compileModel } from '../../../transforms/project/compile.ts'
import { published } from '../../../transforms/project/environment.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()

test('100 due 1 March, 30 disputed, 10 unapplied: on 31 March 70 + 30 - 10 = 90', async () => {
  await warehouse.command(`CREATE DATABASE ${prefix}receivables`)
  await warehouse.command(`CREATE DATABASE ${prefix}staging`)
  await warehouse.command(`
    CREATE VIEW ${prefix}receivables.open_item AS
    SELECT 'A-1' AS billing_account_id, 'EUR' AS currency, '1-30' AS bucket,
      toDecimal128('70', 3) AS undisputed, toDecimal128('30', 3) AS disputed`)
  await warehouse.command(`
    CREATE VIEW ${prefix}receivables.account_balance AS
    SELECT 'A-1' AS billing_account_id, 'EUR' AS currency, toDecimal128('10', 3) AS unapplied`)
  await warehouse.command(`CREATE VIEW ${prefix}staging.clock AS SELECT toDate('2026-03-31') AS as_of_day`)
  const { sql } = compileModel(ageing, published({ prefix }))
  const rows = await warehouse.rows<{ bucket: string; amount: string }>(sql)
  expect(Object.fromEntries(rows.map(({ bucket, amount }) => [bucket, amount]))).toEqual({
    '1-30': '70',
    disputed: '30',
    'unapplied credit': '-10',
  })
  expect(rows.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(90n)
})
