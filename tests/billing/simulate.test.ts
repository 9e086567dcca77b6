import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAccounts } from '../../ingest/accounts/load_accounts.ts'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { project } from '../../models/index.ts'
import { simulateBills } from '../../operations/billing/simulation/simulate.ts'
import type { Simulation } from '../../operations/billing/simulation/simulated-bill.ts'
import { readRecords } from '../../operations/rating/usage-file.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const samples = join(import.meta.dirname, '../../samples/bills')
const folder = temporaryFolder('accounts')
afterAll(() => rmSync(folder, { recursive: true }))
const { catalogue } = loadCatalogue(join(samples, 'plans.yaml'))

/** An accounts file with this text. */
function accountsFile(text: string): string {
  const file = join(folder, 'accounts.yaml')
  writeFileSync(file, text)
  return file
}

describe('a simulation', () => {
  let answer: Simulation
  beforeAll(async () => {
    const worked = loadAccounts(join(samples, 'accounts.yaml'), catalogue)
    // Beside the worked example: a payer with a child, another with two, an exempt account, a zone ahead of UTC, two months in a cycle.
    const more = loadAccounts(
      accountsFile(`
accounts:
  - { id: P, currency: EUR, cycle_day: 10 }
  - id: K
    payer: P
    subscriptions: [{ id: S-K, offering: small, from: 2026-01-10 }]
  - { id: R, currency: EUR }
  - { id: R-10, payer: R, subscriptions: [{ id: T-10, offering: big, from: 2026-04-01 }, { id: T-9, offering: big, from: 2026-04-01 }] }
  - { id: R-9, payer: R, subscriptions: [{ id: T-11, offering: big, from: 2026-04-01 }] }
  - id: X
    tax_exempt: true
    subscriptions: [{ id: S-X, offering: small, from: 2026-01-01, to: 2026-01-02, price: 31 }]
  - id: V
    time_zone: Asia/Ho_Chi_Minh
    cycle_months: 2
    payment_terms_days: 0
    subscriptions:
      - { id: S-V, offering: big, from: 2026-02-01, numbers: [{ number: "84901" }], changes: [{ at: 2026-02-11T00:30, status: terminated }] }
`),
      catalogue,
    )
    answer = await simulateBills(warehouse, project, {
      catalogue,
      accounts: { accounts: [...worked.accounts, ...more.accounts] },
      usage: [
        ...readRecords(join(samples, 'usage.ndjson')).map((record) => ({
          ...record,
          value: { ...record.value, subscription_id: 'S-1' },
        })),
        {
          file: 'more',
          line: 1,
          value: {
            event_id: 'e-v',
            service: 'sms',
            messages: 1,
            served_number: '84901',
            started_at: '2026-01-31T17:00:00Z',
          },
        },
      ],
      span: { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-06-01T00:00:00Z') },
    })
  }, 120_000)

  const billsOf = (account: string) => answer.bills.filter((bill) => bill.account === account)

  test('gives every bill of the worked example', () => {
    expect(billsOf('A-1').map(({ date, net, tax, gross }) => [date, net, tax, gross])).toEqual([
      // 5.48 + 10.00 + 0.30 less 10 % = 14.20; 19 %: 2.698
      ['2026-02-01', '14.20', '2.70', '16.90'],
      // 10.00 - 5.00
      ['2026-03-01', '5.00', '0.95', '5.95'],
      // 9 of 31 days of 10.00 are 2.90: -7.10; 22 of 31 days of 30.00: 21.29
      ['2026-04-01', '14.19', '2.70', '16.89'],
      ['2026-05-01', '30.00', '5.70', '35.70'],
    ])
    expect(
      billsOf('A-1')[0]!.lines.map(({ kind, text, from, to, quantity, net, tax_percent }) =>
        [kind, text, from, to, quantity, net, tax_percent].join(' '),
      ),
    ).toEqual(
      expect.arrayContaining([
        'recurring Monthly charge 2026-01-15 2026-02-01 17 5.48 19',
        'recurring Monthly charge 2026-02-01 2026-03-01 28 10.00 19',
        'usage sms 2026-01-01 2026-02-01 3 0.30 19',
        'discount Spring 2026-01-01 2026-02-01 1 -1.58 19',
      ]),
    )
    // 17 of 31 days at 10.00 are 5.48; 28 of 28; three texts at 0.10. A discount has no price.
    expect(
      billsOf('A-1')[0]!.lines.map((line) =>
        [line.text, line.quantity, line.unit_price, line.price_quantity].join(' '),
      ),
    ).toEqual(
      expect.arrayContaining(['Monthly charge 17 10 31', 'Monthly charge 28 10 28', 'sms 3 0.1 1', 'Spring 1  1']),
    )
    expect(billsOf('A-1')[0]!.taxes).toEqual([{ category: 'S', name: '', percent: '19', net: '14.20', tax: '2.70' }])
  })

  test('says what is owed after payments', () => {
    expect(answer.statements).toContainEqual({
      account: 'A-1',
      currency: 'EUR',
      // 16.90 + 5.95 + 16.89 + 35.70
      bills: '75.44',
      notes: '0.00',
      payments: '12.50',
      closing: '62.94',
    })
  })

  test('says what is open of each bill', () => {
    const open = answer.open_items.filter(({ account }) => account === 'A-1')
    expect(open.map(({ due, paid, open }) => [due, paid, open])).toEqual([
      ['2026-02-15', '12.50', '4.40'],
      ['2026-03-15', '0.00', '5.95'],
      ['2026-04-15', '0.00', '16.89'],
      ['2026-05-15', '0.00', '35.70'],
    ])
  })

  test('names use that nothing prices', () => {
    expect(answer.rejected).toMatchObject([{ event_id: 'e-2', reason: 'no rate', subscription: 'S-1' }])
  })

  test('bills a child to its payer, in the payer’s cycle', () => {
    expect(billsOf('K')).toEqual([])
    // The line begins on a bill date: that bill charges its first month in advance.
    expect(
      billsOf('P').map(({ date, lines }) => [
        date,
        ...lines.map((line) => [line.account, line.subscription, line.net]),
      ]),
    ).toEqual(['01', '02', '03', '04', '05'].map((month) => [`2026-${month}-10`, ['K', 'S-K', '10.00']]))
  })

  test('numbers lines in the order of accounts and subscriptions, digits as numbers', () => {
    expect(billsOf('R')[0]!.lines.map((line) => [line.number, line.account, line.subscription])).toEqual([
      [1, 'R-9', 'T-11'],
      [2, 'R-10', 'T-9'],
      [3, 'R-10', 'T-10'],
    ])
  })

  test('charges no day from `to` on, an agreed price, and no tax to the exempt', () => {
    // One of 31 days of 31.00.
    expect(billsOf('X').map(({ net, gross }) => [net, gross])).toEqual([['1.00', '1.00']])
  })

  test('has the account’s days, and charges the day of a termination', () => {
    // 17:00 UTC on 31 January is midnight of 1 February in Viet Nam, and January and February are one cycle.
    // 11 of 28 days of 30.00 are 11.79 (11.7857…).
    expect(billsOf('V').map(({ from, date, due, lines }) => [from, date, due, lines.map(({ net }) => net)])).toEqual([
      ['2026-01-01', '2026-03-01', '2026-03-01', ['11.79', '0.10']],
    ])
  })
})

describe('an accounts file that is wrong', () => {
  const faults = (text: string): string => {
    try {
      loadAccounts(accountsFile(text), catalogue)
    } catch (error) {
      return (error as Error).message
    }
    return 'no fault'
  }

  test.each([
    [
      'accounts: [{ id: A, cycle_dy: 3 }]',
      /accounts.yaml:1:21: .*cycle_dy: expected one of .*did you mean "cycle_day"/,
    ],
    ['accounts: [{ id: A }]', /currency: expected a currency, for it has no subscription/],
    ['accounts: [{ id: A, currency: EUR, time_zone: Mars/Olympus }]', /time_zone: expected an IANA time zone/],
    [
      'accounts: [{ id: A, currency: EUR, payer: B }]',
      /payer: expected the id of an account of this file .*there are A/,
    ],
    ['accounts: [{ id: A, currency: EUR }, { id: A, currency: EUR }]', /\[1\].id: expected an id once, got "A" again/],
    [
      'accounts: [{ id: A, subscriptions: [{ id: S, offering: smal, from: 2026-01-01 }] }]',
      /subscriptions\[0\].offering: expected the id of an offering .*did you mean "small"/,
    ],
    [
      'accounts: [{ id: A, subscriptions: [{ id: S, offering: small, from: 2026-02-30 }] }]',
      /from: expected a date, a local time .* got "2026-02-30"/,
    ],
    [
      'accounts: [{ id: A, subscriptions: [{ id: S, offering: small, from: 2026-02-01, to: 2026-02-01 }] }]',
      /to: expected a time after "from"/,
    ],
    [
      'accounts: [{ id: A, subscriptions: [{ id: S, offering: small, from: 2026-02-01, changes: [{ at: 2026-01-01, status: suspended }] }] }]',
      /changes\[0\].at: expected no time before "from"/,
    ],
    [
      'accounts: [{ id: A, currency: EUR, coupons: [{ coupon: autumn }] }]',
      /coupon: expected the id of a coupon .*spring/,
    ],
    [
      'accounts: [{ id: A, currency: EUR, coupons: [{ coupon: spring, from: 2026-01-01 }, { coupon: spring, from: "2026-01-01T00:00Z" }] }]',
      /coupons\[1\].coupon: expected a coupon once for the account and "from"; another "from" gives it again, got "spring" again/,
    ],
    [
      'accounts: [{ id: A, currency: EUR, adjustments: [{ at: 2026-01-01, amount: 1.2345 }] }]',
      /amount: expected a decimal such as 0.05, with at most 3 decimals/,
    ],
    [
      'accounts: [{ id: A, currency: EUR, payer: B }, { id: B, currency: EUR, payer: C }, { id: C, currency: EUR, payer: B }]',
      /: 1 fault\n.*accounts.yaml:1:84: accounts\[2\].payer: expected an account that "C" does not pay for \(circle of payers: B → C → B\); let one of them pay for itself, got "B"$/,
    ],
    [
      `accounts:
  - { id: A, currency: EUR, time_zone: Asia/Kolkata, payer: B, changes: [{ at: 2026-02-01, payer: A }] }
  - { id: B, currency: EUR, time_zone: Asia/Kolkata, changes: [{ at: "2026-01-31T17:00Z", payer: A }] }`,
      /accounts\[1\].changes\[0\].payer: expected .*\(circle of payers from 2026-01-31 on: A → B → A\).*, got "A"/,
    ],
    [
      `accounts: [{ id: A0, currency: EUR }, ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `{ id: A${n}, currency: EUR, payer: A${n - 1} }`).join(', ')}]`,
      /: 1 fault\n.*accounts\[9\].payer: expected an account whose bills are paid at most 8 levels up \(A9 → A8 .*→ A0\)/,
    ],
    [
      'accounts: [{ id: A, currency: USD, subscriptions: [{ id: S, offering: small, from: 2026-01-01 }] }]',
      /accounts.yaml:1:52: accounts\[0\].subscriptions\[0\].offering: expected a plan priced in USD, the currency of account "A"; .*, got "small", priced in EUR/,
    ],
    [
      `accounts:
  - { id: D, currency: USD }
  - id: A
    subscriptions: [{ id: S, offering: small, from: 2026-01-01, changes: [{ at: 2026-02-01, account: D }] }]`,
      /changes\[0\].account: expected a plan priced in USD, the currency of account "D"/,
    ],
    [
      'accounts: [{ id: D, currency: USD }, { id: A, payer: D, subscriptions: [{ id: S, offering: small, from: 2026-01-01 }] }]',
      /accounts\[1\].payer: expected an account in EUR, as "A" is \(payer has another currency\).*, got "D", an account in USD/,
    ],
    [
      'accounts: [{ id: A, time_zone: Europe/Berlin, subscriptions: [{ id: S, offering: small, from: 2026-01-01, changes: [{ at: 2026-02-01, offering: big }, { at: "2026-01-31T23:00Z", price: 5 }] }] }]',
      /changes\[1\].at: expected a time at which no other change of the subscription is; .*, got "2026-01-31T23:00Z" again/,
    ],
    [
      'accounts: [{ id: A, currency: EUR, changes: [{ at: 2026-02-01, cycle_day: 2 }, { at: 2026-02-01, cycle_day: 3 }] }]',
      /accounts\[0\].changes\[1\].at: expected a time at which no other change of the account is/,
    ],
  ])('is told where and what: %s', (text, expected) => {
    expect(faults(text)).toMatch(expected)
  })
})
