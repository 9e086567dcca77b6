import { expect, it } from 'vitest'
import * as marketing from '../../../models/marketing/index.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { account, line, zones } from '../customers/events.ts'
import { built } from '../customers/given.ts'

const warehouse = testWarehouse()
const lines = Array.from({ length: 40 }, (_, i) => i)
const owner = (i: number) => ({ customer_id: `C-${i}`, billing_account_id: `A-${i}` })

it('risk is the churned share of all times the shrunk lift of each group, and says what raises it', async () => {
  // 20 month to month of which 8 leave, 20 on contract of which 2 leave; of the month to month who stay, C-10 complained.
  const term = (i: number) => ({ ...owner(i), contract_months: i < 20 ? 0 : 24 })
  const leaves = (i: number) => i < 8 || i === 20 || i === 21
  const marts = await built(
    warehouse,
    {
      ...zones,
      billing_account: lines.map((i) => account(`A-${i}`, `C-${i}`, 'Europe/Berlin')),
      subscription: lines.flatMap((i) => [
        line(`S-${i}`, '2025-11-20', term(i)),
        ...(leaves(i)
          ? [line(`S-${i}`, '2026-06-10', { ...term(i), status: 'terminated', status_reason: 'price' })]
          : []),
      ]),
      trouble_ticket: [
        ticket('T-1', 'C-0', '2026-05-01'),
        ticket('T-2', 'C-10', '2026-06-01'),
        // On the day of the departure: known too late to explain it.
        ticket('T-3', 'C-1', '2026-06-10'),
        // More than 90 days ago.
        ticket('T-4', 'C-11', '2026-03-01'),
      ],
      consent: [
        consent('C-10', 'sms', true),
        consent('C-11', 'sms', true, '2026-01-01'),
        consent('C-11', 'sms', false, '2026-02-01'),
      ],
    },
    marketing.models,
    marketing.reconciliations,
  )
  expect(marts.failed).toEqual([])
  const mean = 10 / 40
  const lift = (lost: number, count: number) => (lost + 50 * mean) / (mean * (count + 50))
  const rows = await marts.rows<{
    customer_id: string
    risk: number
    band: string
    drivers: string
    contactable: boolean
  }>(`SELECT customer_id, risk, band, drivers, contactable FROM {p}marketing.at_risk`)
  expect(rows).toHaveLength(30)
  const of = (id: string) => rows.find((row) => row.customer_id === id)!
  expect(of('C-10').risk).toBeCloseTo(mean * lift(8, 20) * lift(1, 2) * lift(10, 40), 12)
  expect(of('C-11').risk).toBeCloseTo(mean * lift(8, 20) * lift(9, 38), 12)
  expect(of('C-30').risk).toBeCloseTo(mean * lift(2, 20) * lift(9, 38), 12)
  expect(of('C-10')).toMatchObject({
    band: 'medium',
    drivers: 'month to month, in month 4-12 (x 1.2)',
    contactable: true,
  })
  expect(of('C-11')).toMatchObject({ contactable: false })
  expect(of('C-30')).toMatchObject({ band: 'low', drivers: 'nothing above the average', contactable: false })
  expect(
    await marts.rows(
      'SELECT band, sum(customers) AS customers FROM {p}marketing.at_risk_summary GROUP BY band ORDER BY band',
    ),
  ).toEqual([
    { band: 'low', customers: '18' },
    { band: 'medium', customers: '12' },
  ])
})

it('where nobody has ever left, nobody is at risk', async () => {
  const marts = await built(
    warehouse,
    { ...zones, subscription: [line('S-1', '2026-03-01')] },
    marketing.models,
    marketing.reconciliations,
  )
  expect(marts.failed).toEqual([])
  expect(await marts.rows('SELECT risk, band FROM {p}marketing.at_risk')).toEqual([{ risk: 0, band: 'low' }])
})

function ticket(id: string, customer: string, day: string) {
  return {
    ticket_id: id,
    customer_id: customer,
    updated_at: `${day}T09:00:00Z`,
    opened_at: `${day}T09:00:00Z`,
    status: 'open',
  }
}

function consent(customer: string, channel: string, granted: boolean, day = '2026-01-01') {
  return { customer_id: customer, channel, purpose: 'marketing', granted, decided_at: `${day}T09:00:00Z` }
}
