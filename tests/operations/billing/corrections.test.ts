import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { prepaidDebit } from '../../../models/customers/prepaid_debit.ts'
import { models as finance, reconciliations as financeReconciliations } from '../../../models/finance/index.ts'
import { models as network } from '../../../models/network/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as receivables, reconciliations } from '../../../models/receivables/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { correctBills, correctionsOf } from '../../../operations/billing/correct.ts'
import { issueBills } from '../../../operations/billing/issue.ts'
import { issueNote, type NoteOptions, tryNote } from '../../../operations/billing/note.ts'
import { issuedDatabase } from '../../../operations/billing/tables.ts'
import { finished, newHome, spawnTrunkline } from '../../cli/trunkline.ts'
import { account, call, givenModels, line, offering, rate } from '../../models/given_events.ts'
import { dying } from '../../transforms/dying.ts'

const { build, warehouse, prefix } = givenModels(
  [...staging, ...rating, ...billing, ...network, ...receivables, prepaidDebit, ...finance],
  [...reconciliations, ...financeReconciliations],
)
const ask = <T = Record<string, unknown>>(sql: string) =>
  warehouse.rows<T>(sql.replaceAll(/\b(issued|billing|receivables|finance)\./g, `${prefix}$1.`))

/** Calls of one minute each, 0.10 a minute. */
const minutes = (name: string, count: number, day: string, of = name): Event[] =>
  Array.from({ length: count }, (_, index) =>
    call(`${name} ${day} ${index}`, {
      subscription_id: `S-${of}`,
      started_at: `${day}T12:${String(index % 60).padStart(2, '0')}:${String(Math.floor(index / 60)).padStart(2, '0')}Z`,
    }),
  )
const customer = (name: string, offering_id: string, given: Parameters<typeof account>[0] = {}): Event[] => [
  account({ billing_account_id: name, ...given }),
  line({ subscription_id: `S-${name}`, billing_account_id: name, offering_id }),
]
const entity = (id: string, more: object = {}): Event =>
  ({
    contract: 'catalogue_legal_entity',
    legal_entity_id: id,
    name: id,
    country: 'DE',
    reporting_currency: 'EUR',
    bill_number: `${id}-{number}`,
    ...more,
  }) as Event
const adjusted = (name: string, id: string, amount: string): Event => ({
  contract: 'adjustment',
  adjustment_id: id,
  billing_account_id: name,
  adjusted_at: '2026-01-25T12:00:00Z',
  amount,
  currency: 'EUR',
  tax_rate: '0.19',
  reason: 'goodwill',
})

const issue = (cycle: string) => issueBills(warehouse, { prefix, cycle })
const bills = () =>
  ask<{ number: string; bill: string; gross: string }>(
    'SELECT bill_number AS number, bill_id AS bill, toString(gross) AS gross FROM issued.bill ORDER BY number',
  )
const numberOf = async (bill: string) => (await bills()).find((each) => each.bill.startsWith(bill))!.number
const late = (name: string) =>
  ask(
    `SELECT settlement, bill_id, toString(net) AS net, toString(tax_rate) AS tax FROM billing.late_line
     WHERE charged_account_id = '${name}' ORDER BY settlement, bill_id, tax_rate`,
  )

/** Late fees on issued documents. */
const fees = () =>
  ask<{ bill: string; text: string; net: string; corrects: boolean }>(
    `SELECT bill_id AS bill, description AS text, toString(net) AS net, corrects_bill != '' AS corrects FROM issued.bill_line
     WHERE overdue_bill != '' ORDER BY bill`,
  ).then((rows) => rows.map((row) => ({ ...row, corrects: Boolean(row.corrects) })))

const feeRevenue = () =>
  ask(
    `SELECT toString(month) AS month, subscription_id AS line, toString(net) AS net FROM finance.line_revenue
     WHERE billing_account_id = 'tardy' AND service = 'late fee' ORDER BY month`,
  )
const earnedFees = [
  { month: '2026-02-01', line: null, net: '0' },
  { month: '2026-03-01', line: null, net: '5' },
]

beforeAll(async () => {
  await build([
    rate({ rate: '0.1', per_units: 60, first_increment: 60, next_increment: 60 }),
    entity('E'),
    entity('SHORT', { late_charge_days: 20 }),
    offering({ offering_id: 'hundred', legal_entity_id: 'E', recurring_price: '10' }),
    offering({ offering_id: 'short', legal_entity_id: 'SHORT' }),
    offering({ offering_id: 'plain', legal_entity_id: 'E', recurring_price: '10' }),
    {
      contract: 'catalogue_allowance',
      offering_id: 'hundred',
      allowance_id: 'minutes',
      unit: 'seconds',
      amount: '6000',
      services: 'voice',
    },
    // Bills that are paid late or not at all, and what that costs.
    entity('LATE', { credit_note_number: 'LN-{year}-{number}' }),
    offering({ offering_id: 'late', legal_entity_id: 'LATE', recurring_price: '10' }),
    { contract: 'catalogue_charge', offering_id: 'late', charge_id: 'monthly', amount: '10', charged_in: 'arrears' },
    {
      contract: 'catalogue_charge',
      offering_id: 'late',
      charge_id: 'fee',
      name: 'Late fee',
      kind: 'late_fee',
      every: 'once',
      amount: '5',
    },
    ...customer('tardy', 'late'),
    ...customer('hundred', 'hundred'),
    ...minutes('hundred', 95, '2026-01-10'),
    ...customer('short', 'short'),
    ...minutes('short', 1, '2026-01-10'),
    ...customer('credited', 'plain'),
    ...customer('noted', 'plain'),
    ...customer('emptied', 'plain'),
    // Beside its plan at 19 % two plans of taxes that have a part in common.
    { contract: 'catalogue_tax', tax_id: 'gst', name: 'GST', rate: '0.05' },
    { contract: 'catalogue_tax', tax_id: 'qst', name: 'QST', rate: '0.09975' },
    { contract: 'catalogue_tax', tax_id: 'pst', name: 'PST', rate: '0.07' },
    { contract: 'catalogue_tax', tax_id: 'quebec', rate: '0.14975', parts: 'gst,qst' },
    { contract: 'catalogue_tax', tax_id: 'manitoba', rate: '0.12', parts: 'gst,pst' },
    ...['quebec', 'manitoba'].flatMap((tax_id) => [
      offering({
        offering_id: tax_id,
        legal_entity_id: 'E',
        recurring_price: '20',
        valid_to: '2026-02-01T00:00:00Z',
        tax_id,
        tax_rate: tax_id === 'quebec' ? '0.14975' : '0.12',
      }),
      line({ subscription_id: `S-${tax_id}`, billing_account_id: 'emptied', offering_id: tax_id }),
    ]),
    ...minutes('noted', 30, '2026-01-12'),
    ...minutes('last', 1, '2026-02-20', 'noted'),
  ])
  await issue('2026-02-01')
}, 240_000)

describe('notes that people write', () => {
  const asked = (more: Partial<NoteOptions> & Pick<NoteOptions, 'number'>): NoteOptions => ({
    prefix,
    kind: 'credit note',
    request: { all: true },
    reason: 'goodwill',
    date: '2026-02-12',
    ...more,
  })

  test('a credit note has a number of its own series, and a debit note another', async () => {
    const number = await numberOf('noted/')
    expect(number).toMatch(/^E-00000\d$/)
    // 10.00 a month and 30 minutes at 0.10, 19 %: 13.00 + 2.47.
    const tried = await tryNote(warehouse, asked({ number }))
    expect(tried).toMatchObject({ net: '-13.00', tax: '-2.47', gross: '-15.47', due: '2026-02-12' })
    const one = await issueNote(warehouse, asked({ number, request: { lines: [{ line: 1, amount: 1_000n }] } }))
    expect(one).toMatchObject({
      number: 'CN-2026-000001',
      corrects: number,
      net: '-1.00',
      tax: '-0.19',
      gross: '-1.19',
      before: false,
    })
    const again = await issueNote(warehouse, asked({ number, request: { lines: [{ line: 1, amount: 1_000n }] } }))
    expect(again).toMatchObject({ number: 'CN-2026-000001', before: true })
    const other = await issueNote(
      warehouse,
      asked({ number, request: { lines: [{ line: 1, amount: 1_000n }] }, id: 'ticket-2' }),
    )
    expect(other.number).toBe('CN-2026-000002')
    const debit = await issueNote(
      warehouse,
      asked({ number, kind: 'debit note', request: { amount: 500n }, reason: 'price list' }),
    )
    // 14 days to pay, as the bill had.
    expect(debit).toMatchObject({ number: 'DN-2026-000001', net: '0.50', tax: '0.10', due: '2026-02-26' })
    const rest = await issueNote(warehouse, asked({ number }))
    expect(rest).toMatchObject({ number: 'CN-2026-000003', net: '-11.00', tax: '-2.09', gross: '-13.09' })
    await expect(issueNote(warehouse, asked({ number, reason: 'again' }))).rejects.toThrow(/nothing is left/)
    expect(await issueNote(warehouse, asked({ number: debit.number!, reason: 'wrong' }))).toMatchObject({
      corrects: debit.number,
      gross: '-0.60',
    })
    await expect(issueNote(warehouse, asked({ number: rest.number! }))).rejects.toThrow(/is a credit note/)
  })

  test('what cannot be credited is said, and takes no number', async () => {
    const number = await numberOf('credited/')
    const before = await bills()
    for (const [more, message] of [
      [{ number: 'X-1' }, /no issued bill has the number X-1/],
      [{ number, reason: ' ' }, /why there is a credit note was not said/],
      [{ number, date: '2026-01-31' }, /older than its bill/],
      [{ number, request: { amount: 10_010n } }, /more than is left/],
      [{ number, request: { lines: [{ line: 7 }] } }, /has no line 7/],
      [{ number, kind: 'debit note' }, /a debit note has an amount/],
    ] as const) {
      await expect(issueNote(warehouse, asked(more as never))).rejects.toThrow(message)
    }
    expect(await bills()).toEqual(before)
  })
})

test('after issuing, what the models say is what was issued', async () => {
  await build([])
  expect(await ask('SELECT * FROM billing.late_line')).toEqual([])
  expect(await ask(`SELECT count() AS n FROM billing.draft_bill WHERE bill_date = '2026-02-01'`)).toEqual([{ n: '0' }])
  expect(
    await ask(
      `SELECT kind, count() AS n FROM billing.customer_bill WHERE state = 'issued' GROUP BY kind ORDER BY kind`,
    ),
  ).toEqual([
    { kind: 'bill', n: '6' },
    { kind: 'credit note', n: '4' },
    { kind: 'debit note', n: '1' },
  ])
}, 240_000)

test('notes move receivables and revenue, and settle what they correct', async () => {
  const kinds = await ask(
    `SELECT kind, toString(sum(amount)) AS amount FROM receivables.posting WHERE billing_account_id = 'noted' GROUP BY kind ORDER BY kind`,
  )
  // Bill 15.47; credited 1.19 twice and the rest of 13.09, and the debit note of 0.60 wholly.
  expect(kinds).toEqual([
    { kind: 'credit note', amount: '-16.07' },
    { kind: 'debit note', amount: '0.6' },
    { kind: 'invoice', amount: '15.47' },
  ])
  expect(
    await ask(
      `SELECT toString(gross) AS gross, toString(credited) AS credited, toString(open) AS open FROM receivables.open_item
       WHERE billing_account_id = 'noted' ORDER BY gross`,
    ),
  ).toEqual([
    { gross: '0.6', credited: '0.6', open: '0' },
    { gross: '15.47', credited: '15.47', open: '0' },
  ])
  expect(
    await ask(`SELECT toString(opening) AS opening, toString(amount) AS amount, toString(closing) AS closing
      FROM receivables.account_statement WHERE billing_account_id = 'noted' AND number = 1`),
  ).toEqual([{ opening: '0', amount: '15.47', closing: '15.47' }])
  // In January what was used, in February what was given back: 13.00 and 0.50 less than 0.50.
  expect(
    await ask(`SELECT service, toString(sum(net)) AS net FROM finance.line_revenue
      WHERE billing_account_id = 'noted' AND category = 'adjustment' AND month = '2026-02-01' GROUP BY service ORDER BY service`),
  ).toEqual([
    { service: 'credit note', net: '-13.5' },
    { service: 'debit note', net: '0.5' },
  ])
})

test('95 of 100 minutes used, 10 late ones at 0.10: 0.50, once, on the bill after', async () => {
  // As of bills that were issued before the direction, the other party and the tariff of their uses were kept.
  await warehouse.command(
    `ALTER TABLE ${issuedDatabase(prefix)}.stored_event UPDATE direction = '', tariff_id = '', other_party = '' WHERE bill_id LIKE 'hundred/%' SETTINGS mutations_sync = 2`,
  )
  await build([
    ...minutes('hundred', 10, '2026-01-05'),
    ...minutes('short', 1, '2026-01-11'),
    adjusted('credited', 'J-1', '-4'),
    adjusted('emptied', 'J-2', '-4'),
    {
      contract: 'adjustment',
      adjustment_id: 'J-5',
      billing_account_id: 'emptied',
      subscription_id: 'S-quebec',
      adjusted_at: '2026-01-25T12:00:00Z',
      amount: '-2',
      currency: 'EUR',
      reason: 'goodwill',
    },
    adjusted('noted', 'J-3', '-4'),
  ])
  expect(await late('hundred')).toEqual([
    { settlement: 'next bill', bill_id: 'hundred/2026-02-01/EUR/E', net: '0.5', tax: '0.19' },
  ])
  const draft = (cycle: string) =>
    ask(
      `SELECT description, toString(period_from) AS period, toString(net) AS net FROM billing.unissued_line
       WHERE charged_account_id = 'hundred' AND bill_to = '${cycle}' ORDER BY line_number`,
    )
  expect(await draft('2026-03-01')).toEqual([
    { description: 'Plan', period: '2026-02-01', net: '10' },
    { description: 'late usage: voice', period: '2026-01-01', net: '0.5' },
  ])
  // 10.50 and 19 %: 1.995, half up 2.00.
  expect(
    await ask(
      `SELECT toString(gross) AS gross FROM billing.draft_bill WHERE billing_account_id = 'hundred' AND bill_date = '2026-03-01'`,
    ),
  ).toEqual([{ gross: '12.5' }])
  expect(await late('short')).toEqual([{ settlement: 'too old', bill_id: '', net: '0.1', tax: '0.19' }])
  expect(await late('credited')).toEqual([{ settlement: 'credit note', bill_id: '', net: '-4', tax: '0.19' }])
  expect(await late('emptied')).toEqual([
    { settlement: 'credit note', bill_id: '', net: '-2', tax: '0.14975' },
    { settlement: 'credit note', bill_id: '', net: '-4', tax: '0.19' },
  ])
  expect(await late('noted')).toEqual([{ settlement: 'more than is left', bill_id: '', net: '-4', tax: '0.19' }])
  await issue('2026-03-01')
  // Due on 15 February: 5.00 and its tax, and the number of the bill that was overdue.
  expect(await fees()).toEqual([
    {
      bill: 'tardy/2026-02-01/EUR/LATE',
      text: `Late fee ${await numberOf('tardy/2026-01')}`,
      net: '5',
      corrects: false,
    },
  ])
  const minutesOf = () =>
    ask(`SELECT l.bill_id AS bill, toString(sum(e.amount)) AS amount, countIf(e.amount != 0) AS uses FROM issued.bill_event AS e
      INNER JOIN issued.bill_line AS l ON l.bill_id = e.bill_id AND l.line_number = e.line_number
      WHERE l.charged_account_id = 'hundred' AND l.corrects_bill != '' GROUP BY bill ORDER BY bill`)
  // What each use costs now less what bills said of it: the early ones are free, five later ones no longer.
  expect(await minutesOf()).toEqual([{ bill: 'hundred/2026-02-01/EUR/E', amount: '0.5', uses: '5' }])
  expect(
    await ask(`SELECT DISTINCT toString(e.direction) AS direction, e.tariff_id != '' AS told FROM issued.bill_event AS e
      INNER JOIN issued.bill_line AS l ON l.bill_id = e.bill_id AND l.line_number = e.line_number
      WHERE l.charged_account_id = 'hundred' AND l.corrects_bill != ''`),
  ).toEqual([{ direction: 'originating', told: 1 }])
  // Money that had come in time is told of after the fee was billed: the fee is to be credited, and the next bill has none of it.
  const paid = { contract: 'payment', billing_account_id: 'tardy', currency: 'EUR', amount: '11.9' } as const
  await build([
    ...minutes('hundred', 3, '2026-01-04'),
    ...minutes('last', 1, '2026-03-20', 'noted'),
    { ...paid, payment_id: 'in time', received_at: '2026-02-14T12:00:00Z' },
  ])
  expect(await late('tardy')).toEqual([{ settlement: 'credit note', bill_id: '', net: '-5', tax: '0.19' }])
  expect(await late('hundred')).toEqual([
    { settlement: 'next bill', bill_id: 'hundred/2026-03-01/EUR/E', net: '0.3', tax: '0.19' },
  ])
  await issue('2026-04-01')
  // February’s bill was due on 15 March, and of it 11.90 beside the fee.
  expect(await fees()).toEqual([
    {
      bill: 'tardy/2026-02-01/EUR/LATE',
      text: `Late fee ${await numberOf('tardy/2026-01')}`,
      net: '5',
      corrects: false,
    },
    {
      bill: 'tardy/2026-03-01/EUR/LATE',
      text: `Late fee ${await numberOf('tardy/2026-02')}`,
      net: '5',
      corrects: false,
    },
  ])
  expect(await minutesOf()).toEqual([
    { bill: 'hundred/2026-02-01/EUR/E', amount: '0.5', uses: '5' },
    { bill: 'hundred/2026-03-01/EUR/E', amount: '0.3', uses: '3' },
  ])
  await build([])
  expect(await late('hundred')).toEqual([])
  expect(await draft('2026-04-01')).toEqual([])
  // Of the day before the bill; what is to be credited is no revenue.
  expect(await feeRevenue()).toEqual(earnedFees)
}, 240_000)

test('what was too high is credited once, wherever it dies and however often it is run', async () => {
  const notes = () =>
    ask(
      `SELECT bill_number AS number, corrects, toString(net) AS net, toString(tax) AS tax FROM issued.bill WHERE bill_id LIKE 'note/late/%' ORDER BY number`,
    )
  const correct = (through = warehouse) => correctBills(through, { prefix, date: '2026-03-02' })
  let died = 0
  for (let statements = 1; ; statements++) {
    const failed = await correct(dying(warehouse, statements)).then(
      () => false,
      () => true,
    )
    const seen = (await notes()).length
    expect([0, 3]).toContain(seen)
    if (!failed || seen === 3) break
    died++
  }
  expect(died).toBeGreaterThan(10)
  await Promise.all([correct(), correct(), correct()])
  const [credited, emptied] = [await numberOf('credited/2026-01'), await numberOf('emptied/2026-01')]
  expect(await notes()).toEqual([
    { number: 'CN-2026-000005', corrects: credited, net: '-4', tax: '-0.76' },
    // 4.00 at 19 %, 2.00 at 5 % and at 9.975 %: 0.76, 0.10, 0.20; nothing at the other plan’s 7 %.
    { number: 'CN-2026-000006', corrects: emptied, net: '-6', tax: '-1.06' },
    { number: 'LN-2026-000001', corrects: await numberOf('tardy/2026-02'), net: '-5', tax: '-0.95' },
  ])
  expect((await fees()).filter(({ corrects }) => corrects)).toEqual([
    {
      bill: expect.stringMatching(/^note.late/),
      text: `late: Late fee ${await numberOf('tardy/2026-01')}`,
      net: '-5',
      corrects: true,
    },
  ])
  await build([])
  expect(await feeRevenue()).toEqual(earnedFees)
  expect(await late('tardy')).toEqual([])
  expect(await late('credited')).toEqual([])
  expect(await correct()).toBeUndefined()
  // 4.00 were credited: 6.00 are left.
  await build([adjusted('credited', 'J-4', '-7')])
  expect(await late('credited')).toEqual([{ settlement: 'more than is left', bill_id: '', net: '-7', tax: '0.19' }])
}, 240_000)

test('a note whose process is killed is issued by the next call, with the next number and no other', async () => {
  const script = fileURLToPath(new URL('correct-once.ts', import.meta.url))
  const number = await numberOf('emptied/2026-02')
  for (const after of [400, 800, 1_200]) {
    const child = spawn(process.execPath, [script, inject('clickhouseUrl'), prefix, '2026-03-03', number], {
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await new Promise((resolve) => setTimeout(resolve, after))
    child.kill('SIGKILL')
    await ended
  }
  const request = { lines: [{ line: 1 }] }
  const note = { prefix, kind: 'credit note', number, request, reason: 'killed', date: '2026-03-03' } as const
  const made = await Promise.all([issueNote(warehouse, note), issueNote(warehouse, note)])
  expect(new Set(made.map((each) => each.number))).toEqual(new Set(['CN-2026-000007']))
  expect(await ask(`SELECT count() AS n FROM issued.bill WHERE kind = 'credit note'`)).toEqual([{ n: '8' }])
}, 120_000)

test('credits are told with the decimals of their currency', async () => {
  const own = `${prefix}told_`
  const made = (name: string, select: string) =>
    warehouse.command(`CREATE TABLE ${own}${name} ENGINE = MergeTree ORDER BY tuple() AS ${select}`)
  for (const database of ['issued', 'staging']) await warehouse.command(`CREATE DATABASE ${own}${database}`)
  await made('staging.currency', `SELECT * FROM values('currency String, minor_units UInt8', ('VND', 0), ('KWD', 3))`)
  const net = `arrayJoin([('EUR', '-2.5'), ('KWD', '-1.12'), ('VND', '-3000')]) AS of`
  await made(
    'issued.bill',
    `SELECT of.1 AS bill_number, 'B' AS corrects, 'A' AS billing_account_id, toDecimal64(of.2, 3) AS net, toDecimal64(0, 3) AS tax,
       net AS gross, of.1 AS currency, 'set' AS set_id FROM (SELECT ${net})`,
  )
  expect((await correctionsOf(warehouse, own, { set: 'set' })).map((of) => [of.net, of.tax])).toEqual([
    ['-2.50', '0.00'],
    ['-1.120', '0.000'],
    ['-3000', '0'],
  ])
  for (const database of ['issued', 'staging']) await warehouse.command(`DROP DATABASE ${own}${database} SYNC`)
})

describe('on the command line', () => {
  const home = newHome(afterAll)
  const run = async (...args: string[]) => {
    const child = spawnTrunkline(home, [...args, '--env', prefix.slice(0, -2)], {
      CLICKHOUSE_URL: inject('clickhouseUrl'),
    })
    child.stdin!.end()
    return finished(child)
  }

  test('a note is shown, issued once, and is what the next command finds', async () => {
    const number = await numberOf('credited/2026-02')
    const credit = ['bill', 'credit', number, '--amount', '2.50', '--reason', 'outage', '--date', '2026-03-05']
    const tried = await run(...credit, '--dry-run', '--json')
    expect(JSON.parse(tried.out)).toEqual({
      kind: 'credit note',
      corrects: number,
      reason: 'outage',
      date: '2026-03-05',
      due: '2026-03-05',
      currency: 'EUR',
      net: '-2.50',
      tax: '-0.48',
      gross: '-2.98',
      lines: [{ corrects_line: 1, description: 'Plan', net: '-2.50' }],
      taxes: [{ category: 'S', percent: '19', name: '', net: '-2.50', tax: '-0.48' }],
    })
    expect(JSON.parse((await run(...credit, '--json')).out)).toMatchObject({ number: 'CN-2026-000008', before: false })
    const again = await run(...credit)
    expect(again.out).toContain('credit note CN-2026-000008 of 2026-03-05')
    expect(again.out).toContain('(issued before)')
    expect(JSON.parse((await run('bill', 'correct', '--json')).out)).toEqual({ notes: [] })
  }, 120_000)

  test('a statement has the balance before, the postings and the balance after', async () => {
    const { out } = await run('bill', 'statement', 'noted', '--from', '2026-02-12', '--to', '2026-03-01', '--json')
    const [statement] = JSON.parse(out)
    expect(statement).toMatchObject({ account: 'noted', currency: 'EUR', opening: '15.47', closing: '0.00' })
    expect(statement.postings).toHaveLength(5)
    expect(statement.postings.at(-1).balance).toBe('0.00')
    const before = await run('bill', 'statement', 'noted', '--to', '2026-02-02')
    expect(before.out).toMatch(/opening balance 0\.00[\s\S]*invoice[\s\S]*closing balance 15\.47/)
  }, 120_000)

  test.each([
    [['credit', 'X', '--reason', 'r'], 'was not said'],
    [['credit', 'X', '--reason', 'r', '--all', '--amount', '1'], 'was said by --all and --amount'],
    [['credit', 'X', '--reason', 'r', '--lines', '1=a'], '"a" is no amount'],
    [['credit', 'X', '--reason', 'r', '--lines', 'one'], '"one" is no line'],
    [['debit', 'X', '--reason', 'r', '--amount', '-1'], '"-1" is no amount'],
    [['credit', 'X', '--reason', 'r', '--all', '--date', '2026-02-30'], '2026-02-30 is no day'],
    [['credit', 'X', '--reason', 'r', '--all'], 'no issued bill has the number X'],
    [['credit', 'X', '--all'], "required option '--reason <text>' not specified"],
    [['statement', 'nobody'], 'account nobody has no posting'],
  ])(
    'bill %j says what is wrong',
    async (args, message) => {
      const { code, err } = await run('bill', ...args)
      expect(err).toContain(message)
      expect(code).toBe(2)
    },
    60_000,
  )
})
