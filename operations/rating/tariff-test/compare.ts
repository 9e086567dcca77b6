import { compareDecimals, plainDecimal } from '../../../ingest/catalogue/decimal.ts'
import type { RateAnswer } from '../rate-answer.ts'
import type { Expected } from './case-shape.ts'

/** What of an answer is not as expected, a sentence each. */
export function differences(expect: Expected, answer: RateAnswer): string[] {
  const totals = expect.total === undefined ? expect.totals : { ...expect.totals, '': expect.total }
  return [
    ...Object.entries(totals).flatMap(([currency, total]) => ofTotal(currency, total, answer)),
    ...(expect.amounts === undefined ? [] : ofAmounts(expect.amounts, answer)),
    ...expect.lines.flatMap((line) => ofRow('line', line, answer.lines, ['event_id'])),
    ...expect.charges.flatMap((line) =>
      ofRow('charge', line, answer.charges, [
        'subject',
        'price_id',
        'priced_from',
        'metric',
        'group',
        'period_from',
        'kind',
      ]),
    ),
    ...expect.allowances.flatMap((line) =>
      ofRow('allowance', line, answer.allowances, ['subscription_id', 'allowance_id', 'valid_from', 'carried_over']),
    ),
    ...expect.balances.flatMap((line) => ofRow('balance', line, answer.balances, ['subscription_id', 'balance_id'])),
    ...expect.grants.flatMap((line) => ofRow('grant', line, answer.grants, ['event_id'])),
    ...expect.unpaid.flatMap((line) => ofRow('unpaid', line, answer.unpaid, ['event_id'])),
    ...ofRejects(expect, answer),
  ]
}

function ofTotal(currency: string, expected: string, { totals }: RateAnswer): string[] {
  if (currency === '' && totals.length > 1) {
    return [`total: there are ${totals.length} currencies: name them in totals`]
  }
  const found = currency === '' ? totals[0] : totals.find((one) => one.currency === currency)
  const got = found?.total ?? '0'
  const label = currency === '' ? 'total' : `total of ${currency}`
  return same(expected, got) ? [] : [`${label}: expected ${expected}, got ${got}`]
}

function ofAmounts(expected: readonly string[], { lines }: RateAnswer): string[] {
  const got = lines.map(({ amount }) => amount)
  const equal = got.length === expected.length && got.every((amount, i) => same(expected[i]!, amount))
  return equal ? [] : [`amounts: expected ${expected.join(', ') || 'none'}, got ${got.join(', ') || 'none'}`]
}

type Row = Readonly<Record<string, unknown>>

/** The one row that has the names which `expected` gives must have all its other values. */
function ofRow(label: string, expected: object, rows: readonly object[], names: readonly string[]): string[] {
  const wanted = Object.entries(expected).filter(([, value]) => value !== undefined) as [string, string][]
  const given = wanted.filter(([name]) => names.includes(name))
  const what = `${label} ${given.map(([name, value]) => `${name} ${value}`).join(', ')}`
  const found = (rows as readonly Row[]).filter((row) => given.every(([name, value]) => same(value, String(row[name]))))
  if (found.length === 0) return [`${what}: expected one, got none`]
  if (found.length > 1) return [`${what}: ${found.length} are such: name it by ${names.join(', ')}`]
  return wanted
    .filter(([name, value]) => !same(value, String(found[0]![name] ?? '')))
    .map(([name, value]) => `${what}: ${name}: expected ${value}, got ${found[0]![name] ?? 'nothing'}`)
}

function ofRejects({ rejects: expected }: Expected, { rejects }: RateAnswer): string[] {
  const unexpected = rejects.filter(
    (one) => !expected.some(({ event_id, reason }) => event_id === one.event_id && reason === one.reason),
  )
  const missing = expected.filter(
    ({ event_id, reason }) => !rejects.some((one) => one.event_id === event_id && one.reason === reason),
  )
  return [
    ...unexpected.map((one) => `${one.event_id ?? `line ${one.line}`} is not rated: ${one.reason}: ${one.because}`),
    ...missing.map(({ event_id, reason }) => `reject ${event_id}: expected ${reason}, got none`),
  ]
}

/** Numbers by value, other texts as they are. */
function same(expected: string, got: string): boolean {
  const [a, b] = [plainDecimal(expected), plainDecimal(got)]
  return a === undefined || b === undefined ? expected === got : compareDecimals(a, b) === 0
}
