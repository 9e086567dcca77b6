import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Summary } from '../../cli/summary/summary.ts'
import { describeWithData, sharedData } from '../shared-data.ts'
import { newHome, trunkline } from './trunkline.ts'

// Expected values: the README of the data set, and the definitions of churn_rate and churn_rate_opening applied to it.
describeWithData('ibm_telco_churn', 'npm start on the customers of a real file', () => {
  const home = newHome(afterAll)
  const file = join(sharedData, 'ibm_telco_churn', 'Telco-Customer-Churn.csv')
  const args = ['start', '--customers', file, '--mapping', 'ibm_telco_churn', '--json']
  let summary: Summary

  beforeAll(async () => {
    const { code, out, err } = await trunkline(home, args)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    summary = JSON.parse(out) as Summary
  }, 300_000)

  const share = (dimension: string, value: string) =>
    summary.churnedShare.find((row) => row.dimension === dimension && row.value === value)!

  test('finds its customers, its churned share and its monthly charges to the cent', () => {
    const all = share('all', '')
    expect(all).toMatchObject({ customers: 7043, churned: 1869, currency: 'USD' })
    expect((all.churnedShare! * 100).toFixed(3)).toBe('26.537')
    expect(Number(all.monthlyCharges)).toBe(456116.6)
    expect(Number(all.churnedMonthlyCharges)).toBe(139130.85)
  })

  test('finds the churned share of each contract type', () => {
    const percent = (months: string) => share('contract', months).churnedShare! * 100
    expect(percent('0')).toBeCloseTo(42.7097, 4)
    expect(percent('12')).toBeCloseTo(11.2695, 4)
    // Exactly 48 of 1,695; the README cuts 2.83186 off after four digits.
    expect(percent('24')).toBeCloseTo(2.8318, 3)
  })

  test('puts churn_rate and churn_rate_opening beside it, by their own definitions', () => {
    // All but the 11 customers with tenure 0 were there when the last month began.
    expect(summary.base).toMatchObject({ opening: 7032, adds: 11, reconnects: 0, terminations: 1869, closing: 5174 })
    expect(summary.base.churnRateOpening).toBeCloseTo(1869 / 7032, 12)
    expect(summary.base.churnRate).toBeCloseTo(1869 / ((7032 + 5174) / 2), 12)
  })

  test('marks what it simulated, and simulates no customers', () => {
    const simulated = Object.fromEntries(summary.landed.map((row) => [row.contract, row.simulated]))
    expect(simulated).toMatchObject({ customer: 0, billing_account: 0, subscription: 0 })
    expect(simulated.usage).toBeGreaterThan(0)
    expect(summary.quarantined.filter(({ feed }) => feed === 'ibm_telco_churn')).toEqual([])
  })

  test('passes every check', () => {
    expect(summary.checks.length).toBeGreaterThan(100)
    expect(summary.checks.filter(({ status }) => status !== 'passed')).toEqual([])
  })

  test('a second start changes nothing', async () => {
    const again = await trunkline(home, args)
    expect(again.code).toBe(0)
    const { seconds: _, ...second } = JSON.parse(again.out) as Summary
    const { seconds: __, ...first } = summary
    expect(second).toEqual(first)
  })

  test('another input in the same warehouse is refused, with the way to keep them apart', async () => {
    const { code, err } = await trunkline(home, ['start', '--json'])
    expect(code).toBe(3)
    expect(err).toMatch(/was started with customers of Telco-Customer-Churn.csv.*--env/s)
  })
})
