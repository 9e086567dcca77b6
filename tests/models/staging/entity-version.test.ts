import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models } from '../../../models/index.ts'
import { customerVersion } from '../../../models/staging/entity_versions.ts'
import { givenModels } from '../given_events.ts'

type Change = Extract<Event, { contract: 'entity_change' }>
type Fields = Readonly<Record<string, string | number | boolean | null>>

function change(
  entity: Change['entity'],
  entity_id: string,
  changed_at: string,
  operation: Change['operation'],
  fields: Fields = {},
  order: Partial<Pick<Change, 'commit_number' | 'sequence_number' | 'system'>> = {},
): Change {
  return {
    contract: 'entity_change',
    system: 'crm',
    entity,
    entity_id,
    changed_at,
    operation,
    fields: JSON.stringify(fields),
    ...order,
  }
}

/** Every one of these, in any order of arrival. */
const told: readonly Change[] = [
  // C-1: created, moved within one instant, deleted, and restored with another segment.
  change('customer', 'C-1', '2026-01-01T09:00:00Z', 'create', {
    kind: 'individual',
    segment: 'consumer',
    country: 'DE',
  }),
  change(
    'customer',
    'C-1',
    '2026-01-05T09:00:00Z',
    'update',
    { region: 'south' },
    { commit_number: 8, sequence_number: 1 },
  ),
  change(
    'customer',
    'C-1',
    '2026-01-05T09:00:00Z',
    'update',
    { region: 'north' },
    { commit_number: 8, sequence_number: 2 },
  ),
  change(
    'customer',
    'C-1',
    '2026-01-05T09:00:00Z',
    'update',
    { country: null },
    { commit_number: 7, sequence_number: 9 },
  ),
  change('customer', 'C-1', '2026-01-09T09:00:00Z', 'delete'),
  change('customer', 'C-1', '2026-01-10T09:00:00Z', 'undelete', { segment: 'business' }),
  // C-2: deleted for good. C-3: the feed began after its creation. C-4: a gap, which an export closes. C-5: a gap open.
  change('customer', 'C-2', '2026-01-01T09:00:00Z', 'create', { kind: 'organization' }),
  change('customer', 'C-2', '2026-02-01T09:00:00Z', 'delete'),
  change('customer', 'C-3', '2026-01-03T09:00:00Z', 'update', { segment: 'business' }),
  change('customer', 'C-4', '2026-01-03T09:00:00Z', 'gap'),
  change('customer', 'C-4', '2026-01-04T09:00:00Z', 'snapshot', { kind: 'organization', region: null }),
  change('customer', 'C-5', '2026-01-01T09:00:00Z', 'create', { kind: 'organization' }),
  change('customer', 'C-5', '2026-01-02T09:00:00Z', 'gap'),
  // C-6: an export that came after the gap dates the change by its second.
  change('customer', 'C-6', '2026-01-02T09:00:00.123Z', 'gap'),
  change('customer', '*', '2026-01-02T09:00:00.123Z', 'gap', {}, { system: 'mended' }),
  change('customer', '*', '2026-01-02T09:00:00.123Z', 'gap', {}, { system: 'overflown' }),
  // The account's own record and two contacts tell how to reach C-4.
  change('customer_contact', 'C-4', '2026-01-04T09:00:00Z', 'snapshot', { customer_id: 'C-4', name: 'Example Ltd' }),
  change('customer_contact', 'K-1', '2026-01-04T09:00:00Z', 'create', {
    customer_id: 'C-4',
    family_name: 'Example',
    email: 'old@example.com',
    phone: '491701000001',
  }),
  change('customer_contact', 'K-2', '2026-01-05T09:00:00Z', 'create', { customer_id: 'C-4', email: 'new@example.com' }),
  change('customer_contact', 'K-3', '2026-01-06T09:00:00Z', 'create', {
    customer_id: 'C-4',
    email: 'gone@example.com',
  }),
  change('customer_contact', 'K-3', '2026-01-07T09:00:00Z', 'delete'),
  change('customer_contact', 'K-4', '2026-01-07T09:00:00Z', 'create', {
    customer_id: 'C-9',
    given_name: 'Ana',
    family_name: 'Example',
  }),
  change('billing_account', 'A-1', '2026-01-01T09:00:00Z', 'create', {
    customer_id: 'C-1',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    cycle_day: 15,
    tax_exempt: true,
  }),
  change('subscription', 'S-1', '2026-01-01T09:00:00Z', 'create', {
    customer_id: 'C-1',
    billing_account_id: 'A-1',
    type: 'mobile postpaid',
    status: 'active',
    offering_id: 'plan',
    recurring_price: '9.99',
    contract_months: 24,
  }),
  change('subscription', 'S-1', '2026-01-20T09:00:00Z', 'update', { status: 'terminated' }),
  change('subscription', 'S-2', '2026-01-01T09:00:00Z', 'create', {
    customer_id: 'C-1',
    billing_account_id: 'A-1',
    type: 'mobile postpaid',
    status: 'active',
    offering_id: 'plan',
  }),
  change('subscription', 'S-2', '2026-01-21T09:00:00Z', 'delete'),
  change('subscription', 'S-3', '2026-01-01T09:00:00Z', 'create', { customer_id: 'C-1', status: 'active' }),
  change('product_order', 'O-1', '2026-01-01T09:00:00Z', 'create', {
    customer_id: 'C-1',
    action: 'add',
    status: 'acknowledged',
  }),
  change('product_order', 'O-2', '2026-01-01T09:00:00Z', 'create', {
    customer_id: 'C-1',
    action: 'add',
    status: 'acknowledged',
  }),
  change('product_order', 'O-2', '2026-01-02T09:00:00Z', 'delete'),
  change('trouble_ticket', 'T-1', '2026-01-02T09:00:00Z', 'create', {
    opened_at: '2026-01-02T10:00:00+01:00',
    customer_id: 'C-1',
    status: 'open',
  }),
]

describe('changes worked out by hand', () => {
  const { build, ask } = givenModels(models)

  beforeAll(async () => {
    const reversed = [...told].reverse()
    await build([...reversed, reversed[3]!])
    // A state that is sent whole is one of the history like any other, and the latest one counts.
    await build([
      {
        contract: 'customer',
        customer_id: 'C-1',
        updated_at: '2026-01-15T09:00:00Z',
        kind: 'individual',
        segment: 'vip',
      },
      change('customer', 'C-6', '2026-01-02T09:00:00Z', 'snapshot', { kind: 'organization' }),
      change('customer', 'C-8', '2025-01-02T09:00:00Z', 'snapshot', { kind: 'organization' }, { system: 'mended' }),
      { contract: 'customer', customer_id: 'C-7', updated_at: '2026-01-01T09:00:00Z', kind: 'individual' },
    ])
  })

  test('states follow one another; of changes of one instant the last one counts', async () => {
    const rows = await ask(
      `SELECT toString(valid_from, 'UTC') AS f, toString(valid_to, 'UTC') AS t, is_current AS now, is_deleted AS gone, segment, region, country
         FROM staging.customer_version WHERE entity_id = 'C-1' ORDER BY valid_from`,
    )
    const state = (
      f: string,
      t: string,
      now: boolean,
      gone: boolean,
      segment: string,
      region: string,
      country: string | null,
    ) => ({
      f: `2026-01-${f} 09:00:00.000`,
      t: t === 'open' ? '2120-01-01 00:00:00.000' : `2026-01-${t} 09:00:00.000`,
      now,
      gone,
      segment,
      region,
      country,
    })
    expect(rows).toEqual([
      state('01', '05', false, false, 'consumer', 'unknown', 'DE'),
      state('05', '09', false, false, 'consumer', 'north', null),
      state('09', '10', false, true, 'consumer', 'north', null),
      state('10', 'open', true, false, 'business', 'north', null),
    ])
  })

  test('whole and folded states make one history of a customer, and one current state', async () => {
    expect(
      await ask(`SELECT toString(toDate(valid_from)) AS f, toString(toDate(valid_to)) AS t, segment, status, is_current AS now
                   FROM staging.customer_history WHERE customer_id = 'C-1' ORDER BY valid_from`),
    ).toEqual([
      { f: '2026-01-01', t: '2026-01-05', segment: 'consumer', status: 'active', now: false },
      { f: '2026-01-05', t: '2026-01-09', segment: 'consumer', status: 'active', now: false },
      { f: '2026-01-09', t: '2026-01-10', segment: 'consumer', status: 'closed', now: false },
      { f: '2026-01-10', t: '2026-01-15', segment: 'business', status: 'active', now: false },
      { f: '2026-01-15', t: '2120-01-01', segment: 'vip', status: 'active', now: true },
    ])
    expect(
      await ask('SELECT customer_id, kind, segment, status FROM staging.customer_current ORDER BY customer_id'),
    ).toEqual([
      { customer_id: 'C-1', kind: 'individual', segment: 'vip', status: 'active' },
      { customer_id: 'C-2', kind: 'organization', segment: 'unknown', status: 'closed' },
      { customer_id: 'C-4', kind: 'organization', segment: 'unknown', status: 'active' },
      { customer_id: 'C-5', kind: 'organization', segment: 'unknown', status: 'active' },
      { customer_id: 'C-6', kind: 'organization', segment: 'unknown', status: 'active' },
      { customer_id: 'C-7', kind: 'individual', segment: 'unknown', status: 'active' },
      { customer_id: 'C-8', kind: 'organization', segment: 'unknown', status: 'active' },
    ])
  })

  test('what is lacking or stale is listed with the reason, and joins nothing', async () => {
    expect(
      await ask(
        'SELECT entity, entity_id, missing, creation_seen, is_stale FROM staging.entity_incomplete ORDER BY entity, entity_id',
      ),
    ).toEqual([
      { entity: 'customer', entity_id: '*', missing: 'kind', creation_seen: false, is_stale: true },
      { entity: 'customer', entity_id: 'C-3', missing: 'kind', creation_seen: false, is_stale: false },
      { entity: 'customer', entity_id: 'C-5', missing: '', creation_seen: true, is_stale: true },
      {
        entity: 'subscription',
        entity_id: 'S-3',
        missing: 'billing_account_id, type, offering_id',
        creation_seen: true,
        is_stale: false,
      },
    ])
  })

  test('a customer is reached by their own record first, then by the contact changed last', async () => {
    expect(
      await ask('SELECT customer_id, name, email, phone FROM staging.customer_contact_current ORDER BY customer_id'),
    ).toEqual([
      { customer_id: 'C-4', name: 'Example Ltd', email: 'new@example.com', phone: '491701000001' },
      { customer_id: 'C-9', name: 'Ana Example', email: null, phone: null },
    ])
  })

  test('accounts, lines, orders and tickets of a CRM stand beside those sent whole, as far as the marts', async () => {
    expect(
      await ask(
        'SELECT billing_account_id AS id, payer_account_id AS payer, cycle_day, tax_exempt FROM staging.billing_account_current',
      ),
    ).toEqual([{ id: 'A-1', payer: 'A-1', cycle_day: 15, tax_exempt: true }])
    expect(
      await ask(
        'SELECT subscription_id AS id, toString(toDate(valid_from)) AS f, status, status_reason AS why, toString(recurring_price) AS price, contract_months AS months FROM staging.subscription_history ORDER BY id, valid_from',
      ),
    ).toEqual([
      { id: 'S-1', f: '2026-01-01', status: 'active', why: null, price: '9.99', months: 24 },
      { id: 'S-1', f: '2026-01-20', status: 'terminated', why: 'not stated', price: '9.99', months: 24 },
      { id: 'S-2', f: '2026-01-01', status: 'active', why: null, price: null, months: 0 },
      { id: 'S-2', f: '2026-01-21', status: 'terminated', why: 'deleted', price: null, months: 0 },
    ])
    expect(await ask('SELECT order_id FROM staging.product_order_current')).toEqual([{ order_id: 'O-1' }])
    expect(
      await ask("SELECT ticket_id, toString(opened_at, 'UTC') AS at, category FROM staging.trouble_ticket_current"),
    ).toEqual([{ ticket_id: 'T-1', at: '2026-01-02 09:00:00.000', category: 'other' }])
    expect(
      await ask(
        "SELECT customer_id, segment, tickets_90d, churned FROM customers.customer_360 WHERE customer_id = 'C-1'",
      ),
    ).toEqual([{ customer_id: 'C-1', segment: 'vip', tickets_90d: '1', churned: true }])
  })
})

describe('any changes', () => {
  const { build, ask } = givenModels([customerVersion])
  const texts = fc.option(fc.constantFrom('a', 'b', 'c', 'ü"\\ \n'), { nil: null })
  const fields = fc.record(
    {
      kind: fc.option(fc.constantFrom('individual', 'organization'), { nil: null }),
      segment: texts,
      region: texts,
      country: fc.option(fc.constantFrom('DE', 'VN'), { nil: null }),
      household: texts,
    },
    { requiredKeys: [] },
  )
  const step = fc.record({
    day: fc.integer({ min: 1, max: 6 }),
    commit_number: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => (n % 3n === 0n ? n : n % 3n)),
    sequence_number: fc.integer({ min: 0, max: 2 }),
    operation: fc.constantFrom<Change['operation'][]>(
      'create',
      'update',
      'update',
      'delete',
      'undelete',
      'snapshot',
      'gap',
    ),
    fields,
  })
  const record = fc.uniqueArray(step, {
    minLength: 1,
    maxLength: 9,
    selector: ({ day, commit_number, sequence_number }) => `${day} ${commit_number} ${sequence_number}`,
  })
  const arrival = fc.record({
    records: fc.array(record, { minLength: 5, maxLength: 30 }),
    seed: fc.integer(),
    cuts: fc.integer({ min: 1, max: 4 }),
  })

  test('any order of arrival, cut into any batches, with some sent twice, gives the history that the order of change gives', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(arrival, async ({ records, seed, cuts }) => {
        const system = `run ${++run}`
        const all = records.flatMap((steps, i) =>
          steps.map(({ day, operation, fields, commit_number, sequence_number }) =>
            change('customer', `C-${i}`, `2026-01-0${day}T00:00:00Z`, operation, fields, {
              system,
              commit_number,
              sequence_number,
            }),
          ),
        )
        const arriving = shuffled([...all, ...all.filter((_, i) => i % 5 === 0)], seed)
        const size = Math.ceil(arriving.length / cuts)
        for (let at = 0; at < arriving.length; at += size) await build(arriving.slice(at, at + size))
        const rows = await ask(
          `SELECT entity_id, toString(toDate(valid_from)) AS f, toString(toDate(valid_to)) AS t, is_current, is_deleted, creation_seen,
                  kind, segment, region, country, household FROM staging.customer_version WHERE system = '${system}' ORDER BY entity_id, valid_from`,
        )
        expect(rows).toEqual(
          records
            .map((_, i) => `C-${i}`)
            .sort()
            .flatMap((id) =>
              evaluate(
                id,
                all.filter((each) => each.entity_id === id),
              ),
            ),
        )
      }),
      { numRuns: 5 },
    )
  }, 120_000)
})

/** The same fold, one change after the other. */
function evaluate(entity_id: string, changes: readonly Change[]) {
  const key = (each: Change) =>
    [Date.parse(String(each.changed_at)), BigInt(each.commit_number!), BigInt(each.sequence_number!)] as const
  const sorted = [...changes].sort((a, b) => {
    const [x, y] = [key(a), key(b)]
    for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i]! < y[i]! ? -1 : 1
    return 0
  })
  const state = { kind: null, segment: 'unknown', region: 'unknown', country: null, household: null } as Record<
    string,
    unknown
  >
  const flags = { is_deleted: false, creation_seen: false }
  const versions = new Map<string, Record<string, unknown>>()
  for (const { changed_at, operation, fields } of sorted) {
    for (const [name, value] of Object.entries(JSON.parse(fields!) as Fields)) {
      state[name] = value ?? (name === 'segment' || name === 'region' ? 'unknown' : null)
    }
    if (operation === 'delete') flags.is_deleted = true
    if (operation === 'create' || operation === 'undelete' || operation === 'snapshot') {
      Object.assign(flags, { is_deleted: false, creation_seen: true })
    }
    versions.set(String(changed_at).slice(0, 10), { entity_id, f: String(changed_at).slice(0, 10), ...flags, ...state })
  }
  const list = [...versions.values()]
  return list.map((each, i) => ({ ...each, t: list[i + 1]?.f ?? '2120-01-01', is_current: i === list.length - 1 }))
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed | 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state >>> 0
  }
  return list
    .map((each) => ({ each, by: next() }))
    .sort((a, b) => a.by - b.by)
    .map(({ each }) => each)
}
