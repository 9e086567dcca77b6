import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finished, newHome, spawnTrunkline, trunkline } from './trunkline.ts'

// One server for all: it is started by `up` and keeps what has landed between the commands.
const home = newHome(afterAll)
const folder = join(home, 'inputs')
const at = (name: string) => join(folder, name)
const write = (name: string, text: string) => writeFileSync(at(name), name.endsWith('.gz') ? gzipSync(text) : text)
const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

const catalogue = (rate: string) => `
zones:
  - { id: home, prefixes: [49] }
calendars:
  - { id: hours, bands: [{ id: day, start: "08:00", end: "18:00" }] }
tariffs:
  - id: calls
    calendar: hours
    prices:
      - id: voice
        service: voice
        per: 60
        first_increment: 60
        next_increment: 60
        rounding: { method: half_up, decimals: 2 }
        rates: [{ zone: home, rate: ${rate} }, { zone: home, band: day, rate: 0.20, connect_fee: 0.05 }]
      - { id: api, metric: api_calls, model: graduated, tiers: [{ up_to: 10, amount: 1 }, { amount: 0.5 }] }
offerings:
  - id: basic
    name: Basic
    currency: EUR
    tariff: calls
    allowances: [{ id: minutes, unit: seconds, amount: 120, services: [voice] }]
`
const call = (id: string, started_at: string, duration_s: number, more: object = {}) => ({
  ...{ event_id: id, service: 'voice', started_at, duration_s, other_party: '493012345', subscription_id: 'S-1' },
  ...more,
})
const usage = [
  call('c1', '2026-03-02T20:00:00Z', 90), // covered: two minutes are the whole allowance
  call('c2', '2026-03-03T20:00:00Z', 61), // two minutes at 0.10
  call('c3', '2026-03-04T10:00:00Z', 60), // 0.20 and the connect fee
  call('c4', '2026-03-05T10:00:00Z', 60, { other_party: '4420123' }), // no rate
  { event_id: 'm1', metric: 'api_calls', quantity: 12, started_at: '2026-03-06T00:00:00Z', subscription_id: 'S-1' },
]

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  write('catalogue.yaml', catalogue('0.10'))
  write('dearer.yaml', catalogue('0.15'))
  write('usage.ndjson', lines(...usage))
  expect((await trunkline(home, ['up'])).code).toBe(0)
}, 300_000)
afterAll(async () => void (await trunkline(home, ['down'])), 60_000)

async function json(args: readonly string[], input?: string) {
  const { out, err, code } = await trunkline(home, [...args, '--json'], input)
  expect(`${code} ${err}`).toBe('0 ')
  return JSON.parse(out)
}

describe('trunkline rate', () => {
  test('answers lines, charges, allowances, rejects and totals of usage files', { timeout: 600_000 }, async () => {
    const answer = await json(['rate', '--catalogue', at('catalogue.yaml'), '--usage', at('usage.ndjson')])
    expect(answer).toMatchObject({ from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' })
    expect(answer.lines.map((line: { event_id: string; amount: string }) => [line.event_id, line.amount])).toEqual([
      ['c1', '0'],
      ['c2', '0.2'],
      ['c3', '0.25'],
      ['m1', '0'],
    ])
    expect(answer.lines[0]).toMatchObject({
      charged_quantity: '120',
      covered_quantity: '120',
      zone: 'home',
      prefix: '49',
    })
    expect(answer.lines[0].allowances).toEqual([{ allowance: 'minutes', unit: 'seconds', taken: '120' }])
    expect(answer.charges).toMatchObject([{ price_id: 'api', quantity: '12', amount: '11' }]) // 10 x 1 + 2 x 0.5
    expect(answer.totals).toEqual([{ currency: 'EUR', events: '4', usage: '0.45', charges: '11', total: '11.45' }])
    expect(answer.rejects).toMatchObject(
      [
        {
          event_id: 'c4',
          reason: 'no rate',
          file: at('usage.ndjson'),
          line: 4,
          because: /no prefix of tariff calls fits 4420123/,
        },
      ].map(({ because, ...reject }) => ({ ...reject, because: expect.stringMatching(because) })),
    )
    expect(answer.allowances[0]).toMatchObject({ allowance_id: 'minutes', given: '120', used: '120', left: '0' })
    // Of the days that are rated, and not of those after them.
    expect(new Set(answer.allowances.map((one: { valid_from: string }) => one.valid_from))).toEqual(
      new Set(['2026-03-01']),
    )
  })

  test('reads CSV from several files, gzipped too, and standard input, and rejects a wrong record by its place', {
    timeout: 600_000,
  }, async () => {
    write(
      'lines.csv',
      'subscription_id,offering_id,number,from,to\nL-1,basic,491701,2026-03-01,\nL-2,basic,491702,2026-03-01,2026-03-10\n',
    )
    write(
      'calls.csv.gz',
      'service,started_at,duration_s,other_party,served_number,answered\n' +
        'voice,2026-03-09T20:00:00Z,120,493012345,491701,yes\n' +
        'voice,2026-03-11T20:00:00Z,60,493012345,491702,yes\n' +
        'voice,yesterday,60,493012345,491701,yes\n',
    )
    const more = lines(call('again', '2026-03-12T20:00:00Z', 60, { subscription_id: 'L-1' }))
    const answer = await json(
      [
        'rate',
        '--catalogue',
        at('catalogue.yaml'),
        '--subscribers',
        at('lines.csv'),
        '--usage',
        at('calls.csv.gz'),
        '-',
        '--explain',
      ],
      more + more,
    )
    expect(answer.lines.map((line: { event_id: string; amount: string }) => [line.event_id, line.amount])).toEqual([
      ['calls.csv.gz:2', '0'],
      ['again', '0.1'],
    ])
    const rejects = answer.rejects.map((one: { reason: string; line: number; field: string | null }) => [
      one.reason,
      one.line,
      one.field,
    ])
    expect(rejects).toEqual([
      ['bad value', 4, 'started_at'],
      ['unknown subscription', 3, null],
      ['duplicate', 2, null],
    ])
    expect(answer.rejects[1].because).toMatch(/line L-2 was terminated|no line had number 491702/)
    expect(answer.lines[1].explanation.join(' ')).toMatch(
      /L-1 used 60 seconds of voice .* 493012345 is in zone home: 49 is the longest prefix .* price voice.*0\.1 EUR for 60 seconds.* increments of 60, 60 seconds are charged.* half up to 2 decimals.* costs 0\.1 EUR without tax/,
    )
  })

  test('prices by the versions of a catalogue that are in force at a day', { timeout: 600_000 }, async () => {
    const plan = (id: string, rate: string, from: string, to: string) =>
      `  - { id: ${id}, name: P, currency: EUR, from: ${from}, to: ${to}, usage: [{ id: sms, service: sms, rates: [{ rate: ${rate} }] }] }\n`
    write(
      'dated.yaml',
      `offerings:\n${plan('p', '0.1', '2026-01-01', '2026-07-01')}${plan('p', '0.2', '2026-07-01', '2027-01-01')}`,
    )
    const text = lines({ service: 'sms', messages: 1, started_at: '2026-03-01T00:00:00Z' })
    const rated = async (...more: string[]) =>
      (await json(['rate', '--catalogue', at('dated.yaml'), '--usage', '-', ...more], text)).totals[0].total
    expect(await rated()).toBe('0.1')
    expect(await rated('--as-of', '2026-08-01')).toBe('0.2')
  })
})

describe('tariff tests', () => {
  const cases = (total: string) => `catalogue: catalogue.yaml
cases:
  - name: two calls
    usage:
      - { event_id: a, service: voice, started_at: 2026-03-02T20:00:00Z, duration_s: 120, other_party: 493012345 }
      - { event_id: b, service: voice, started_at: 2026-03-02T21:00:00Z, duration_s: 120, other_party: 493012345 }
    expect: { total: ${total}, amounts: [0, 0.20], lines: [{ event_id: b, covered_quantity: 0 }] }
  - name: the same line of another case has an allowance of its own
    usage: [{ event_id: a, service: voice, started_at: 2026-03-02T20:00:00Z, duration_s: 120, other_party: 493012345 }]
    expect: { total: 0, allowances: [{ allowance_id: minutes, valid_from: 2026-03-01, left: 0 }] }
  - name: nobody expected the reject
    time_zone: Asia/Ho_Chi_Minh
    usage: [{ event_id: a, service: sms, messages: 1, started_at: 2026-03-02T20:00:00Z }]
    expect: { rejects: [{ event_id: a, reason: no rate }] }
`
  test('all pass, or the command says what differs and ends with 1', { timeout: 600_000 }, async () => {
    write('right.yaml', cases('0.2'))
    write('wrong.yaml', cases('0.30').replace('rejects: [{ event_id: a, reason: no rate }]', 'total: 0'))
    const right = await json(['rate', at('right.yaml')])
    expect(right).toMatchObject({ cases: 3, failed: 0 })
    expect(right.results[0].answer.lines.map((line: { event_id: string }) => line.event_id)).toEqual(['a', 'b'])
    const { code, out, err } = await trunkline(home, ['rate', at('right.yaml'), at('wrong.yaml')])
    expect(code).toBe(1)
    expect(err).toMatch(/2 of 6 cases do not come out as expected/)
    expect(out).toMatch(/✗ .*wrong\.yaml:3: two calls: 0\.2 EUR\n {4}total: expected 0\.3, got 0\.2/)
    expect(out).toMatch(/a is not rated: no rate: tariff calls has no price of sms/)
  })
})

describe('what has landed', () => {
  beforeAll(async () => {
    write(
      'events.ndjson',
      lines(
        {
          contract: 'customer',
          customer_id: 'C-1',
          updated_at: '2026-01-01T00:00:00Z',
          kind: 'individual',
          segment: 'consumer',
        },
        {
          contract: 'customer',
          customer_id: 'C-2',
          updated_at: '2026-01-01T00:00:00Z',
          kind: 'organization',
          segment: 'business',
        },
        ...['1', '2'].flatMap((n) => [
          {
            ...{ contract: 'billing_account', billing_account_id: `A-${n}`, updated_at: '2026-01-01T00:00:00Z' },
            ...{ customer_id: `C-${n}`, currency: 'EUR', time_zone: 'UTC' },
          },
          {
            ...{ contract: 'subscription', subscription_id: `S-${n}`, effective_at: '2026-01-01T00:00:00Z' },
            ...{
              customer_id: `C-${n}`,
              billing_account_id: `A-${n}`,
              type: 'mobile postpaid',
              status: 'active',
              offering_id: 'basic',
            },
          },
        ]),
        ...usage.map((event) => ({ contract: 'metric' in event ? 'metered_usage' : 'usage', ...event })),
        { contract: 'usage', ...call('d1', '2026-03-02T20:00:00Z', 180, { subscription_id: 'S-2' }) }, // 60 s at 0.10
        { contract: 'usage', ...call('d2', '2026-04-02T20:00:00Z', 60, { subscription_id: 'S-2' }) },
      ),
    )
    expect((await trunkline(home, ['catalogue', 'load', at('catalogue.yaml')])).err).not.toMatch(/trunkline:/)
    expect((await trunkline(home, ['ingest', at('events.ndjson'), '--mapping', 'events'])).code).toBe(0)
  }, 600_000)

  test('is rated by a catalogue of files or by its own', { timeout: 600_000 }, async () => {
    const args = ['rate', '--landed', '--from', '2026-03-01', '--to', '2026-04-01']
    const own = await json(args)
    expect(own.lines.map((line: { event_id: string; amount: string }) => [line.event_id, line.amount])).toEqual([
      ['c1', '0'],
      ['d1', '0.1'],
      ['c2', '0.2'],
      ['c3', '0.25'],
      ['m1', '0'],
    ])
    expect(own.rejects.map((one: { event_id: string }) => one.event_id)).toEqual(['c4'])
    const other = await json([...args, '--catalogue', at('dearer.yaml'), '--subscription', 'S-2'])
    expect(other.lines.map((line: { event_id: string; amount: string }) => [line.event_id, line.amount])).toEqual([
      ['d1', '0.15'],
    ])
  })

  test('is compared with another catalogue by customer, segment and in total', { timeout: 600_000 }, async () => {
    const args = ['whatif', '--catalogue', at('dearer.yaml'), '--from', '2026-03-01', '--to', '2026-04-01']
    const found = await json([...args, '--csv', at('customers.csv'), '--plot', at('whatif.svg')])
    expect(found.totals).toEqual([
      { currency: 'EUR', customers: '2', before: '11.55', after: '11.7', difference: '0.15' },
    ])
    expect(found.segments).toEqual([
      {
        segment: 'business',
        currency: 'EUR',
        customers: '1',
        dearer: '1',
        cheaper: '0',
        before: '0.1',
        after: '0.15',
        difference: '0.05',
      },
      {
        segment: 'consumer',
        currency: 'EUR',
        customers: '1',
        dearer: '1',
        cheaper: '0',
        before: '11.45',
        after: '11.55',
        difference: '0.1',
      },
    ])
    expect(found.customers.map((one: { customer_id: string }) => one.customer_id)).toEqual(['C-1', 'C-2'])
    expect(found.rejects).toEqual([{ reason: 'no rate', before: '1', after: '1' }])
    expect(readFileSync(at('customers.csv'), 'utf8')).toBe(
      'customer_id,segment,currency,before,after,difference,events_before,events_after\r\n' +
        'C-1,consumer,EUR,11.45,11.55,0.1,4,4\r\nC-2,business,EUR,0.1,0.15,0.05,1,1\r\n',
    )
    expect(readFileSync(at('whatif.svg'), 'utf8')).toMatch(/^<svg[\s\S]*consumer[\s\S]*business/)
    const wrong = await trunkline(home, [...args, '--move', 'basics=basic'])
    expect(`${wrong.code} ${wrong.err}`).toMatch(/^2 [\s\S]*no line has the plan "basics"[\s\S]*lines have: basic/)
    writeFileSync(
      at('abroad.yaml'),
      `zones: [{ id: de, prefixes: [49] }]
offerings: [{ id: basic, name: Basic, currency: USD, usage: [{ id: calls, service: voice, rates: [{ zone: de, rate: 1 }] }] }]`,
    )
    const abroad = ['whatif', '--catalogue', at('abroad.yaml'), ...args.slice(3)]
    const told = await trunkline(home, [...abroad, '--plot', at('abroad.svg')])
    // c4 has no price by either, m1 none by the other.
    expect(told.out).toContain('\n1 use more is not rated after: the difference is not one of prices alone')
    for (const currency of ['EUR', 'USD']) {
      expect(readFileSync(at(`abroad-${currency}.svg`), 'utf8')).toContain(`Difference by segment, ${currency},`)
    }
    const one = await json([...args, '--segment', 'business'])
    expect(one.totals).toEqual([{ currency: 'EUR', customers: '1', before: '0.1', after: '0.15', difference: '0.05' }])
  })

  test('is explained once it is published', { timeout: 600_000 }, async () => {
    const before = await trunkline(home, ['explain', 'c1'])
    expect(before.err).toMatch(/has not been built yet[\s\S]*trunkline run/)
    expect(before.code).toBe(2)
    const run = await trunkline(home, [
      'run',
      '--select',
      '+rating.rejected_usage',
      '+rating.period_charge',
      '+rating.allowance_balance',
      '+rating.rated_usage',
      '+prepaid.movement',
      '+prepaid.unpaid_use',
    ])
    expect(run.code).toBe(0)
    const { out, err, code } = await trunkline(home, ['explain', 'c1', 'c3', 'c4', 'm1'])
    expect(`${code} ${err}`).toBe('0 ')
    expect(out).toMatch(/c1: rated\n[\s\S]*Allowances gave 120 seconds of minutes: 120 seconds are covered/)
    expect(out).toMatch(
      /c3: rated\n[\s\S]*in band day 0\.2 EUR for 60 seconds[\s\S]*connect fee is 0\.05[\s\S]*costs 0\.25 EUR/,
    )
    expect(out).toMatch(
      /c4: not rated: no rate\n[\s\S]*no prefix of tariff calls fits 4420123[\s\S]*What to do: add the prefix/,
    )
    expect(out).toMatch(
      /m1: rated\n[\s\S]*S-1 has 12 in 1 use by sum[\s\S]*above 0 to 10 1 for 1; above 10 without end 0\.5 for 1 makes 11 EUR/,
    )
    const [c4] = await json(['explain', 'c4'])
    expect(c4).toMatchObject({
      outcome: 'rejected',
      reason: 'no rate',
      facts: { other_party: '4420123', tariff_id: 'calls' },
    })
    const missing = await trunkline(home, ['explain', 'nothing'])
    expect(missing.err).toMatch(/no use with the id nothing is published/)
    expect(missing.code).toBe(2)
  })
})

test('a trial that is stopped leaves nothing behind', { timeout: 600_000 }, async () => {
  // Before it begins, while its tables are made, and while models are built.
  for (const after of [700, 1_000, 1_300, 1_600, 2_000]) {
    const child = spawnTrunkline(home, ['rate', '--catalogue', at('catalogue.yaml'), '--usage', at('usage.ndjson')])
    const ended = finished(child)
    setTimeout(() => child.kill('SIGTERM'), after)
    const { err } = await ended
    if (err !== '') expect(err).toMatch(/stopped before the end/)
  }
  const { out } = await trunkline(home, [
    'sql',
    "select count() as n from system.databases where name like 'trunkline_rate%'",
    '--json',
  ])
  expect(out).toMatch(/"?n"?:\s*"?0/)
  expect(existsSync(at('usage.ndjson'))).toBe(true)
})
