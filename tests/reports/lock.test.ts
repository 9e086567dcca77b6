import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holding } from '../../cli/reports/lock.ts'
import { temporaryFolder } from '../temporary-folder.ts'

let dir: string
beforeEach(() => {
  dir = temporaryFolder('lock')
})
afterEach(() => rmSync(dir, { recursive: true }))

it('a second builder waits until the first is done', async () => {
  const order: string[] = []
  let finish = () => {}
  const first = holding(
    dir,
    () => {},
    async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      order.push('first')
    },
  )
  const second = holding(
    dir,
    () => {
      order.push('waits')
      finish()
    },
    async () => {
      order.push('second')
    },
  )
  await Promise.all([first, second])
  expect(order).toEqual(['waits', 'first', 'second'])
})

it('lets go when the work fails', async () => {
  const failing = holding(
    dir,
    () => {},
    () => Promise.reject(new Error('no')),
  )
  await expect(failing).rejects.toThrow('no')
  expect(existsSync(join(dir, '.building'))).toBe(false)
})

it('takes over from a builder that died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(join(dir, '.building'), String(pid))
  await expect(
    holding(
      dir,
      () => {},
      async () => 'done',
    ),
  ).resolves.toBe('done')
})

it('takes over from a builder that was killed before its note was written', async () => {
  const path = join(dir, '.building')
  writeFileSync(path, '')
  utimesSync(path, new Date(0), new Date(0))
  const work = async () => 'done'
  await expect(holding(dir, () => {}, work, AbortSignal.timeout(5_000))).resolves.toBe('done')
  expect(readdirSync(dir)).toEqual([])
})

it('takes over when another program has the pid of a builder that died', async () => {
  writeFileSync(join(dir, '.building'), `${process.pid} 1`)
  const work = async () => 'done'
  await expect(holding(dir, () => {}, work, AbortSignal.timeout(5_000))).resolves.toBe('done')
})

it('stops waiting when told', async () => {
  writeFileSync(join(dir, '.building'), String(process.pid))
  const stop = new AbortController()
  const waiting = holding(
    dir,
    () => stop.abort(new Error('enough')),
    async () => {},
    stop.signal,
  )
  await expect(waiting).rejects.toThrow()
  expect(existsSync(join(dir, '.building'))).toBe(true)
})
