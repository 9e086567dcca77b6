import { beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf } from '../catalogue/catalogue-of.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { tried } from './trial.ts'

const warehouse = testWarehouse()

const seat = 'metric: seats, model: per_unit, amount: 31, aggregation: unique, property: user, carried_over: true'
const catalogue = `
offerings:
  - { id: small, name: Small, currency: EUR, usage: [{ id: seats, ${seat}, prorated: true }] }
  - { id: large, name: Large, currency: EUR, usage: [{ id: seats, ${seat}, prorated: true }] }
  - { id: hours, name: Hours, currency: EUR, usage: [{ id: level, metric: level, model: per_unit, amount: 1, aggregation: weighted_sum }] }
  - { id: licences, name: Licences, currency: EUR, tariff: licences }
tariffs:
  - id: licences
    to: 2026-01-15
    prices: [{ id: licences, metric: licences, model: per_unit, amount: 1, carried_over: true }]
  - id: licences
    from: 2026-01-15
    prices: [{ id: licences, metric: licences, model: per_unit, amount: 2, carried_over: true }]
`

describe('levels go on through plans, versions and clocks', () => {
  let costs: (line: string) => unknown

  beforeAll(async () => {
    const at = (subscription_id: string, started_at: string, rest: object) => ({ subscription_id, started_at, ...rest })
    const ann = { metric: 'seats', properties: { user: 'ann' } }
    const answer = await tried(warehouse, {
      catalogue: catalogueOf(catalogue),
      subscribers: [
        { subscription_id: 'moved', offering_id: 'small', from: '2025-12-01' },
        { subscription_id: 'moved', offering_id: 'large', from: '2026-01-15T10:00:00Z' },
        { subscription_id: 'saigon', offering_id: 'small', from: '2025-12-01', time_zone: 'Asia/Ho_Chi_Minh' },
        { subscription_id: 'berlin', offering_id: 'hours', from: '2025-12-01', time_zone: 'Europe/Berlin' },
        { subscription_id: 'dearer', offering_id: 'licences', from: '2025-12-01' },
      ],
      usage: [
        at('moved', '2026-01-05T12:00:00Z', ann),
        at('saigon', '2026-01-21T18:00:00Z', ann),
        at('berlin', '2026-03-29T01:00:00Z', { metric: 'level', quantity: '744' }),
        at('dearer', '2025-12-05T00:00:00Z', { metric: 'licences', quantity: '10' }),
        at('dearer', '2026-01-10T00:00:00Z', { metric: 'licences', quantity: '5' }),
      ],
      from: '2025-12-01',
      to: '2026-04-01',
    })
    expect(answer.rejected).toEqual([])
    costs = (line) =>
      answer.charges
        .filter(({ subject, amount }) => subject === line && amount !== '0')
        .map(({ period_from, amount }) => [period_from, amount])
        .sort()
  }, 300_000)

  test('a seat is charged by the old plan until the day of the change, by the new one from that day on', () => {
    // 5 to 14 January are ten days of 31, 15 to 31 January seventeen.
    expect(costs('moved')).toEqual([
      ['2026-01-01', '10'],
      ['2026-01-01', '17'],
      ['2026-02-01', '31'],
      ['2026-03-01', '31'],
    ])
  })

  test('days are those of the account’s zone: 18:00 UTC on the 21st is the 22nd in Saigon', () => {
    expect(costs('saigon')).toEqual([
      ['2026-01-01', '10'],
      ['2026-02-01', '31'],
      ['2026-03-01', '31'],
    ])
  })

  test('time is that of the wall clock: 3:00 on the day the hour is lost leaves 69 of 744 hours', () => {
    expect(costs('berlin')).toEqual([['2026-03-01', '69']])
  })

  test('a new version of a price prices what was there when the period ends, the old one what came while it held', () => {
    expect(costs('dearer')).toEqual([
      ['2025-12-01', '10'],
      ['2026-01-01', '20'],
      ['2026-01-01', '5'],
      ['2026-02-01', '30'],
      ['2026-03-01', '30'],
    ])
  })
})
