import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { finished, newHome, spawnTrunkline, trunkline } from './trunkline.ts'

const home = newHome(afterAll)
const folder = join(home, 'inputs')
mkdirSync(join(folder, 'empty'), { recursive: true })
writeFileSync(join(folder, 'calls.csv'), 'a,b\n1,2\n')
writeFileSync(join(folder, 'broken.ts'), 'export default {')
writeFileSync(join(folder, 'nothing.ts'), 'export const x = 1')
writeFileSync(join(folder, 'enum.ts'), 'enum A { B }\nexport default A')
const at = (name: string) => join(folder, name)

/** Arguments, exit code, what the message says. No case starts ClickHouse: what is wrong shows before. */
const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
  [['strat'], 2, /unknown command 'strat'[\s\S]*start/],
  [['start', '--subscribers', 'many'], 2, /--subscribers is "many"[\s\S]*whole number/],
  [['start', '--subscribers', '0'], 2, /--subscribers is "0"/],
  [['start', '--months', '1.5'], 2, /--months is "1.5"/],
  [['start', '--port', '99999'], 2, /--port is "99999"/],
  [['start', '--customers', at('calls.csv')], 2, /how to read --customers was not said/],
  [['start', '--customers', at('none.csv'), '--mapping', 'ibm_telco_churn'], 2, /none\.csv.*no such file/],
  [['start', '--customers', at('calls.csv'), '--mapping', 'ibm_telco'], 3, /no mapping "ibm_telco"/],
  [['start', '--mapping', 'phone_bill'], 2, /--mapping is for --customers/],
  [['start', '--env', 'Dev Ana'], 3, /is no environment name/],
  [['start', '--no-such-option'], 2, /unknown option/],
  [['ingest'], 2, /Nothing was given to ingest/],
  [['ingest', 'kafka://broker/topic', '--mapping', 'events'], 3, /"broker" is no host:port/],
  [['ingest', 'kafka://127.0.0.1:1/topic', '--mapping', 'events', '--dry-run'], 2, /cannot be tried with --dry-run/],
  [['ingest', '--feeds', 'feeds.ts'], 2, /--feeds needs --watch/],
  [['ingest', '--feeds', 'feeds.ts', '--watch', '--group', 'ana'], 2, /--feeds names the group/],
  [
    ['ingest', '--feeds', 'feeds.ts', '--watch', '--generation', '1'],
    2,
    /leave --group, --generation and --client out/,
  ],
  [['ingest', '--feeds', 'feeds.ts', '--watch', '--client', 'kafkajs'], 2, /--feeds names the group/],
  [['ingest', '--feeds', 'feeds.ts', '--watch', '--batch-rows', '5'], 2, /--batch-rows is for files/],
  [['ingest', 'inbox', '--mapping', 'events', '--watch', '--batch-rows', '5'], 2, /--batch-rows is for files/],
  [['ingest', 'kafka://b:1/t', '--mapping', 'events', '--batch-rows', '5'], 2, /--batch-rows is for files/],
  [['checks', '--run', 'x'], 2, /--run is "x"/],
  [['run', '--dry-run', '--artifacts', at('runs')], 2, /no run to record/],
  [['run', '--artifacts', at('calls.csv')], 3, /--artifacts .*calls\.csv cannot be written/],
  [['ingest', '--feeds', 'no-such.ts', '--watch'], 3, /there is no such file/],
  [['produce', 'simulator', 'kafka://127.0.0.1:1/a,b'], 2, /one topic at a time/],
  [['produce', 'simulator', 'kafka://127.0.0.1:1/a', '--compression', 'zip'], 2, /--compression is "zip"/],
  [['ingest', at('calls.csv')], 3, /was not said[\s\S]*--mapping/],
  [['ingest', at('calls.csv'), '--mapping', 'phone_bil'], 3, /no mapping "phone_bil"[\s\S]*phone_bill/],
  [['ingest', at('calls.csv'), '--mapping', './none.ts'], 3, /no such file/],
  [['ingest', at('calls.csv'), '--mapping', at('broken.ts')], 3, /broken\.ts/],
  [['ingest', at('calls.csv'), '--mapping', at('nothing.ts')], 3, /no default export/],
  [['ingest', at('calls.csv'), '--mapping', at('enum.ts')], 3, /Node only strips types/],
  [['ingest', at('calls.csv'), '--contract', 'usagge'], 3, /usage/],
  [['ingest', at('calls.csv'), '--mapping', 'phone_bill', '--contract', 'usage'], 3, /leave one out/],
  [['ingest', at('calls.csv'), '--mapping', 'phone_bill', '--batch-rows', '-1'], 2, /--batch-rows/],
  [['ingest', '-', at('calls.csv'), '--mapping', 'phone_bill'], 2, /standard input and files/],
  [['ingest', at('none.csv'), '--mapping', 'phone_bill', '--dry-run'], 2, /none\.csv.*no such file/],
  [['ingest', at('empty'), '--mapping', 'phone_bill', '--dry-run'], 2, /holds no files/],
  [['quarantine', 'replay'], 2, /required option/],
  [['run', '--from', '2026-02-30'], 2, /'2026-02-30' is not a day/],
  [['run', '--from', '2026-02-01', '--to', '2026-02-01'], 2, /--to is the day after the last/],
  [['run', '--full', '--to', '2026-02-01'], 2, /Leave out --from and --to/],
  [['show'], 2, /missing required argument/],
  [['show', 'churn_montly'], 2, /did you mean churn_monthly/],
  [['show', 'churn_monthly', '--limit', 'x'], 2, /--limit is "x"/],
  [['plan', '--project', at('none.ts')], 3, /no project file/],
  [['plan', '--project', at('nothing.ts')], 3, /does not export a project/],
  [['sql', ''], 2, /there is no query/],
]

test.each(cases)('trunkline %j says what is wrong', async (args, code, message) => {
  const result = await trunkline(home, args)
  expect(result.err).toMatch(message)
  expect(result.err).not.toMatch(/\n\s+at |a defect in Trunkline/)
  expect(result.code).toBe(code)
})

test('help of every command has examples and the exit codes', async () => {
  const { out } = await trunkline(home, ['--help'])
  expect(out).toMatch(/Exit codes/)
  for (const command of ['start', 'up', 'down', 'ingest', 'plan', 'run', 'test', 'show', 'sql', 'status', 'docs']) {
    expect(out).toContain(`  ${command}`)
    const help = await trunkline(home, [command, '--help'])
    expect(help.code).toBe(0)
    expect(help.out).toMatch(/Examples:\n {2}\S*\s?trunkline/)
  }
})

test('an unusable CLICKHOUSE_URL is a configuration error', async () => {
  for (const [url, code, message] of [
    ['localhost:8123', 3, /expected an address like/],
    ['http://127.0.0.1:1', 4, /does not answer/],
  ] as const) {
    const result = await finished(spawnTrunkline(home, ['status'], { CLICKHOUSE_URL: url }))
    expect(result.err).toMatch(message)
    expect(result.code).toBe(code)
  }
})

test.each(['/proc/nope', '/dev/null/nope'])('a home that cannot be, %s, is a configuration error', async (nowhere) => {
  const { code, err } = await finished(spawnTrunkline(home, ['status'], { TRUNKLINE_HOME: nowhere }))
  expect(err).toMatch(/cannot be written.*TRUNKLINE_HOME/s)
  expect(code).toBe(3)
})
