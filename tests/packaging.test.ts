import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const root = join(import.meta.dirname, '..')
const folder = temporaryFolder('package')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

beforeAll(() => {
  const tarball = run(process.execPath, [join(root, 'packaging', 'pack.ts')], root)
    .trim()
    .split('\n')
    .at(-1)!
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"operator","private":true,"type":"module","allowScripts":{"node":true}}',
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball])
}, 300_000)

test('the tarball, installed in an empty folder, runs a user’s mapping and model', () => {
  writeFileSync(join(folder, 'calls.csv'), 'id,start,seconds\nx1,2026-06-01 10:00,61\nx2,2026-06-02 11:00,9\n')
  writeFileSync(
    join(folder, 'my-feed.ts'),
    `import { csv, instant, integer, mapping } from 'trunkline/mapping'
     export default mapping({
       name: 'mine', format: csv(),
       map: (row) => ({ contract: 'usage', service: 'voice', event_id: row.id!, served_number: '490000',
         started_at: instant(row.start!, 'yyyy-MM-dd HH:mm', 'UTC'), duration_s: integer(row.seconds!) }),
     })`,
  )
  writeFileSync(
    join(folder, 'my-project.ts'),
    `import { ch, defineProject, model } from 'trunkline/model'
     import { models } from 'trunkline/models'
     import { usageEvent } from 'trunkline/models/staging/usage_event'
     const talk = model('mine.talk', { usage: usageEvent })
       .query((q) => q.selectFrom('usage as u').select((eb) => [ch.sum(eb.ref('u.duration_s')).as('seconds')])).view()
     export const project = defineProject({ models: [...models, talk] })`,
  )
  const trunkline = (...args: string[]) => JSON.parse(run('npx', ['--no-install', 'trunkline', ...args, '--json']))
  expect(trunkline('ingest', 'calls.csv', '--mapping', './my-feed.ts')[0]).toMatchObject({ events: 2, quarantined: 0 })
  const result = trunkline('run', '--project', 'my-project.ts', '--select', '+mine.talk')
  expect(result.status).toBe('published')
  expect(trunkline('show', 'mine.talk', '--project', 'my-project.ts')).toEqual([{ seconds: '70' }])
}, 120_000)

test('it carries declarations and the sources of the reports, and nothing that was built or installed', () => {
  const installed = (...path: string[]) => existsSync(join(folder, 'node_modules', 'trunkline', ...path))
  expect(installed('transforms', 'index.d.ts')).toBe(true)
  expect(installed('dashboards', 'pages', 'finance.md')).toBe(true)
  expect(installed('notebooks', 'package-lock.json')).toBe(true)
  expect(installed('LICENSE')).toBe(true)
  expect(installed('tests')).toBe(false)
  expect(installed('dashboards', 'node_modules')).toBe(false)
  expect(installed('cli', 'main.ts')).toBe(false)
})
