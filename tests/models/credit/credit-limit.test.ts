import { expect, it } from 'vitest'
import * as credit from '../../../models/credit/index.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { account, data, line, offering, recharge, zones } from '../customers/events.ts'
import { built } from '../customers/given.ts'

const warehouse = testWarehouse()

it('a credit limit follows from the mean of three full closed months, tenure and payment, and says why', async () => {
  const ids = ['good', 'late', 'young', 'newest', 'worst', 'prepaid'] as const
  const state = (id: string) => ({ customer_id: `C-${id}`, billing_account_id: `A-${id}` })
  const paid = (id: string, amount: string, kind: 'payment' | 'chargeback' = 'payment', day = '2026-03-02') => ({
    payment_id: `P-${id}-${kind}-${day}`,
    billing_account_id: `A-${id}`,
    received_at: `${day}T10:00:00Z`,
    kind,
    amount,
    currency: 'EUR',
  })
  const prepaid = { ...state('prepaid'), type: 'mobile prepaid' as const, offering_id: 'topup' }
  const marts = await built(
    warehouse,
    {
      ...zones,
      ...offering({ basic: '30', topup: '0' }),
      billing_account: ids.map((id) => account(`A-${id}`, `C-${id}`, 'Europe/Berlin')),
      subscription: [
        line('S-good', '2024-05-01', state('good')),
        line('S-late', '2024-05-01', state('late')),
        line('S-young', '2026-04-15', state('young')),
        line('S-newest', '2026-06-10', state('newest')),
        line('S-worst', '2024-05-01', state('worst')),
        line('S-prepaid', '2024-05-01', prepaid),
      ],
      // The data begin in January.
      recharge: ['2026-01-01', '2026-01-28', '2026-02-24', '2026-03-23', '2026-04-19', '2026-05-16', '2026-06-12'].map(
        (day) => recharge('S-prepaid', day),
      ),
      balance_movement: ['2026-03-15', '2026-04-15', '2026-06-15'].map((day, index) => ({
        movement_id: `M-${index}`,
        subscription_id: 'S-prepaid',
        moved_at: `${day}T10:00:00Z`,
        movement: 'usage',
        amount: '-12',
        currency: 'EUR',
      })),
      usage: [data('S-good', '2026-01-01', 0)],
      payment: [
        paid('good', '5000'),
        paid('young', '5000'),
        paid('newest', '5000'),
        paid('late', '5000'),
        paid('late', '10', 'chargeback'),
        paid('worst', '5000'),
        ...['2026-03-10', '2026-04-10', '2026-05-10'].map((day) => paid('worst', '10', 'chargeback', day)),
        // Older than six months: forgiven.
        paid('good', '10', 'chargeback', '2025-12-20'),
      ],
    },
    credit.models,
    credit.reconciliations,
  )
  expect(marts.failed).toEqual([])
  const rows =
    await marts.rows(`SELECT substring(billing_account_id, 3) AS account, credit_class, months_counted, arpu_3m, credit_limit
    FROM {p}credit.credit_limit`)
  expect(Object.fromEntries(rows.map(({ account, ...r }) => [account, Object.values(r).join(' ')]))).toEqual({
    good: 'A 3 30 90',
    late: 'B 3 30 60',
    // May and June; April was not a full month.
    young: 'new 2 30 30',
    // No full month yet: its monthly charges stand for the mean.
    newest: 'new 0 0 30',
    worst: 'D 3 30 0',
    // 12 + 0 + 12 over three months; March is too old. Half a month.
    prepaid: 'A 3 8 4',
  })
  const [reason] = await marts.rows(`SELECT reason FROM {p}credit.credit_limit WHERE billing_account_id = 'A-late'`)
  expect(reason).toEqual({
    reason:
      'three months or more, at most 14 days past due, at most one payment returned: 2 x the mean of 3 months; tenure 26 months, 0 days past due, 1 payments returned',
  })
})

it('what is past due and not disputed costs the class', async () => {
  const marts = await built(
    warehouse,
    {
      ...zones,
      ...offering({ basic: '30' }),
      billing_account: [account('A-1', 'C-1', 'Europe/Berlin')],
      subscription: [line('S-1', '2024-05-01'), line('S-2', '2026-06-20')],
      usage: [{ service: 'data', subscription_id: 'S-1', started_at: '2026-01-10T10:00:00Z', bytes_down: 1 }],
    },
    credit.models,
    credit.reconciliations,
  )
  expect(marts.failed).toEqual([])
  const [row] = await marts.rows<{
    credit_class: string
    credit_limit: string
    days_past_due: string
    overdue: string
  }>('SELECT * FROM {p}credit.credit_limit')
  expect(row).toMatchObject({ credit_class: 'D', credit_limit: '0' })
  expect(Number(row!.days_past_due)).toBeGreaterThan(60)
  expect(Number(row!.overdue)).toBeGreaterThan(0)
})
