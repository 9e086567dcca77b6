import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../ingest/contracts/index.ts'
import { models as billing } from '../../models/billing/index.ts'
import { models as network } from '../../models/network/index.ts'
import { models as rating } from '../../models/rating/index.ts'
import { models as staging } from '../../models/staging/index.ts'
import type { DueBills } from '../../operations/billing/due.ts'
import type { BillEvent, BilledAs } from '../../operations/billing/events.ts'
import type { IssuedCycle } from '../../operations/billing/issue-due.ts'
import type { ShownBill } from '../../operations/billing/read.ts'
import { account, call, givenModels, line, offering, rate } from '../models/given_events.ts'
import { commandsIn } from './command.ts'

const { build, warehouse, prefix } = givenModels([...staging, ...rating, ...billing, ...network])
const { run, json, start } = commandsIn(prefix, afterAll)
const ids = ['A-1', 'A-2', 'A-3', 'A-4']
const text = (id: string, account: string, at: string): Event =>
  call(id, { subscription_id: `S-${account}`, service: 'sms', messages: 1, started_at: at })

const file = (number: number): Event => ({
  contract: 'file_control',
  file: `cdr-${number}`,
  origin: 'node',
  sequence_number: number,
  closed_at: '2026-02-10T00:00:00Z',
})

beforeAll(async () => {
  await build([
    rate({ service: 'sms', rate: '0.1', per_units: 1 }),
    offering({ offering_id: 'home', recurring_price: '10', legal_entity_id: 'home' }),
    offering({ offering_id: 'away', recurring_price: '20', legal_entity_id: 'away' }),
    ...(['home', 'away'] as const).map(
      (id): Event => ({
        ...{
          contract: 'catalogue_legal_entity',
          legal_entity_id: id,
          name: id,
          country: 'DE',
          reporting_currency: 'EUR',
        },
        bill_number: `${id === 'home' ? 'H' : 'A'}{year}/{number}`,
      }),
    ),
    ...ids.flatMap((id, index): Event[] => [
      // The fourth account is billed from the 15th to the 15th.
      account({ billing_account_id: id, ...(index === 3 ? { cycle_day: 15 } : {}) }),
      line({ subscription_id: `S-${id}`, billing_account_id: id, offering_id: index === 1 ? 'away' : 'home' }),
      text(`text of ${id}`, id, '2026-01-20T12:00:00Z'),
    ]),
    text('second', 'A-1', '2026-01-21T12:00:00Z'),
    text('last', 'A-1', '2026-02-20T12:00:00Z'),
    // Of the numbers 1 to 3 the second is missing: the gap is in February.
    file(1),
    file(3),
  ])
}, 180_000)
afterAll(() => warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`))

const january = ['--period', '2026-01'] as const

// In the order in which a person would: each test goes on from what the one before left.
describe('from draft to issued bill', () => {
  let drafts: ShownBill[]

  test('drafts are shown in sums, and bill by bill of an account', async () => {
    // 10.00 + 0.10 (A-1: 0.20) at 19 %: 12.02, 12.14; 20.10: 23.92.
    expect(await json<DueBills[]>('bill', 'draft', '--cycle', '2026-02-01')).toEqual([
      {
        bill_date: '2026-02-01',
        legal_entity: 'away',
        currency: 'EUR',
        bills: '1',
        net: '20.1',
        tax: '3.82',
        gross: '23.92',
      },
      {
        bill_date: '2026-02-01',
        legal_entity: 'home',
        currency: 'EUR',
        bills: '2',
        net: '20.3',
        tax: '3.86',
        gross: '24.16',
      },
    ])
    const of = (id: string) => json<ShownBill[]>('bill', 'draft', '--account', id, ...january)
    drafts = (await Promise.all(ids.map(of))).flat()
    expect(drafts.map(({ id, state, gross }) => [id, state, gross])).toEqual([
      ['A-1/2026-01-01/EUR/home', 'draft', '12.14'],
      ['A-2/2026-01-01/EUR/away', 'draft', '23.92'],
      ['A-3/2026-01-01/EUR/home', 'draft', '12.02'],
      ['A-4/2026-01-15/EUR/home', 'draft', '12.02'],
    ])
  }, 120_000)

  test('a bill whose feeds have a gap waits, and says how not to', async () => {
    const refused = await run('bill', 'issue', '--cycle', '15', ...january)
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(/feeds of the cycle 2026-02-15 have 1 gap.*missing file/)
    expect(refused.err).toMatch(/--despite-gaps "<reason>"/)
    const preview = await json<{ due: DueBills[]; gaps: { cycle: string }[] }>('bill', 'issue', ...january, '--dry-run')
    expect(preview.due.map(({ bill_date, bills }) => [bill_date, bills])).toEqual([
      ['2026-02-01', '1'],
      ['2026-02-01', '2'],
      ['2026-02-15', '1'],
    ])
    expect(preview.gaps.map(({ cycle }) => cycle)).toEqual(['2026-02-15'])
    expect(await json('bill', 'issued')).toEqual([])
  }, 120_000)

  test('one legal entity’s bills are issued, then the rest: each number once, and what was drafted', async () => {
    const home = await json<IssuedCycle[]>('bill', 'issue', '--cycle', '2026-02-01', '--legal-entity', 'home')
    expect(home).toMatchObject([
      { cycle: '2026-02-01', bills: 2, numbers: [{ legalEntity: 'home', first: 1, last: 2 }] },
    ])
    // Two at once: one of them issues, and neither issues twice.
    const both = await Promise.all(
      [1, 2].map(() => json<IssuedCycle[]>('bill', 'issue', ...january, '--despite-gaps', 'lost for good')),
    )
    expect(new Set(both.flat().map(({ hash }) => hash)).size).toBe(2)
    const shown = await Promise.all(
      ['H2026/000001', 'A2026/000001', 'H2026/000002', 'H2026/000003'].map((number) =>
        json<ShownBill>('bill', 'show', number),
      ),
    )
    const said = ({ state, number, issued_at, content_hash, ...bill }: ShownBill) => bill
    expect(shown.map(said)).toEqual(drafts.map(said))
    expect(shown.every(({ state, content_hash }) => state === 'issued' && content_hash?.length === 64)).toBe(true)
    expect(await json('bill', 'issue', ...january)).toEqual([])
  }, 120_000)

  test('why bills did not wait is kept', async () => {
    const sets = await json<{ of: string; despite?: string; gaps?: number }[]>('bill', 'issued')
    expect(sets.map(({ of, despite, gaps }) => [of, despite, gaps])).toEqual(
      expect.arrayContaining([['bills/2026-02-15', 'lost for good', 1]]),
    )
    expect(sets.filter(({ despite }) => despite !== undefined)).toHaveLength(1)
  }, 60_000)

  test('a line is followed to its uses, and a use to its line', async () => {
    const { events } = await json<ShownBill & { events: BillEvent[] }>('bill', 'show', 'H2026/000001', '--events')
    expect(events.map(({ event_id, amount }) => [event_id, amount])).toEqual([
      ['second', '0.1'],
      ['text of A-1', '0.1'],
    ])
    const found = await json<BilledAs[]>('bill', 'of', 'event', 'text of A-4')
    expect(found).toMatchObject([{ number: 'H2026/000003', bill: 'A-4/2026-01-15/EUR/home', amount: '0.1' }])
  }, 60_000)
})

describe('a command that is used wrongly', () => {
  test.each([
    [['bill', 'issue'], /which bills are meant was not said/],
    [['bill', 'issue', '--cycle', '2026-02-30'], /2026-02-30 is no cycle.*\n.*bill date such as 2026-02-01/],
    [['bill', 'draft', '--period', 'January'], /January is no period/],
    [['bill', 'show', 'H2026/999999'], /there is no bill H2026\/999999/],
    [
      ['bill', 'show', 'A-1/2026-02-01/EUR/home', '--events'],
      /is a draft: its uses are fixed when it is issued|there is no bill/,
    ],
    [['bill', 'of', 'event', 'nothing'], /no issued bill has the use nothing/],
  ])(
    'is told so: %j',
    async (args, expected) => {
      const { code, err } = await run(...args)
      expect(code).toBe(2)
      expect(err).toMatch(expected)
    },
    60_000,
  )
})

test('the command, killed with -9 at any time, is completed by the next', async () => {
  const number = () =>
    warehouse.rows<{ n: string }>(`SELECT bill_number AS n FROM ${prefix}issued.bill ORDER BY n`).catch(() => [])
  for (const after of [1_500, 2_500, 3_500]) {
    await warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`)
    const child = start('bill', 'issue', '--cycle', '2026-02-01')
    const ended = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => setTimeout(resolve, after))
    // The launcher starts no other process where Node is new enough: this is the one that issues.
    child.kill('SIGKILL')
    await ended
    expect([0, 3]).toContain((await number()).length)
    await json('bill', 'issue', '--cycle', '2026-02-01')
    expect((await number()).map(({ n }) => n)).toEqual(['A2026/000001', 'H2026/000001', 'H2026/000002'])
  }
}, 180_000)
