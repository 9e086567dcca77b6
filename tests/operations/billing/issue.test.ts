import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { models as network } from '../../../models/network/index.ts'
import { models as prepaid } from '../../../models/prepaid/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { issueBills } from '../../../operations/billing/issue.ts'
import { account, call, givenModels, line, offering, rate } from '../../models/given_events.ts'
import { dying } from '../../transforms/dying.ts'

const { build, warehouse, prefix } = givenModels([...staging, ...prepaid, ...rating, ...billing, ...network])
const cycle = '2026-02-01'
const issue = (more: { cycle?: string; despiteGaps?: string } = {}, through = warehouse) =>
  issueBills(through, { prefix, cycle, ...more })
const ask = <T>(sql: string) =>
  warehouse.rows<T>(sql.replaceAll('issued.', `${prefix}issued.`).replaceAll('billing.', `${prefix}billing.`))

const payers = Array.from({ length: 12 }, (_, index) => `A-${String(index + 1).padStart(2, '0')}`)

beforeAll(async () => {
  await build([
    rate({ service: 'sms', rate: '0.1', per_units: 1 }),
    offering({ offering_id: 'home', recurring_price: '10', legal_entity_id: 'home' }),
    offering({ offering_id: 'away', recurring_price: '20', legal_entity_id: 'away' }),
    {
      contract: 'catalogue_legal_entity',
      legal_entity_id: 'home',
      name: 'Home',
      country: 'DE',
      reporting_currency: 'EUR',
      bill_number: 'H{year}/{number}',
    },
    ...payers.flatMap((id, index): Event[] => [
      account({ billing_account_id: id }),
      line({ subscription_id: `S-${id}`, billing_account_id: id, offering_id: index < 8 ? 'home' : 'away' }),
      call(`text of ${id}`, {
        subscription_id: `S-${id}`,
        service: 'sms',
        messages: 1,
        started_at: '2026-01-10T12:00:00Z',
      }),
    ]),
    call('last', { subscription_id: 'S-A-01', service: 'sms', messages: 1, started_at: '2026-02-20T12:00:00Z' }),
  ])
})
beforeEach(() => warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`))

/** What stands: every number with its bill. */
const bills = () =>
  ask<{ number: string; bill: string; gross: string }>(
    'SELECT bill_number AS number, bill_id AS bill, toString(gross) AS gross FROM issued.bill ORDER BY number',
  )
const homeNumbers = Array.from({ length: 8 }, (_, index) => `H2026/${String(index + 1).padStart(6, '0')}`)
const awayNumbers = Array.from({ length: 4 }, (_, index) => `2026-${String(index + 1).padStart(6, '0')}`)

test('bills are numbered without gaps by legal entity and year, and say what the drafts said', async () => {
  const set = await issue()
  expect(set).toMatchObject({
    bills: 12,
    resumed: false,
    numbers: [
      { legalEntity: 'away', year: 2026, first: 1, last: 4 },
      { legalEntity: 'home', year: 2026, first: 1, last: 8 },
    ],
  })
  expect((await bills()).map(({ number }) => number)).toEqual([...awayNumbers, ...homeNumbers])
  // 10.00 and a text of 0.10 at 19 %: 12.019, half up 12.02. 20.10: 23.919, 23.92.
  expect((await bills()).map(({ gross }) => gross)).toEqual([
    ...awayNumbers.map(() => '23.92'),
    ...homeNumbers.map(() => '12.02'),
  ])
  expect(await ask('SELECT count() AS n FROM issued.bill_line')).toEqual([{ n: '24' }])
})

test('every usage line keeps the uses it is the sum of', async () => {
  await issue()
  expect(
    await ask(
      `SELECT event_id AS event, direction, tariff_id AS tariff, toString(amount) AS amount FROM issued.bill_event WHERE bill_number = '${homeNumbers[0]}'`,
    ),
  ).toEqual([{ event: 'text of A-01', direction: 'originating', tariff: 'tariff', amount: '0.1' }])
  expect(
    await ask(`SELECT count() AS n FROM issued.bill_line AS l
      LEFT JOIN (SELECT bill_id, line_number, sum(amount) AS amount FROM issued.bill_event GROUP BY bill_id, line_number) AS e
        ON e.bill_id = l.bill_id AND e.line_number = l.line_number
      WHERE l.category = 'usage' AND l.rated_amount <> e.amount`),
  ).toEqual([{ n: '0' }])
})

test('issuing again finds nothing to issue; another cycle goes on counting', async () => {
  await issue()
  const before = await bills()
  expect(await issue()).toBeUndefined()
  expect(await bills()).toEqual(before)
  const march = await issue({ cycle: '2026-03-01' })
  expect(march!.numbers).toEqual([
    { kind: 'bill', legalEntity: 'away', year: 2026, first: 5, last: 8 },
    { kind: 'bill', legalEntity: 'home', year: 2026, first: 9, last: 16 },
  ])
})

/** Every so many statements one dies; the soak asks for each: `TRUNKLINE_STRIDE=1`. The test after this one kills at each. */
const STRIDE = Number(process.env.TRUNKLINE_STRIDE ?? 5)

test('wherever it dies, nothing is seen before all is, and the next call completes it without a gap', async () => {
  let died = 0
  for (let statements = 1; ; statements += STRIDE) {
    await warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`)
    const failed = await issue({}, dying(warehouse, statements)).then(
      () => false,
      () => true,
    )
    if (!failed) break
    died++
    const seen = await bills().catch(() => [])
    expect([0, 12]).toContain(seen.length)
    await issue()
    expect((await bills()).map(({ number }) => number)).toEqual([...awayNumbers, ...homeNumbers])
    expect(new Set((await bills()).map(({ bill }) => bill)).size).toBe(12)
  }
  expect(died).toBeGreaterThan(20 / STRIDE)
}, 400_000)

test('a process killed with -9 in any of its statements, and calls at the same time, leave one set', async () => {
  const script = fileURLToPath(new URL('issue-once.ts', import.meta.url))
  let killed = 0
  // Each kill is of a process that goes on from what the killed one before has left.
  for (let statement = 1; ; statement++) {
    const args = [script, inject('clickhouseUrl'), prefix, cycle, String(statement)]
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const [code] = await once(child, 'exit')
    if (code === 0) break
    killed++
    const seen = await bills().catch(() => [])
    expect([0, 12]).toContain(seen.length)
  }
  expect(killed).toBeGreaterThan(15)
  await Promise.all([issue(), issue(), issue()])
  expect((await bills()).map(({ number }) => number)).toEqual([...awayNumbers, ...homeNumbers])
  expect(await ask('SELECT uniqExact(bill_id) AS bills, count() AS n FROM issued.bill')).toEqual([
    { bills: '12', n: '12' },
  ])
}, 300_000)

test('a bill that was changed where it is stored is not issued', async () => {
  // Dies after it has frozen the set, before it looks at what is stored.
  for (let statements = 20; ; statements++) {
    await warehouse.command(`DROP DATABASE IF EXISTS ${prefix}issued SYNC`)
    await issue({}, dying(warehouse, statements)).catch(() => {})
    const frozen = await ask(`SELECT 1 FROM issued.register WHERE key LIKE 'issue/%' AND value LIKE '%frozen%'`).catch(
      () => [],
    )
    if (frozen.length > 0) break
  }
  await warehouse.command(
    `ALTER TABLE ${prefix}issued.stored_bill DELETE WHERE bill_id LIKE 'A-01/%' SETTINGS mutations_sync = 1`,
  )
  await expect(issue()).rejects.toThrow(/not what was frozen/)
  expect(await bills()).toEqual([])
}, 60_000)
