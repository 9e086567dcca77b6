import type { Event } from '../../ingest/contracts/index.ts'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import type { Model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import type { Reconciliation } from '../../transforms/project/reconciliation.ts'
import type { Relation } from '../../transforms/project/relation.ts'
import { type RunResult, runProject } from '../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

type EventOf<C extends Event['contract']> = Extract<Event, { contract: C }>
type Some<C extends Event['contract']> = Partial<Omit<EventOf<C>, 'contract'>>

/** A small operator: one customer, one account and one postpaid line, unless a test says otherwise. */
export const account = (given: Some<'billing_account'> = {}): Event =>
  ({
    contract: 'billing_account',
    billing_account_id: 'A-1',
    updated_at: '2025-01-01T00:00:00Z',
    customer_id: 'C-1',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    ...given,
  }) as Event

export const line = (given: Some<'subscription'> = {}): Event =>
  ({
    contract: 'subscription',
    subscription_id: 'S-1',
    effective_at: '2025-01-01T00:00:00Z',
    customer_id: 'C-1',
    billing_account_id: 'A-1',
    type: 'mobile postpaid',
    status: 'active',
    offering_id: 'plan',
    ...given,
  }) as Event

export const offering = (given: Some<'catalogue_offering'> = {}): Event =>
  ({
    contract: 'catalogue_offering',
    offering_id: 'plan',
    name: 'Plan',
    type: 'mobile postpaid',
    currency: 'EUR',
    recurring_price: '0',
    charged_in: 'arrears',
    tariff_id: 'tariff',
    tax_rate: '0.19',
    ...given,
  }) as Event

export const prefix = (digits: string, given: Some<'catalogue_prefix'> = {}): Event =>
  ({ contract: 'catalogue_prefix', tariff_id: 'tariff', prefix: digits, zone: digits, ...given }) as Event

export const rate = (given: Some<'catalogue_rate'> = {}): Event =>
  ({
    contract: 'catalogue_rate',
    tariff_id: 'tariff',
    service: 'voice',
    zone: '*',
    rate: '0.06',
    per_units: 60,
    ...given,
  }) as Event

export const call = (id: string, given: Some<'usage'> = {}): Event =>
  ({
    contract: 'usage',
    event_id: id,
    service: 'voice',
    started_at: '2026-01-15T12:00:00Z',
    subscription_id: 'S-1',
    other_party: '491701234567',
    duration_s: 60,
    ...given,
  }) as Event

type Row = Readonly<Record<string, string | number | boolean | null>>

/** The models with all that they read: a folder's models read others' too. */
function withRead(models: readonly Model[]): readonly Model[] {
  const all = new Map(models.map((model) => [model.name, model]))
  // A map goes on with what is added to it on the way.
  for (const model of all.values()) {
    for (const ref of Object.values(model.refs) as readonly Relation[]) {
      if (ref.kind !== 'source' && !all.has(ref.name)) all.set(ref.name, ref as Model)
    }
  }
  return [...all.values()]
}

/** Answers a query over databases of a test file. */
export type Ask = (sql: string) => Promise<Row[]>

/** Databases of the calling test file, with models built from given events. */
export function givenModels(models: readonly Model[], reconciliations: readonly Reconciliation[] = []) {
  const warehouse = testWarehouse()
  const prefix = uniquePrefix()
  const project = defineProject({ models: withRead(models), reconciliations })
  let sets = 0
  return {
    warehouse,
    prefix,
    /** Lands the events in order and builds every model; a failing check fails the test. Answers how the checks went. */
    async build(events: readonly Event[]): Promise<RunResult['checks']> {
      await createLandingTables(warehouse, landingDatabases(prefix))
      await landEvents(warehouse, 'given', `set ${++sets}`, () => events, { prefix })
      await landTimeZones(
        warehouse,
        events.flatMap((event) => (event.contract === 'billing_account' ? [event.time_zone] : [])),
        { prefix },
      )
      const result = await runProject(project, { warehouse, environment: { prefix } })
      if (result.failure) throw result.failure
      return result.checks
    },
    /** Rows of a query in which `rating.`, `raw.` and so on stand for this test's own databases. */
    ask: ((sql) =>
      warehouse.rows<Row>(
        sql.replaceAll(/\b(raw|quarantine|staging|rating|billing|receivables|finance|customers)\./g, `${prefix}$1.`),
      )) as Ask,
  }
}
