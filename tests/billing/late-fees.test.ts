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
const folder = temporaryFolder('late-fees')
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const plan = (id: string, fee: string, more = '') =>
  `  - { id: ${id}, name: ${id}, currency: EUR, tax: ten, charges: [{ id: monthly, amount: 100, charged_in: arrears }${fee === '' ? '' : `, { id: late, name: Late fee, kind: late_fee, ${fee} }`}]${more} }`

const { catalogue } = loadCatalogue(
  file(
    'plans.yaml',
    `
taxes: [{ id: ten, rate: 10 }, { id: outside, rate: 0, category: O }]
coupons: [{ id: half, percentage: 50, on: bill }]
offerings:
${plan('flat', 'amount: 5, tax: outside')}
${plan('seven', 'amount: 7, tax: outside')}
${plan('none', '')}
${plan('share', 'amount: 0, overdue: { percentage: 1.5, repeated: true }')}
${plan('bounds', 'amount: 2, tax: outside, overdue: { percentage: 1, minimum: 3, maximum: 4, minimum_overdue: 50, grace_days: 14 }')}
${plan('least', 'amount: 0, tax: outside, overdue: { percentage: 1, minimum: 3, grace_days: 13 }')}
${plan('onfees', 'amount: 0, tax: outside, overdue: { percentage: 10, on_fees: true, repeated: true }')}
${plan('inclusive', 'amount: 5.50, tax_included: true')}
  - { id: dinar, name: dinar, currency: KWD, charges: [{ id: monthly, amount: 10.005, charged_in: arrears }, { id: late, kind: late_fee, amount: 0, overdue: { percentage: 1.5 } }] }
  - { id: dong, name: dong, currency: VND, charges: [{ id: monthly, amount: 100001, charged_in: arrears }, { id: late, kind: late_fee, amount: 0, overdue: { percentage: 1.5 } }] }
`,
  ),
)

/** What an account is billed beside its plan, by bill date: net of each late fee and the period of the bill it is for. */
type Fees = readonly (readonly [net: string, of: string])[]
const cases: readonly {
  readonly says: string
  readonly account: string
  readonly march: Fees
  readonly april: Fees
}[] = [
  { says: 'nothing is paid: once for each bill', account: 'flat', march: [['5.00', '01']], april: [['5.00', '02']] },
  {
    says: 'paid on the last day before the bill',
    account: 'flat, payments: [{ at: 2026-02-28T23:59, amount: 110 }]',
    march: [],
    april: [['5.00', '02']],
  },
  {
    says: 'paid on the day of the bill',
    account: 'flat, payments: [{ at: 2026-03-01, amount: 110 }]',
    march: [['5.00', '01']],
    april: [['5.00', '02']],
  },
  // 110.00 − 60.00 = 50.00 × 1.5 % = 0.75, with tax 0.83; the bill of March is 100.75 + 10.08 = 110.83, less its fee 110.00.
  {
    says: 'paid in part: a share of the rest, again on each bill',
    account: 'share, payments: [{ at: 2026-02-20, amount: 60 }]',
    march: [['0.75', '01']],
    april: [
      ['0.75', '01'],
      ['1.65', '02'],
    ],
  },
  {
    says: 'disputed in part',
    account: 'share, disputes: [{ at: 2026-02-10, amount: 60, period: 2026-01-01 }]',
    march: [['0.75', '01']],
    april: [
      ['0.75', '01'],
      ['1.65', '02'],
    ],
  },
  {
    says: 'disputed, then the dispute is rejected',
    account: 'flat, disputes: [{ at: 2026-02-10, amount: 110, period: 2026-01-01, decided: 2026-03-10 }]',
    march: [],
    april: [
      ['5.00', '01'],
      ['5.00', '02'],
    ],
  },
  {
    says: 'disputed without naming a bill: the oldest',
    account: 'flat, disputes: [{ at: 2026-02-10, amount: 110 }]',
    march: [],
    april: [['5.00', '02']],
  },
  {
    says: 'written off',
    account: 'flat, payments: [{ at: 2026-02-20, amount: 110, kind: write-off }]',
    march: [],
    april: [['5.00', '02']],
  },
  {
    says: 'paid in time, and the payment bounces in March',
    account: 'flat, payments: [{ at: 2026-02-10, amount: 110 }, { at: 2026-03-05, amount: 110, kind: reversal }]',
    march: [],
    april: [
      ['5.00', '01'],
      ['5.00', '02'],
    ],
  },
  {
    says: 'credited by a note',
    account: 'flat, notes: [{ bill: 2026-02-01, all: true, at: 2026-02-20 }]',
    march: [],
    april: [['5.00', '02']],
  },
  // March is 115.00; 110.00 of it is paid in time: nobody pays a fee for an unpaid fee.
  {
    says: 'all but the fee is paid',
    account: 'flat, payments: [{ at: 2026-03-05, amount: 110 }, { at: 2026-03-10, amount: 110 }]',
    march: [['5.00', '01']],
    april: [],
  },
  // 10 % of 110.00; of 110.00 and of 121.00, the fee on it included.
  {
    says: 'a fee on fees where the plan says so',
    account: 'onfees',
    march: [['11.00', '01']],
    april: [
      ['11.00', '01'],
      ['12.10', '02'],
    ],
  },
  // Due on 15 February, with 14 days of grace on 1 March: that day it may still be paid. 2.00 + 1.10; both are late in April.
  {
    says: 'the last day of grace is the date of the bill',
    account: 'bounds',
    march: [],
    april: [
      ['3.10', '01'],
      ['3.10', '02'],
    ],
  },
  {
    says: 'less is overdue than the least amount',
    account: 'bounds, payments: [{ at: 2026-02-10, amount: 60.01 }]',
    march: [],
    april: [['3.10', '02']],
  },
  {
    says: 'exactly the least amount is overdue, and the fee has a lower bound',
    account: 'bounds, payments: [{ at: 2026-02-10, amount: 60 }]',
    march: [],
    april: [
      ['3.00', '01'],
      ['3.10', '02'],
    ],
  },
  {
    says: 'one day of grace less, and the lower bound',
    account: 'least',
    march: [['3.00', '01']],
    april: [['3.00', '02']],
  },
  { says: 'tax within the fee', account: 'inclusive', march: [['5.00', '01']], april: [['5.00', '02']] },
  // 10.005 × 1.5 % = 0.150075; 100,001 × 1.5 % = 1,500.015.
  { says: 'three decimals', account: 'dinar', march: [['0.150', '01']], april: [['0.150', '02']] },
  { says: 'no decimals', account: 'dong', march: [['1500', '01']], april: [['1500', '02']] },
  { says: 'a plan without late fees', account: 'none', march: [], april: [] },
  {
    says: 'a coupon on the bill does not lower the fee',
    account: 'flat, coupons: [{ coupon: half }]',
    march: [['5.00', '01']],
    april: [['5.00', '02']],
  },
]
const accountOf = ({ account }: (typeof cases)[number], index: number) => {
  const [offering, ...more] = account.split(', ')
  return `  - { id: C${index}, ${more.length === 0 ? '' : `${more.join(', ')}, `}subscriptions: [{ id: S${index}, offering: ${offering}, from: 2026-01-01 }] }`
}

describe('a late fee', () => {
  let answer: Simulation
  beforeAll(async () => {
    const accounts = loadAccounts(
      file(
        'accounts.yaml',
        `
accounts:
${cases.map(accountOf).join('\n')}
  - { id: top, currency: EUR }
  - { id: child, payer: top, subscriptions: [{ id: S-child, offering: flat, from: 2026-01-01 }] }
  - { id: two, subscriptions: [{ id: S-two, offering: flat, from: 2026-01-01 }, { id: S-2, offering: seven, from: 2026-01-01 }, { id: S-3, offering: none, from: 2026-01-01 }] }
  - { id: left, subscriptions: [{ id: S-left, offering: flat, from: 2026-01-01, to: 2026-02-01 }] }
  - { id: changed, subscriptions: [{ id: S-changed, offering: flat, from: 2026-01-01, changes: [{ at: 2026-02-01, offering: none }] }] }
`,
      ),
      catalogue,
    )
    answer = await simulateBills(warehouse, project, {
      catalogue,
      accounts,
      usage: [],
      span: { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') },
    })
  }, 300_000)

  const billOf = (account: string, date: string) =>
    answer.bills.find((bill) => bill.account === account && bill.date === date)
  const feesOf = (account: string, date: string) =>
    billOf(account, date)
      ?.lines.filter(({ service }) => service === 'late fee')
      .map(({ net, overdue_bill }) => [net, overdue_bill.split('/')[1]!.slice(5, 7)])

  test.each(cases.map((each, index) => [each.says, index] as const))('%s', (_, index) => {
    const { march, april } = cases[index]!
    const fees = ['2026-02-01', '2026-03-01', '2026-04-01'].map((date) => feesOf(`C${index}`, date))
    expect(fees).toEqual([[], march, april])
  })

  test('is a line that names its bill', () => {
    const bill = billOf('C0', '2026-03-01')!
    expect(bill.lines.find(({ service }) => service === 'late fee')).toMatchObject({
      kind: 'one-off',
      text: 'Late fee C0/2026-01-01/EUR',
      overdue_bill: 'C0/2026-01-01/EUR',
      account: 'C0',
      subscription: null,
      charge: 'late',
      from: '2026-02-28',
      to: '2026-03-01',
      quantity: '1',
      net: '5.00',
      tax: 'outside',
      tax_category: 'O',
      rated_amount: '5',
    })
    expect([bill.net, bill.tax, bill.gross]).toEqual(['105.00', '10.00', '115.00'])
  })

  test('is on the bill of who pays, once for several plans, the highest', () => {
    expect(feesOf('top', '2026-03-01')).toEqual([['5.00', '01']])
    expect(billOf('child', '2026-03-01')).toBeUndefined()
    expect(feesOf('two', '2026-03-01')).toEqual([['7.00', '01']])
  })

  test('makes a bill of its own when nothing else is charged, and is as the plan of the overdue bill said', () => {
    expect(billOf('left', '2026-03-01')).toMatchObject({ net: '5.00', tax: '0.00', gross: '5.00' })
    // What is overdue then is a fee.
    expect(billOf('left', '2026-04-01')).toBeUndefined()
    expect(feesOf('changed', '2026-03-01')).toEqual([['5.00', '01']])
    expect(feesOf('changed', '2026-04-01')).toEqual([])
  })

  test('is on the statement as the bill it is on', () => {
    const statement = answer.statements.find(({ account }) => account === 'C0')
    expect(statement).toMatchObject({ bills: '340.00', payments: '0.00', closing: '340.00' })
  })
})

test('a charge that is no late fee has none of its members, a late fee none of a period, and only a credit is below zero', () => {
  const faults = (charge: string) => {
    const wrong = file('wrong.yaml', `offerings: [{ id: a, name: a, currency: EUR, charges: [${charge}] }]`)
    try {
      loadCatalogue(wrong)
      return ''
    } catch (error) {
      return String(error)
    }
  }
  expect(faults('{ id: m, amount: 5, overdue: { percentage: 1 } }')).toMatch(/overdue.*kind: late_fee/s)
  expect(faults('{ id: m, kind: late_fee, amount: -5 }')).toMatch(/amount.*zero or more/s)
  expect(faults('{ id: m, kind: deposit, every: once, amount: -5 }')).toMatch(/amount.*zero or more: a deposit/s)
  expect(faults('{ id: m, kind: early_termination, every: once, amount: -5 }')).toMatch(/amount.*zero or more: a fee/s)
  expect(faults('{ id: m, amount: -5 }, { id: w, every: once, kind: setup, amount: -5 }')).toBe('')
  expect(faults('{ id: m, kind: late_fee, amount: 5, every: year }')).toMatch(/every.*late fee/s)
  expect(faults('{ id: m, kind: late_fee, amount: 5, trial_days: 3 }')).toMatch(/trial_days.*late fee/s)
  expect(faults('{ id: m, kind: late_fee, amount: 5, overdue: { minimum: 5, maximum: 4 } }')).toMatch(/maximum/)
  expect(faults('{ id: m, kind: late_fee, amount: 5, overdue: { percentage: 101 } }')).toMatch(/percentage.*100/s)
  expect(faults('{ id: m, kind: late_fee, amount: 5, every: once, overdue: { grace_days: 5 } }')).toBe('')
})
