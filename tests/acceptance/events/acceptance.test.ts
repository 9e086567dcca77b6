import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../../temporary-folder.ts'
import { type Rated, rateCommand } from './rate_command.ts'

/** A case of a file: use under a plan of that file, and what it costs there or why it is refused. */
interface Case {
  /** The test of the other engine that it comes from, or the arithmetic. */
  readonly test: string
  readonly plan: string
  readonly to?: string
  readonly at: string
  readonly seconds?: string
  /** More fields of usage. */
  readonly use?: Readonly<Record<string, string>>
  readonly zone?: string
  readonly cost?: string
  readonly reject?: string
  readonly charged?: string
}

const folders = [import.meta.dirname, join(import.meta.dirname, '../../../samples/catalogues/events')]
const suites = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({
      name,
      cases: parse(readFileSync(join(folder, name), 'utf8'), { schema: 'failsafe' })['x-cases'] as readonly Case[],
    })),
)
const all = suites.flatMap(({ name, cases }) => cases.map((of, i) => ({ ...of, line: `${name}:${i + 1}` })))

// Every case is a line of its own; all of them are one run of the public command over the files as one catalogue.
let answer: Rated
beforeAll(async () => {
  const lines = all.map((of) => ({ subscription_id: of.line, offering_id: of.plan, time_zone: of.zone ?? 'UTC' }))
  const usage = all.map((of) => ({
    ...{ event_id: of.line, subscription_id: of.line, service: 'voice', started_at: instant(of.at) },
    ...(of.to === undefined ? {} : { other_party: of.to }),
    ...(of.seconds === undefined ? {} : { duration_s: Number(of.seconds) }),
    ...Object.fromEntries(Object.entries(of.use ?? {}).map(([field, value]) => [field, plain(value)])),
  }))
  const catalogue = temporaryFolder('events')
  for (const folder of folders) cpSync(folder, catalogue, { recursive: true })
  answer = await rateCommand(catalogue, usage, lines)
}, 300_000)

const instant = (at: string) => (/(Z|[+-]\d\d:\d\d)$/.test(at) ? new Date(at).toISOString() : `${at}Z`)
const plain = (value: string) =>
  value === 'true' ? true : value === 'false' ? false : /^\d{1,12}$/.test(value) ? Number(value) : value

describe.each(suites)('$name', ({ name, cases }) => {
  test.each(cases.map((of, i) => ({ ...of, line: `${name}:${i + 1}` })))('$test: $plan $to $at $seconds', (of) => {
    const rated = answer.lines.find(({ subscription_id }) => subscription_id === of.line)
    const rejected = answer.rejects.find(({ subscription_id }) => subscription_id === of.line)
    if (of.reject !== undefined) {
      expect(rejected?.reason).toBe(of.reject)
      expect(rated).toBeUndefined()
      return
    }
    expect(rejected).toBeUndefined()
    expect(rated?.amount).toBe(of.cost)
    if (of.charged !== undefined) expect(rated?.charged_quantity).toBe(of.charged)
  })
})

test('there are enough cases', () => {
  expect(all.length).toBeGreaterThanOrEqual(150)
})
