import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../ingest/contracts/index.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { models as billing } from '../../models/billing/index.ts'
import { models as network } from '../../models/network/index.ts'
import { models as prepaid } from '../../models/prepaid/index.ts'
import { models as rating } from '../../models/rating/index.ts'
import { models as staging } from '../../models/staging/index.ts'
import type { DueBills } from '../../operations/billing/due.ts'
import type { BillEvent, BilledAs } from '../../operations/billing/events.ts'
import { type IssuedCycle, issueDue, previewDue } from '../../operations/billing/issue-due.ts'
import type { ShownBill } from '../../operations/billing/read.ts'
import { validateUbl } from '../documents/en16931.ts'
import { pagesOf } from '../documents/pages.ts'
import { account, call, givenModels, line, offering, rate } from '../models/given_events.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { commandsIn } from './command.ts'

const { build, warehouse, prefix } = givenModels([...staging, ...prepaid, ...rating, ...billing, ...network])
const { run, json, start } = commandsIn(prefix, afterAll)
const ids = ['A-1', 'A-2', 'A-3', 'A-4']
/** Whom every text goes to. */
const FRIEND = '491701234567'
const text = (id: string, account: string, at: string): Event =>
  call(id, { subscription_id: `S-${account}`, service: 'sms', messages: 1, started_at: at, other_party: FRIEND })

interface TmfUse {
  readonly id: string
  readonly usageCharacteristic: readonly {
    readonly name: string
    readonly valueType: string
    readonly value: unknown
  }[]
}

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
        ...{ street: 'Musterstraße 1', city: 'Berlin', postal_code: '10115', email: 'billing@example.com' },
        ...{ tax_number: 'DE123456789', iban: 'DE89370400440532013000' },
        ...(id === 'away' ? { itemisation: 'masked' } : {}),
      }),
    ),
    ...ids.flatMap((id, index): Event[] => [
      // The fourth account is billed from the 15th to the 15th.
      account({ billing_account_id: id, ...(index === 3 ? { cycle_day: 15, itemisation: 'full' } : {}) }),
      line({ subscription_id: `S-${id}`, billing_account_id: id, offering_id: index === 1 ? 'away' : 'home' }),
      text(`text of ${id}`, id, '2026-01-20T12:00:00Z'),
    ]),
    account({ billing_account_id: 'A-3', updated_at: '2026-01-31T23:30:00Z', itemisation: 'none' }),
    account({ billing_account_id: 'A-4', updated_at: '2026-02-16T00:00:00Z', cycle_day: 15, itemisation: 'none' }),
    // Of a member of the household whose bill A-4 pays.
    account({ billing_account_id: 'A-5', payer_account_id: 'A-4', cycle_day: 15, itemisation: 'masked' }),
    line({ subscription_id: 'S-A-5', billing_account_id: 'A-5', offering_id: 'home' }),
    text('text of A-5', 'A-5', '2026-01-21T12:00:00Z'),
    { contract: 'customer', customer_id: 'C-1', updated_at: '2026-01-01T00:00:00Z', kind: 'individual', country: 'DE' },
    {
      ...{ contract: 'customer_contact', customer_id: 'C-1', updated_at: '2026-01-01T00:00:00Z', name: 'Ada Example' },
      ...{ email: 'ada@example.com', street: 'Beispielweg 7', city: 'München', postal_code: '80331' },
    },
    text('second', 'A-1', '2026-01-21T12:00:00Z'),
    text('last', 'A-1', '2026-02-20T12:00:00Z'),
    // Of the numbers 1 to 3 the second is missing: the gap is in February.
    file(1),
    file(3),
  ])
}, 180_000)
afterAll(() => warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`))

/** A later address of the customer. */
const moved: Event = {
  ...{ contract: 'customer_contact', customer_id: 'C-1', updated_at: '2026-03-01T00:00:00Z', name: 'Ada Example' },
  ...{ email: 'ada@example.com', street: 'Neue Straße 1', city: 'Hamburg', postal_code: '20095' },
}

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
        net: '20.10',
        tax: '3.82',
        gross: '23.92',
      },
      {
        bill_date: '2026-02-01',
        legal_entity: 'home',
        currency: 'EUR',
        bills: '2',
        net: '20.30',
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
      // 20.00 + 0.20: with A-5.
      ['A-4/2026-01-15/EUR/home', 'draft', '24.04'],
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

  test('a bill whose period goes on by the clock of its payer is not issued', async () => {
    const choice = { cycle: '2026-02-01', legalEntity: 'home' }
    const before = new Date('2026-01-31T22:59:59Z')
    const preview = await previewDue(warehouse, prefix, choice, before)
    // February in Berlin begins an hour before it does in London.
    expect(preview).toMatchObject({ due: [], running: [{ cycle: '2026-02-01', ends: '2026-01-31T23:00:00.000Z' }] })
    await expect(issueDue(warehouse, { prefix, choice, now: before })).rejects.toThrow(
      'the periods of the cycle 2026-02-01 go on until 2026-01-31T23:00:00.000Z',
    )
    const after = await previewDue(warehouse, prefix, { period: '2026-01' }, new Date('2026-01-31T23:00:00Z'))
    expect(after.due.map(({ bill_date }) => bill_date)).toEqual(['2026-02-01', '2026-02-01'])
    expect(after.running).toEqual([{ cycle: '2026-02-15', ends: '2026-02-14T23:00:00.000Z' }])
    expect(await json('bill', 'issued')).toEqual([])
  }, 60_000)

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

describe('documents of what was issued', () => {
  const folder = temporaryFolder('bills')
  afterAll(() => rmSync(folder, { recursive: true }))
  const bytesOf = (files: readonly string[]) => files.map((file) => readFileSync(file).toString('base64'))

  test('are rendered in each format, alike each time, and the invoice keeps the rules of EN 16931', async () => {
    const out = join(folder, 'rendered')
    const render = () =>
      json<string[]>('bill', 'render', 'H2026/000001', '--format', 'pdf,ubl,tmf678,tmf635', '--out', out)
    const files = await render()
    expect(files.map((file) => basename(file))).toEqual([
      'H2026%2F000001.pdf',
      'H2026%2F000001.xml',
      'H2026%2F000001.tmf678.json',
      'H2026%2F000001.tmf635.json',
    ])
    const before = bytesOf(files)
    // Whoever moves later still lived there when the bill was written.
    await landEvents(warehouse, 'given', 'moved', () => [moved], { prefix })
    expect(bytesOf(await render())).toEqual(before)
    expect(readFileSync(files[0]!).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readFileSync(files[1]!, 'utf8')).toMatch(/<cbc:ID>H2026\/000001<\/cbc:ID>[\s\S]*12\.14/)
    expect(await validateUbl({ bill: readFileSync(files[1]!, 'utf8') })).toEqual([])
    expect(JSON.parse(readFileSync(files[2]!, 'utf8')).customerBill).toMatchObject({
      billNo: 'H2026/000001',
      amountDue: { unit: 'EUR', value: 12.14 },
    })
    const uses = JSON.parse(readFileSync(files[3]!, 'utf8')) as TmfUse[]
    expect(uses.map(({ id }) => id)).toEqual(['text of A-1', 'second'])
    expect(uses[0]!.usageCharacteristic).toContainEqual({ name: 'otherParty', valueType: 'string', value: FRIEND })
  }, 120_000)

  test('itemise uses as their account, its payer or else the legal entity wants on the bill’s date', async () => {
    const out = join(folder, 'itemised')
    const render = (...which: string[]) =>
      json<string[]>('bill', 'render', ...which, '--format', 'pdf,tmf635', '--out', out)
    await Promise.all([render('--cycle', '2026-02-01'), render('H2026/000003')])
    const partiesOn = (number: string) => {
      const uses = JSON.parse(readFileSync(join(out, `${number}.tmf635.json`), 'utf8')) as TmfUse[]
      return uses.map(
        ({ id, usageCharacteristic }) =>
          [id, usageCharacteristic.find(({ name }) => name === 'otherParty')?.value] as const,
      )
    }
    const textOf = async (number: string) =>
      (await pagesOf(readFileSync(join(out, `${number}.pdf`)))).join('\n').replace(/\s+/g, ' ')
    const HIDDEN = '491701234xxx'
    expect(partiesOn('A2026%2F000001')).toEqual([['text of A-2', HIDDEN]])
    expect(await textOf('A2026%2F000001')).toContain(HIDDEN)
    expect(await textOf('A2026%2F000001')).not.toContain(FRIEND)
    expect(partiesOn('H2026%2F000002')).toEqual([])
    expect(await textOf('H2026%2F000002')).not.toMatch(/Itemised usage|4917/)
    expect(partiesOn('H2026%2F000003')).toEqual([
      ['text of A-4', FRIEND],
      ['text of A-5', HIDDEN],
    ])
    expect(await textOf('H2026%2F000003')).toMatch(new RegExp(`${FRIEND}.*${HIDDEN}`))
  }, 120_000)

  test('are handed over once, by e-mail where there is an address, and what became of them is a model', async () => {
    const out = join(folder, 'outbox')
    const deliver = (...more: string[]) => run('bill', 'deliver', '--cycle', '2026-02-01', '--out', out, ...more)
    expect((await deliver()).out).toBe('3 handed over now, 0 before\n')
    expect((await deliver('--verify')).out).toBe('0 handed over now, 3 before\n')
    expect(readdirSync(join(out, 'email')).sort()).toEqual(['A2026%2F000001', 'H2026%2F000001', 'H2026%2F000002'])
    const envelope = JSON.parse(readFileSync(join(out, 'email', 'H2026%2F000001', 'envelope.json'), 'utf8'))
    expect(envelope).toMatchObject({ number: 'H2026/000001', recipient: 'ada@example.com', language: 'en' })
    const told = (document_number: string, state: 'delivered' | 'bounced', at: string, detail = ''): Event => ({
      ...{ contract: 'document_delivery', document_number, channel: 'email', state, at, detail },
    })
    await build([
      // By a clock that is behind the one that handed it over.
      told('H2026/000001', 'delivered', '2026-02-01T08:00:00Z'),
      told('H2026/000002', 'bounced', '2099-01-01T00:00:00Z', '550 no such user'),
    ])
    expect(
      await warehouse.rows(
        `SELECT document_number AS number, billing_account_id AS account, state, detail, has_failed AS failed, handed_over_at IS NOT NULL AS ours
         FROM ${prefix}billing.document_delivery ORDER BY number`,
      ),
    ).toEqual([
      { number: 'A2026/000001', account: 'A-2', state: 'handed over', detail: '', failed: false, ours: 1 },
      { number: 'H2026/000001', account: 'A-1', state: 'delivered', detail: '', failed: false, ours: 1 },
      { number: 'H2026/000002', account: 'A-3', state: 'bounced', detail: '550 no such user', failed: true, ours: 1 },
    ])
  }, 180_000)

  test('models show what was issued instead of its draft', async () => {
    // The run of the test before has read what was landed at issuing.
    expect(
      await warehouse.rows(
        `SELECT state, count() AS n FROM ${prefix}billing.customer_bill WHERE period_from < '2026-02-01' GROUP BY state ORDER BY state`,
      ),
    ).toEqual([
      { state: 'draft', n: '1' },
      { state: 'issued', n: '4' },
    ])
  })
})

test('what an earlier version published and issued is told from a fault: its models are to be run anew, its bills are shown', async () => {
  const [{ shown } = { shown: '' }] = await warehouse.rows<{ shown: string }>(
    `SELECT create_table_query AS shown FROM system.tables WHERE database = '${prefix}billing' AND name = 'unissued_line'`,
  )
  const without = (view: string) =>
    `CREATE OR REPLACE VIEW ${view} AS SELECT * EXCEPT (unit_price, price_quantity) FROM (${shown.slice(shown.indexOf(' AS ') + 4)})`
  const publish = (code: string) =>
    warehouse.command(
      `ALTER TABLE ${prefix}trunkline.publication UPDATE code = ${code} WHERE model = 'billing.unissued_line' SETTINGS mutations_sync = 2`,
    )
  const draft = 'A-1/2026-02-01/EUR/home'
  await warehouse.command(without(`${prefix}billing.unissued_line`))
  // A column that is not there while the models are this program's is a fault of it.
  expect((await run('bill', 'show', draft)).err).toMatch(/ClickHouse refused a statement/)
  await publish("concat(code, ' of before')")
  for (const command of [
    ['show', draft],
    ['draft', '--account', 'A-1'],
  ]) {
    const { code, err } = await run('bill', ...command)
    expect(code).toBe(3)
    expect(err).toMatch(
      /published models are older than this program \(billing\.unissued_line\): .*unit_price.*\nhint: build them anew: trunkline run --env /,
    )
  }
  await publish("replaceAll(code, ' of before', '')")
  await warehouse.command(shown.replace('CREATE VIEW', 'CREATE OR REPLACE VIEW'))
  expect((await json<ShownBill>('bill', 'show', draft)).state).toBe('draft')

  const bill = `${prefix}issued.bill_line`
  const before = await json<ShownBill>('bill', 'show', 'H2026/000001')
  const [{ line } = { line: '' }] = await warehouse.rows<{ line: string }>(
    `SELECT create_table_query AS line FROM system.tables WHERE database = '${prefix}issued' AND name = 'bill_line'`,
  )
  await warehouse.command(
    `CREATE OR REPLACE VIEW ${bill} AS SELECT * EXCEPT (unit_price, price_quantity) FROM (${line.slice(line.indexOf(' AS ') + 4)})`,
  )
  expect(await json<ShownBill>('bill', 'show', 'H2026/000001')).toEqual(before)
}, 120_000)

test('documents whose delivery is killed with -9 are whole, each there once, and the same as undisturbed', async () => {
  const folder = temporaryFolder('killed')
  const out = join(folder, 'outbox')
  const portal = join(out, 'portal')
  mkdirSync(portal, { recursive: true })
  const deliver = ['bill', 'deliver', '--cycle', '2026-02-01', '--channel', 'portal', '--out', out]
  const there = () => readdirSync(portal).filter((name) => !name.startsWith('.'))
  const seen = new Set<number>()
  try {
    // What is seen of a document: its part begins, the part goes, it is there. Each call dies a step further.
    for (const steps of [1, 2, 3, 1, 2]) {
      const child = start(...deliver)
      const ended = once(child, 'close')
      let left = steps
      const watching = watch(portal, () => {
        if (--left === 0) child.kill('SIGKILL')
      })
      await ended
      watching.close()
      seen.add(there().length)
      for (const name of there()) {
        const place = join(portal, name)
        const { files } = JSON.parse(readFileSync(join(place, 'envelope.json'), 'utf8'))
        expect(readdirSync(place).sort()).toEqual(
          [...files.map((file: { name: string }) => file.name), 'envelope.json'].sort(),
        )
        for (const file of files) {
          expect(
            createHash('sha256')
              .update(readFileSync(join(place, file.name)))
              .digest('hex'),
          ).toBe(file.sha256)
        }
      }
    }
    expect(seen.size).toBeGreaterThan(1)
    expect((await run(...deliver)).out).toMatch(/handed over now/)
    expect((await run(...deliver, '--verify')).out).toBe('0 handed over now, 3 before\n')
    expect(readdirSync(portal).sort()).toEqual(['A2026%2F000001', 'H2026%2F000001', 'H2026%2F000002'])
    const rowsOf = (database: string, more = '') =>
      warehouse.rows(
        `SELECT document_number AS number, count() AS n FROM ${prefix}${database} WHERE channel = 'portal' ${more} GROUP BY number ORDER BY number`,
      )
    const each = ['A2026/000001', 'H2026/000001', 'H2026/000002'].map((number) => ({ number, n: '1' }))
    expect(await rowsOf('trunkline.outbox')).toEqual(each)
    expect(await rowsOf('raw.document_delivery', "AND state = 'handed over'")).toEqual(each)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 180_000)

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
    [['bill', 'render', '--out', '.'], /which documents are meant was not said/],
    [['bill', 'render', 'H2026/000001', '--out', '.', '--format', 'docx'], /--format docx is not known/],
    [
      ['bill', 'issue', '--cycle', '1', '--legal-entity', 'hom'],
      /no bill is of the legal entity "hom"[\s\S]*away, home/,
    ],
    [['bill', 'draft', '--legal-entity', 'hom'], /no bill is of the legal entity/],
    [['bill', 'deliver', '--cycle', '2031-01-01', '--out', '.'], /nothing was issued with the date 2031-01-01/],
    [['bill', 'deliver', 'H2026/000001', '--out', '.', '--channel', 'fax'], /--channel fax is not known/],
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
  // January is issued, and the models know: what is left to issue is February, in which a file is missing.
  const issue = ['bill', 'issue', '--cycle', '2026-03-01', '--despite-gaps', 'a test']
  for (const after of [1_500, 2_500, 3_500]) {
    await warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`)
    const child = start(...issue)
    const ended = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => setTimeout(resolve, after))
    // The launcher starts no other process where Node is new enough: this is the one that issues.
    child.kill('SIGKILL')
    await ended
    expect([0, 3]).toContain((await number()).length)
    await json(...issue)
    expect((await number()).map(({ n }) => n)).toEqual(['A2026/000001', 'H2026/000001', 'H2026/000002'])
  }
}, 180_000)
