import { beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line, offering, rate } from '../given_events.ts'
import { destinationEvents, testDestinations } from './destination.ts'

const { build, ask } = givenModels([...staging, ...rating])

/** A line of its own tariff in its own zone, and its calls. */
function tariff(name: string, rates: readonly Parameters<typeof rate>[0][], calls: readonly Event[], zone = 'UTC') {
  return [
    account({ billing_account_id: `A-${name}`, time_zone: zone }),
    line({ subscription_id: `S-${name}`, billing_account_id: `A-${name}`, offering_id: name }),
    offering({ offering_id: name, tariff_id: name }),
    ...rates.map((given) => rate({ ...given, tariff_id: name })),
    ...calls,
  ]
}
const on = (name: string, id: string, given: Parameters<typeof call>[1] = {}) =>
  call(`${name} ${id}`, { ...given, subscription_id: `S-${name}` })

const bands = [
  { weekdays: '1234567', from_minute: 0, to_minute: 1440, rate: '0.10', first_increment: 60 },
  { weekdays: '12345', from_minute: 480, to_minute: 1200, rate: '0.30', first_increment: 60 },
]

// One world for charges and destinations: to build the models costs more than all that is asked of them.
beforeAll(async () => {
  await build([
    ...destinationEvents,
    ...tariff(
      'increments',
      [{ rate: '0.60', connect_fee: '0.05', first_increment: 60, next_increment: 6 }],
      [0, 1, 60, 61, 66, 67].map((duration_s) => on('increments', String(duration_s), { duration_s })),
    ),
    ...tariff(
      'thirds',
      [{ rate: '1', per_units: 3, decimals: 2 }],
      [1, 2, 3, 4].map((duration_s) => on('thirds', String(duration_s), { duration_s })),
    ),
    // Rate × bytes × 10^12 is beyond 38 digits, the amount is not.
    ...tariff(
      'dear',
      [{ service: 'data', rate: '999999999', per_units: 1 }],
      [on('dear', 'data', { service: 'data', bytes_up: '1000000000000000000', bytes_down: 0 })],
    ),
    // 0.005 and 0.015 exactly: a float would have them below the half.
    ...tariff(
      'halves',
      [{ rate: '0.005', per_units: 1, decimals: 2 }],
      [1, 3].map((duration_s) => on('halves', String(duration_s), { duration_s })),
    ),
    ...tariff(
      'free',
      [{ rate: '0.60', connect_fee: '0.05' }],
      [
        on('free', 'incoming', { direction: 'terminating' }),
        on('free', 'unanswered', { answered: false }),
        on('free', 'no duration', { duration_s: 0 }),
      ],
    ),
    ...tariff(
      'kinds',
      [
        { service: 'sms', rate: '0.09', per_units: 1 },
        { service: 'data', rate: '1', per_units: 1048576, first_increment: 1024, next_increment: 1024 },
      ],
      [
        on('kinds', 'sms', { service: 'sms', messages: 3 }),
        on('kinds', 'data', { service: 'data', bytes_up: 1, bytes_down: 1048576 }),
        on('kinds', 'content', { service: 'content', stated_amount: '0.99', stated_currency: 'USD' }),
        on('kinds', 'call', {}),
      ],
    ),
    ...tariff('berlin', bands, dst('berlin'), 'Europe/Berlin'),
    ...tariff(
      'kolkata',
      bands,
      [
        on('kolkata', '07:59:59.999', { started_at: '2026-01-15T02:29:59.999Z' }),
        on('kolkata', '08:00', { started_at: '2026-01-15T02:30:00Z' }),
        on('kolkata', '19:59:59.999', { started_at: '2026-01-15T14:29:59.999Z' }),
        on('kolkata', '20:00', { started_at: '2026-01-15T14:30:00Z' }),
        on('kolkata', 'Monday 00:00', { started_at: '2026-01-18T18:30:00Z' }),
        on('kolkata', 'Sunday noon', { started_at: '2026-01-18T06:30:00Z' }),
      ],
      'Asia/Kolkata',
    ),
    ...tariff(
      'saigon',
      bands,
      [
        on('saigon', 'Friday 19:59', { started_at: '2026-01-16T12:59:00Z' }),
        on('saigon', 'Saturday 08:00', { started_at: '2026-01-17T01:00:00Z' }),
        on('saigon', 'January ends', { started_at: '2026-01-31T16:59:59.999Z' }),
        on('saigon', 'February begins', { started_at: '2026-01-31T17:00:00Z' }),
      ],
      'Asia/Ho_Chi_Minh',
    ),
  ])
})

/** 08:00 on the Friday before and the Monday after both changes of the clock, and a millisecond earlier. */
function dst(name: string): Event[] {
  return [
    on(name, 'winter 07:59:59.999', { started_at: '2026-03-27T06:59:59.999Z' }),
    on(name, 'winter 08:00', { started_at: '2026-03-27T07:00:00Z' }),
    on(name, 'summer 07:59:59.999', { started_at: '2026-03-30T05:59:59.999Z' }),
    on(name, 'summer 08:00', { started_at: '2026-03-30T06:00:00Z' }),
    on(name, 'before the gap', { started_at: '2026-03-29T00:59:59.999Z' }),
    on(name, 'after the gap', { started_at: '2026-03-29T01:00:00Z' }),
  ]
}

const amounts = async (name: string) =>
  Object.fromEntries(
    (
      await ask(`
        SELECT substring(event_id, ${name.length + 2}) AS id, toString(amount) AS amount
        FROM rating.rated_usage WHERE startsWith(event_id, '${name} ')`)
    ).map(({ id, amount }) => [id, amount]),
  )

test('a call pays its connect fee and whole increments; nothing costs nothing', async () => {
  expect(await amounts('increments')).toEqual({
    0: '0',
    1: '0.65',
    60: '0.65',
    61: '0.71',
    66: '0.71',
    67: '0.77',
  })
})

test('an amount is rounded half up from the exact quotient', async () => {
  expect(await amounts('thirds')).toEqual({ 1: '0.33', 2: '0.67', 3: '1', 4: '1.33' })
  expect(await amounts('dear')).toEqual({ data: '999999999000000000000000000' })
  expect(await amounts('halves')).toEqual({ 1: '0.01', 3: '0.02' })
})

test('terminating, unanswered and empty calls are accepted and cost nothing', async () => {
  expect(await amounts('free')).toEqual({ incoming: '0', unanswered: '0', 'no duration': '0' })
})

test('messages, bytes and stated amounts are priced by what they are; a service without a rate is rejected', async () => {
  expect(await amounts('kinds')).toEqual({ sms: '0.27', data: '1.000977', content: '0.99' })
  expect(await ask(`SELECT currency FROM rating.rated_usage WHERE event_id = 'kinds content'`)).toEqual([
    { currency: 'USD' },
  ])
  expect(await ask(`SELECT reason FROM rating.rejected_usage WHERE event_id = 'kinds call'`)).toEqual([
    { reason: 'no rate' },
  ])
})

test('the band is that of the local start, to the millisecond, on both sides of a change of the clock', async () => {
  expect(await amounts('berlin')).toEqual({
    'winter 07:59:59.999': '0.1',
    'winter 08:00': '0.3',
    'summer 07:59:59.999': '0.1',
    'summer 08:00': '0.3',
    'before the gap': '0.1',
    'after the gap': '0.1',
  })
  const gap = await ask(`
    SELECT toString(local_started_at) AS local FROM rating.rated_usage
    WHERE event_id LIKE 'berlin % the gap' ORDER BY started_at`)
  expect(gap).toEqual([{ local: '2026-03-29 01:59:59.999' }, { local: '2026-03-29 03:00:00.000' }])
})

test('a zone of half an hour and one without summer time have their own bands and days', async () => {
  expect(await amounts('kolkata')).toEqual({
    '07:59:59.999': '0.1',
    '08:00': '0.3',
    '19:59:59.999': '0.3',
    '20:00': '0.1',
    'Monday 00:00': '0.1',
    'Sunday noon': '0.1',
  })
  expect(await amounts('saigon')).toMatchObject({ 'Friday 19:59': '0.3', 'Saturday 08:00': '0.1' })
  const months = await ask(`
    SELECT event_id, toString(month) AS month FROM rating.rated_usage
    WHERE event_id IN ('saigon January ends', 'saigon February begins') ORDER BY started_at`)
  expect(months.map(({ month }) => month)).toEqual(['2026-01-01', '2026-02-01'])
})

describe('destinations', () => testDestinations(ask))
