import { describe, expect, it } from 'vitest'
import { baseDaily } from '../../../models/customers/base_daily.ts'
import * as baseReconciliations from '../../../models/customers/base_reconciliations.ts'
import { churnMonthly } from '../../../models/customers/churn_monthly.ts'
import { churnMonthlyBy } from '../../../models/customers/churn_monthly_by.ts'
import { departure } from '../../../models/customers/departure.ts'
import { retentionCohort } from '../../../models/customers/retention_cohort.ts'
import { survival } from '../../../models/customers/survival.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { account, customer, line, recharge, zones } from './events.ts'
import { built, type Given } from './given.ts'

const warehouse = testWarehouse()
const models = [baseDaily, churnMonthly, churnMonthlyBy, departure, survival, retentionCohort]

async function base(events: Given) {
  const marts = await built(warehouse, { ...zones, ...events }, models, Object.values(baseReconciliations))
  expect(marts.failed).toEqual([])
  const changes = `SELECT day, adds, reconnects, moved_in, moved_out, terminations, closing, offering_id FROM {p}customers.base_daily
    WHERE adds + reconnects + moved_in + moved_out + terminations > 0 ORDER BY day, offering_id, moved_in`
  const changed = (await marts.rows(changes)).map(({ day, offering_id, closing, ...counts }) => {
    const kinds = Object.entries(counts).flatMap(([kind, count]) => (count === '0' ? [] : [`${count} ${kind}`]))
    return `${day} ${offering_id}: ${kinds.join(', ')} -> ${closing}`
  })
  return { ...marts, changed }
}

describe('a prepaid line', () => {
  it('enters with its first revenue event and leaves on the last one’s day + 30: 1 March gives 31 March', async () => {
    const { changed } = await base({
      subscription: [
        line('S-0', '2025-12-01', { type: 'mobile prepaid' }),
        line('S-1', '2026-02-10', { type: 'mobile prepaid' }),
      ],
      recharge: [
        recharge('S-0', '2026-02-01'),
        recharge('S-1', '2026-02-20'),
        recharge('S-1', '2026-03-01'),
        recharge('S-0', '2026-04-02'),
      ],
    })
    expect(changed).toEqual([
      '2026-02-20 basic: 1 adds -> 2',
      '2026-03-03 basic: 1 terminations -> 1',
      '2026-03-31 basic: 1 terminations -> 0',
      '2026-04-02 basic: 1 reconnects -> 1',
    ])
  })

  it('never left when the next event falls on the very day it would have', async () => {
    const { changed } = await base({
      subscription: [line('S-1', '2026-01-10', { type: 'mobile prepaid' })],
      recharge: [recharge('S-1', '2026-01-15'), recharge('S-1', '2026-02-14'), recharge('S-1', '2026-03-16')],
    })
    expect(changed).toEqual(['2026-01-10 basic: 1 adds -> 1'])
  })

  it('is not counted again when it is formally terminated after it left', async () => {
    const { changed, rows } = await base({
      subscription: [
        line('S-1', '2026-01-10', { type: 'mobile prepaid' }),
        line('S-1', '2026-04-20', { type: 'mobile prepaid', status: 'terminated', status_reason: 'inactive' }),
        line('S-2', '2026-01-10', { type: 'mobile prepaid' }),
        line('S-2', '2026-03-10', { type: 'mobile prepaid', status: 'terminated', status_reason: 'price' }),
      ],
      recharge: [recharge('S-1', '2026-02-20'), recharge('S-1', '2026-03-01'), recharge('S-2', '2026-03-05')],
    })
    expect(changed).toEqual(['2026-03-10 basic: 1 terminations -> 1', '2026-03-31 basic: 1 terminations -> 0'])
    expect(await rows('SELECT subscription_id, reason, voluntary FROM {p}customers.departure ORDER BY day')).toEqual([
      { subscription_id: 'S-2', reason: 'price', voluntary: true },
      { subscription_id: 'S-1', reason: 'inactive', voluntary: false },
    ])
  })

  it('that was active before the data begins stays N days from there without an event', async () => {
    const { changed, rows } = await base({
      subscription: [
        line('S-1', '2024-05-05', { type: 'mobile prepaid' }),
        line('S-2', '2024-05-05', { type: 'mobile prepaid' }),
        line('S-3', '2026-02-03', { type: 'mobile prepaid' }),
      ],
      recharge: [recharge('S-2', '2026-02-02'), recharge('S-3', '2026-02-11'), recharge('S-3', '2026-03-02')],
    })
    expect(changed).toEqual([
      '2026-02-11 basic: 1 adds -> 3',
      // S-1 counts as alive until 1 February, the eve of the data; S-2 was seen on the 2nd.
      '2026-03-03 basic: 1 terminations -> 2',
      '2026-03-04 basic: 1 terminations -> 1',
    ])
    expect(await rows('SELECT month, opening, closing FROM {p}customers.churn_monthly')).toEqual([
      { month: '2026-02-01', opening: '2', closing: '3' },
      { month: '2026-03-01', opening: '3', closing: '1' },
    ])
  })
})

describe('a postpaid line', () => {
  it('counts from activation to termination, suspended too, pending not', async () => {
    const { changed, rows } = await base({
      subscription: [
        line('S-1', '2026-01-10', { status: 'pending' }),
        line('S-1', '2026-01-20'),
        line('S-1', '2026-02-05', { status: 'suspended', status_reason: 'debt' }),
        line('S-1', '2026-03-12', { status: 'terminated', status_reason: 'debt' }),
        line('S-2', '2026-01-11', { status: 'pending' }),
        line('S-2', '2026-03-30', { status: 'terminated', status_reason: 'not stated' }),
      ],
    })
    expect(changed).toEqual(['2026-03-12 basic: 1 terminations -> 0'])
    expect(await rows('SELECT tenure_months, reason, voluntary FROM {p}customers.departure')).toEqual([
      { tenure_months: '1', reason: 'debt', voluntary: false },
    ])
  })

  it('moves between slices with its plan, its type and its customer’s segment', async () => {
    const { changed, rows } = await base({
      customer: [customer('C-1', '2025-06-01', 'consumer'), customer('C-1', '2026-02-18', 'business')],
      subscription: [
        line('S-9', '2025-01-01'),
        line('S-9', '2026-01-02', { status: 'terminated', status_reason: 'moved' }),
        line('S-1', '2026-01-20'),
        line('S-1', '2026-02-05', { offering_id: 'large' }),
        line('S-1', '2026-03-01', { type: 'mobile prepaid', offering_id: 'topup' }),
      ],
    })
    expect(changed).toEqual([
      '2026-01-02 basic: 1 terminations -> 0',
      '2026-01-20 basic: 1 adds -> 1',
      '2026-02-05 basic: 1 moved_out -> 0',
      '2026-02-05 large: 1 moved_in -> 1',
      '2026-02-18 large: 1 moved_out -> 0',
      '2026-02-18 large: 1 moved_in -> 1',
      '2026-03-01 large: 1 moved_out -> 0',
      '2026-03-01 topup: 1 moved_in -> 1',
    ])
    const march = await rows(`SELECT dimension, value, moved_in, moved_out, terminations, closing
      FROM {p}customers.churn_monthly_by WHERE month = '2026-03-01' AND dimension IN ('type', 'segment') ORDER BY 1, 2`)
    expect(march).toEqual([
      { dimension: 'segment', value: 'business', moved_in: '0', moved_out: '0', terminations: '0', closing: '1' },
      { dimension: 'segment', value: 'consumer', moved_in: '0', moved_out: '0', terminations: '0', closing: '0' },
      { dimension: 'type', value: 'mobile postpaid', moved_in: '0', moved_out: '1', terminations: '0', closing: '0' },
      { dimension: 'type', value: 'mobile prepaid', moved_in: '1', moved_out: '0', terminations: '0', closing: '1' },
    ])
  })

  it('belongs to the local day of its account', async () => {
    const { rows } = await base({
      billing_account: [account('A-1', 'C-1', 'Europe/Berlin'), account('A-2', 'C-2', 'Asia/Ho_Chi_Minh')],
      subscription: [
        // Berlin: 23:59:59.999 winter time, then midnight summer time, an hour earlier in UTC.
        line('S-1', '2026-03-28T22:59:59.999Z'),
        line('S-2', '2026-03-29T21:59:59.999Z'),
        line('S-3', '2026-03-29T22:00:00Z'),
        line('S-4', '2026-03-31T16:59:59.999Z', { customer_id: 'C-2', billing_account_id: 'A-2' }),
        line('S-5', '2026-03-31T17:00:00Z', { customer_id: 'C-2', billing_account_id: 'A-2' }),
        line('S-6', '2026-04-30'),
      ],
    })
    expect(await rows('SELECT subscription_id, from_day FROM {p}customers.base_interval ORDER BY 1')).toEqual([
      { subscription_id: 'S-1', from_day: '2026-03-28' },
      { subscription_id: 'S-2', from_day: '2026-03-29' },
      { subscription_id: 'S-3', from_day: '2026-03-30' },
      { subscription_id: 'S-4', from_day: '2026-03-31' },
      { subscription_id: 'S-5', from_day: '2026-04-01' },
      { subscription_id: 'S-6', from_day: '2026-04-30' },
    ])
  })
})

describe('churn', () => {
  it('has three measures, each with its own name', async () => {
    const events = (id: string, from: string, to?: string) => [
      line(id, from),
      ...(to ? [line(id, to, { status: 'terminated', status_reason: 'price' })] : []),
    ]
    const { rows } = await base({
      subscription: [
        ...events('S-1', '2025-11-03'),
        ...events('S-2', '2025-12-07', '2026-03-09'),
        ...events('S-3', '2026-01-09'),
        ...events('S-4', '2026-03-02'),
        ...events('S-5', '2026-03-03', '2026-03-25'),
      ],
    })
    expect(await rows('SELECT * FROM {p}customers.churn_monthly')).toEqual([
      {
        month: '2026-03-01',
        opening: '3',
        adds: '2',
        reconnects: '0',
        terminations: '2',
        closing: '3',
        average_base: '3',
        churn_rate: 2 / 3,
        churn_rate_opening: 2 / 3,
        base_turnover: '4',
      },
    ])
    expect(await rows('SELECT tenure_months, lost, censored FROM {p}customers.survival ORDER BY 1')).toEqual([
      { tenure_months: '0', lost: '1', censored: '1' },
      { tenure_months: '2', lost: '0', censored: '1' },
      { tenure_months: '3', lost: '1', censored: '0' },
      { tenure_months: '4', lost: '0', censored: '1' },
    ])
    const december = `SELECT months_since, base, kept FROM {p}customers.retention_cohort WHERE cohort = '2025-12-01' ORDER BY 1`
    expect((await rows(december)).map(({ kept }) => kept)).toEqual(['1', '1', '1', '0'])
  })
})
