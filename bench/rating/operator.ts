import type { Event } from '../../ingest/contracts/index.ts'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

/** As many as the largest public rate decks list. */
export const PREFIXES = 36_206
const LINES = 100_000
const DAYS = 90
const FIRST_DAY = '2026-01-01'

/** Prefixes of three to six digits, none of them twice, each a zone of its own. */
function prefixOf(index: number): string {
  const digits = 3 + (index % 4)
  return String(10 ** (digits - 1) + ((index * 7919) % (9 * 10 ** (digits - 1))))
}

function* catalogue(allowances: boolean): Generator<Event> {
  const dated = { valid_from: '2000-01-01T00:00:00Z', valid_to: null }
  yield {
    contract: 'catalogue_offering',
    offering_id: 'plan',
    name: 'Plan',
    type: 'mobile postpaid',
    currency: 'EUR',
    recurring_price: '0',
    charged_in: 'arrears',
    tariff_id: 'deck',
    tax_rate: '0.19',
    ...dated,
  } as unknown as Event
  if (allowances) {
    yield {
      contract: 'catalogue_allowance',
      offering_id: 'plan',
      allowance_id: 'minutes',
      unit: 'seconds',
      amount: '3600',
      services: 'voice',
      ...dated,
    } as unknown as Event
  }
  const seen = new Set<string>()
  for (let index = 0; seen.size < PREFIXES; index++) {
    const prefix = prefixOf(index)
    if (seen.has(prefix)) continue
    seen.add(prefix)
    yield { contract: 'catalogue_prefix', tariff_id: 'deck', prefix, zone: prefix, ...dated } as unknown as Event
    yield* rates(prefix, index, dated)
  }
}

/** Every tenth zone is cheaper at night; increments of a second, of six, of thirty after thirty, and of a minute. */
function* rates(zone: string, index: number, dated: object): Generator<Event> {
  const [first, next] = [
    [1, 1],
    [6, 6],
    [30, 30],
    [60, 60],
  ][index % 4] as [number, number]
  const shape = {
    contract: 'catalogue_rate',
    tariff_id: 'deck',
    service: 'voice',
    zone,
    per_units: 60,
    first_increment: first,
    next_increment: next,
    ...dated,
  }
  yield { ...shape, rate: `0.${String(1000 + (index % 8999))}` } as unknown as Event
  if (index % 10 === 0) {
    const night = { band: 'night', weekdays: '1234567', from_minute: 1200, to_minute: 1440, weight: 2 }
    yield { ...shape, ...night, rate: '0.05' } as unknown as Event
  }
}

function* lines(): Generator<Event> {
  for (let number = 0; number < LINES; number++) {
    const [customer_id, billing_account_id] = [`C${number}`, `A${number}`]
    const updated_at = '2025-01-01T00:00:00Z'
    yield {
      contract: 'billing_account',
      billing_account_id,
      updated_at,
      customer_id,
      currency: 'EUR',
      time_zone: 'Europe/Berlin',
    } as unknown as Event
    yield {
      contract: 'subscription',
      subscription_id: `S${number}`,
      effective_at: updated_at,
      customer_id,
      billing_account_id,
      type: 'mobile postpaid',
      status: 'active',
      offering_id: 'plan',
    } as unknown as Event
  }
}

/** An operator of 100,000 lines with a deck of 36,206 prefixes; `allowances` gives each line an hour a month. */
export async function landOperator(warehouse: Warehouse, prefix: string, allowances: boolean): Promise<void> {
  await createLandingTables(warehouse, landingDatabases(prefix))
  await landEvents(warehouse, 'deck', 'catalogue', () => catalogue(allowances), { prefix })
  await landEvents(warehouse, 'crm', 'lines', lines, { prefix })
  await landTimeZones(warehouse, ['Europe/Berlin'], { prefix })
}

/** Calls of 90 days, as they land: what happened on a day came on that day. Made by the server, which is quicker. */
export async function landCalls(warehouse: Warehouse, prefix: string, events: number): Promise<void> {
  const table = `${landingDatabases(prefix).raw}.usage`
  const daily = Math.ceil(events / DAYS)
  const digits = Array.from({ length: PREFIXES }, (_, index) => prefixOf(index))
  for (let day = 0; day < DAYS; day++) {
    const rows = Math.min(daily, events - day * daily)
    const at = `toDateTime64('${FIRST_DAY} 00:00:00', 3, 'UTC') + toIntervalDay(${day})`
    await warehouse.command(
      `INSERT INTO ${table} (event_id, service, direction, started_at, subscription_id, other_party, answered, duration_s,
           _source, _partition, _position, _batch, _landed_at)
       WITH [${digits.map((each) => `'${each}'`).join(',')}] AS prefixes
       SELECT concat('${day}-', toString(number)), 'voice', 'originating', ${at} + toIntervalSecond(cityHash64(number, ${day}) % 86400),
         concat('S', toString(cityHash64(number, ${day}, 's') % ${LINES})),
         concat(prefixes[cityHash64(number, ${day}, 'p') % ${PREFIXES} + 1], leftPad(toString(number % 1000000), 6, '0')), 1,
         cityHash64(number, ${day}, 'd') % 600, 'calls', 'day ${day}', number, 'calls ${day}', ${at}
       FROM numbers(${rows})`,
      { settings: { max_query_size: 10_000_000, max_ast_elements: 1_000_000 } },
    )
  }
}

/** The rate of one prefix from a day on, as the catalogue's next version says it. */
export async function changeRate(warehouse: Warehouse, prefix: string, day: string): Promise<void> {
  const zone = prefixOf(1)
  const from = `${day}T00:00:00Z`
  const changed = [
    ...rates(zone, 1, { valid_from: '2000-01-01T00:00:00Z', valid_to: from }),
    ...[...rates(zone, 1, { valid_from: from, valid_to: null })].map((event) => ({ ...event, rate: '0.42' }) as Event),
  ]
  await landEvents(warehouse, 'deck', `change ${day}`, () => changed, { prefix })
}
