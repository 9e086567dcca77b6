import { expect, test } from 'vitest'
import { compareAndSet, createRegister, readRegister } from '../../warehouse/register.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()

test('of six writers racing for one step exactly one wins, and all agree which', async () => {
  const database = `${uniquePrefix()}trunkline`
  await createRegister(warehouse, database)
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => compareAndSet(warehouse, database, 'owner', round, `writer ${round}/${i}`)),
    )
    expect(new Set(answers.map((answer) => answer.value)).size).toBe(1)
    expect(answers[0]!.step).toBe(round + 1)
  }
  expect((await readRegister(warehouse, database, 'owner')).step).toBe(5)
})

test('a writer that expects an old step changes nothing', async () => {
  const database = `${uniquePrefix()}trunkline`
  await createRegister(warehouse, database)
  await compareAndSet(warehouse, database, 'owner', 0, 'first')
  expect(await compareAndSet(warehouse, database, 'owner', 0, 'late')).toEqual({ step: 1, value: 'first' })
})
