import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { type Finished, finished, newHome, spawnTrunkline, trunkline, trunklineEach } from './trunkline.ts'

const home = newHome(afterAll)
const folder = join(home, 'inputs')
mkdirSync(join(folder, 'empty'), { recursive: true })
writeFileSync(join(folder, 'calls.csv'), 'a,b\n1,2\n')
writeFileSync(join(folder, 'broken.ts'), 'export default {')
writeFileSync(join(folder, 'nothing.ts'), 'export const x = 1')
writeFileSync(join(folder, 'enum.ts'), 'enum A { B }\nexport default A')
const at = (name: string) => join(folder, name)
const plans = (ids: string) => `offerings: [${ids}]`
const plan = (id: string) =>
  `{ id: ${id}, name: P, currency: EUR, usage: [{ id: s, service: sms, rates: [{ rate: 1 }] }] }`
writeFileSync(at('one.yaml'), plans(plan('one')))
writeFileSync(at('two.yaml'), plans(`${plan('one')}, ${plan('two')}`))
writeFileSync(at('use.ndjson'), '{"service":"sms","messages":1,"started_at":"2026-01-01T00:00:00Z"}\n')
writeFileSync(at('lines.csv'), 'subscription_id,ofering_id\nS-1,one\n')
writeFileSync(at('states.csv'), 'subscription_id,status\nS-1,asleep\n')
writeFileSync(
  at('cases.yaml'),
  `${plans(plan('one'))}\ncases: [{ name: a, usage: [{ sevice: sms }], expect: { total: x } }]`,
)
writeFileSync(at('both.yaml'), `catalogue: one.yaml\n${plans(plan('one'))}\ncases: [{ name: a }]`)
writeFileSync(at('named.yaml'), 'catalogue: one.yaml\ncases: [{ name: a }, { name: a }]')
writeFileSync(at('zone.yaml'), 'catalogue: one.yaml\ncases: [{ name: a, time_zone: Mars }]')
writeFileSync(at('nohead.csv'), 'sms,1,2026-01-01T00:00:00Z\n')
writeFileSync(at('cut.ndjson.gz'), gzipSync('{"service":"sms"}\n'.repeat(99)).subarray(0, 30))
writeFileSync(at('cut.json'), '[{"service":"sms","messages":1,"started_at":"2026-01-01T00:00:00Z"},')
writeFileSync(at('quote.csv'), 'service,started_at\nsms,"2026-01-01T00:00:00Z\n')
writeFileSync(at('sheet.csv'), Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]))
writeFileSync(at('deep.yaml'), `x-a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`)
writeFileSync(at('long.yaml'), plans(plan('a'.repeat(100_000))))
const account = (more: string, from = '2026-01-01') =>
  `accounts: [{ id: A-1, subscriptions: [{ id: S-1, offering: one, from: ${from} }]${more} }]`
writeFileSync(at('accounts.yaml'), account(''))
writeFileSync(at('late.yaml'), account('', '9999-01-01'))
writeFileSync(at('early.yaml'), account(', payments: [{ at: 0099-01-01T10:00, amount: 5 }]'))
writeFileSync(at('rich.yaml'), account(', payments: [{ at: 2026-01-05, amount: 1000000000000000 }]'))
writeFileSync(at('nothing.yaml'), '')
writeFileSync(at('note.yaml'), account(', notes: [{ bill: 2026-02-30, all: true }]'))
const rate = ['rate', '--catalogue', at('one.yaml')]
const rated = [...rate, '--usage', at('use.ndjson')]
const simulate = (accounts: string) => [
  ...['bill', 'simulate', '--catalogue', at('one.yaml'), '--accounts', at(accounts)],
  ...period,
]
const period = ['--from', '2026-01-01', '--to', '2026-02-01']

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
  [['run', '--env', ''], 3, /"" is no environment name/],
  [['run', '--select', ''], 2, /--select.* is invalid\. It is empty/],
  [['plan', '--select', 'rating/', ' , '], 2, /--select.* is invalid\. It is empty/],
  [['docs', '--site', ''], 2, /--site.* is invalid\. It is empty/],
  [['run', '--artifacts', ''], 2, /--artifacts.* is invalid\. It is empty/],
  [['plan', '--project', ''], 2, /--project.* is invalid\. It is empty/],
  [['plan', '--project', folder], 3, /inputs is a folder[\s\S]*exports the project/],
  [['rollback', '--env', ''], 3, /"" is no environment name/],
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
  [['run', '--artifacts', at('calls.csv')], 3, /calls\.csv cannot be written: it is no folder[\s\S]*--artifacts/],
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
  [['rate'], 2, /nothing says what use costs[\s\S]*--catalogue/],
  [['rate', '--catalogue', at('none.yaml'), '--usage', at('use.ndjson')], 2, /none\.yaml: there is no such file/],
  [rate, 2, /nothing says what was used/],
  [[...rate, '--usage', at('none.ndjson')], 2, /none\.ndjson.*no such file/],
  [[...rate, '--subscribers', at('lines.csv')], 2, /lines\.csv:2: there is no field "ofering_id"[\s\S]*offering_id/],
  [[...rate, '--subscribers', at('states.csv')], 2, /states\.csv:2: status is "asleep"[\s\S]*active, suspended/],
  [
    [...rate, '--usage', at('use.ndjson'), '--offering', 'on'],
    2,
    /trunkline: the catalogue has no offering "on"[\s\S]*one/,
  ],
  [['rate', '--catalogue', at('two.yaml'), '--usage', at('use.ndjson')], 2, /has 2 offerings[\s\S]*--offering one/],
  [[...rated, '--cycle-day', '32'], 2, /--cycle-day 32/],
  [[...rated, '--time-zone', 'Mars'], 2, /--time-zone Mars is no time zone/],
  [[...rate, '--from', 'soon'], 2, /--from "soon" is no instant/],
  [[...rate, '--from', '2026-02-01', '--to', '2026-01-01'], 2, /is not before/],
  [[...rated, '--as-of', '1999-01-01'], 2, /no plan of the catalogue is in force/],
  [[...rated, '--subscription', 'S-1'], 2, /add --landed/],
  [[...rated, '--env', 'dev_ana'], 2, /--env is for --landed/],
  [['rate', '--landed'], 2, /--landed needs the days/],
  [
    ['rate', '--landed', '--usage', at('use.ndjson'), ...period],
    2,
    /leave --usage, --subscribers, --balances and --grant out/,
  ],
  [['rate', '--landed', '--as-of', '2026-01-01', ...period], 2, /--as-of is for a catalogue of files/],
  [
    ['rate', at('cases.yaml')],
    2,
    /cases\.yaml:2:.*cases\[0\]\.usage\[0\]\.sevice.*did you mean "service"[\s\S]*expect\.total: expected a decimal/,
  ],
  [['rate', at('both.yaml')], 2, /names a catalogue and has members of one/],
  [['rate', at('named.yaml')], 2, /named\.yaml:2: a: another case has this name/],
  [['rate', at('zone.yaml')], 2, /time_zone Mars is no time zone/],
  [['rate', at('one.yaml')], 2, /there are no cases/],
  [['rate', at('nowhere.yaml')], 2, /there is no such file/],
  [['rate', at('both.yaml'), '--offering', 'one'], 2, /--offering is not for files with cases/],
  [[...rate, '--usage', at('nohead.csv')], 2, /nohead\.csv:1: expected a header .* got "1"/],
  [[...rate, '--usage', at('cut.ndjson.gz')], 2, /cut\.ndjson\.gz: the gzip ends too early/],
  [[...rate, '--usage', at('sheet.csv')], 2, /sheet\.csv is a zip archive or spreadsheet[\s\S]*save the sheet as CSV/],
  [[...rate, '--usage', folder], 2, /inputs: is a folder[\s\S]*give a file/],
  [[...rated, at('use.ndjson')], 2, /use\.ndjson: is given twice/],
  [[...rated, at('cut.json')], 2, /cut\.json:1: is cut off: expected a \] that ends the array/],
  [[...rated, at('quote.csv')], 2, /quote\.csv:2: is cut off: expected quotes in pairs/],
  [['rate', folder], 2, /inputs: is a folder/],
  [['catalogue', 'check', at('sheet.csv')], 2, /is a zip archive/],
  [['catalogue', 'check', at('deep.yaml')], 2, /deep\.yaml:1:\d+: file: expected lists and members nested less deeply/],
  [['catalogue', 'check', at('long.yaml')], 2, /long\.yaml:1:19: .* got "a{119}… \(100002 characters\)\n/],
  [['catalogue', 'show', at('one.yaml'), 'one', '--at', 'March'], 2, /--at "March" is no instant/],
  [['catalogue', 'schema', folder], 3, /inputs cannot be written: it is a folder/],
  [['catalogue', 'schema', '/dev/null/schema.json'], 3, /cannot be written/],
  [simulate('none.yaml'), 2, /none\.yaml: there is no such file/],
  [simulate('empty'), 2, /empty: is a folder/],
  [simulate('nothing.yaml'), 2, /nothing\.yaml:1:1: file: expected accounts, got nothing/],
  [simulate('late.yaml'), 2, /late\.yaml:1:\d+: .*from: expected a date.* to 2149-06-05, got "9999-01-01"/],
  [simulate('early.yaml'), 2, /early\.yaml:1:\d+: .*payments\[0\]\.at: .*from 1970-01-02/],
  [simulate('note.yaml'), 2, /note\.yaml:1:\d+: .*notes\[0\]\.bill: expected a date/],
  [[...simulate('accounts.yaml'), '--usage', at('use.ndjson'), at('use.ndjson')], 2, /is given twice/],
  [simulate('rich.yaml'), 2, /rich\.yaml:1:\d+: .*payments\[0\]\.amount: .*999999999999999\.999 or less/],
  [['bill', 'credit', 'N-1', '--amount', '1', '--reason', 'x', '--date', '2200-01-01'], 2, /no day from .*2149-06-06/],
  [['bill', 'debit', 'N-1', '--amount', '1000000000000000', '--reason', 'x'], 2, /is no amount[\s\S]*15 digits/],
  [['bill', 'statement', 'A-1', '--from', '2026-02-01', '--to', '2026-01-01'], 2, /is not after --from/],
  [['explain'], 2, /missing required argument/],
  [['whatif', ...period], 2, /required option '--catalogue/],
  [['whatif', '--catalogue', at('one.yaml'), '--from', '2026-01-01'], 2, /required option '--to/],
  [['whatif', '--catalogue', at('one.yaml'), ...period, '--move', 'one'], 2, /--move one[\s\S]*mobile-20=mobile-30/],
  [['whatif', '--catalogue', at('one.yaml'), ...period, '--move', 'one=on'], 2, /no offering "on" to move lines to/],
  [['whatif', '--catalogue', at('one.yaml'), ...period, '--plot', 'a.jpg'], 2, /--plot a\.jpg[\s\S]*\.svg or \.png/],
  [['whatif', '--catalogue', at('one.yaml'), ...period, '--segment', 'a', '--subscription', 'b'], 2, /leave one out/],
]

describe('what is wrong is said, as a user’s mistake', () => {
  let results: readonly Finished[]
  beforeAll(async () => {
    results = await trunklineEach(
      home,
      cases.map(([args]) => args),
    )
  })

  test.each(cases.map((each, index) => [...each, index] as const))('trunkline %j', (_, code, message, index) => {
    const result = results[index]!
    expect(result.err).toMatch(message)
    expect(result.err).not.toMatch(/\n\s+at |a defect in Trunkline/)
    expect(result.code).toBe(code)
  })

  test('and ends the process with its code', async () => {
    const [args, code, message] = cases[1]!
    const result = await trunkline(home, args)
    expect(result.err).toMatch(message)
    expect(result.code).toBe(code)
  })
})

const commands = `start, up, down, ingest, produce, quarantine list, quarantine show, quarantine replay, ledger rebuild,
  catalogue check, catalogue schema, catalogue import, catalogue load, catalogue show, rate, explain, whatif, bill simulate,
  bill draft, bill issue, bill issued, bill show, bill of event, bill render, bill deliver, bill credit, bill debit,
  bill correct, bill statement, plan, lock, run, rollback, env list, env diff, env promote, env drop, test, show, sql, checks,
  status, docs`.split(/,\s+/)

test('help of every command has examples, and that of the program names each with the exit codes', async () => {
  const helped = commands.map((command) => [...command.split(' '), '--help'])
  const [root, ...each] = await trunklineEach(home, [['--help'], ...helped])
  expect(root!.out).toMatch(/Exit codes/)
  for (const [index, help] of each.entries()) {
    expect(root!.out).toContain(`  ${commands[index]!.split(' ')[0]}`)
    expect(help.code).toBe(0)
    expect(help.out).toMatch(new RegExp(`Examples:\\n {2}(\\S.*)?trunkline ${commands[index]}`))
  }
  const named = [...root!.out.matchAll(/^ {2}([a-z]+)[ \n]/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help')
  expect(new Set(named)).toEqual(new Set(commands.map((command) => command.split(' ')[0])))
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

test('what answers at CLICKHOUSE_URL and is no ClickHouse, or lets nobody in, is a configuration error', async () => {
  const other = createServer((_, response) => response.writeHead(405).end('only GET and HEAD'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  for (const [settings, message] of [
    [{ CLICKHOUSE_URL: `http://127.0.0.1:${port}` }, /is no ClickHouse: only GET and HEAD[\s\S]*CLICKHOUSE_URL/],
    [
      { CLICKHOUSE_URL: inject('clickhouseUrl'), CLICKHOUSE_USER: 'nobody' },
      /does not let nobody in: [\s\S]*CLICKHOUSE_USER and CLICKHOUSE_PASSWORD/,
    ],
  ] as const) {
    const result = await finished(spawnTrunkline(home, ['status'], settings))
    expect(result.err).toMatch(message)
    expect(result.code).toBe(3)
  }
  other.close()
})

test('a checkout without packages says so', () => {
  writeFileSync(at('launch.js'), readFileSync('cli/launch.js'))
  writeFileSync(at('main.ts'), "import 'no-such-package'")
  writeFileSync(at('package.json'), '{"type":"module"}')
  const { status, stderr } = spawnSync(process.execPath, [at('launch.js'), 'status'], { encoding: 'utf8' })
  expect(stderr).toMatch(/^trunkline: Cannot find package 'no-such-package'.*\nhint: run `npm ci` in .*\n$/)
  expect(status).toBe(3)
})

test('a note of the local server that was cut off is as none; what an environment lacks is built in it', async () => {
  const own = newHome(onTestFinished)
  writeFileSync(join(own, 'server.json'), '{"pid":')
  expect(await trunkline(own, ['sql', 'select 1 as one', '--json'])).toMatchObject({ code: 0, out: '[{"one":1}]\n' })
  expect(await trunkline(own, ['show', 'churn_monthly', '--env', 'dev_ana'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('trunkline run --env dev_ana'),
  })
})

test.each(['/proc/nope', '/dev/null/nope'])('a home that cannot be, %s, is a configuration error', async (nowhere) => {
  const { code, err } = await finished(spawnTrunkline(home, ['status'], { TRUNKLINE_HOME: nowhere }))
  expect(err).toMatch(/cannot be written.*TRUNKLINE_HOME/s)
  expect(code).toBe(3)
})
