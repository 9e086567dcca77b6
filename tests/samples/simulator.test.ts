import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contractByName } from '../../ingest/contracts/contract_by_name.ts'
import { type ContractName, contracts, type Event } from '../../ingest/contracts/index.ts'
import { validator } from '../../ingest/contracts/validate.ts'
import { type SimulationOptions, simulate, simulationParts } from '../../samples/simulator/simulate.ts'

const UNTIL = Date.parse('2026-07-01T00:00:00Z')
const FROM = Date.parse('2026-01-01T00:00:00Z')

function run(options: SimulationOptions) {
  const events: Event[] = []
  const generator = simulate(options)
  for (;;) {
    const next = generator.next()
    if (next.done) return { events, made: next.value }
    events.push(next.value)
  }
}

const of = <N extends ContractName>(events: readonly Event[], name: N) =>
  events.filter((event): event is Extract<Event, { contract: N }> => event.contract === name)

const digest = (options: SimulationOptions): string => {
  const hash = createHash('sha256')
  for (const event of simulate(options)) hash.update(JSON.stringify(event))
  return hash.digest('hex')
}

describe('the sample operator', () => {
  const { events, made } = run({ subscribers: 600 })

  test('covers every contract but those that others make: networks, CRM, carriers, catalogue files, the table of time zones', () => {
    const missing = Object.keys(contracts).filter((name) => !events.some((event) => event.contract === name))
    // The simulator makes the offerings, prefixes and rates of its catalogue; whatever else is in one comes from files.
    expect(missing.filter((name) => !name.startsWith('catalogue_')).sort()).toEqual([
      'account_coupon',
      'document_delivery',
      'entity_change',
      'file_control',
      'issued_bill',
      'issued_bill_line',
      'issued_bill_tax',
      'metered_usage',
      'pass_purchase',
      'time_zone_offset',
      'usage_partial',
    ])
    for (const made of ['catalogue_offering', 'catalogue_prefix', 'catalogue_rate']) expect(missing).not.toContain(made)
  })

  test('makes valid events, except for those it breaks on purpose', () => {
    const row: unknown[] = []
    const problems = events.flatMap((event) => {
      const problem = validator(contractByName.get(event.contract)!).validate(event, row)
      return problem ? [{ contract: event.contract, ...problem }] : []
    })
    expect(problems.filter((problem) => problem.contract !== 'usage')).toEqual([])
    expect(problems).toHaveLength(made.broken)
  })

  test('counts its imperfections', () => {
    const usage = of(events, 'usage')
    const whole = usage.filter((event) => !event.event_id?.endsWith('-broken'))
    const ids = whole.map((event) => event.event_id)
    const numbers = new Set(of(events, 'subscription_number').map((event) => event.number))
    const lost = new Set(whole.filter((e) => !numbers.has(e.served_number!)).map((e) => e.event_id))
    expect(usage.length - whole.length).toBe(made.broken)
    expect(new Set(ids).size).toBe(made.usage)
    expect(ids.length - made.usage).toBe(made.duplicates)
    expect(lost.size).toBe(made.unknownNumbers)
    expect(made.duplicates).toBeGreaterThan(0)
    expect(made.unknownNumbers).toBeGreaterThan(0)
    expect(made.unrated).toBeGreaterThan(0)
  })

  test('has nothing at or after the end of its window, and no usage before it', () => {
    const late = events.flatMap((event) => {
      const at = (event as Readonly<Record<string, unknown>>)[contracts[event.contract].eventTime]
      return at instanceof Date && at.getTime() >= UNTIL ? [event] : []
    })
    expect(late).toEqual([])
    const times = of(events, 'usage').flatMap((e) => (e.started_at instanceof Date ? [e.started_at.getTime()] : []))
    expect(Math.min(...times)).toBeGreaterThanOrEqual(FROM)
  })

  test('has all four types of line, hierarchies, three zones and lines that leave', () => {
    const lines = of(events, 'subscription')
    expect(new Set(lines.map((event) => event.type)).size).toBe(4)
    expect(of(events, 'customer').some((event) => event.parent_customer_id)).toBe(true)
    const accounts = of(events, 'billing_account')
    expect(accounts.some((event) => event.payer_account_id)).toBe(true)
    expect(new Set(accounts.map((event) => event.time_zone))).toEqual(
      new Set(['Europe/Berlin', 'Asia/Kolkata', 'Asia/Ho_Chi_Minh']),
    )
    expect(new Set(accounts.map((event) => event.cycle_day))).toEqual(new Set([1, 8, 15, 28]))
    const reasons = new Set(lines.filter((e) => e.status === 'terminated').map((e) => e.status_reason))
    expect(reasons.size).toBeGreaterThan(2)
  })

  test('never lets a prepaid balance fall below zero, and its movements add up', () => {
    const balances = new Map<string, bigint>()
    for (const move of of(events, 'balance_movement')) {
      if (move.kind === 'bonus') continue
      const nano = BigInt(String(move.amount).replace('.', ''))
      const after = (balances.get(move.subscription_id) ?? 0n) + nano
      balances.set(move.subscription_id, after)
      expect(BigInt(String(move.balance_after).replace('.', ''))).toBe(after)
      expect(after >= 0n).toBe(true)
    }
    expect(balances.size).toBeGreaterThan(100)
  })
})

test('the same options make the same events, and another seed makes others', () => {
  const small = { subscribers: 60, months: 2 }
  expect(digest(small)).toBe(digest(small))
  expect(digest({ ...small, seed: 2 })).not.toBe(digest(small))
})

test('parts have names of their own and hold all lines', () => {
  const parts = simulationParts({ subscribers: 25_000 })
  expect(parts).toHaveLength(3)
  expect(new Set(parts.map((part) => part.partition)).size).toBe(3)
  let subscribers = 0
  for (const part of simulationParts({ subscribers: 10_100, months: 1, eventsPerMonth: 0 })) {
    const ids = new Set<string>()
    for (const event of part.events()) if (event.contract === 'subscription') ids.add(event.subscription_id)
    subscribers += ids.size
  }
  expect(subscribers).toBe(10_100)
})
