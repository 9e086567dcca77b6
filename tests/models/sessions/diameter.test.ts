import { beforeAll, expect, test } from 'vitest'
import { models as billing } from '../../../models/billing/index.ts'
import { landedIsRatedOrRejected, ratedIsAccountedFor } from '../../../models/finance/reconciliations.ts'
import { revenueReconciliation } from '../../../models/finance/revenue_reconciliation.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { account, line, offering, rate } from '../given_events.ts'
import { sessionFeed, USES } from './session_feed.ts'

const { land, build, ask } = sessionFeed(
  'diameter_ccr',
  [...rating, ...billing, revenueReconciliation],
  [landedIsRatedOrRejected, ratedIsAccountedFor],
)

type Avps = Readonly<Record<string, unknown>>

function request(session: string, type: 1 | 2 | 3 | 4, number: number, more: Avps = {}): Avps {
  return {
    'Session-Id': session,
    'CC-Request-Type': type,
    'CC-Request-Number': number,
    'Event-Timestamp': `2026-01-15T10:${10 + number}:00Z`,
    'Service-Context-Id': '32251@3gpp.org',
    'Subscription-Id': [{ 'Subscription-Id-Type': 0, 'Subscription-Id-Data': '491701000001' }],
    ...more,
  }
}

function used(...groups: readonly (readonly [group: number, units: Avps])[]): Avps {
  return {
    'Multiple-Services-Credit-Control': groups.map(([group, units]) => ({
      'Rating-Group': group,
      'Used-Service-Unit': units,
    })),
  }
}

/** Euro cents, times ten to the power of `exponent` more. */
function money(digits: number, exponent = -2): Avps {
  return {
    'CC-Money': { 'Unit-Value': { 'Value-Digits': digits, Exponent: exponent }, 'Currency-Code': 978 },
  }
}

const octets = (up: number, down: number) => ({ 'CC-Input-Octets': up, 'CC-Output-Octets': down })
const purchase = { 'Service-Context-Id': 'content@shop.example' }

beforeAll(async () => {
  const update = request('data', 2, 1, used([10, octets(100, 1_000)], [20, { 'CC-Total-Octets': 50 }]))
  const log = [
    request('data', 1, 0),
    update,
    // Sent again, since no answer came.
    update,
    request('data', 3, 3, { ...used([10, octets(5, 6)], [20, { 'CC-Total-Octets': 7 }]), 'Termination-Cause': 1 }),
    request('data', 2, 2, used([10, octets(200, 2_000)])),
    request('money', 1, 0),
    request('money', 2, 1, used([8, money(30)])),
    request('money', 3, 2, used([8, money(125, -3)])),
    request('nothing', 1, 0),
    request('nothing', 3, 1),
    request('bought', 4, 0, { ...purchase, 'Requested-Service-Unit': money(199) }),
    request('refund', 4, 0, {
      ...purchase,
      'Requested-Action': 'REFUND_ACCOUNT',
      'Requested-Service-Unit': money(49),
    }),
  ]
  await land('ccr.ndjson', log.map((each) => `${JSON.stringify(each)}\n`).join(''))
  await build([
    account(),
    line(),
    offering(),
    rate({ service: 'data', rate: '0.001', per_units: 1 }),
    {
      contract: 'subscription_number',
      subscription_id: 'S-1',
      number_type: 'msisdn',
      number: '491701000001',
      assigned_from: '2025-01-01T00:00:00Z',
    },
  ])
})

test('requests are one use a rating group, a request sent again once, and what reserves or ends is none', async () => {
  const use = { at: expect.stringMatching(/^2026-01-15 10:1/), line: '491701000001', s: 0 }
  expect(await ask(USES)).toEqual([
    { ...use, event_id: 'bought/', up: '0', down: '0' },
    { ...use, event_id: 'data/10', up: '305', down: '3006' },
    { ...use, event_id: 'data/20', up: '0', down: '57' },
    { ...use, event_id: 'money/8', up: '0', down: '0' },
    { ...use, event_id: 'nothing/', up: '0', down: '0' },
    { ...use, event_id: 'refund/', up: '0', down: '0' },
  ])
  expect(
    await ask(
      `SELECT session_id AS id, kind, toInt32(reports) AS n FROM staging.session_gap ORDER BY session_id, kind`,
    ),
  ).toEqual([{ id: 'data', kind: 'sent again', n: 2 }])
})

test('what the charging system debited is what a use is worth, a refund less, and octets are rated', async () => {
  expect(
    await ask(
      `SELECT event_id AS id, toString(quantity) AS quantity, amount, currency FROM rating.rated_usage ORDER BY event_id`,
    ),
  ).toEqual([
    { id: 'bought/', quantity: '1', amount: '1.99', currency: 'EUR' },
    // (305 + 3,006) × 0.001
    { id: 'data/10', quantity: '3311', amount: '3.311', currency: 'EUR' },
    { id: 'data/20', quantity: '57', amount: '0.057', currency: 'EUR' },
    // 0.30 + 0.125
    { id: 'money/8', quantity: '0', amount: '0.425', currency: 'EUR' },
    { id: 'nothing/', quantity: '0', amount: '0', currency: 'EUR' },
    { id: 'refund/', quantity: '1', amount: '-0.49', currency: 'EUR' },
  ])
})

test('and all of it reaches billing', async () => {
  // 1.99 + 3.311 + 0.057 + 0.425 − 0.49
  expect(
    await ask(`SELECT stage, toInt32(sum(events)) AS events, sum(amount) AS amount FROM finance.revenue_reconciliation
      WHERE step < 5 GROUP BY stage ORDER BY stage`),
  ).toEqual([
    { stage: 'billed', events: 5, amount: '5.293' },
    { stage: 'free of charge', events: 1, amount: '0' },
    { stage: 'landed', events: 6, amount: '0' },
    { stage: 'rated', events: 6, amount: '5.293' },
  ])
})
