import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Summary } from '../../cli/summary/summary.ts'
import { finished, newHome, spawnTrunkline, trunkline } from './trunkline.ts'

// One operator for all: a start takes seconds, and every command below reads what it left.
describe('after a start on the sample operator', () => {
  const home = newHome(afterAll)
  const start = ['start', '--subscribers', '300', '--months', '4', '--no-reports']
  const at = (name: string) => join(home, name)
  let summary: Summary

  const json = async (...args: string[]) => {
    const { code, out, err } = await trunkline(home, [...args, '--json'])
    expect({ args, code, err }).toEqual({ args, code: 0, err: '' })
    return JSON.parse(out)
  }

  // A server of its own for each command, as without `up`, is what tests/cli/server.test.ts is about.
  beforeAll(async () => {
    await trunkline(home, ['up'])
    summary = await json(...start)
  }, 180_000)
  afterAll(async () => void (await trunkline(home, ['down'])), 60_000)

  test('the summary adds up: base, money, rejects, checks', () => {
    const { opening, adds, reconnects, terminations, closing } = summary.base
    expect(opening + adds + reconnects - terminations).toBe(closing)
    expect(closing).toBeGreaterThan(200)
    for (const { net, tax, gross } of summary.billed) expect(cents(net) + cents(tax)).toBe(cents(gross))
    expect(summary.quarantined.length).toBeGreaterThan(0)
    expect(summary.notRated.map(({ reason }) => reason)).toEqual(['duplicate', 'no rate', 'unknown subscription'])
    expect(summary.collectionList.map(({ rank }) => rank)).toEqual(summary.collectionList.map((_, i) => i + 1))
    expect(summary.checks.length).toBeGreaterThan(100)
    expect(summary.checks.filter(({ status }) => status !== 'passed')).toEqual([])
  })

  test('a person gets the same as text', async () => {
    const { code, out } = await trunkline(home, start)
    expect(code).toBe(0)
    for (const words of [
      'Came in',
      'Rejected',
      'churn_rate',
      'Billed',
      'ARPU',
      'Credit limits',
      'Collection list',
      'Checks',
    ]) {
      expect(out).toContain(words)
    }
    expect(out).not.toMatch(/undefined|NaN|\[object/)
  })

  test('plan finds nothing due, run does nothing, test passes', async () => {
    const plan = await json('plan')
    expect(plan.due).toEqual([])
    expect((await json('run')).status).toBe('current')
    const checks = (await json('test', '--select', 'finance/')) as { status: string }[]
    expect(checks.length).toBeGreaterThan(5)
    expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(['passed']))
  })

  test('show prints a table, JSON, and a picture', async () => {
    const rows = (await json('show', 'churn_monthly')) as { month: string; churn_rate: number }[]
    expect(rows.map(({ month }) => month)).toEqual(['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'])
    const last = rows.at(-1)!
    expect(last.churn_rate).toBe(summary.base.churnRate)
    const table = await trunkline(home, ['show', 'customers.churn_monthly'])
    expect(table.out).toMatch(/month +opening +adds/)
    const plot = await json('show', 'churn_monthly', '--plot', at('churn.png'), '--y', 'churn_rate')
    expect(plot).toMatchObject({ file: at('churn.png'), x: 'month', y: 'churn_rate' })
    expect(readFileSync(at('churn.png')).subarray(1, 4).toString()).toBe('PNG')
    const wrong = await trunkline(home, ['show', 'churn_monthly', '--plot', '--y', 'chrun'])
    expect(wrong.err).toMatch(/there is no column chrun/)
    expect(wrong.code).toBe(3)
  })

  test('status tells feeds, rejects and models', async () => {
    const status = await json('status')
    expect(
      status.feeds.map(({ feed, unfinished }: { feed: string; unfinished: number }) => [feed, unfinished]),
    ).toEqual([
      ['simulator', 0],
      ['time_zones', 0],
    ])
    expect(status.models.length).toBe(Object.keys(JSON.parse(readFileSync(columns, 'utf8'))).length)
    expect(status.run.status).toBe('published')
  })

  test('a feed of one’s own: dry run, ingest, quarantine, a better mapping, replay, models', async () => {
    writeFileSync(
      at('calls.csv'),
      'id;start;seconds\nx1;01/06/26 10:00;61\nx2;nonsense;5\nx3;02/06/26 11:00;9\nx4;02/06/26 12:00;1m\n',
    )
    const mapping = (seconds: string, starts: string) => `
      import { csv, instant, integer, mapping } from 'trunkline/mapping'
      export default mapping({
        name: 'mine',
        format: csv({ delimiter: ';' }),
        map: (row) => ({
          contract: 'usage', service: 'voice', event_id: row.id!, served_number: '4900000000',
          started_at: instant(${starts}, 'dd/MM/yy HH:mm', 'Europe/Berlin'), duration_s: ${seconds},
        }),
      })`
    writeFileSync(at('mine.ts'), mapping('integer(row.seconds!)', 'row.start!'))
    const [dry] = await json('ingest', at('calls.csv'), '--mapping', at('mine.ts'), '--dry-run')
    expect(dry).toMatchObject({ records: 4, events: { usage: 2 }, rejected: 2 })
    expect(dry.rejects.map(({ line, field }: { line: number; field: string }) => [line, field])).toEqual([
      [3, 'start'],
      [5, 'seconds'],
    ])
    const before = (await json('sql', 'select count() as n from raw.usage'))[0].n
    const [landed] = await json('ingest', at('calls.csv'), '--mapping', at('mine.ts'))
    expect(landed).toMatchObject({ records: 4, events: 2, quarantined: 2, landed: { usage: 2 } })
    const [again] = await json('ingest', at('calls.csv'), '--mapping', at('mine.ts'))
    expect(again).toMatchObject({ records: 0, events: 0, alreadyLanded: 4 })

    const groups = await json('quarantine', 'list', '--feed', 'mine')
    expect(groups.map(({ field }: { field: string }) => field).sort()).toEqual(['seconds', 'start'])
    const shown = await json('quarantine', 'show', groups[0].example)
    expect(['x2;nonsense;5', 'x4;02/06/26 12:00;1m']).toContain(shown.payload)

    writeFileSync(at('mine.ts'), mapping("integer(row.seconds!.replace('1m', '60'))", 'row.start!'))
    const replayed = await json('quarantine', 'replay', '--feed', 'mine', '--mapping', at('mine.ts'))
    expect(replayed).toMatchObject({ records: 2, events: 1, refused: 1 })
    const twice = await json('quarantine', 'replay', '--feed', 'mine', '--mapping', at('mine.ts'))
    expect(twice).toMatchObject({ records: 1, events: 0, refused: 1 })
    const [after] = await json('sql', 'select count() as n from raw.usage')
    expect(Number(after.n)).toBe(Number(before) + 3)

    const run = await json('run')
    expect(run.status).toBe('published')
    const rejected = await json(
      'sql',
      "select reason, count() as n from rating.rejected_usage where feed = 'mine' group by reason",
    )
    expect(rejected).toEqual([{ reason: 'unknown subscription', n: '3' }])
  }, 120_000)

  test('an environment is built beside production and leaves it alone', async () => {
    const production = await json('sql', "select count() as n from system.tables where database = 'staging'")
    await trunkline(home, ['ingest', at('calls.csv'), '--mapping', at('mine.ts'), '--env', 'dev_me'])
    const run = await json('run', '--select', 'staging/', '--env', 'dev_me')
    expect(run.status).toBe('published')
    const [{ n }] = await json('sql', 'select count() as n from dev_me__staging.usage_event')
    expect(Number(n)).toBe(3)
    expect(await json('sql', "select count() as n from system.tables where database = 'staging'")).toEqual(production)
  }, 120_000)

  test('an environment of models alone reads what production has landed', async () => {
    const run = await json('run', '--select', '+customers.churn_monthly', '--env', 'dev_models')
    expect(run.status).toBe('published')
    const own = await json('show', 'churn_monthly', '--env', 'dev_models')
    expect(own).toEqual(await json('show', 'churn_monthly'))
    expect(await json('sql', "select name from system.databases where name = 'dev_models__raw'")).toEqual([])
  }, 120_000)

  test('a reader that has seen enough of a pipe ends the command quietly', async () => {
    const child = spawnTrunkline(home, ['status', '--json'])
    const end = finished(child)
    child.stdout!.destroy()
    const { err } = await end
    expect(err).toBe('')
  })

  test('docs writes the reference pages', async () => {
    const { pages } = await json('docs', '--out', at('reference'))
    expect(pages).toContain('customers')
    expect(readFileSync(at('reference/customers.md'), 'utf8')).toMatch(/churn_rate/)
  })
})

const columns = join(import.meta.dirname, '..', 'golden', 'columns.json')

/** An exact decimal text of at most two decimals in cents. */
function cents(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  expect(fraction.slice(2)).toMatch(/^0*$/)
  return BigInt(whole + fraction.padEnd(2, '0').slice(0, 2))
}
