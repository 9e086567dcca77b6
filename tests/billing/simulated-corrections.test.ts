import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAccounts } from '../../ingest/accounts/load_accounts.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { project } from '../../models/index.ts'
import { simulateBills } from '../../operations/billing/simulation/simulate.ts'
import type { Simulation } from '../../operations/billing/simulation/simulated-bill.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const folder = temporaryFolder('corrections')
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const { catalogue } = loadCatalogue(
  file(
    'plans.yaml',
    `
taxes: [{ id: ten, rate: 10 }, { id: twenty, rate: 20 }]
coupons:
  - { id: spring, amount: 10, currency: EUR }
offerings:
  - { id: addon, name: addon, currency: EUR, tax: twenty, charges: [{ id: monthly, amount: 68.33, charged_in: arrears }] }
  - { id: basic, name: basic, currency: EUR, tax: twenty, charges: [{ id: monthly, amount: 19.99, charged_in: arrears }] }
  - { id: large, name: large, currency: EUR, tax: twenty, charges: [{ id: monthly, amount: 200.33, charged_in: arrears }] }
  - id: minutes
    name: Minutes
    currency: EUR
    tax: ten
    usage: [{ id: calls, service: voice, rates: [{ rate: 0.10, per: 60, first_increment: 60, next_increment: 60 }] }]
    charges: [{ id: monthly, amount: 10, charged_in: arrears }]
    allowances: [{ id: hundred, unit: seconds, amount: 6000, services: [voice] }]
`,
  ),
)
const line = (id: string, offering: string) => `{ id: ${id}, offering: ${offering}, from: 2026-01-01 }`
const accounts = loadAccounts(
  file(
    'accounts.yaml',
    `
accounts:
  - id: twins
    subscriptions: [${line('T-1', 'addon')}, ${line('T-2', 'addon')}]
    notes:
      - { bill: 2026-02-01, lines: [{ line: 1 }] }
      - { bill: 2026-02-01, lines: [{ line: 2 }], at: 2026-02-12, reason: goodwill }
  - id: three
    subscriptions: [${line('A-1', 'basic')}, ${line('A-2', 'addon')}, ${line('A-3', 'large')}]
    coupons: [{ coupon: spring, to: 2026-02-01 }]
    notes:
      - { bill: 2026-02-01, lines: [{ line: 1 }] }
      - { kind: debit, bill: 2026-02-01, amount: 1.00 }
      - { bill: 2026-02-01, all: true }
  - { id: head, currency: EUR, cycle_day: 1 }
  - id: joins
    subscriptions: [${line('J-1', 'basic')}]
    changes: [{ at: 2026-02-10, payer: head }]
  - id: caller
    subscriptions: [${line('S-1', 'minutes')}]
    payments: [{ at: 2026-02-10, amount: 5 }]
`,
  ),
  catalogue,
)
/** Calls of a minute. */
const minutes = (name: string, count: number, day: string) =>
  Array.from({ length: count }, (_, index) => ({
    file: 'calls',
    line: index + 1,
    value: {
      event_id: `${name} ${index}`,
      subscription_id: 'S-1',
      service: 'voice',
      other_party: '4930123456',
      duration_s: 60,
      started_at: `${day}T12:${String(index % 60).padStart(2, '0')}:${String(Math.floor(index / 60)).padStart(2, '0')}Z`,
    },
  }))
const span = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-03-01T00:00:00Z') }

describe('a simulation with notes and late use', () => {
  let answer: Simulation
  beforeAll(async () => {
    answer = await simulateBills(warehouse, project, {
      catalogue,
      accounts,
      usage: minutes('early', 95, '2026-01-10'),
      span,
      late: { usage: minutes('late', 10, '2026-01-05'), issuedUntil: '2026-02-01' },
    })
  }, 180_000)

  test('notes take what those before them have left (another biller’s cases)', () => {
    const notes = (account: string) =>
      answer.notes
        .filter((note) => note.account === account)
        .map(({ kind, date, net, tax, gross, left }) => [kind, date, net, tax, gross, left])
    expect(notes('twins')).toEqual([
      ['credit note', '2026-02-01', '-68.33', '-13.67', '-82.00', '81.99'],
      ['credit note', '2026-02-12', '-68.33', '-13.66', '-81.99', '0.00'],
    ])
    // 288.65 less 10.00, 20 %: 334.38. The first line less its share of the coupon: 19.99 - 0.69.
    expect(notes('three')).toEqual([
      ['credit note', '2026-02-01', '-19.30', '-3.86', '-23.16', '311.22'],
      ['debit note', '2026-02-01', '1.00', '0.20', '1.20', '311.22'],
      ['credit note', '2026-02-01', '-259.35', '-51.87', '-311.22', '0.00'],
    ])
  })

  test('95 of 100 minutes used, 10 late ones at 0.10: 0.50 on the next bill', () => {
    const [january, february] = answer.bills.filter(({ account }) => account === 'caller')
    expect(january).toMatchObject({ date: '2026-02-01', net: '10.00', gross: '11.00' })
    expect(february).toMatchObject({ date: '2026-03-01', net: '10.50', tax: '1.05', gross: '11.55' })
    expect(february!.lines.at(-1)).toMatchObject({
      text: 'late usage: voice',
      corrects: january!.id,
      from: '2026-01-01',
      to: '2026-02-01',
      net: '0.50',
      tax_percent: '10',
    })
    expect(answer.late).toMatchObject([
      { settlement: 'next bill', corrects: january!.id, bill: february!.id, net: '0.50' },
    ])
    expect(answer.statements.find(({ account }) => account === 'caller')).toEqual({
      account: 'caller',
      currency: 'EUR',
      bills: '22.55',
      notes: '0.00',
      payments: '5.00',
      closing: '17.55',
    })
  })

  test('who pays on the last day of a period has the bill', () => {
    const whose = answer.bills.filter(({ lines }) => lines.some(({ account }) => account === 'joins'))
    expect(whose.map(({ account, date, net }) => [account, date, net])).toEqual([
      ['joins', '2026-02-01', '19.99'],
      ['head', '2026-03-01', '19.99'],
    ])
  })
})

test.each([
  ['{ bill: 2026-02-01 }', /one of all, lines and amount/],
  ['{ bill: 2026-02-01, all: true, amount: 1 }', /one of all, lines and amount/],
  ['{ bill: february, all: true }', /expected a date such as 2026-12-25, got "february"/],
])('a note %s is refused where it stands', (note, message) => {
  const text = `accounts:\n  - id: A\n    subscriptions: [${line('S-9', 'basic')}]\n    notes: [${note}]\n`
  expect(() => loadAccounts(file('wrong.yaml', text), catalogue)).toThrow(message)
})

test('a note to a bill that is not there, or of more than is left, names the account and the note', async () => {
  const wrong = (notes: string) =>
    simulateBills(warehouse, project, {
      catalogue,
      accounts: loadAccounts(
        file('wrong.yaml', `accounts:\n  - { id: A, subscriptions: [${line('S-9', 'basic')}], notes: [${notes}] }\n`),
        catalogue,
      ),
      usage: [],
      span,
    })
  await expect(wrong('{ bill: 2025-02-01, all: true }')).rejects.toThrow(/account A has no bill of 2025-02-01/)
  await expect(wrong('{ bill: 2026-02-01, amount: 20 }')).rejects.toThrow(
    /account A, notes\[0\]: 20.00 is more than is left/,
  )
}, 120_000)
