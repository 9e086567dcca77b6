import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { RunArtifact } from '../../cli/run-artifact.ts'
import { newHome, trunkline } from './trunkline.ts'

const home = newHome(afterAll)
const folder = join(home, 'inputs')
const runs = join(home, 'runs')
mkdirSync(folder)
writeFileSync(join(folder, 'price.csv'), 'zone,cents\neu,7\nother,12\n')

/** A project of one table, `shop.price`, of two rows. */
const project = (name: string, cents: string, checks = '', column = 'cents') => {
  const reads = ['zone', column].map((each) => `'${each}'`).join(', ')
  const file = join(folder, `${name}.ts`)
  writeFileSync(
    file,
    `import { ch, defineProject, exposes, exposure, expression, model, seed, t, warn } from 'trunkline/model'
     const zone = seed('reference.zone_price', '${join(folder, 'price.csv')}', { zone: t.string, cents: t.uint16 })
     const price = model('shop.price', { zone })
       .query((q) => q.selectFrom('zone').select((eb) => ['zone.zone', ${cents}.as('${column}')]))
       .table({ orderBy: ['zone'] })${checks}
     const exposures = [exposure('Prices', { kind: 'dashboard', file: 'prices.md', reads: [exposes(price, ${reads})] })]
     export const project = defineProject({ models: [price], exposures })`,
  )
  return file
}
const run = (file: string, ...more: string[]) =>
  trunkline(home, ['run', '--project', file, '--artifacts', runs, ...more])
const artifact = (name: string): RunArtifact => JSON.parse(readFileSync(join(runs, name), 'utf8'))
const checks = async (...args: string[]) => trunkline(home, ['checks', ...args])

test('a run leaves what came of it, exits by what went wrong, and its checks can be read later', {
  timeout: 180_000,
}, async () => {
  const dear = ".check(expression('no price above ten', (eb) => eb('cents', '<=', 10)))"
  const well = project('well', "eb.ref('zone.cents')")
  expect((await run(well)).code).toBe(0)
  const first = artifact('latest.json')
  expect(first).toMatchObject({ version: 1, status: 'published', environment: '', exitCode: 0, error: '' })
  expect(first.steps).toEqual([expect.objectContaining({ model: 'shop.price', status: 'built', rows: 2 })])
  expect(artifact(`run-${first.run}.json`)).toEqual(first)

  expect((await run(well)).code).toBe(0)
  expect(artifact('latest.json')).toMatchObject({ status: 'current', run: null, exitCode: 0, steps: [] })

  expect((await run(project('dear', "eb.ref('zone.cents')", dear), '--full')).code).toBe(1)
  const failed = artifact('latest.json')
  expect(failed).toMatchObject({ status: 'failed', exitCode: 1 })
  expect(failed.error).toContain('no price above ten')
  expect(failed.checks).toEqual([
    expect.objectContaining({ check: 'no price above ten', status: 'failed', failing: 1 }),
  ])
  expect(failed.checks[0]?.sample).toEqual([{ zone: 'other', cents: 12 }])

  expect((await run(project('broken', "ch.toLong(ch.text('none'))"))).code).toBe(3)
  expect(artifact('latest.json')).toMatchObject({ status: 'failed', exitCode: 3 })
  // Each run that had a number left a file, and nothing half written stays.
  expect(readdirSync(runs).sort()).toEqual(
    [...[first.run, failed.run, artifact('latest.json').run].map((n) => `run-${n}.json`), 'latest.json'].sort(),
  )

  expect(JSON.parse((await checks('--json')).out)).toEqual({ run: failed.run, checks: failed.checks })
  expect((await checks('--run', String(failed.run))).out).toContain('{"zone":"other","cents":12}')
  expect(await checks('--run', String(first.run))).toMatchObject({
    code: 2,
    err: expect.stringContaining('checked nothing'),
  })

  const lock = (file: string, ...more: string[]) =>
    trunkline(home, ['lock', '--project', file, '--file', join(folder, 'columns.json'), ...more])
  expect(await lock(well)).toMatchObject({ code: 3, err: expect.stringContaining('there is no lock file') })
  expect(await lock(well, '--update')).toMatchObject({ code: 0, out: expect.stringContaining('1 model, 2 columns') })
  expect(JSON.parse(readFileSync(join(folder, 'columns.json'), 'utf8'))).toEqual({
    'shop.price': { zone: 'String', cents: 'UInt16' },
  })
  const wider = await lock(project('wider', "eb.ref('zone.cents').as('cents'), eb.ref('zone.cents')", '', 'extra'))
  expect(wider).toMatchObject({
    code: 0,
    out: expect.stringContaining('adds: shop.price.extra: column added (UInt16)'),
  })
  // The page still names the column: its file is older than the model.
  const retyped = await lock(project('retyped', "ch.toString(eb.ref('zone.cents'))"), '--json')
  expect(retyped.code).toBe(1)
  expect(JSON.parse(retyped.out)).toMatchObject({
    changes: [{ model: 'shop.price', column: 'cents', change: 'type changed', before: 'UInt16', after: 'String' }],
    breaks: [{ exposure: 'Prices', file: 'prices.md', column: 'cents', change: 'type changed' }],
  })
  const broken = await trunkline(home, ['run', '--project', project('broken', "ch.toString(eb.ref('zone.cents'))")])
  expect(broken).toMatchObject({
    code: 0,
    err: expect.stringContaining('breaks Prices (prices.md) reads shop.price.cents: type changed, UInt16 -> String'),
  })

  for (const asked of [['status'], ['checks'], ['rollback'], ['docs', '--json']]) {
    const told = await trunkline(home, [...asked, '--env', 'dev_none'])
    expect(told).toMatchObject({ code: 3, err: expect.stringContaining('there is no environment dev_none') })
  }
  expect(JSON.parse((await trunkline(home, ['env', 'list', '--json'])).out)).toEqual([])
  const nowhere = await trunkline(home, ['lock', '--project', well, '--update', '--file', '/dev/null/columns.json'])
  expect(nowhere).toMatchObject({ code: 3, err: expect.stringMatching(/cannot be written[\s\S]*--file/) })
  const none = join(folder, 'none.ts')
  writeFileSync(
    none,
    "import { defineProject } from 'trunkline/model'\nexport const project = defineProject({ models: [] })\n",
  )
  const gone = await run(none)
  expect(`${gone.out}${gone.err}`).toContain('0 models built, 1 taken away that the project no longer has, 0 rows')
  await trunkline(home, ['down'])
})
