import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { pool } from '../../transforms/run/pool.ts'

it('answers in order, with no more under way than allowed', async () => {
  let running = 0
  let most = 0
  const answers = await pool([30, 1, 20, 2], 2, async (milliseconds) => {
    most = Math.max(most, ++running)
    await sleep(milliseconds)
    running--
    return milliseconds * 2
  })
  expect(answers).toEqual([60, 2, 40, 4])
  expect(most).toBe(2)
})

it('begins nothing after an error, and throws the first when what was under way has ended', async () => {
  const begun: string[] = []
  const ended: string[] = []
  const work = async (name: string) => {
    begun.push(name)
    await sleep(name === 'slow' ? 30 : 1)
    if (name !== 'slow') throw new Error(name)
    ended.push(name)
  }
  await expect(pool(['slow', 'bad', 'never', 'begun'], 2, work)).rejects.toThrow('bad')
  expect(begun).toEqual(['slow', 'bad'])
  expect(ended).toEqual(['slow'])
})
