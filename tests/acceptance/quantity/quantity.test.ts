import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RateAnswer } from '../../../operations/rating/rate-answer.ts'
import { newHome } from '../../cli/trunkline.ts'
import { decimalSum } from '../../rating/decimal_sum.ts'
import { type Case, quantityCases } from './case.ts'
import { accountOf, lineOf, runCases } from './run_cases.ts'

const cases = quantityCases()

// Cases of other billers' suites, told in the catalogue's public format and rated by the public command in one run.
describe('prices by quantity agree with the suites of other billers', () => {
  const home = newHome(afterAll)
  let answer: RateAnswer

  beforeAll(async () => {
    answer = await runCases(home, cases)
  }, 300_000)

  test('nothing is rejected', () => {
    expect(answer.rejects).toEqual([])
  })

  test.each(cases.map((of, index) => ({ ...of, index })))('$origin', ({ index, ...of }) => {
    const charges = answer.charges.filter(({ subject }) =>
      of.price.scope === 'account' ? subject === accountOf(index) : subject === lineOf(index),
    )
    const sumOf = (field: 'amount' | 'quantity', from: string) =>
      decimalSum(charges.filter(({ period_from }) => period_from === from).map((line) => line[field]))
    const byPeriod = (expected: NonNullable<Case['cost']>) =>
      typeof expected === 'string' ? { '2026-01-01': expected } : expected
    for (const field of ['amount', 'quantity'] as const) {
      const expected = field === 'amount' ? of.cost : of.quantity
      if (expected === undefined) continue
      const periods = byPeriod(expected)
      const found = Object.fromEntries(Object.keys(periods).map((from) => [from, sumOf(field, from)]))
      expect(found).toEqual(periods)
    }
    if (of.total !== undefined) expect(decimalSum(charges.map(({ amount }) => amount))).toBe(of.total)
    if (of.byPrice !== undefined) {
      expect(Object.fromEntries(charges.map(({ price_id, amount }) => [price_id, amount]))).toEqual(of.byPrice)
    }
    if (of.added !== undefined) {
      const lines = answer.lines.filter(({ subscription_id }) => subscription_id === lineOf(index))
      expect(lines.map(({ added }) => added ?? 'null')).toEqual(of.added)
    }
    if (of.groups !== undefined) {
      expect(Object.fromEntries(charges.map(({ group, amount }) => [group, amount]))).toEqual(of.groups)
    }
  })
})
