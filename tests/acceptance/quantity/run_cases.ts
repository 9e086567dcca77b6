import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { stringify } from 'yaml'
import type { RateAnswer } from '../../../operations/rating/rate-answer.ts'
import { finished, spawnTrunkline } from '../../cli/trunkline.ts'
import type { Case, CaseUse } from './case.ts'

/** Line of a case by its number, and account of its lines. */
export const lineOf = (index: number, name?: string): string =>
  name === undefined ? `L-${index}` : `L-${index}-${name}`
export const accountOf = (index: number): string => `A-${index}`

/** All cases as one catalogue and one file of use, rated by the public command as its users run it. */
export async function runCases(home: string, cases: readonly Case[]): Promise<RateAnswer> {
  const file = (name: string, text: string) => {
    const path = join(home, name)
    writeFileSync(path, text)
    return path
  }
  const plans = [...new Set(cases.map(planText))]
  const plan = (of: Case) => `plan-${plans.indexOf(planText(of))}`
  const catalogue = plans.map((text, index) => ({
    id: `plan-${index}`,
    name: 'Plan',
    currency: 'EUR',
    usage: (JSON.parse(text) as object[]).map((price) => ({
      id: 'price',
      ...('service' in price ? {} : { metric: 'units' }),
      ...price,
    })),
  }))
  const lines = cases.flatMap((of, index) =>
    [undefined, ...of.lines].map((name) => ({
      from: '2026-01-01',
      ...of.line,
      subscription_id: lineOf(index, name),
      billing_account_id: accountOf(index),
      offering_id: plan(of),
    })),
  )
  const use = cases.flatMap((of, index) => of.use.map((one, at) => useOf(of, one, index, at)))
  const rate = ['rate', '--json', '--from', '2022-06-01', '--to', '2026-03-01']
  const run = await finished(
    spawnTrunkline(
      home,
      [
        ...rate,
        ...['--catalogue', file('catalogue.yaml', stringify({ offerings: catalogue }))],
        ...['--usage', file('use.ndjson', ndjson(use))],
        ...['--subscribers', file('lines.ndjson', ndjson(lines))],
      ],
      { CLICKHOUSE_URL: inject('clickhouseUrl') },
    ),
  )
  if (run.code !== 0) throw new Error(`trunkline rate ended with ${run.code}: ${run.err}`)
  return JSON.parse(run.out)
}

const planText = ({ price, others }: Case): string => JSON.stringify([price, ...others])
const ndjson = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** Uses follow each other by a second from 5 January 2026 on, unless the case says when they were. */
function useOf(of: Case, use: CaseUse, index: number, at: number): object {
  const { line, ...said } = typeof use === 'string' ? { quantity: use, line: undefined } : use
  return {
    ...(of.price.service === undefined ? { metric: 'units' } : { service: of.price.service }),
    started_at: new Date(Date.UTC(2026, 0, 5, 0, 0, at)).toISOString(),
    ...said,
    subscription_id: lineOf(index, line as string | undefined),
    event_id: `${lineOf(index)}-${String(at).padStart(3, '0')}`,
  }
}
