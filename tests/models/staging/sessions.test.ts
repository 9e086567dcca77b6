import { beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { landedIsRatedOrRejected, ratedIsAccountedFor } from '../../../models/finance/reconciliations.ts'
import { revenueReconciliation } from '../../../models/finance/revenue_reconciliation.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { reconciliations, models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line, offering, rate } from '../given_events.ts'

const { build, ask, warehouse, prefix } = givenModels(
  [...staging, ...rating, ...billing, revenueReconciliation],
  [...reconciliations, landedIsRatedOrRejected, ratedIsAccountedFor],
)

type Report = Extract<Event, { contract: 'usage_partial' }>

const report = (given: Partial<Report> & Pick<Report, 'session_id' | 'step' | 'sequence'>): Event =>
  ({
    contract: 'usage_partial',
    counts: 'since previous',
    reported_at: `2026-01-15T1${String(given.sequence).slice(-1)}:00:00Z`,
    started_at: '2026-01-15T09:00:00Z',
    service: 'data',
    subscription_id: 'S-1',
    ...given,
  }) as Event

/** A RADIUS session: octets and seconds since the start, which begin again at 2^32. */
const radius = (seconds: number, step: Report['step'], up: number, down: number): Event =>
  report({
    session_id: 'nas/1',
    step,
    sequence: seconds,
    counts: 'since start',
    wraps_at: 4_294_967_296,
    reported_at: new Date(Date.UTC(2026, 0, 15, 9) + seconds * 1000).toISOString(),
    duration_s: seconds,
    bytes_up: up,
    bytes_down: down,
  })

beforeAll(async () => {
  await build([
    account(),
    line(),
    offering(),
    rate({ service: 'data', rate: '0.001', per_units: 1 }),
    call('voice without a rate for it', { started_at: '2026-01-15T08:00:00Z' }),
    // A PGW session of two rating groups, out of order, its second report sent twice.
    report({
      session_id: 'pgw/1',
      part: '10',
      step: 'stop',
      sequence: 3,
      bytes_up: 4,
      bytes_down: 40,
      duration_s: 5,
      cause: 'normalRelease',
    }),
    report({
      session_id: 'pgw/1',
      part: '10',
      step: 'start',
      sequence: 1,
      bytes_up: 1,
      bytes_down: 10,
      duration_s: 7,
      cell_id: 'first',
    }),
    report({
      session_id: 'pgw/1',
      part: '10',
      step: 'interim',
      sequence: 2,
      bytes_up: 2,
      bytes_down: 20,
      duration_s: 6,
    }),
    report({
      session_id: 'pgw/1',
      part: '10',
      step: 'interim',
      sequence: 2,
      bytes_up: 2,
      bytes_down: 20,
      duration_s: 6,
    }),
    report({ session_id: 'pgw/1', part: '20', step: 'start', sequence: 1, bytes_up: 100 }),
    report({ session_id: 'pgw/1', part: '20', step: 'stop', sequence: 3, bytes_up: 300 }),
    // Numbers 2 and 3 of 4 have not come; no end either.
    report({ session_id: 'pgw/2', part: '10', step: 'start', sequence: 1, bytes_down: 1 }),
    report({ session_id: 'pgw/2', part: '10', step: 'interim', sequence: 4, bytes_down: 4 }),
    // Only its end has come.
    report({ session_id: 'pgw/3', part: '10', step: 'stop', sequence: 2, bytes_down: 8 }),
    // Out of order, an interim twice; down wraps once at 2^32, up never.
    radius(900, 'interim', 70, 50),
    radius(0, 'start', 0, 0),
    radius(600, 'interim', 60, 4_294_967_000),
    radius(600, 'interim', 60, 4_294_967_000),
    radius(1_200, 'stop', 80, 90),
    // One report that says all.
    report({ session_id: 'chf/1', part: '', step: 'event', sequence: 0, bytes_up: 5, bytes_down: 6 }),
    // Credit control: the first request reserves and uses nothing, two rating groups follow, money is debited from one.
    report({ session_id: 'ccr/1', step: 'start', sequence: 0 }),
    report({
      session_id: 'ccr/1',
      part: '1',
      step: 'interim',
      sequence: 1,
      bytes_down: 10,
      stated_amount: '0.30',
      stated_currency: 'EUR',
    }),
    report({ session_id: 'ccr/1', part: '2', step: 'interim', sequence: 1, bytes_down: 20 }),
    report({
      session_id: 'ccr/1',
      part: '1',
      step: 'stop',
      sequence: 2,
      bytes_down: 5,
      stated_amount: '0.125',
      stated_currency: 'EUR',
    }),
    // A gateway's last record holds no rating group, and the time that it was open; group 30 was reported and not used.
    report({ session_id: 'ccr/3', part: '10', step: 'start', sequence: 1, bytes_down: 7, duration_s: 60 }),
    report({ session_id: 'ccr/3', part: '30', step: 'start', sequence: 1 }),
    report({ session_id: 'ccr/3', part: '', step: 'stop', sequence: 2, duration_s: 300 }),
    // Two rating groups, neither used: one use of nothing.
    report({ session_id: 'ccr/4', part: '10', step: 'event', sequence: 1 }),
    report({ session_id: 'ccr/4', part: '20', step: 'event', sequence: 1 }),
    // Purchases have no quantity; each is a use.
    report({ session_id: 'ccr/5', part: '1', step: 'event', sequence: 1, service: 'content', service_name: 'news' }),
    report({ session_id: 'ccr/5', part: '2', step: 'event', sequence: 1, service: 'content', service_name: 'news' }),
    // Nothing was used at all: one use of nothing.
    report({ session_id: 'ccr/2', step: 'start', sequence: 0 }),
    report({ session_id: 'ccr/2', step: 'stop', sequence: 1 }),
    // The id comes round again after 45 days without a report.
    report({
      session_id: 'again',
      step: 'event',
      sequence: 1,
      bytes_up: 1,
      reported_at: '2025-10-01T00:00:00Z',
      started_at: '2025-10-01T00:00:00Z',
    }),
    report({ session_id: 'again', step: 'event', sequence: 1, bytes_up: 2, reported_at: '2026-01-15T12:00:00Z' }),
  ])
})

describe('a session', () => {
  test('is worth what its reports say was charged, and what only opens it is no use beside its parts', async () => {
    expect(
      await ask(`SELECT event_id, toInt64(bytes_down) AS down, stated_amount AS amount, stated_currency AS currency
          FROM staging.usage_event WHERE event_id LIKE 'ccr%' ORDER BY event_id`),
    ).toEqual([
      { event_id: 'ccr/1/1', down: '15', amount: '0.425', currency: 'EUR' },
      { event_id: 'ccr/1/2', down: '20', amount: null, currency: null },
      { event_id: 'ccr/2/', down: '0', amount: null, currency: null },
      { event_id: 'ccr/3/10', down: '7', amount: null, currency: null },
      { event_id: 'ccr/4/10', down: '0', amount: null, currency: null },
      { event_id: 'ccr/5/1', down: '0', amount: null, currency: null },
      { event_id: 'ccr/5/2', down: '0', amount: null, currency: null },
    ])
    expect(await ask(`SELECT event_id FROM staging.usage_session WHERE NOT carries_use ORDER BY event_id`)).toEqual(
      ['ccr/1/', 'ccr/3/', 'ccr/3/30', 'ccr/4/20'].map((event_id) => ({ event_id })),
    )
  })

  test('is the sum of its reports by rating group, whatever their order, retransmissions left out', async () => {
    expect(
      await ask(`SELECT event_id, toInt64(bytes_up) AS up, toInt64(bytes_down) AS down, duration_s, toInt32(reports) AS reports,
          ended, cell_id, cause FROM staging.usage_session WHERE session_id LIKE 'pgw%' ORDER BY event_id`),
    ).toEqual([
      {
        event_id: 'pgw/1/10',
        up: '7',
        down: '70',
        duration_s: 18,
        reports: 3,
        ended: true,
        cell_id: 'first',
        cause: 'normalRelease',
      },
      {
        event_id: 'pgw/1/20',
        up: '400',
        down: '0',
        duration_s: 0,
        reports: 2,
        ended: true,
        cell_id: null,
        cause: null,
      },
      { event_id: 'pgw/2/10', up: '0', down: '5', duration_s: 0, reports: 2, ended: false, cell_id: null, cause: null },
      { event_id: 'pgw/3/10', up: '0', down: '8', duration_s: 0, reports: 1, ended: true, cell_id: null, cause: null },
    ])
  })

  test('counted since its start is its highest count, with the wraps of 32 bits undone', async () => {
    // 4,294,967,000 then 50 is one wrap: 4,294,967,346; then 90: 4,294,967,386.
    expect(
      await ask(`SELECT toInt64(bytes_up) AS up, toInt64(bytes_down) AS down, duration_s, toInt32(reports) AS reports
        FROM staging.usage_session WHERE session_id = 'nas/1'`),
    ).toEqual([{ up: '80', down: '4294967386', duration_s: 1_200, reports: 4 }])
    expect(
      await ask(`SELECT toInt32(sequence) AS seconds, toInt64(added_down) AS down, fate FROM staging.usage_report
        WHERE session_id = 'nas/1' ORDER BY sequence, fate DESC`),
    ).toEqual([
      { seconds: 0, down: '0', fate: 'kept' },
      { seconds: 600, down: '4294967000', fate: 'kept' },
      { seconds: 600, down: '0', fate: 'duplicate' },
      { seconds: 900, down: '346', fate: 'kept' },
      { seconds: 1_200, down: '40', fate: 'kept' },
    ])
  })

  test('of an id that comes round after the horizon is another one', async () => {
    expect(
      await ask(
        `SELECT event_id, toInt64(bytes_up) AS up FROM staging.usage_session WHERE session_id = 'again' ORDER BY event_id`,
      ),
    ).toEqual([
      { event_id: 'again/', up: '1' },
      { event_id: 'again/#2', up: '2' },
    ])
  })

  test('is rated as one use, and usage is accounted for to the row with sessions in it', async () => {
    expect(
      await ask(`SELECT event_id, toInt64(quantity) AS quantity, toString(amount) AS amount FROM rating.rated_usage
        WHERE event_id LIKE 'pgw/1%' ORDER BY event_id`),
    ).toEqual([
      { event_id: 'pgw/1/10', quantity: '77', amount: '0.077' },
      { event_id: 'pgw/1/20', quantity: '400', amount: '0.4' },
    ])
    // Five sessions of January, two of RADIUS and CHF, credit control's three, one of ccr/3 and one of ccr/4; purchases and the call have no rate; October is its own month.
    expect(
      await ask(`SELECT toString(month) AS month, stage, service, toInt32(events) AS events FROM finance.revenue_reconciliation
        WHERE step < 4 ORDER BY month, step, service`),
    ).toEqual([
      { month: '2025-10-01', stage: 'landed', service: 'data', events: 1 },
      { month: '2025-10-01', stage: 'rated', service: 'data', events: 1 },
      { month: '2026-01-01', stage: 'landed', service: 'content', events: 2 },
      { month: '2026-01-01', stage: 'landed', service: 'data', events: 12 },
      { month: '2026-01-01', stage: 'landed', service: 'voice', events: 1 },
      { month: '2026-01-01', stage: 'rejected: no rate', service: 'content', events: 2 },
      { month: '2026-01-01', stage: 'rejected: no rate', service: 'voice', events: 1 },
      { month: '2026-01-01', stage: 'rated', service: 'data', events: 12 },
    ])
  })

  test('stands where its first report does and has landed when its last did', async () => {
    const [row] = await ask(`
      SELECT s._position = r._position AS first, s._landed_at = m.at AS last FROM staging.usage_session AS s
      JOIN staging.usage_report AS r ON r.session_id = s.session_id AND r.part = s.part AND r.sequence = 1
      CROSS JOIN (SELECT max(_landed_at) AS at FROM staging.usage_report WHERE session_id = 'pgw/1' AND part = '10') AS m
      WHERE s.event_id = 'pgw/1/10'`)
    expect(row).toEqual({ first: 1, last: 1 })
  })
})

test('what is missing of sessions, and what was sent again, is listed', async () => {
  expect(
    await ask(`SELECT session_id, kind, toString(from_sequence) AS "from", toString(to_sequence) AS "to", toInt32(reports) AS n
      FROM staging.session_gap ORDER BY session_id, kind`),
  ).toEqual([
    { session_id: 'nas/1', kind: 'sent again', from: '600', to: '600', n: 1 },
    { session_id: 'pgw/1', kind: 'sent again', from: '2', to: '2', n: 1 },
    { session_id: 'pgw/2', kind: 'missing report', from: '2', to: '3', n: 2 },
    { session_id: 'pgw/2', kind: 'no end', from: '5', to: null, n: 0 },
    { session_id: 'pgw/3', kind: 'no start', from: null, to: '1', n: 0 },
  ])
})

test('a late report changes its session and closes its gap', async () => {
  const late = [
    report({ session_id: 'pgw/2', part: '10', step: 'interim', sequence: 2, bytes_down: 2 }),
    report({ session_id: 'pgw/2', part: '30', step: 'interim', sequence: 3, bytes_down: 3 }),
    report({ session_id: 'pgw/2', part: '10', step: 'stop', sequence: 5, bytes_down: 5 }),
  ]
  await landEvents(warehouse, 'given', 'late', () => late, { prefix })
  await build([])
  expect(
    await ask(
      `SELECT part, toInt64(bytes_down) AS down, ended FROM staging.usage_session WHERE session_id = 'pgw/2' ORDER BY part`,
    ),
  ).toEqual([
    { part: '10', down: '12', ended: true },
    { part: '30', down: '3', ended: false },
  ])
  expect(await ask(`SELECT kind FROM staging.session_gap WHERE session_id = 'pgw/2'`)).toEqual([])
})

test('amounts in two currencies are not added: the first counts, and a check names the other', async () => {
  const two = [
    report({
      session_id: 'money',
      part: '1',
      step: 'start',
      sequence: 1,
      stated_amount: '0.10',
      stated_currency: 'EUR',
    }),
    report({
      session_id: 'money',
      part: '1',
      step: 'interim',
      sequence: 2,
      stated_amount: '5',
      stated_currency: 'USD',
    }),
    // Names no currency: the session's.
    report({ session_id: 'money', part: '1', step: 'stop', sequence: 3, stated_amount: '0.000000001' }),
  ]
  await landEvents(warehouse, 'given', 'money', () => two, { prefix })
  const checks = await build([])
  expect(
    await ask(
      `SELECT stated_amount AS amount, stated_currency AS currency FROM staging.usage_event WHERE event_id = 'money/1'`,
    ),
  ).toEqual([{ amount: '0.100000001', currency: 'EUR' }])
  expect(checks.filter(({ status }) => status !== 'passed').map(({ check, status }) => [check, status])).toEqual([
    ['what reports say was charged = what sessions hold', 'warned'],
  ])
})
