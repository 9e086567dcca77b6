import { expect, test } from 'vitest'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()

const catalogueText = `
zones:
  - { id: america, prefixes: [1] }
  - { id: rest, all_numbers: true }
  - { id: home, prefixes: [49] }
  - { id: abroad, networks: [208] }
calendars:
  - id: week
    bands:
      - { id: day, start: "08:00", end: "20:00" }
      - { id: day, start: "08:00", end: "12:00" }
      - { id: day, start: "08:00", end: "12:00", weight: 2 }
tariffs:
  - { id: world, prices: [{ id: calls, service: voice, rates: [{ zone: america, rate: 0.01 }, { zone: rest, rate: 0.05 }] }] }
  - { id: daily, calendar: week, prices: [{ id: calls, service: voice, rates: [{ band: day, rate: 0.02 }] }] }
  - { id: fees, prices: [{ id: fee, metric: transfers, where: { kind: abroad }, model: percentage, percentage: 1 }] }
  - { id: travel, to: 2026-02-01, prices: [{ id: calls, service: voice, rates: [{ zone: home, rate: 0.03 }, { rate: 9 }] }] }
  - { id: travel, from: 2026-02-01, prices: [{ id: calls, service: voice, rates: [{ zone: home, rate: 0.03 }, { zone: abroad, rate: 0.5 }] }] }
  - { id: own, fallbacks: [general], prices: [{ id: calls, service: voice, rates: [{ rate: 0.04 }] }] }
  - { id: general, prices: [{ id: dear, service: voice, where: { direction: originating }, rates: [{ rate: 7 }] }, { id: text, service: sms, rates: [{ rate: 0.1 }] }] }
  - id: capped
    prices:
      - id: calls
        service: voice
        maximum_cost: 1
        maximum_cost_includes_connect_fee: false
        rates: [{ rate: 0.02, connect_fee: 0.2, entry_fee: 0.3 }]
  - { id: dated, to: 2026-01-08, prices: [{ id: calls, service: voice, rates: [{ zone: america, rate: 0.03 }] }] }
  - { id: dated, from: 2026-01-08, prices: [{ id: calls, service: voice, rates: [{ zone: america, rate: 0.06 }] }] }
  - { id: early, to: 2026-01-20, prices: [{ id: calls, service: voice, rates: [{ zone: america, rate: 0.07 }] }] }
  - { id: late, from: 2026-01-20, zones: [america, home], prices: [{ id: calls, service: voice, rates: [{ zone: america, rate: 0.08 }] }] }
  - { id: turns, fallbacks: [late, early], prices: [{ id: text, service: sms, rates: [{ rate: 0.1 }] }] }
  - id: ends
    prices:
      - id: calls
        service: voice
        included_units: 60
        maximum_cost: 2.5
        maximum_cost_then: disconnect
        rates: [{ rate: 1, connect_fee: 3 }]
  - { id: behind, fallbacks: [dated], prices: [{ id: text, service: sms, rates: [{ rate: 0.1 }] }] }
  - id: decks
    prices:
      - { id: calls, service: voice, rates: [{ prefix: 44, rate: 0.01, to: 2026-01-05 }, { zone: rest, rate: 0.05 }] }
      - { id: text, service: sms, rates: [{ prefix: 44, rate: 0.02 }] }
  - { id: stepped, calendar: week, prices: [{ id: calls, service: voice, rates: [{ rate: 0.03, slots: [{ after: 52, rate: 0.01 }] }] }] }
offerings:
  - id: stepped
    name: Stepped
    currency: EUR
    tariff: stepped
    allowances:
      - { id: pack, unit: seconds, amount: 80, increment: 5, blocker: true }
      - { id: days, unit: seconds, amount: 0, bands: [day], priority: 1 }
  - { id: own, name: Own, currency: EUR, tariff: own }
  - { id: behind, name: Behind, currency: EUR, tariff: behind }
  - { id: turns, name: Turns, currency: EUR, tariff: turns }
  - { id: ends, name: Ends, currency: EUR, tariff: ends }
  - { id: kept, name: Kept, currency: EUR, tariff: world, allowances: [{ id: rest, unit: seconds, amount: 31, scope: hierarchy, rollover: { first: own } }] }
  - { id: none, name: None, currency: EUR, tariff: world }
  - { id: decks, name: Decks, currency: EUR, tariff: decks }
  - { id: capped, name: Capped, currency: EUR, tariff: capped }
  - { id: world, name: World, currency: EUR, tariff: world }
  - { id: daily, name: Daily, currency: EUR, tariff: daily }
  - { id: fees, name: Fees, currency: EUR, tariff: fees }
  - { id: travel, name: Travel, currency: EUR, tariff: travel }
  - { id: factored, name: Factored, currency: EUR, tariff: world, allowances: [{ id: rest, unit: seconds, amount: 7, factors: { america: 5 } }] }
  - { id: shares, name: Shares, currency: EUR, tariff: world, allowances: [{ id: pack, unit: seconds, amount: 10, blocker: true, priority: 0, scope: hierarchy }] }
  - { id: owns, name: Owns, currency: EUR, tariff: world, allowances: [{ id: pack, unit: seconds, amount: 30, blocker: true, priority: 1 }] }
  - id: barred
    name: Barred
    currency: EUR
    tariff: world
    allowances: [{ id: pack, unit: seconds, amount: 59, blocker: true, priority: 1, order: highest, scope: hierarchy }]
  - id: open
    name: Open
    currency: EUR
    tariff: world
    allowances: [{ id: pack, unit: seconds, amount: 1000, priority: 11, order: highest, scope: hierarchy }]
`

const call = (event_id: string, line: string, started_at: string, other_party: string, more: object = {}) => ({
  ...{ event_id, subscription_id: line, started_at, service: 'voice', duration_s: 100, other_party },
  ...more,
})

test('what worlds of random tariffs found stays mended', async () => {
  const abroad = { roaming: true, visited_network: '208-01' }
  const answer = await tried(warehouse, {
    catalogue: catalogueOf(catalogueText),
    subscribers: [
      ...['world', 'daily', 'fees', 'travel', 'own', 'behind', 'decks', 'capped', 'factored', 'stepped'].map((id) => ({
        subscription_id: id,
        offering_id: id,
      })),
      ...['turns', 'ends'].map((id) => ({ subscription_id: id, offering_id: id })),
      { subscription_id: 'leaves', offering_id: 'kept', billing_account_id: 'kept', from: '2026-01-01T00:00:00Z' },
      { subscription_id: 'leaves', offering_id: 'none', billing_account_id: 'kept', from: '2026-02-15T00:00:00Z' },
      { subscription_id: 'stays', offering_id: 'kept', billing_account_id: 'kept', from: '2026-01-01T00:00:00Z' },
      ...['shares', 'owns'].map((id) => ({ subscription_id: id, offering_id: id, billing_account_id: 'alike' })),
      ...['barred', 'open'].map((id) => ({ subscription_id: id, offering_id: id, billing_account_id: 'both' })),
    ],
    usage: [
      // A zone of all numbers leaves to another zone the digit that is its prefix.
      call('a1', 'world', '2026-01-10T10:00:00Z', '12025550123'),
      call('a2', 'world', '2026-01-10T10:00:00Z', '33140205050'),
      // Entries of one band that begin alike are each of it: the one that ends at noon does not end the other.
      call('b1', 'daily', '2026-01-10T11:59:59Z', '4930'),
      call('b2', 'daily', '2026-01-10T19:00:00Z', '4930'),
      // What an event is about is no charge where no price is for it.
      ...[{ kind: 'home' }, { kind: 'abroad' }].map((properties, i) => ({
        ...{ event_id: `c${i + 1}`, subscription_id: 'fees', started_at: '2026-01-10T10:00:00Z' },
        ...{ metric: 'transfers', quantity: '1', amount: '500', properties },
      })),
      // Before the tariff knows visited networks, a call abroad costs what it costs at home.
      call('d1', 'travel', '2026-01-31T10:00:00Z', '4930', abroad),
      call('d2', 'travel', '2026-02-01T10:00:00Z', '4930', abroad),
      // A fallback's price that asks for more has no say where the tariff has one, and has where it has none.
      call('f1', 'own', '2026-01-10T10:00:00Z', '4930'),
      { ...call('f2', 'own', '2026-01-10T10:00:01Z', '4930'), service: 'sms', duration_s: 0, messages: 1 },
      // A zone of a fallback is one in its later version too.
      call('i1', 'behind', '2026-01-07T10:00:00Z', '12025550123'),
      call('i2', 'behind', '2026-01-10T10:00:00Z', '12025550123'),
      // A prefix that two decks have is a zone as long as one of them has a rate for it.
      { ...call('h1', 'decks', '2026-01-10T10:00:00Z', '44201'), service: 'sms', duration_s: 0, messages: 1 },
      // The fee of a band counts towards a maximum that the connect fee is beside: 0.2 + 1, not 0.2 + 0.3 + 1.
      call('g1', 'capped', '2026-01-10T10:00:00Z', '4930'),
      // Of 7 seconds a call to America takes 5 for its first second; the 2 that are left are there for the next call.
      call('j1', 'factored', '2026-01-10T10:00:00Z', '12025550123', { duration_s: 2 }),
      call('j2', 'factored', '2026-01-10T11:00:00Z', '33140205050', { duration_s: 2 }),
      // Blockers that two plans call alike are one: 10 of the shared one, 30 of its own, then 20 are refused.
      call('o1', 'owns', '2026-01-10T10:00:00Z', '12025550123', { duration_s: 60 }),
      // A zone that a first fallback gets later is until then that of the second.
      call('l1', 'turns', '2026-01-10T10:00:00Z', '12025550123'),
      call('l2', 'turns', '2026-01-20T10:00:00Z', '12025550123'),
      // Included units took place, though the connect fee leaves nothing to pay more with: what there is of it is due.
      call('m1', 'ends', '2026-01-10T10:00:00Z', '4930', { duration_s: 60 }),
      call('m2', 'ends', '2026-01-10T11:00:00Z', '4930', { duration_s: 61 }),
      // What is carried over, and lost when the plan is left on the 15th, goes before what lasts until the end of the month:
      // 15 of the line's own (of 31, 14 of 28 days), 31 of its rest, 14 of the other line's own.
      call('n1', 'stays', '2026-02-10T10:00:00Z', '12025550123', { duration_s: 60 }),
      call('n2', 'stays', '2026-02-20T10:00:00Z', '12025550123', { duration_s: 60 }),
      // Steps run on through a slot: 80 seconds, not 52 in eleven steps and 25 more.
      call('p1', 'stepped', '2026-01-10T10:00:00Z', '12025550123'),
      // What blocks does so past all of its own, though a plan of another line calls one that does not block alike.
      call('k1', 'open', '2026-01-10T10:00:00Z', '33140205050', { duration_s: 61 }),
    ],
    to: '2026-03-01',
  })
  const lines = answer.rated.map((line) => [line.event_id, line.amount, line.zone])
  expect(lines.sort()).toEqual([
    ['a1', '1', 'america'],
    ['a2', '5', 'rest'],
    ['b1', '2', null],
    ['b2', '2', null],
    ['c2', '0', null],
    ['d1', '3', 'home'],
    ['d2', '50', 'abroad'],
    ['f1', '4', null],
    ['f2', '0.1', null],
    ['g1', '1.2', null],
    ['h1', '0.02', '44'],
    ['i1', '3', 'america'],
    ['i2', '6', 'america'],
    ['j1', '0.01', 'america'],
    ['j2', '0', 'rest'],
    ['k1', '0', 'rest'],
    ['l1', '7', 'america'],
    ['l2', '8', 'america'],
    ['m1', '2.5', null],
    ['m2', '2.5', null],
    ['n1', '0', 'america'],
    ['n2', '0.12', 'america'],
    ['o1', '0', 'america'],
    ['p1', '0', null],
  ])
  const stepped = answer.rated.find(({ event_id }) => event_id === 'p1')
  expect([stepped?.covered_quantity, stepped?.refused_quantity]).toEqual(['80', '20'])
  const barred = answer.rated.find(({ event_id }) => event_id === 'k1')
  expect([barred?.covered_quantity, barred?.refused_quantity]).toEqual(['59', '2'])
  const alike = answer.rated.find(({ event_id }) => event_id === 'o1')
  expect([alike?.covered_quantity, alike?.refused_quantity]).toEqual(['40', '20'])
  expect(answer.rejected.map(({ event_id, reason }) => [event_id, reason])).toEqual([['c1', 'no rate']])
  expect(answer.charges.map(({ subject, amount }) => [subject, amount])).toEqual([['fees', '5']]) // 1 % of 500
}, 300_000)
