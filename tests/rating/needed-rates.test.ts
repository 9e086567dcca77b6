import { expect, test } from 'vitest'
import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import { withNeededRates } from '../../operations/rating/needed-rates.ts'
import { catalogueOf } from '../catalogue/catalogue-of.ts'

const deck = catalogueOf(`
offerings:
  - { id: wholesale, name: Wholesale, line_type: mobile postpaid, currency: EUR, tariff: deck }
zones:
  - { id: rest, all_numbers: true }
tariffs:
  - id: deck
    fallbacks: [other]
    prices:
      - id: calls
        service: voice
        rates:
          - { zone: rest, rate: 9 }
          - { prefix: "4", rate: 1 }
          - { prefix: "49", rate: 2, to: 2026-02-01 }
          - { prefix: "49", rate: 3, from: 2026-02-01 }
          - { prefix: "4930", rate: 4, to: 2026-03-01 }
          - { prefix: "33", rate: 5, to: 2026-02-01 }
          - { prefix: "34", rate: 6, to: 2026-04-01 }
          - { prefix: "35", rate: 7, to: 2026-04-01 }
  - id: other
    prices:
      - { id: more, service: voice, rates: [{ prefix: "499", rate: 8 }, { prefix: "7", rate: 8 }] }
`)

const call = (other_party: string) => ({
  contract: 'usage' as const,
  event_id: 'a',
  service: 'voice' as const,
  started_at: '2026-01-05T00:00:00Z',
  subscription_id: 'line',
  other_party,
})

const rows = (catalogue: Catalogue) => [...catalogueEvents(catalogue)]

test('what numbers begin with stays, and a row of each time', () => {
  const { tariffs } = withNeededRates(deck, [call('493012345')])
  const [own, fallback] = tariffs
  // 33 and 34 stay for the days on which they end; 35 ends when 34 does.
  expect(own!.prices[0]!.rates.map(({ rate }) => rate)).toEqual(['9', '1', '2', '3', '4', '5', '6'])
  expect(fallback!.prices[0]!.rates.map(({ prefix }) => prefix)).toEqual(['499'])
})

test('versions of a tariff begin when they did', () => {
  const starts = (catalogue: Catalogue) =>
    new Set(rows(catalogue).flatMap((row) => ('valid_from' in row ? [row.valid_from, row.valid_to] : [])))
  expect(starts(withNeededRates(deck, [call('81')]))).toEqual(starts(deck))
})

test.each(['493012345', '49912', '4', '4915', '3311', '352', '7123', '81', '112', '+49 30 12345'])(
  'a number keeps all that it can match: %s',
  (number) => {
    const digits = number.replace(/\D/g, '')
    const matching = (catalogue: Catalogue) =>
      rows(catalogue).filter(
        (row) =>
          (row.contract === 'catalogue_prefix' && digits.startsWith(row.prefix)) ||
          (row.contract === 'catalogue_rate' && (!/^\d/.test(row.zone) || digits.startsWith(row.zone))),
      )
    const found = matching(withNeededRates(deck, [call(number)]))
    expect(found).toEqual(matching(deck))
    expect(found.length).toBeGreaterThan(0)
  },
)
