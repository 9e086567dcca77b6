import { expect, test } from 'vitest'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()

/** A plan with these allowances and calls at 0.10 a minute by the second, with a connect fee, text at 0.05. */
const plan = (allowances: string, id = 'plan') => `
  - id: ${id}
    name: ${id}
    currency: EUR
    tariff: calls
    allowances: [${allowances}]`
const tariff = `
zones:
  - { id: home, prefixes: [49] }
  - { id: far, prefixes: [44] }
tariffs:
  - id: calls
    prices:
      - id: voice
        service: voice
        per: 60
        rates: [{ zone: home, rate: 0.10, connect_fee: 0.02 }, { zone: far, rate: 0.60 }]
      - { id: text, service: sms, rates: [{ rate: 0.05 }] }
      - { id: calls, metric: api_calls, model: graduated, tiers: [{ up_to: 10, amount: 1 }, { amount: 0.5 }] }
offerings:`

let at = 0
const call = (line: string, day: string, seconds: number, to = '4930123') => ({
  event_id: `c${++at}`,
  subscription_id: line,
  service: 'voice',
  started_at: `${day}T10:00:${String(at % 60).padStart(2, '0')}Z`,
  other_party: to,
  duration_s: seconds,
})

test('allowances of units are used in event order, by priority, expiry and weight, and split a call', async () => {
  const catalogue = catalogueOf(
    tariff +
      plan('{ id: minutes, unit: seconds, amount: 6000, services: [voice], zones: [home] }', 'minutes') +
      plan(
        '{ id: later, unit: seconds, amount: 60, priority: 2 }, { id: first, unit: seconds, amount: 60, priority: 1, zones: [home] }',
        'two',
      ) +
      plan('{ id: abroad, unit: seconds, amount: 120, factors: { far: 2 } }', 'factor') +
      plan('{ id: blocked, unit: seconds, amount: 100, blocker: true }', 'blocked') +
      plan('{ id: cheap, unit: seconds, amount: 60, rate: 0.001 }', 'cheap') +
      plan('{ id: credit, unit: money, amount: 0.25 }', 'credit') +
      plan('{ id: free, unit: units, amount: 8, services: [api_calls] }', 'metered') +
      plan('{ id: steps, unit: seconds, amount: 100, increment: 60 }', 'steps') +
      plan(
        '{ id: talk, unit: seconds, amount: 60 }, { id: free, unit: units, amount: 3, services: [api_calls] }',
        'both',
      ),
  )
  const lines = ['minutes', 'two', 'factor', 'blocked', 'cheap', 'credit', 'metered', 'steps', 'both']
  const usage = [
    // 95 of 100 minutes used, then 10 late minutes at 0.10: five are charged, with the connect fee.
    call('minutes', '2026-01-10', 5700),
    call('minutes', '2026-01-11', 600),
    call('minutes', '2026-01-12', 60, '4420'),
    call('two', '2026-01-10', 90),
    call('two', '2026-01-11', 60, '4420'),
    call('factor', '2026-01-10', 50, '4420'),
    call('factor', '2026-01-11', 30),
    call('blocked', '2026-01-10', 70),
    call('blocked', '2026-01-11', 70),
    call('cheap', '2026-01-10', 120),
    call('credit', '2026-01-10', 60),
    call('credit', '2026-01-11', 60),
    call('credit', '2026-01-12', 60),
    ...[5, 5, 5].map((quantity, i) => ({
      event_id: `m${i}`,
      subscription_id: 'metered',
      metric: 'api_calls',
      quantity: String(quantity),
      started_at: `2026-01-1${i}T00:00:00Z`,
    })),
    call('steps', '2026-01-10', 61),
    call('steps', '2026-01-11', 30),
    { ...call('both', '2026-01-10', 100), event_id: 'same' },
    {
      event_id: 'same',
      subscription_id: 'both',
      metric: 'api_calls',
      quantity: '5',
      started_at: '2026-01-11T00:00:00Z',
    },
  ]
  const answer = await tried(warehouse, {
    catalogue,
    usage,
    subscribers: lines.map((id) => ({ subscription_id: id, offering_id: id })),
  })
  expect(answer.rejected).toEqual([])
  const of = (line: string) =>
    answer.rated.filter((one) => one.subscription_id === line).map((one) => [one.amount, one.covered_quantity])
  expect(of('minutes')).toEqual([
    ['0', '5700'],
    ['0.52', '300'], // 5 minutes x 0.10 + 0.02
    ['0.6', '0'],
  ])
  expect(of('two')).toEqual([
    ['0', '90'], // 60 of the first, 30 of the second
    ['0.3', '30'], // the other 30 of the second, which is for any zone
  ])
  expect(of('factor')).toEqual([
    ['0', '50'], // takes 100
    ['0.036667', '20'], // the last 20; 10 s x 0.10 / 60 + 0.02
  ])
  expect(of('blocked')).toEqual([
    ['0', '70'],
    ['0', '30'],
  ])
  expect(answer.rated.filter((one) => one.subscription_id === 'blocked').map((one) => one.refused_quantity)).toEqual([
    '0',
    '40',
  ])
  expect(of('cheap')).toEqual([['0.18', '60']]) // 60 x 0.001 + 0.02 + 0.10
  expect(of('credit').map(([amount]) => amount)).toEqual(['0', '0', '0.11']) // 0.12 + 0.12 of 0.25, 0.01 of the third
  expect(answer.charges.find((one) => one.subject === 'metered')).toMatchObject({ quantity: '7', amount: '7' }) // 15 - 8
  expect(of('steps')).toEqual([
    ['0.021667', '60'], // a step of 60 covers; 1 s x 0.10 / 60 + 0.02
    ['0.07', '0'], // 40 are left, less than a step
  ])
  // usage and metered_usage may have the same ids: 40 s x 0.10 / 60 + 0.02; 3 of 5 calls
  expect(of('both')).toEqual([
    ['0.086667', '60'],
    ['0', '3'],
  ])
  expect(answer.charges.find((one) => one.subject === 'both')).toMatchObject({ quantity: '2', amount: '2' })
  const minutes = answer.allowances.find((one) => one.subscription_id === 'minutes')
  expect(minutes).toMatchObject({ given: '6000', used: '6000', left: '0' })
})

test('allowances are prorated, shared and carried over', async () => {
  const catalogue = catalogueOf(
    tariff +
      plan('{ id: minutes, unit: seconds, amount: 3100, prorated: true }', 'started') +
      plan('{ id: shared, unit: seconds, amount: 100, scope: account }', 'shared') +
      plan('{ id: none, unit: seconds, amount: 0 }', 'member') +
      plan('{ id: family, unit: seconds, amount: 100, scope: hierarchy }', 'family') +
      plan('{ id: last, unit: seconds, amount: 100, scope: hierarchy, priority: 1 }', 'last') +
      plan('{ id: rolled, unit: seconds, amount: 100, rollover: { periods: 1, maximum: 30 } }', 'rolled'),
  )
  const answer = await tried(warehouse, {
    catalogue,
    from: '2026-01-01',
    to: '2026-04-01',
    subscribers: [
      { subscription_id: 'started', offering_id: 'started', from: '2026-01-22' },
      { subscription_id: 'a1', offering_id: 'shared', billing_account_id: 'A' },
      { subscription_id: 'a2', offering_id: 'member', billing_account_id: 'A' },
      { subscription_id: 'f1', offering_id: 'family', billing_account_id: 'F1', payer_account_id: 'F' },
      { subscription_id: 'f2', offering_id: 'member', billing_account_id: 'F2', payer_account_id: 'F' },
      { subscription_id: 'p1', offering_id: 'shared', billing_account_id: 'P1', payer_account_id: 'P' },
      { subscription_id: 'p2', offering_id: 'family', billing_account_id: 'P2', payer_account_id: 'P' },
      { subscription_id: 'p3', offering_id: 'member', billing_account_id: 'P2', payer_account_id: 'P' },
      { subscription_id: 'q1', offering_id: 'shared', billing_account_id: 'Q1', payer_account_id: 'Q' },
      { subscription_id: 'q2', offering_id: 'member', billing_account_id: 'Q1', payer_account_id: 'Q' },
      { subscription_id: 'q3', offering_id: 'last', billing_account_id: 'Q2', payer_account_id: 'Q' },
      { subscription_id: 'rolled', offering_id: 'rolled' },
    ],
    usage: [
      call('started', '2026-01-25', 1100),
      call('a1', '2026-01-10', 60),
      call('a2', '2026-01-11', 60),
      call('f1', '2026-01-10', 80),
      call('f2', '2026-01-11', 80),
      call('p3', '2026-01-10', 150),
      call('p1', '2026-01-11', 120),
      call('q2', '2026-01-10', 130),
      call('q3', '2026-01-11', 50),
      call('q1', '2026-01-12', 40),
      call('rolled', '2026-01-10', 50),
      call('rolled', '2026-02-10', 40),
      call('rolled', '2026-03-10', 140),
    ],
  })
  const covered = Object.groupBy(answer.rated, (line) => line.subscription_id)
  const of = (line: string) => covered[line]!.map((one) => one.covered_quantity)
  expect(of('started')).toEqual(['1000']) // 10 of 31 days
  expect([of('a1'), of('a2')]).toEqual([['60'], ['40']])
  expect([of('f1'), of('f2')]).toEqual([['80'], ['20']])
  // What is shared within an account stays there, also under a payer with a hierarchy's.
  expect([of('p3'), of('p1')]).toEqual([['100'], ['100']])
  // What the account’s pool cannot cover of a call goes on to the hierarchy’s: 100 and 30; 50 and 20 are left for the others.
  expect([of('q2'), of('q3'), of('q1')]).toEqual([['130'], ['50'], ['20']])
  // January leaves 50, of which 30 are carried over and used first; February then leaves 90, of which 30 are.
  expect(of('rolled')).toEqual(['50', '40', '130'])
  const rolled = answer.allowances.filter((one) => one.subscription_id === 'rolled' && one.valid_from < '2026-04-01')
  expect(rolled.map((one) => [one.valid_from, one.carried_over, one.given, one.used])).toEqual([
    ['2026-01-01', false, '100', '50'],
    ['2026-02-01', true, '30', '30'],
    ['2026-02-01', false, '100', '10'],
    ['2026-03-01', true, '30', '30'],
    ['2026-03-01', false, '100', '100'],
  ])
})

test('allowances by band, by what is left, with least carried over, and in periods of their own', async () => {
  const catalogue = catalogueOf(`
calendars:
  - id: week
    bands: [{ id: evening, start: "18:00", end: "24:00" }]
zones: [{ id: home, prefixes: [49] }]
tariffs:
  - id: calls
    calendar: week
    prices:
      - id: voice
        service: voice
        per: 60
        rates: [{ zone: home, rate: 0.60 }, { zone: home, band: evening, rate: 0.30 }]
        connect_fee_when_covered: true
      - { id: api, metric: api, model: graduated, tiers: [{ up_to: 5, amount: 2 }, { amount: 1 }] }
offerings:${[
    plan('{ id: evenings, unit: seconds, amount: 600, bands: [evening] }', 'evenings'),
    plan(
      '{ id: evenings, unit: seconds, amount: 60, bands: [evening], priority: 1 }, { id: any, unit: seconds, amount: 100, priority: 2 }',
      'bands',
    ),
    plan('{ id: days, unit: seconds, amount: 60, period: day }', 'day'),
    plan('{ id: weeks, unit: seconds, amount: 100, period: week, prorated: false }', 'week'),
    plan('{ id: start, unit: seconds, amount: 100, period: once, expires_after_days: 5 }', 'once'),
    plan('{ id: least, unit: seconds, amount: 100, rollover: { minimum: 20, maximum: 50 } }', 'least'),
    plan('{ id: own, unit: seconds, amount: 100, rollover: { first: own } }', 'own'),
    plan('{ id: stop, unit: seconds, amount: 100, blocker: true, rollover: { maximum: 50 } }', 'stop'),
    plan('{ id: mine, unit: seconds, amount: 100, scope: account, own_first: true }', 'mine'),
    plan('{ id: low, unit: seconds, amount: 100, scope: account, order: lowest }', 'low'),
    plan('{ id: high, unit: seconds, amount: 100, scope: account, order: highest }', 'high'),
    plan('{ id: calls, unit: units, amount: 4, services: [api] }', 'tiers'),
    plan(
      '{ id: heavy, unit: seconds, amount: 50, weight: 2 }, { id: light, unit: seconds, amount: 50, weight: 1 }',
      'weight',
    ),
    plan('{ id: later, unit: seconds, amount: 50, period: once }, { id: sooner, unit: seconds, amount: 50 }', 'sooner'),
  ].join('')}`)
  const own = ['evenings', 'bands', 'day', 'week', 'least', 'own', 'stop', 'tiers', 'weight', 'sooner']
  const timed = (line: string, when: string, seconds: number) => ({
    ...call(line, '2026-01-01', seconds),
    started_at: when,
  })
  const answer = await tried(warehouse, {
    catalogue,
    to: '2026-03-01',
    subscribers: [
      ...own.map((id) => ({ subscription_id: id, offering_id: id })),
      { subscription_id: 'once', offering_id: 'once', from: '2026-01-10' },
      ...['mine', 'low', 'high'].flatMap((id) =>
        [1, 2].map((n) => ({ subscription_id: `${id}${n}`, offering_id: id, billing_account_id: id })),
      ),
    ],
    usage: [
      timed('evenings', '2026-01-05T17:59:00Z', 120),
      timed('evenings', '2026-01-06T12:00:00Z', 60),
      timed('bands', '2026-01-05T17:59:00Z', 150),
      call('day', '2026-01-05', 70),
      call('day', '2026-01-06', 50),
      call('week', '2026-01-11', 80),
      call('week', '2026-01-12', 120),
      call('once', '2026-01-14', 30),
      call('once', '2026-01-15', 30),
      call('least', '2026-01-10', 95),
      call('least', '2026-02-10', 150),
      call('own', '2026-01-10', 40),
      call('own', '2026-02-10', 80),
      call('stop', '2026-01-10', 80),
      call('stop', '2026-02-10', 150),
      call('mine2', '2026-01-10', 30),
      call('mine1', '2026-01-11', 120),
      call('mine2', '2026-01-12', 60),
      call('low1', '2026-01-10', 30),
      call('low2', '2026-01-11', 50),
      call('high1', '2026-01-10', 30),
      call('high2', '2026-01-11', 50),
      ...[3, 4, 4].map((quantity, i) => ({
        event_id: `t${i}`,
        subscription_id: 'tiers',
        metric: 'api',
        quantity: String(quantity),
        started_at: `2026-01-1${i}T00:00:00Z`,
      })),
      call('weight', '2026-01-10', 60),
      call('sooner', '2026-01-10', 60),
    ],
  })
  expect(answer.rejected).toEqual([])
  const of = (line: string) =>
    answer.rated.filter((one) => one.subscription_id === line).map((one) => [one.amount, one.covered_quantity])
  const left = (line: string, allowance: string, from = '2026-01-01') =>
    answer.allowances.find(
      (one) => one.subscription_id === line && one.allowance_id === allowance && one.valid_from >= from,
    )!.left
  // The minute before six is charged, that after it is covered.
  expect(of('evenings')).toEqual([
    ['0.6', '60'],
    ['0.6', '0'],
  ])
  // 60 of the evening by evenings; of any the 60 before it and 30 after: 100 are there, 90 are taken.
  expect(of('bands')).toEqual([['0', '150']])
  expect([left('bands', 'evenings'), left('bands', 'any')]).toEqual(['0', '10'])
  expect(of('day')).toEqual([
    ['0.1', '60'],
    ['0', '50'],
  ])
  // Sunday the 11th and Monday the 12th are in two weeks.
  expect(of('week')).toEqual([
    ['0', '80'],
    ['0.2', '100'],
  ])
  // Lost at the start of the fifth day after the 10th.
  expect(of('once')).toEqual([
    ['0', '30'],
    ['0.3', '0'],
  ])
  expect(of('least')[1]).toEqual(['0.3', '120']) // 5 are left, 20 are carried over
  expect(left('own', 'own', '2026-02-01')).toBe('60') // carried over and not touched
  expect(of('stop')[1]).toEqual(['0', '120']) // 20 carried over and 100 of its own; 30 are refused
  expect(left('mine1', 'mine')).toBe('0')
  expect(left('mine2', 'mine')).toBe('0') // 100 - 30 - 20 of the other's - 50 of the last 60
  expect(of('mine2')).toEqual([
    ['0', '30'],
    ['0.1', '50'],
  ])
  expect([left('low1', 'low'), left('low2', 'low')]).toEqual(['20', '100'])
  expect([left('high1', 'high'), left('high2', 'high')]).toEqual(['70', '50'])
  // 11 - 4 = 7: five at 2, two at 1.
  expect(answer.charges.find((one) => one.subject === 'tiers')).toMatchObject({ quantity: '7', amount: '12' })
  expect([left('weight', 'heavy'), left('weight', 'light')]).toEqual(['0', '40'])
  expect([left('sooner', 'sooner'), left('sooner', 'later', '2000-01-01')]).toEqual(['0', '40'])
})

test('a late event re-rates what follows it, and nothing else', async () => {
  const catalogue = catalogueOf(
    tariff + plan('{ id: minutes, unit: seconds, amount: 6000, services: [voice] }', 'minutes'),
  )
  const events = [
    call('minutes', '2026-01-10', 5400),
    call('minutes', '2026-01-12', 900),
    call('minutes', '2026-02-03', 60),
  ]
  const late = call('minutes', '2026-01-11', 600)
  const span = { catalogue, to: '2026-03-01', subscribers: [{ subscription_id: 'minutes', offering_id: 'minutes' }] }
  const before = await tried(warehouse, { ...span, usage: events })
  const after = await tried(warehouse, { ...span, usage: [...events, late] })
  const of = (answer: typeof before) => answer.rated.map((one) => [one.event_id, one.amount])
  const [first, second, third] = events.map(({ event_id }) => event_id)
  expect(of(before)).toEqual([
    [first, '0'],
    [second, '0.52'], // 5 of 15 minutes, and the fee
    [third, '0'],
  ])
  expect(of(after)).toEqual([
    [first, '0'],
    [late.event_id, '0'], // the last ten minutes
    [second, '1.52'],
    [third, '0'],
  ])
})

test('a line says what it took of which allowances, in the order in which it took it', async () => {
  const catalogue = catalogueOf(`
calendars:
  - id: hours
    bands: [{ id: peak, start: "08:00", end: "20:00" }]
zones:
  - { id: home, prefixes: [49] }
tariffs:
  - id: calls
    calendar: hours
    prices:
      - id: voice
        service: voice
        per: 60
        rates: [{ zone: home, rate: 0.10 }, { zone: home, band: peak, rate: 0.60 }]
      - { id: text, service: sms, rates: [{ rate: 0.05 }] }
offerings:${[
    plan('{ id: minutes, unit: seconds, amount: 6000 }', 'one'),
    plan('{ id: a, unit: seconds, amount: 60, priority: 1 }, { id: b, unit: seconds, amount: 60, priority: 2 }', 'two'),
    plan('{ id: a, unit: seconds, amount: 60 }, { id: credit, unit: money, amount: 0.02 }', 'mixed'),
    plan('{ id: credit, unit: money, amount: 5 }', 'money'),
    plan('{ id: none, unit: seconds, amount: 0, blocker: true }', 'refused'),
    plan(
      '{ id: a, unit: seconds, amount: 60, order: lowest }, { id: b, unit: seconds, amount: 90, order: lowest }',
      'ordered',
    ),
    plan(
      '{ id: peak, unit: seconds, amount: 30, bands: [peak], priority: 1 }, { id: all, unit: seconds, amount: 600, priority: 2 }',
      'banded',
    ),
    plan('{ id: few, unit: seconds, amount: 186 }', 'few'),
  ].join('')}`)
  const lines = ['one', 'two', 'mixed', 'money', 'refused', 'ordered']
  const answer = await tried(warehouse, {
    catalogue,
    subscribers: [
      ...[...lines, 'banded'].map((id) => ({ subscription_id: id, offering_id: id })),
      { subscription_id: 'changed', offering_id: 'banded' },
      { subscription_id: 'changed', offering_id: 'few', from: '2026-01-20' },
    ],
    usage: [
      ...lines.map((line) => ({ ...call(line, '2026-01-10', 90), event_id: line })),
      // A minute before the peak begins, and a minute of it.
      { ...call('banded', '2026-01-10', 120), event_id: 'banded', started_at: '2026-01-10T07:59:00Z' },
      { ...call('changed', '2026-01-25', 120), event_id: 'changed', started_at: '2026-01-25T07:59:00Z' },
    ],
  })
  expect(answer.rejected).toEqual([])
  const took = new Map(
    answer.rated.map((one) => [
      one.event_id,
      one.allowances.map(({ allowance, unit, taken }) => [allowance, unit, taken]),
    ]),
  )
  expect(took.get('one')).toEqual([['minutes', 'seconds', '90']])
  expect(took.get('two')).toEqual([
    ['a', 'seconds', '60'],
    ['b', 'seconds', '30'],
  ])
  // 30 s x 0.60 / 60 are left after the minute, of which credit pays 0.02.
  expect(took.get('mixed')).toEqual([
    ['a', 'seconds', '60'],
    ['credit', 'money', '0.02'],
  ])
  expect(took.get('money')).toEqual([['credit', 'money', '0.9']])
  expect(took.get('refused')).toEqual([])
  expect(took.get('ordered')).toEqual([
    ['a', 'seconds', '60'],
    ['b', 'seconds', '30'],
  ])
  expect(took.get('banded')).toEqual([
    ['peak', 'seconds', '30'],
    ['all', 'seconds', '60'],
    ['all', 'seconds', '30'],
  ])
  // 186 s x 12 / 31 days; in pieces by band, for the line had something for a band before: 48 s x 0.60 / 60 are left.
  expect(took.get('changed')).toEqual([
    ['few', 'seconds', '60'],
    ['few', 'seconds', '12'],
  ])
  expect(answer.rated.filter(({ event_id }) => event_id === 'changed').map(({ amount }) => amount)).toEqual(['0.48'])
})
