import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkCatalogue, loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { offeringEvents } from '../../ingest/catalogue/offering_events.ts'
import { describeProblem } from '../../ingest/catalogue/problem.ts'

function folderOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'))
  writeFileSync(join(folder, 'a.yaml'), text)
  return folder
}

const faults = (text: string) => checkCatalogue(folderOf(text)).problems.map(describeProblem)

const entity = (numbers: string) =>
  `legal_entities:\n  - { id: x, name: X, country: DE, reporting_currency: EUR, ${numbers} }\n`
const offering = (members: string) => `offerings:\n  - { id: o, name: O, currency: EUR, ${members} }\n`
const dates = (id: string, year: number) =>
  `  - { id: ${id}, bands: [${Array.from({ length: 22 }, (_, i) => `{ id: b${i}, dates: ["${year}-01-${String(i + 1).padStart(2, '0')}"] }`).join(', ')}] }\n`

test.each([
  ['numbers that repeat each year', entity('bill_number: "INV-{number}"'), '{year} is missing'],
  ['numbers that are all one', entity('credit_note_number: "{year}"'), '{number} is missing'],
  [
    'one form of numbers for two kinds of documents',
    entity('bill_number: "{year}/{number}", credit_note_number: "{year}/{number}"'),
    'legal_entities[0].credit_note_number: expected numbers of their own',
  ],
  [
    'one network in two zones',
    'zones:\n  - { id: eu, networks: ["208"] }\n  - { id: fr, networks: ["208"] }\ntariffs:\n  - { id: t, prices: [{ id: c, service: voice, rates: [{ zone: eu, rate: 1 }, { zone: fr, rate: 2 }] }] }\n',
    'zones[1].networks: expected networks that no other zone of tariff t has',
  ],
  [
    'one discount twice',
    offering('discounts: [{ id: d, percentage: 1 }, { id: d, percentage: 2 }]'),
    'offerings[0].discounts[1].id: expected the id of a discount once',
  ],
  [
    'one pass twice',
    offering(
      'balances: [{ id: b }], passes: [{ id: p, balance: b, price: 1, amount: 1, days: 7 }, { id: p, balance: b, price: 1, amount: 1, days: 7 }]',
    ),
    'offerings[0].passes[1].id: expected the id of a pass once',
  ],
  [
    'more kinds of dates in a tariff and its fallback than a number holds',
    `calendars:\n${dates('a', 2026)}${dates('b', 2027)}tariffs:\n  - { id: t, calendar: a, fallbacks: [f], prices: [{ id: c, service: voice, rates: [{ rate: 1 }] }] }\n  - { id: f, calendar: b, prices: [{ id: c, service: voice, rates: [{ rate: 1 }] }] }\n`,
    'tariffs[0].calendar: expected at most 40 kinds of dates',
  ],
  [
    'versions that overlap by half a second',
    'tariffs:\n  - { id: t, to: "2026-01-01T00:00:00.500Z", prices: [{ id: c, service: voice, rates: [{ rate: 1 }] }] }\n  - { id: t, from: 2026-01-01, prices: [{ id: c, service: voice, rates: [{ rate: 1 }] }] }\n',
    'tariffs[1].from',
  ],
])('%s are told', (_, text, told) => {
  expect(faults(text).join('\n')).toContain(told)
})

test('zones of one tariff may have a network one after the other', () => {
  const zones =
    'zones:\n  - { id: eu, to: 2026-02-01, networks: ["208"] }\n  - { id: fr, from: 2026-02-01, networks: ["208"] }\n'
  const rates = '[{ zone: eu, rate: 1 }, { zone: fr, rate: 2 }]'
  expect(faults(`${zones}tariffs:\n  - { id: t, prices: [{ id: c, service: voice, rates: ${rates} }] }\n`)).toEqual([])
})

test('a plan is there before the first version of its tax', () => {
  const { catalogue } = loadCatalogue(
    folderOf(`taxes:\n  - { id: vat, rate: 19, from: 2026-02-01 }\n${offering('from: 2026-01-01, tax: vat')}`),
  )
  const rows = [...offeringEvents(catalogue.offerings[0]!, catalogue)] as readonly Readonly<Record<string, unknown>>[]
  expect(rows.map(({ tax_rate, valid_from, valid_to }) => [tax_rate, valid_from, valid_to])).toEqual([
    ['0.19', '2026-01-01T00:00:00Z', undefined],
  ])
})
