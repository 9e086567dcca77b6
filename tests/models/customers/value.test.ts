import { beforeAll, describe, expect, it } from 'vitest'
import { arpuMonthly } from '../../../models/customers/arpu_monthly.ts'
import { customer360 } from '../../../models/customers/customer_360.ts'
import { revenueIsEarned } from '../../../models/customers/earned_reconciliation.ts'
import { lineValue } from '../../../models/customers/line_value.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { account, customer, data, line, offering, recharge, zones } from './events.ts'
import { type Built, built } from './given.ts'

const warehouse = testWarehouse()
let marts: Built

beforeAll(async () => {
  marts = await built(
    warehouse,
    {
      ...zones,
      customer: [customer('C-1', '2025-01-01', 'consumer'), customer('C-2', '2025-01-01', 'business')],
      billing_account: [account('A-1', 'C-1', 'Europe/Berlin'), account('A-2', 'C-2', 'Asia/Ho_Chi_Minh')],
      ...offering({ basic: '31', large: '62', topup: '0' }),
      subscription: [
        // 21 of March's 31 days on basic, then 10 of April's 30 on basic and 20 on large.
        line('S-1', '2026-03-11'),
        line('S-1', '2026-04-11', { offering_id: 'large' }),
        line('S-1', '2026-06-16', { status: 'terminated', status_reason: 'moved', offering_id: 'large' }),
        line('S-2', '2025-12-01', { type: 'mobile prepaid', offering_id: 'topup' }),
        line('S-3', '2025-12-01', { customer_id: 'C-2', billing_account_id: 'A-2', recurring_price: '100' }),
        line('S-4', '2025-12-01', { type: 'mobile prepaid', offering_id: 'topup' }),
      ],
      recharge: ['2026-03-05', '2026-04-01', '2026-04-30', '2026-05-29', '2026-06-27'].flatMap((day) => [
        recharge('S-2', day),
        recharge('S-4', day),
      ]),
      balance_movement: [
        // Berlin's April begins at 22:00 UTC.
        {
          movement_id: 'M-1',
          subscription_id: 'S-2',
          moved_at: '2026-03-31T21:59:59.999Z',
          movement: 'usage',
          amount: '-1.5',
          currency: 'EUR',
        },
        {
          movement_id: 'M-2',
          subscription_id: 'S-2',
          moved_at: '2026-03-31T22:00:00Z',
          movement: 'usage',
          amount: '-2.25',
          currency: 'EUR',
        },
        {
          movement_id: 'M-2',
          subscription_id: 'S-2',
          moved_at: '2026-03-31T22:00:00Z',
          movement: 'usage',
          amount: '-2.25',
          currency: 'EUR',
        },
        {
          movement_id: 'M-3',
          subscription_id: 'S-2',
          moved_at: '2026-04-30T12:00:00Z',
          movement: 'recharge',
          amount: '10',
          currency: 'EUR',
        },
        {
          movement_id: 'M-4',
          subscription_id: 'S-2',
          moved_at: '2026-04-30T12:00:00Z',
          movement: 'usage',
          kind: 'bonus',
          amount: '-4',
          currency: 'EUR',
        },
      ],
      usage: [
        // 10 MiB at 0.01 each. The charging system’s debits of S-2 count instead of this shadow; S-4 has none.
        data('S-1', '2026-04-20', 10),
        data('S-2', '2026-04-20', 10),
        data('S-4', '2026-04-20', 10),
        // Bills begin with the first usage.
        data('S-3', '2026-03-02', 100),
        // Ho Chi Minh's May.
        data('S-3', '2026-04-30T17:00:00Z', 100),
      ],
    },
    [arpuMonthly, lineValue, customer360],
    [revenueIsEarned],
  )
})

describe('revenue', () => {
  it('passes its checks', () => expect(marts.failed).toEqual([]))

  it('is earned by days in the base, and as rated or as the charging system took it', async () => {
    const rows = await marts.rows(`SELECT subscription_id AS line, month, recurring, usage, revenue
      FROM {p}customers.earned_monthly WHERE month BETWEEN '2026-03-01' AND '2026-06-01' AND revenue > 0 ORDER BY 1, 2`)
    expect(rows.map((r) => Object.values(r).join(' '))).toEqual([
      'S-1 2026-03-01 21 0 21',
      // 31 x 10/30 + 62 x 20/30, on the bill 10.33 + 41.33
      'S-1 2026-04-01 51.66 0.1 51.76',
      'S-1 2026-05-01 62 0 62',
      // 62 x 16/30: the day of termination is charged.
      'S-1 2026-06-01 33.07 0 33.07',
      'S-2 2026-03-01 0 1.5 1.5',
      'S-2 2026-04-01 0 2.25 2.25',
      'S-3 2026-03-01 100 1 101',
      'S-3 2026-04-01 100 0 100',
      'S-3 2026-05-01 100 1 101',
      'S-3 2026-06-01 100 0 100',
      'S-4 2026-04-01 0 0.1 0.1',
    ])
  })

  it('per line is revenue over the average base of the slice', async () => {
    const rows =
      await marts.rows(`SELECT month, type, segment, revenue, average_base, arpu FROM {p}customers.arpu_monthly
      WHERE month IN ('2026-04-01', '2026-06-01') ORDER BY month, type, segment`)
    expect(rows.map((r) => Object.values(r).join(' '))).toEqual([
      '2026-04-01 mobile postpaid business 100 1 100',
      '2026-04-01 mobile postpaid consumer 51.76 1 51.76',
      '2026-04-01 mobile prepaid consumer 2.35 2 1.175',
      '2026-06-01 mobile postpaid business 100 1 100',
      '2026-06-01 mobile postpaid consumer 33.07 0.5 66.14',
      '2026-06-01 mobile prepaid consumer 0 2 0',
    ])
  })

  it('of a line is the mean of its last three full closed months, months without revenue included', async () => {
    const rows = await marts.rows(
      'SELECT subscription_id AS line, months_counted, arpu_3m FROM {p}customers.line_value ORDER BY 1',
    )
    expect(rows.map((r) => Object.values(r).join(' '))).toEqual([
      'S-2 3 0.75',
      'S-3 3 100.333333333',
      'S-4 3 0.033333333',
    ])
  })
})

describe('customer 360', () => {
  it('has one row a customer, with what they have and are worth', async () => {
    const rows = await marts.rows(`SELECT customer_id, types, active_lines, monthly_charges, arpu_3m, churned
      FROM {p}customers.customer_360 ORDER BY 1`)
    expect(rows.map((r) => Object.values(r).join(' '))).toEqual([
      'C-1 mobile prepaid 2 0 0.783333333 false',
      'C-2 mobile postpaid 1 100 100.333333333 false',
    ])
  })
})
