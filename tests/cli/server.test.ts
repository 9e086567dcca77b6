import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runningServer } from '../../warehouse/open.ts'
import { finished, newHome, spawnTrunkline, trunkline } from './trunkline.ts'

test('up starts a server that other commands use, down stops it, and both may be said twice', async () => {
  const home = newHome()
  const up = JSON.parse((await trunkline(home, ['up', '--json'])).out) as { pid: number; url: string; started: boolean }
  expect(up.started).toBe(true)
  const again = JSON.parse((await trunkline(home, ['up', '--json'])).out)
  expect(again).toEqual({ ...up, started: false })
  const asked = await trunkline(home, ['sql', 'select 6 * 7 as answer', '--json'])
  expect(JSON.parse(asked.out)).toEqual([{ answer: 42 }])
  expect(runningServer(home)?.pid).toBe(up.pid)
  expect(JSON.parse((await trunkline(home, ['down', '--json'])).out)).toEqual({ stopped: true })
  expect(runningServer(home)).toBeUndefined()
  expect(JSON.parse((await trunkline(home, ['down', '--json'])).out)).toEqual({ stopped: false })
}, 120_000)

test('a command without a server starts one for itself and leaves no process behind', async () => {
  const home = newHome()
  const { code } = await trunkline(home, ['status'])
  expect(code).toBe(0)
  expect(existsSync(join(home, 'server.json'))).toBe(false)
})

test('commands that begin at once share a server, and it goes on until the last of them has ended', async () => {
  const home = newHome()
  const asking = (seconds: number) =>
    trunkline(home, ['sql', `select sum(sleepEachRow(0.5)) + 6 as answer from numbers(${seconds * 2})`, '--json'])
  const answers = await Promise.all([asking(1), asking(2)])
  for (const { code, out, err } of answers) {
    expect(err).toMatch(/^(trunkline: another command uses this server.*\n)?$/)
    expect({ code, out }).toEqual({ code: 0, out: '[{"answer":"6"}]\n' })
  }
  expect(existsSync(join(home, 'server.json'))).toBe(false)
}, 120_000)

test('sql reads only, and says what is wrong with a query', async () => {
  const home = newHome()
  const written = await trunkline(home, ['sql', 'create table t (n Int8) engine = Memory'])
  expect(written.err).toMatch(/readonly/)
  expect(written.code).toBe(2)
  const wrong = await trunkline(home, ['sql', 'select nothing from nowhere'])
  expect(wrong.err).toMatch(/cannot answer that/)
  expect(wrong.code).toBe(2)
})

test('Ctrl-C ends a command that holds the server, and the server with it', async () => {
  const home = newHome()
  const child = spawnTrunkline(home, ['start', '--subscribers', '20000', '--no-reports'])
  const end = finished(child)
  await waitFor(() => existsSync(join(home, 'server.json')))
  const { pid } = JSON.parse(readFileSync(join(home, 'server.json'), 'utf8')) as { pid: number }
  child.kill('SIGINT')
  const { err } = await end
  expect(err).not.toMatch(/a defect in Trunkline/)
  expect(existsSync(join(home, 'server.json'))).toBe(false)
  expect(isRunning(pid)).toBe(false)
}, 120_000)

async function waitFor(condition: () => boolean): Promise<void> {
  const until = performance.now() + 60_000
  while (!condition()) {
    if (performance.now() > until) throw new Error('waited a minute in vain')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A child that has ended and that nobody has waited for is still in the process table, without a command line. */
function isRunning(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8') !== ''
}
