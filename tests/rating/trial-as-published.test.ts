import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones, timeZoneEvents } from '../../ingest/landing/time_zones.ts'
import { project } from '../../models/index.ts'
import { subscriberEvents } from '../../operations/rating/subscriber-events.ts'
import { FEW_EVENTS, openTrialOf } from '../../operations/rating/trial.ts'
import { trialInput } from '../../operations/rating/trial-input.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { runProject } from '../../transforms/run/run.ts'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { inOrder } from '../models/customers/given.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { worldOf } from './agreement/cell.ts'
import { randomCells } from './agreement/run.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()

const compared = [
  'rating.rated_usage',
  'rating.rejected_usage',
  'rating.period_charge',
  'rating.period_increment',
  'rating.allowance_balance',
  'prepaid.movement',
  'prepaid.lot_rest',
  'prepaid.unpaid_use',
  'billing.bill_line',
  'billing.draft_line',
  'billing.draft_tax',
  'billing.draft_bill',
] as const

/** Bills, discounts and prepaid balances, which the random worlds do not have. */
const plans = catalogueOf(`
zones: [{ id: home, prefixes: [49] }, { id: far, prefixes: [44] }]
calendars: [{ id: week, bands: [{ id: evening, start: "18:00", end: "24:00" }, { id: free, weekdays: "67", start: "00:00", end: "24:00" }] }]
taxes: [{ id: full, name: Full, rate: 19, jurisdiction: DE }, { id: reduced, name: Reduced, rate: 7, jurisdiction: DE }]
tariffs:
  - id: open
    calendar: week
    prices:
      - id: calls
        service: voice
        per: 60
        first_increment: 60
        next_increment: 10
        rounding: { method: half_up, decimals: 3 }
        rates:
          - { zone: home, rate: 0.30, connect_fee: 0.05 }
          - { zone: home, band: evening, rate: 0.10 }
          - { zone: home, band: free, rate: 0 }
          - { zone: far, rate: 1.20, slots: [{ after: 120, rate: 0.60, per: 60, increment: 60 }] }
      - { id: api, metric: api, model: graduated, charged_in: advance, tiers: [{ up_to: 100, amount: 0.05, flat_fee: 1 }, { amount: 0.021 }] }
      - { id: stock, metric: stock, model: volume, tiers: [{ up_to: 50, amount: 0.2 }, { amount: 0.1 }], minimum_spend: 4 }
offerings:
  - id: post
    name: Post
    currency: EUR
    tax: full
    tariff: open
    charges: [{ id: monthly, name: Monthly, amount: 20 }, { id: arrears, name: Arrears, amount: 7, charged_in: arrears, tax: reduced }]
    allowances:
      - { id: minutes, unit: seconds, amount: 1800, zones: [home], rollover: { periods: 1, maximum: 600 } }
      - { id: credit, unit: money, amount: 3, scope: account, prorated: false }
    discounts:
      - { id: ten, name: Ten, percentage: 10 }
      - { id: fixed, name: Fixed, amount: 5, cycles: 2 }
  - id: pre
    name: Pre
    currency: EUR
    line_type: mobile prepaid
    tariff: open
    balances:
      - { id: main, priority: 2, maximum_debt: 1, threshold: 2 }
      - { id: bonus, kind: bonus, priority: 1, zones: [home], expires_after_days: 20 }
      - { id: minutes, unit: seconds, increment: 60 }
    recharge_bonuses: [{ id: ten, at_least: 10, balance: bonus, percentage: 15 }]
    passes: [{ id: hour, price: 2, balance: minutes, amount: 3600, days: 7 }]
`)

/** Twelve lines of three accounts, two of them with a plan change, and three prepaid lines. */
const lines = [
  ...Array.from({ length: 12 }, (_, i) => ({
    subscription_id: `P${i}`,
    offering_id: 'post',
    billing_account_id: `AP${i % 3}`,
    time_zone: ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York'][i % 3],
    cycle_day: String([1, 15, 31][i % 3]),
    from: `2026-01-${String(1 + i).padStart(2, '0')}`,
    ...(i % 5 === 4 ? { to: '2026-03-20' } : {}),
  })),
  ...['Q0', 'Q1', 'Q2'].map((subscription_id) => ({ subscription_id, offering_id: 'pre', from: '2026-01-01' })),
]
const balances = ['Q0', 'Q1', 'Q2'].flatMap((subscription_id, i) => [
  { subscription_id, movement: 'recharge', amount: String(10 * i + 5), at: '2026-01-02' },
  { subscription_id, movement: 'recharge', amount: '12.5', at: '2026-02-10' },
  { subscription_id, pass: 'hour', at: `2026-02-1${i}` },
  { subscription_id, movement: 'fee', amount: '-0.75', at: '2026-03-01' },
])
const use = lines
  .flatMap(({ subscription_id, from }, n) =>
    Array.from({ length: 30 }, (_, i) => {
      const at = new Date(Date.parse(from) + (i * 61 + n * 7) * 3_600_000 * 1.13 + 3_599_000)
      const of = { event_id: `${subscription_id}-${i}`, subscription_id, started_at: at.toISOString() }
      if (i % 5 === 3) return { ...of, metric: i % 2 === 0 ? 'api' : 'stock', quantity: String(7.5 + i) }
      const abroad = i % 7 === 0
      return {
        ...of,
        service: 'voice',
        duration_s: 17 + ((i * 97 + n * 41) % 900),
        other_party: abroad ? '4420' : '4930',
      }
    }),
  )
  .filter(({ started_at }) => started_at < '2026-04-01')

const cells = worldOf(randomCells(24, Number(process.env.TRUNKLINE_SEED ?? 20260403)))
const lists = Object.keys(plans) as (keyof Catalogue)[]
const catalogue = Object.fromEntries(
  lists.map((list) => [list, [...cells.catalogue[list], ...plans[list]]]),
) as unknown as Catalogue
const records = (list: readonly object[], file: string) =>
  list.map((value, i) => ({ file, line: i + 1, value: value as Readonly<Record<string, unknown>> }))
const input = trialInput(
  records([...cells.usage, ...use], 'usage'),
  records([...cells.lines, ...lines], 'lines'),
  catalogue,
  { offering: undefined, timeZone: 'UTC', cycleDay: 1, start: '2000-01-01T00:00:00.000Z' },
  { balances: records(balances, 'balances') },
)
const [first, end] = ['2026-01-01', '2026-04-01']
const zones = [...new Set(['UTC', ...input.subscribers.map(({ time_zone }) => time_zone)])]
const events: readonly Event[] = [
  ...catalogueEvents(catalogue),
  ...subscriberEvents(input.subscribers.filter(({ from }) => from < end)),
  ...input.usage.filter(({ started_at }) => started_at >= first && started_at < end),
  ...input.movements,
]

/** When a row landed is another time in each. */
const ofLanding = ['landed_at']

/** Every row of the models as text, in an order of its own. */
async function rowsOf(table: (model: string) => string): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = compared.map(async (model) => {
    const rows = await warehouse.rows<Record<string, unknown>>(`SELECT COLUMNS('^[^_]') FROM ${table(model)}`)
    const said = rows.map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !ofLanding.includes(column)))),
    )
    return [model, said.sort()] as const
  })
  return Object.fromEntries(await Promise.all(all))
}

// Of few events views are tables, on one core and without what optimizes plans; of more they are as a run makes them.
describe('a trial says row by row what a run publishes', () => {
  let published: Awaited<ReturnType<typeof rowsOf>>
  let span: { readonly from: Date; readonly to: Date }

  /** A trial of these events and so many that nothing reads, `given` in all, and how many views it has. */
  async function trialOf(given: number) {
    const known = events.length + zones.flatMap(timeZoneEvents).length
    const unread = Array.from({ length: given - known }, (_, i) => ticket(i))
    const trial = await openTrialOf(warehouse, project, {
      wanted: compared,
      span,
      zones,
      events: [...events, ...unread],
    })
    try {
      const [database] = trial.table(compared[0]).split('.')
      const [found] = await warehouse.rows<{ views: string }>(
        `SELECT toString(countIf(engine = 'View')) AS views FROM system.tables WHERE database = '${database!.replaceAll('`', '')}'`,
      )
      return { rows: await rowsOf(trial.table), views: Number(found!.views) }
    } finally {
      await trial.close()
    }
  }

  beforeAll(async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    await landTimeZones(warehouse, zones, { prefix })
    await landEvents(warehouse, 'trial', 'world', () => events, { prefix })
    const models = inOrder(compared.map((name) => project.graph.models.get(name)!))
    const result = await runProject(defineProject({ models }), { warehouse, environment: { prefix } })
    if (result.failure) throw result.failure
    published = await rowsOf((model) => prefix + model)
    const [clock] = await warehouse.rows<{ from: string; to: string }>(
      `SELECT toString(first_month) AS "from", toString(toDate(as_of)) AS "to" FROM ${prefix}staging.clock`,
    )
    span = { from: new Date(clock!.from), to: new Date(clock!.to) }
  }, 300_000)

  test('the world has something of everything', () => {
    expect(Object.entries(published).filter(([, rows]) => rows.length < 3)).toEqual([])
    expect(span).toEqual({ from: new Date(first), to: new Date(end) })
  })

  test.each([
    ['as many events as count for few', FEW_EVENTS],
    ['one more', FEW_EVENTS + 1],
  ])('of %s', { timeout: 300_000 }, async (_, given) => {
    const { rows, views } = await trialOf(given)
    expect(views > 0).toBe(given > FEW_EVENTS)
    for (const model of compared) {
      const [others, own] = [new Set(published[model]), new Set(rows[model])]
      expect({ model, only: rows[model]!.filter((row) => !others.has(row)).slice(0, 3) }).toEqual({ model, only: [] })
      expect({ model, lost: published[model]!.filter((row) => !own.has(row)).slice(0, 3) }).toEqual({ model, lost: [] })
      expect([model, rows[model]!.length]).toEqual([model, published[model]!.length])
    }
  })
})

function ticket(i: number): Event {
  return {
    contract: 'trouble_ticket',
    ticket_id: `T${i}`,
  } as Event
}
