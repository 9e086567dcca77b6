import type { Event } from '../../ingest/contracts/index.ts'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import type { Warehouse } from '../../warehouse/connect.ts'

const ALWAYS = '2025-01-01T00:00:00Z'

function* catalogue(): Generator<Event> {
  yield {
    ...{ contract: 'catalogue_legal_entity', legal_entity_id: 'telco', name: 'Telco', country: 'DE' },
    ...{ reporting_currency: 'EUR', bill_number: 'T{year}-{number}' },
  }
  yield {
    ...{ contract: 'catalogue_offering', offering_id: 'plan', name: 'Plan', type: 'mobile postpaid', currency: 'EUR' },
    ...{ recurring_price: '20', charged_in: 'advance', tariff_id: 'deck', tax_rate: '0.19', legal_entity_id: 'telco' },
  }
  const rate = { contract: 'catalogue_rate', tariff_id: 'deck', zone: '*' } as const
  yield { ...rate, service: 'sms', rate: '0.09', per_units: 1 }
  yield { ...rate, service: 'voice', rate: '0.11', per_units: 60, first_increment: 60, next_increment: 1 }
}

function* lines(accounts: number): Generator<Event> {
  for (let number = 0; number < accounts; number++) {
    const owner = { customer_id: `C${number}`, billing_account_id: `A${number}` }
    const zone = { currency: 'EUR', time_zone: 'Europe/Berlin' }
    yield { contract: 'billing_account', ...owner, ...zone, updated_at: ALWAYS }
    const line = { type: 'mobile postpaid', status: 'active', offering_id: 'plan' } as const
    yield { contract: 'subscription', ...owner, ...line, subscription_id: `S${number}`, effective_at: ALWAYS }
  }
}

/** Uses of an account in the month. */
export const USES = 5

/** Accounts with a line each, 20 a month in advance, and five uses in January 2026. */
export async function landOperator(warehouse: Warehouse, prefix: string, accounts: number): Promise<void> {
  await createLandingTables(warehouse, landingDatabases(prefix))
  await landEvents(warehouse, 'given', 'catalogue', catalogue, { prefix })
  await landEvents(warehouse, 'crm', 'lines', () => lines(accounts), { prefix })
  await landTimeZones(warehouse, ['Europe/Berlin'], { prefix })
  await warehouse.command(
    `INSERT INTO ${landingDatabases(prefix).raw}.usage (event_id, service, direction, started_at, subscription_id, other_party, answered,
       duration_s, messages, _source, _partition, _position, _batch, _landed_at)
     WITH toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(number) % 2678400 * 0.99) AS at
     SELECT toString(number), if(number % 2 = 0, 'voice', 'sms'), 'originating', at, concat('S', toString(intDiv(number, ${USES}))), '491701234567',
       1, if(number % 2 = 0, cityHash64(number, 'd') % 300, 0), number % 2, 'calls', 'january', number, 'january', at
     FROM numbers(${accounts * USES})`,
  )
}
