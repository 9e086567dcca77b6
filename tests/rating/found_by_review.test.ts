import { expect, test } from 'vitest'
import { rejection } from '../../operations/rating/explain/rejection.ts'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()

const catalogueText = `
tariffs:
  - { id: calls, prices: [{ id: calls, service: voice, rates: [{ rate: 0.01 }] }] }
  - id: least
    prices: [{ id: calls, service: voice, minimum_spend: 31, minimum_spend_proration: days, rates: [{ rate: 0.01 }] }]
  - id: whole
    prices: [{ id: calls, service: voice, minimum_spend: 50, minimum_spend_proration: full, rates: [{ rate: 0.01 }] }]
  - id: seats
    prices: [{ id: seats, metric: seats, model: per_unit, amount: 1, scope: account, carried_over: true }]
  - id: regions
    prices: [{ id: api, metric: api, model: per_unit, amount: 1, group_by: [region] }]
  - { id: abroad, prices: [{ id: calls, service: voice, exchange_source: IMF, rates: [{ markup: 0 }] }] }
  - { id: barred, prices: [{ id: calls, service: voice, rates: [{ rate: 0, blocked: true }] }] }
offerings:
  - { id: abroad, name: Abroad, currency: EUR, tariff: abroad }
  - { id: regions, name: Regions, currency: EUR, tariff: regions }
  - { id: barred, name: Barred, currency: EUR, tariff: barred }
  - { id: prepaid, name: Prepaid, currency: EUR, tariff: calls, balances: [{ id: main }, { id: free, unit: seconds, opening: 5 }, { id: more, unit: seconds, opening: 7, priority: 1 }] }
  - { id: family, name: Family, currency: EUR, tariff: calls, balances: [{ id: main, scope: account }] }
  - { id: once, name: Once, currency: EUR, tariff: calls, allowances: [{ id: start, unit: seconds, amount: 100, period: once }] }
  - { id: more, to: 2026-03-15, name: More, currency: EUR, tariff: calls, allowances: [{ id: month, unit: seconds, amount: 100 }] }
  - { id: more, from: 2026-03-15, name: More, currency: EUR, tariff: calls, allowances: [{ id: month, unit: seconds, amount: 200 }] }
  - { id: parts, name: Parts, currency: EUR, tariff: calls, allowances: [{ id: month, unit: seconds, amount: 100 }] }
  - id: whole_month
    name: Whole
    currency: EUR
    tariff: calls
    allowances: [{ id: month, unit: seconds, amount: 100, prorated: false, rollover: { periods: 1 } }]
  - { id: a, name: A, currency: EUR, tariff: least, allowances: [{ id: month, unit: seconds, amount: 3100 }] }
  - { id: b, name: B, currency: EUR, tariff: calls }
  - { id: saigon, name: Saigon, currency: EUR, tariff: whole }
  - { id: seats, name: Seats, currency: EUR, tariff: seats }
`

// As feeds may land them: over one another, and taken back again.
const xdr = { id: 'XDR', into: 'EUR', source: 'IMF' }
const laidOver = {
  ...catalogueOf(catalogueText),
  exchange_rates: [
    { ...xdr, rate: '1.2', from: '2026-01-01T00:00:00Z', to: undefined },
    { ...xdr, rate: '2', from: '2026-03-05T00:00:00Z', to: '2026-03-10T00:00:00Z' },
    { ...xdr, rate: '3', from: '2026-03-07T00:00:00Z', to: '2026-03-07T00:00:00Z' },
    { ...xdr, rate: '4', from: '2026-03-08T00:00:00Z', to: '2026-03-09T00:00:00Z' },
    { ...xdr, rate: '5', from: '2026-03-20T00:00:00Z', to: '2026-03-20T00:00:00Z' },
  ],
}

let at = 0
const call = (line: string, day: string, seconds: number) => ({
  ...{ event_id: `c${++at}`, subscription_id: line, service: 'voice', other_party: '4930123' },
  ...{ started_at: `${day}T10:00:00Z`, duration_s: seconds },
})

test('what a line is given is of the days on which it has its plan, once', async () => {
  const answer = await tried(warehouse, {
    catalogue: laidOver,
    from: '2026-02-01',
    to: '2026-05-01',
    subscribers: [
      { subscription_id: 'abroad', offering_id: 'abroad', from: '2026-03-01' },
      { subscription_id: 'once', offering_id: 'once', from: '2026-03-01' },
      { subscription_id: 'once', from: '2026-03-10', status: 'suspended' },
      { subscription_id: 'once', from: '2026-03-12' },
      { subscription_id: 'more', offering_id: 'more', from: '2026-03-01' },
      ...['parts', 'whole_month'].flatMap((id) => [
        { subscription_id: id, offering_id: id, billing_account_id: `${id}1`, from: '2026-03-01' },
        { subscription_id: id, billing_account_id: `${id}2`, from: '2026-03-15' },
      ]),
      { subscription_id: 'aba', offering_id: 'a', from: '2026-03-01', to: '2026-04-01' },
      { subscription_id: 'aba', offering_id: 'b', from: '2026-03-10' },
      { subscription_id: 'aba', offering_id: 'a', from: '2026-03-20' },
      ...[
        ['a', '01'],
        ['b', '10'],
        ['a', '12'],
        ['b', '14'],
        ['a', '20'],
      ].map(([offering_id, day]) => ({ subscription_id: 'ababa', offering_id, from: `2026-03-${day}` })),
      { subscription_id: 'ababa', offering_id: 'b', from: '2026-04-01' },
      { subscription_id: 'saigon', offering_id: 'saigon', from: '2026-03-31T20:00:00Z', time_zone: 'Asia/Ho_Chi_Minh' },
      { subscription_id: 's1', offering_id: 'seats', billing_account_id: 'S', from: '2026-02-01' },
      { subscription_id: 's2', offering_id: 'seats', billing_account_id: 'S', from: '2026-02-15' },
    ],
    usage: [
      ...['04', '05', '07', '08', '09', '10', '20'].map((day) => ({
        ...call('abroad', `2026-03-${day}`, 60),
        stated_amount: '1',
        stated_currency: 'XDR',
      })),
      call('once', '2026-03-05', 80),
      call('once', '2026-03-20', 80),
      call('more', '2026-03-20', 150),
      call('more', '2026-04-20', 150),
      ...['parts', 'whole_month'].flatMap((id) => [
        call(id, '2026-03-10', 60),
        call(id, '2026-03-20', 60),
        call(id, '2026-04-20', 150),
      ]),
      call('aba', '2026-03-05', 1000),
      call('aba', '2026-03-15', 100),
      call('aba', '2026-03-25', 1000),
      call('ababa', '2026-03-05', 400),
      call('ababa', '2026-03-11', 50),
      call('ababa', '2026-03-13', 600),
      call('ababa', '2026-03-25', 1500),
      ...[{ event_id: 's', subscription_id: 's1', started_at: '2026-02-10T00:00:00Z', metric: 'seats', quantity: '5' }],
    ],
  })
  expect(answer.rejected).toEqual([])
  const given = (line: string) =>
    answer.allowances
      .filter((one) => one.subscription_id === line)
      .map((one) => [one.valid_from, one.given, one.used])
      .sort()
  const covered = (line: string) =>
    answer.rated.filter((one) => one.subscription_id === line).map((one) => one.covered_quantity)
  const charged = (subject: string) =>
    answer.charges.filter((one) => one.subject === subject).map((one) => [one.period_from, one.amount])

  // What a rate was laid over is in force again when it ends, and what was taken back never was.
  expect(answer.rated.filter((one) => one.subscription_id === 'abroad').map((one) => one.amount)).toEqual([
    '1.2',
    '2',
    '2',
    '4',
    '2',
    '1.2',
    '1.2',
  ])
  // A suspension does not begin the plan anew.
  expect(given('once')).toEqual([['2026-03-01', '100', '100']])
  expect(covered('once')).toEqual(['80', '20'])
  // The version at the start of a period is that of the whole period.
  expect(given('more').slice(0, 2)).toEqual([
    ['2026-03-01', '100', '100'],
    ['2026-04-01', '200', '150'],
  ])
  // 14 and 17 of 31 days in two accounts; unprorated, the second goes on with what the first left.
  expect(given('parts').slice(0, 2)).toEqual([
    ['2026-03-01', '45', '45'],
    ['2026-03-15', '54', '54'],
  ])
  expect(covered('whole_month')).toEqual(['60', '40', '100'])
  // Nine and twelve days of A; what is used under B takes nothing of it.
  expect(given('aba')).toEqual([
    ['2026-03-01', '900', '900'],
    ['2026-03-20', '1200', '1000'],
  ])
  expect(covered('aba')).toEqual(['900', '0', '1000'])
  // Nine, two and twelve days: what is left of a share goes on when the line comes back, before the share of its new days.
  expect(given('ababa')).toEqual([
    ['2026-03-01', '900', '400'],
    ['2026-03-12', '200', '100'],
    ['2026-03-12', '500', '500'],
    ['2026-03-20', '100', '100'],
    ['2026-03-20', '1200', '1200'],
  ])
  expect(covered('ababa')).toEqual(['400', '0', '600', '1300'])
  // 31.00 for 21 of 31 days are 21.00, of which 1.00 is the use that was charged.
  expect(charged('aba')).toEqual([['2026-03-01', '20']])
  // The line begins on 1 April at 03:00 by its own clock.
  expect(charged('saigon')).toEqual([['2026-04-01', '50']])
  // Five seats are five, whoever joins the account.
  expect(charged('S')).toEqual([
    ['2026-02-01', '5'],
    ['2026-03-01', '5'],
    ['2026-04-01', '5'],
  ])
}, 300_000)

test('what is told of a use is of that use', async () => {
  const api = (id: string, region: string, quantity: string) => ({
    ...{ event_id: id, subscription_id: 'regions', started_at: '2026-01-10T10:00:00Z', metric: 'api' },
    ...{ quantity, properties: { region } },
  })
  const answer = await tried(warehouse, {
    catalogue: catalogueOf(catalogueText),
    explained: true,
    subscribers: [
      { subscription_id: 'asks', offering_id: 'prepaid' },
      ...['regions', 'barred', 'prepaid'].map((id) => ({ subscription_id: id, offering_id: id })),
      { subscription_id: 'family', offering_id: 'family', billing_account_id: 'F1', from: '2026-01-01' },
      { subscription_id: 'family', billing_account_id: 'F2', from: '2026-01-15' },
    ],
    balances: [
      { subscription_id: 'prepaid', movement: 'recharge', movement_id: '1001', amount: '10', at: '2026-01-02' },
      { subscription_id: 'asks', amount: '2', at: '2026-01-02' },
      { subscription_id: 'family', amount: '10', at: '2026-01-02' },
      { subscription_id: 'family', amount: '10', at: '2026-01-16' },
      { subscription_id: 'family', movement: 'fee', amount: '-1', at: '2026-01-20' },
      { subscription_id: 'prepaid', movement: 'fee', movement_id: 'p1', amount: '-1', at: '2026-01-03' },
    ],
    usage: [
      api('r1', 'eu', '2'),
      api('r2', 'us', '7'),
      { ...call('barred', '2026-01-10', 60), event_id: 'b1' },
      // A call and a use of a metric of one id are two things, and so are the sessions that ask for them.
      api('p1', 'ap', '3'),
      { ...api('g1', 'ap', ''), grant: '5' },
      // What takes units back that no price knows would be lost in silence; nothing at all costs nothing.
      ...['-2', '0'].map((quantity) => ({ ...api(`chairs ${quantity}`, 'eu', quantity), metric: 'chairs' })),
      { ...call('asks', '2026-01-10', 0), duration_s: '', event_id: 'g1', grant: '1000' },
      // An event and a movement of one id are two things.
      { ...call('prepaid', '2026-01-10', 112), event_id: 'p1' },
    ],
  })
  expect(['r1', 'r2'].map((id) => answer.facts.get(`metered/${id}`)?.period?.amount)).toEqual(['2', '7'])
  expect(answer.rejected.filter(({ metric }) => metric === 'chairs')).toMatchObject([
    { event_id: 'chairs -2', reason: 'no rate' },
  ])
  expect(answer.facts.get('p1')).toMatchObject({ service: 'voice', amount: '1', other_party: '4930123' })
  expect(answer.facts.get('metered/p1')).toMatchObject({ service: 'metered', amount: '0', other_party: null })
  // Five and seven seconds, then 200 for 2.00; five of the metric.
  const granted = answer.grants.map(({ subscription_id, granted, limit }) => [subscription_id, granted, limit])
  expect(granted.sort()).toEqual([
    ['asks', '212', 'balance'],
    ['regions', '5', 'none'],
  ])
  const blocked = answer.rejected.find(({ event_id }) => event_id === 'b1')!
  expect(blocked.reason).toBe('blocked')
  expect(rejection(blocked.reason, answer.facts.get('b1'))).toEqual({
    because: 'price calls of tariff barred blocks use without a zone',
    todo: 'nothing, if it must not be used; else take blocked from that rate',
  })
  // Five seconds of the first balance and seven of the second, then a cent a second, and the fee of 1.00.
  expect(
    answer.rated
      .find(({ event_id, service }) => event_id === 'p1' && service === 'voice')
      ?.allowances.map(({ taken }) => taken),
  ).toEqual(['5', '7'])
  const moved = answer.movements.filter((one) => one.subscription_id === 'prepaid' && one.balance_id === 'main')
  expect(moved.map(({ movement, amount, balance_after }) => [movement, amount, balance_after])).toEqual([
    ['recharge', '10', '10'],
    ['fee', '-1', '9'],
    ['usage', '-1', '8'],
  ])
  // A fee after a move is paid in one of the accounts.
  const fees = answer.movements.filter((one) => one.subscription_id === 'family' && one.movement === 'fee')
  expect(fees.map(({ amount }) => amount)).toEqual(['-1'])
}, 300_000)
