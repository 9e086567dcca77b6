import { expect, test } from 'vitest'
import { ratedWords } from '../../operations/rating/explain/words.ts'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()

/** Calls at 0.01 a second; a text costs 0.50. */
const tariff = `
zones: [{ id: home, prefixes: [49] }, { id: far, prefixes: [44] }]
tariffs:
  - id: calls
    prices:
      - { id: voice, service: voice, rates: [{ zone: home, rate: 0.01 }, { zone: far, rate: 0.10 }] }
      - { id: text, service: sms, rates: [{ rate: 0.50 }] }
offerings:`
const plan = (id: string, members: string) => `
  - { id: ${id}, name: ${id}, currency: EUR, line_type: mobile prepaid, tariff: calls, ${members} }`

let at = 0
const call = (line: string, when: string, seconds: number, to = '4930123') => ({
  event_id: `c${String(++at).padStart(3, '0')}`,
  subscription_id: line,
  service: 'voice',
  started_at: when.includes('T') ? when : `${when}T10:00:00Z`,
  other_party: to,
  duration_s: seconds,
})

test('balances by movement: priority, expiry, debt, bonuses, passes, thresholds and what nothing pays', async () => {
  const catalogue = catalogueOf(
    tariff +
      plan('order', 'balances: [{ id: main, priority: 2 }, { id: bonus, kind: bonus, priority: 1, zones: [home] }]') +
      plan('debt', 'balances: [{ id: main, maximum_debt: 1, threshold: 0.5 }]') +
      plan('expiry', 'balances: [{ id: main, expires_after_days: 10 }]') +
      plan('prolonged', 'balances: [{ id: main, expires_after_days: 10, prolonged: true }]') +
      plan(
        'passes',
        `balances: [{ id: main }, { id: minutes, unit: seconds, increment: 60 }, { id: bonus, kind: bonus }],
         recharge_bonuses: [{ id: ten, at_least: 10, balance: bonus, percentage: 10 }, { id: twenty, at_least: 20, balance: bonus, percentage: 25 }],
         passes: [{ id: hour, price: 2, balance: minutes, amount: 3600, days: 1 }]`,
      ) +
      plan(
        'blocked',
        'balances: [{ id: calls, blocker: true, services: [voice], priority: 1 }, { id: main, priority: 2 }]',
      ) +
      plan('shared', 'balances: [{ id: main, scope: account, own_first: true }]') +
      plan('lowest', 'balances: [{ id: main, scope: account, order: lowest }]') +
      plan('moved', 'balances: [{ id: main, scope: account }, { id: web, unit: bytes, scope: account }]') +
      plan('named', 'balances: [{ id: main }, { id: minutes, unit: seconds, increment: 60 }]') +
      plan(
        'ordered',
        'balances: [{ id: main }, { id: minutes, unit: seconds, increment: 60, scope: account, own_first: true }]',
      ) +
      plan('units', 'balances: [{ id: main }, { id: gift, unit: seconds }]') +
      plan('texts', 'balances: [{ id: main }, { id: gift, unit: messages }]') +
      plan(
        'cheap',
        'balances: [{ id: main }], allowances: [{ id: talk, unit: seconds, amount: 60, rate: 0.001 }, { id: gift, unit: money, amount: 0.02 }]',
      ),
  )
  const answer = await tried(warehouse, {
    catalogue,
    subscribers: [
      ...['order', 'debt', 'expiry', 'prolonged', 'passes', 'blocked', 'cheap'].map((id) => ({
        subscription_id: id,
        offering_id: id,
      })),
      { subscription_id: 'named', offering_id: 'named' },
      { subscription_id: 'ordered', offering_id: 'ordered' },
      { subscription_id: 'turned', offering_id: 'units' },
      { subscription_id: 'turned', offering_id: 'texts', from: '2026-01-10' },
      { subscription_id: 'moved', offering_id: 'moved', billing_account_id: 'A1' },
      { subscription_id: 'moved', billing_account_id: 'A2', from: '2026-01-10' },
      { subscription_id: 's1', offering_id: 'shared', billing_account_id: 'S' },
      { subscription_id: 's2', offering_id: 'shared', billing_account_id: 'S' },
      { subscription_id: 'l1', offering_id: 'lowest', billing_account_id: 'L' },
      { subscription_id: 'l2', offering_id: 'lowest', billing_account_id: 'L' },
    ],
    balances: [
      { subscription_id: 'order', amount: '5' },
      { subscription_id: 'order', balance: 'bonus', movement: 'bonus', amount: '2' },
      { subscription_id: 'debt', amount: '1' },
      { subscription_id: 'debt', movement: 'recharge', amount: '5', at: '2026-01-20' },
      { subscription_id: 'expiry', movement: 'recharge', amount: '5', at: '2026-01-01' },
      { subscription_id: 'expiry', movement: 'recharge', amount: '5', at: '2026-01-08' },
      { subscription_id: 'prolonged', movement: 'recharge', amount: '5', at: '2026-01-01' },
      { subscription_id: 'prolonged', movement: 'recharge', amount: '5', at: '2026-01-08' },
      { subscription_id: 'passes', movement: 'recharge', amount: '20', at: '2026-01-05' },
      { subscription_id: 'passes', pass: 'hour', at: '2026-01-06T09:00:00Z' },
      { subscription_id: 'passes', movement: 'fee', amount: '-1', at: '2026-01-09' },
      { subscription_id: 'blocked', balance: 'calls', amount: '0.50' },
      { subscription_id: 'blocked', amount: '9' },
      ...['named', 'ordered'].flatMap((subscription_id) => [
        { subscription_id, balance: 'minutes', amount: '100' },
        { subscription_id, balance: 'minutes', movement: 'adjustment', amount: '-30', at: '2026-01-09' },
        { subscription_id, balance: 'minutes', movement: 'adjustment', amount: '-500', at: '2026-01-11' },
      ]),
      { subscription_id: 'turned', balance: 'gift', movement: 'bonus', amount: '50', at: '2026-01-02' },
      { subscription_id: 'turned', balance: 'gift', movement: 'adjustment', amount: '-20', at: '2026-01-03' },
      { subscription_id: 'turned', balance: 'gift', movement: 'bonus', amount: '7', at: '2026-01-11' },
      { subscription_id: 'turned', balance: 'gift', movement: 'adjustment', amount: '-3', at: '2026-01-12' },
      { subscription_id: 'moved', movement: 'recharge', amount: '10', at: '2026-01-05' },
      { subscription_id: 'moved', balance: 'web', movement: 'bonus', amount: '1000', at: '2026-01-12' },
      { subscription_id: 'moved', movement: 'fee', amount: '-2', at: '2026-01-15' },
      { subscription_id: 's1', amount: '1' },
      { subscription_id: 's2', amount: '1' },
      { subscription_id: 'l1', amount: '3' },
      { subscription_id: 'l2', amount: '2' },
      { subscription_id: 'cheap', amount: '1' },
    ],
    usage: [
      call('order', '2026-01-10', 150),
      call('order', '2026-01-11', 10, '4420'),
      call('order', '2026-01-12', 100),
      call('debt', '2026-01-10', 60),
      call('debt', '2026-01-11', 110),
      call('debt', '2026-01-12', 100),
      call('debt', '2026-01-21', 100),
      call('expiry', '2026-01-09', 100),
      call('expiry', '2026-01-12', 100),
      call('expiry', '2026-01-19', 100),
      call('prolonged', '2026-01-12', 700),
      call('passes', '2026-01-06', 90),
      call('passes', '2026-01-07', 90),
      call('named', '2026-01-10', 10),
      call('ordered', '2026-01-10', 10),
      call('blocked', '2026-01-10', 80),
      { ...call('blocked', '2026-01-11', 0), service: 'sms', messages: 1, duration_s: 0 },
      call('s1', '2026-01-10', 150),
      call('s2', '2026-01-11', 20),
      call('l1', '2026-01-10', 150),
      call('l1', '2026-01-11', 100),
      call('cheap', '2026-01-10', 1),
      call('cheap', '2026-01-11', 79),
    ],
    explained: true,
  })
  expect(answer.rejected).toEqual([])
  const balance = (line: string, name = 'main') =>
    answer.balances.find((one) => one.subscription_id === line && one.balance_id === name)!.balance
  const moved = (line: string, name = 'main') =>
    answer.movements
      .filter((one) => one.subscription_id === line && one.balance_id === name)
      .map((one) => [one.movement, one.amount, one.balance_after])
  // The bonus first, but not abroad.
  expect(moved('order', 'bonus')).toEqual([
    ['bonus', '2', '2'],
    ['usage', '-1.5', '0.5'],
    ['usage', '-0.5', '0'],
  ])
  expect(moved('order')).toEqual([
    ['adjustment', '5', '5'],
    ['usage', '-1', '4'],
    ['usage', '-0.5', '3.5'],
  ])
  // 1 - 0.60 - 1.10 = -0.70; of 1.00 more 0.30 are lent, 0.70 are not paid; the recharge pays 1.00 back.
  expect(moved('debt')).toEqual([
    ['adjustment', '1', '1'],
    ['usage', '-0.6', '0.4'],
    ['usage', '-0.4', '0'],
    ['usage', '-0.7', '-0.7'],
    ['usage', '-0.3', '-1'],
    ['recharge', '5', '4'],
    ['usage', '-1', '3'],
  ])
  expect(answer.unpaid.find((one) => one.amount === '1')).toMatchObject({ unpaid: '0.7' })
  const deposits = answer.balances.find((one) => one.subscription_id === 'debt')!.deposits
  expect(deposits.map((one) => one.left)).toEqual(['0', '3'])
  expect(answer.movements.filter((one) => one.below_threshold).map((one) => one.balance_after)).toEqual(['0.4'])
  // Of the first recharge 4 are lost on the 11th, of the second 4 on the 18th; then nothing is there.
  expect(moved('expiry')).toEqual([
    ['recharge', '5', '5'],
    ['recharge', '5', '10'],
    ['usage', '-1', '9'],
    ['expiry', '-4', '5'],
    ['usage', '-1', '4'],
    ['expiry', '-4', '0'],
  ])
  expect(balance('expiry')).toBe('0')
  expect(moved('prolonged')).toEqual([
    ['recharge', '5', '5'],
    ['recharge', '5', '10'],
    ['usage', '-5', '5'],
    ['usage', '-2', '3'],
    ['expiry', '-3', '0'],
  ])
  // 20 bring 25 %; the pass costs 2; 90 s take two minutes of it; a day later it is lost.
  expect(moved('passes', 'minutes')).toEqual([
    ['adjustment', '3600', '3600'],
    ['usage', '-120', '3480'],
    ['expiry', '-3480', '0'],
  ])
  expect([balance('passes'), balance('passes', 'bonus')]).toEqual(['17', '4.1']) // 20 - 2 - 1; 5 - 0.90
  expect(answer.rated.filter((one) => one.subscription_id === 'passes').map((one) => one.amount)).toEqual(['0', '0.9'])
  // By name 30 leave as told; the call takes a whole minute of 70, and 10 are all that is left of 500.
  expect(moved('named', 'minutes')).toEqual([
    ['adjustment', '100', '100'],
    ['adjustment', '-30', '70'],
    ['usage', '-60', '10'],
    ['adjustment', '-10', '0'],
  ])
  expect(moved('ordered', 'minutes')).toEqual(moved('named', 'minutes'))
  expect(answer.unpaid.find((one) => one.amount === '500')).toMatchObject({ unit: 'seconds', unpaid: '490' })
  // Each is taken in the unit that the balance then had.
  expect(moved('turned', 'gift').map(([, amount]) => amount)).toEqual(['50', '-20', '7', '-3'])
  // The money stayed in the account it was put on, whatever else the line has by now.
  expect(balance('moved')).toBe('8')
  // 0.50 of the call, and the rest of it is refused though main has more.
  expect([balance('blocked', 'calls'), balance('blocked')]).toEqual(['0', '8.5'])
  expect(answer.unpaid.find((one) => one.refused === '0.3')).toMatchObject({ amount: '0.8', unpaid: '0' })
  // Its own first, then the other's; the other then has 0.50, and takes 0.20 of it.
  expect([balance('s1'), balance('s2')]).toEqual(['0', '0.3'])
  // The lowest first: l2 has 2, then l2 0.50; 1.50 - 0.50 of l1.
  expect([balance('l1'), balance('l2')]).toEqual(['2.5', '0'])
  const told = (line: string) =>
    answer.rated
      .filter((one) => one.subscription_id === line)
      .map((one) => {
        const words = ratedWords(answer.facts.get(one.event_id)!)
        return words.slice(words.findIndex((sentence) => sentence.startsWith('It costs ')) + 1).join(' ')
      })
  expect(told('order')).toEqual([
    'It is paid with 1.5 EUR from balance bonus.',
    'It is paid with 1 EUR from balance main.',
    'It is paid with 0.5 EUR from balance bonus and 0.5 EUR from balance main.',
  ])
  expect(told('debt')[2]).toBe(
    'It is paid with 0.3 EUR from balance main. No balance had the other 0.7 EUR: they are unpaid.',
  )
  expect(told('blocked')[0]).toBe(
    'It is paid with 0.5 EUR from balance calls. A balance that blocks refused 0.3 EUR of it.',
  )
  expect(told('l1')[0]).toBe('It is paid with 1.5 EUR from balance main of l2.')
  const [pass] = answer.rated.filter((one) => one.subscription_id === 'passes')
  expect(ratedWords(answer.facts.get(pass!.event_id)!)).toContain(
    'Prepaid balances gave 120 seconds of balance minutes: 90 seconds are covered.',
  )
  // 59 × 0.001 + 20 × 0.01 = 0.259, of which the rest of 0.02, 0.019, is a gift.
  const cheap = answer.rated.filter((one) => one.subscription_id === 'cheap')
  const givenWords = cheap.map((one) => {
    const words = ratedWords(answer.facts.get(one.event_id)!)
    return words
      .slice(words.findIndex((sentence) => sentence.includes(' gave ')))
      .filter((one) => !/^Rounded/.test(one))
  })
  expect(givenWords).toEqual([
    [
      'Allowances gave 1 second of talk and 0.001 EUR of gift: 1 second is covered.',
      'By the rate of what covers them they cost 0.001 EUR.',
      'It costs 0 EUR without tax.',
    ],
    [
      'Allowances gave 59 seconds of talk and 0.019 EUR of gift: 59 seconds are covered.',
      'By the rate of what covers them they cost 0.059 EUR.',
      'It costs 0.24 EUR without tax.',
      'It is paid with 0.24 EUR from balance main.',
    ],
  ])
})

test('a session is granted what allowances and balances suffice for, and not a unit more', async () => {
  const catalogue = catalogueOf(`
calendars:
  - id: week
    bands: [{ id: evening, start: "18:00", end: "24:00" }]
zones: [{ id: home, prefixes: [49] }, { id: far, prefixes: [44] }]
tariffs:
  - id: calls
    calendar: week
    prices:
      - id: voice
        service: voice
        per: 60
        first_increment: 60
        next_increment: 1
        rates:
          - { zone: home, rate: 0.60, connect_fee: 0.10 }
          - { zone: home, band: evening, rate: 0.06, next_increment: 10 }
          - { zone: far, rate: 6, slots: [{ after: 120, rate: 3, per: 60, increment: 60 }] }
      - { id: web, service: data, rates: [{ rate: 0.001, per: 1024, first_increment: 1024, next_increment: 1024 }] }
  - { id: least, prices: [{ id: voice, service: voice, minimum_cost: 2, rates: [{ rate: 0.01 }] }] }
offerings:
  - { id: least, name: Least, currency: EUR, tariff: least, balances: [{ id: main }] }
  - id: plain
    name: Plain
    currency: EUR
    tariff: calls
    balances: [{ id: main, maximum_debt: 0.05 }]
  - id: minutes
    name: Minutes
    currency: EUR
    tariff: calls
    balances: [{ id: main }, { id: seconds, unit: seconds }, { id: priced, unit: seconds, rate: 0.002, priority: 1 }]
  - id: money
    name: Money
    currency: EUR
    tariff: calls
    allowances: [{ id: credit, unit: money, amount: 1, prorated: false }]
    balances: [{ id: main }]
  - id: stops
    name: Stops
    currency: EUR
    tariff: calls
    allowances: [{ id: free, unit: seconds, amount: 90, blocker: true, prorated: false }]
    balances: [{ id: main }]`)
  const at = (when: string, to = '4930123') => ({ service: 'voice', started_at: when, other_party: to })
  const cases = [
    // 1.00 + 0.05 of debt, less the fee of 0.10: 0.95 at 0.01 a second.
    { id: 'p1', offering: 'plain', amount: '1', use: at('2026-01-10T10:00:00Z'), granted: '95' },
    // Not even the first minute.
    { id: 'p2', offering: 'plain', amount: '0.5', use: at('2026-01-10T10:00:00Z'), granted: '0' },
    // 17:59:00: a minute at 0.60 and the fee, then 0.36 at 0.001 a second in tens: 0.36 + 0.70 = 1.06 - 0.01.
    { id: 'p3', offering: 'plain', amount: '1', use: at('2026-01-10T17:59:00Z'), granted: '410' },
    // 2 minutes at 6, then whole minutes at 3: 12 + 3 x 3 of 22.
    { id: 'p4', offering: 'plain', amount: '22', use: at('2026-01-10T10:00:00Z', '4420'), granted: '300' },
    // Sixty blocks of 1,024 bytes.
    {
      ...{ id: 'p5', offering: 'plain', amount: '0.0101', granted: '61440' },
      use: { service: 'data', started_at: '2026-01-10T10:00:00Z' },
    },
    { id: 'm1', offering: 'minutes', amount: '0.7', seconds: '100', use: at('2026-01-10T10:00:00Z'), granted: '160' },
    // 50 of its own, 100 at 0.002, which leaves nothing for more: 0.20 of 0.25.
    {
      ...{ id: 'm2', offering: 'minutes', amount: '0.25', seconds: '50', priced: '100', granted: '150' },
      use: at('2026-01-10T10:00:00Z'),
    },
    // 0.15 pay for 75 of the 100; 0.10 not for the first increment of 60.
    { id: 'm3', offering: 'minutes', amount: '0.15', priced: '100', use: at('2026-01-10T10:00:00Z'), granted: '75' },
    { id: 'm4', offering: 'minutes', amount: '0.1', priced: '100', use: at('2026-01-10T10:00:00Z'), granted: '0' },
    { id: 'a1', offering: 'money', amount: '0.5', use: at('2026-01-10T10:00:00Z'), granted: '140' },
    // The first second costs 2.00; from there on a cent each.
    { id: 'l1', offering: 'least', amount: '1', use: at('2026-01-10T10:00:00Z'), granted: '0' },
    { id: 'l2', offering: 'least', amount: '2.5', use: at('2026-01-10T10:00:00Z'), granted: '250' },
    { id: 's1', offering: 'stops', amount: '50', use: at('2026-01-10T10:00:00Z'), granted: '90' },
  ]
  const lines = (suffix: string) =>
    cases.map(({ id, offering }) => ({ subscription_id: id + suffix, offering_id: offering }))
  const balances = (suffix: string) =>
    cases.flatMap(({ id, amount, ...more }) => {
      const { seconds, priced } = more as { seconds?: string; priced?: string }
      return [
        { subscription_id: id + suffix, amount },
        ...(seconds === undefined ? [] : [{ subscription_id: id + suffix, balance: 'seconds', amount: seconds }]),
        ...(priced === undefined ? [] : [{ subscription_id: id + suffix, balance: 'priced', amount: priced }]),
      ]
    })
  const used = (suffix: string, more: number) =>
    cases.map(({ id, use, granted }) => {
      const units = Number(granted) + more
      return {
        ...{ event_id: id + suffix, subscription_id: id + suffix, ...use },
        ...(use.service === 'data' ? { bytes_down: units } : { duration_s: units }),
      }
    })
  const answer = await tried(warehouse, {
    catalogue,
    subscribers: [...lines(''), ...lines('-all'), ...lines('-more')],
    balances: [...balances(''), ...balances('-all'), ...balances('-more')],
    usage: [
      ...cases.map(({ id, use }) => ({ event_id: id, subscription_id: id, grant: 'max', ...use })),
      ...used('-all', 0),
      ...used('-more', 1),
    ],
  })
  expect(answer.rejected).toEqual([])
  expect(answer.grants.map(({ event_id, granted }) => [event_id, granted]).sort()).toEqual(
    cases.map(({ id, granted }) => [id, granted]).sort(),
  )
  // Who uses what is granted can pay for it; who uses one more cannot.
  const unpaid = new Set(answer.unpaid.map(({ event_id }) => event_id))
  const refused = answer.rated.filter((one) => one.refused_quantity !== '0').map((one) => one.event_id)
  expect(cases.filter(({ id }) => unpaid.has(`${id}-all`) || refused.includes(`${id}-all`))).toEqual([])
  expect(cases.filter(({ id }) => !unpaid.has(`${id}-more`) && !refused.includes(`${id}-more`))).toEqual([])
})

test('a wrong balance record names its file, line and field', async () => {
  const catalogue = catalogueOf(tariff + plan('one', 'balances: [{ id: main }]'))
  const failure = (record: Record<string, string>) =>
    tried(warehouse, { catalogue, usage: [], balances: [record] }).then(
      () => 'nothing',
      (error: Error) => error.message,
    )
  expect(await failure({ amount: '1', balanse: 'main' })).toContain('balances:1: there is no field "balanse"')
  expect(await failure({ amount: '1', balance: 'mian' })).toContain(
    'balances:1: the plan of line S-1, one, has no balance "mian"',
  )
  expect(await failure({ amount: 'ten' })).toContain('balances:1: amount is')
  expect(await failure({ movement: 'recharge' })).toContain('balances:1: there is no amount')
  expect(await failure({ amount: '1', movement: 'gift' })).toContain('balances:1: movement is "gift"')
  expect(await failure({ amount: '1', at: '1999-12-31' })).toContain('is before line S-1 begins')
  expect(await failure({ pass: 'week' })).toContain('has no pass "week"')
})
