import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { describeNote } from '../../ingest/catalogue/below_zero.ts'
import { catalogueShape } from '../../ingest/catalogue/catalogue.ts'
import { checkCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { describeProblem } from '../../ingest/catalogue/problem.ts'
import { valueOfText } from '../../ingest/catalogue/read_value.ts'
import { catalogueJsonSchema } from '../../ingest/catalogue/schema/json_schema.ts'
import type { RecordShape, Shape } from '../../ingest/catalogue/schema/shape.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { modelExamples, modelFolder, sampleFile } from './example.ts'

const tariff = (price: string) => `tariffs:\n  - id: t\n    prices:\n      - ${price}\n`
const zones = 'zones:\n  - { id: germany, prefixes: [49] }\n'

/** Faults of a folder with these files, one a line. */
function faults(files: Readonly<Record<string, string>>): string[] {
  const folder = temporaryFolder('catalogue')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return checkCatalogue(folder).problems.map(describeProblem)
}

test.each([
  [
    'a word misspelt',
    tariff('{ id: x, metric: m, model: graduatd, tiers: [{ amount: 1 }] }'),
    'a.yaml:4:36: tariffs[0].prices[0].model',
    'did you mean "graduated"?',
  ],
  [
    'an unknown member',
    tariff('{ id: x, metric: m, modell: stated }'),
    'a.yaml:4:29: tariffs[0].prices[0].modell',
    'did you mean "model"?',
  ],
  [
    'a member that is missing',
    'offerings:\n  - { id: a, name: A }\n',
    'a.yaml:2:5: offerings[0].currency',
    'got nothing',
  ],
  [
    'more decimals than are kept',
    tariff('{ id: x, metric: m, model: per_unit, amount: 0.0123456789 }'),
    'a.yaml:4:54: tariffs[0].prices[0].amount',
    'at most 9 decimals',
  ],
  [
    'tiers that do not rise',
    tariff('{ id: x, metric: m, model: volume, tiers: [{ up_to: 5 }, { up_to: 5 }] }'),
    'a.yaml:4:75: tariffs[0].prices[0].tiers[1].up_to',
    'more than the 5 at which the tier before ends',
  ],
  [
    'a member of another model',
    tariff('{ id: x, metric: m, model: per_unit, amount: 1, tiers: [{ amount: 1 }] }'),
    'tariffs[0].prices[0].tiers',
    'model per_unit does not know it',
  ],
  [
    'a zone that is nowhere',
    `${zones}${tariff('{ id: x, service: voice, rates: [{ zone: germny, rate: 1 }] }')}`,
    'a.yaml:6:42',
    'did you mean "germany"?',
  ],
  [
    'one zone and band twice',
    `${zones}${tariff('{ id: x, service: voice, rates: [{ zone: germany, rate: 1 }, { zone: germany, rate: 2 }] }')}`,
    'a.yaml:6:70',
    'one rate for a zone and band',
  ],
  [
    'a country without a code of its own',
    'zones:\n  - { id: us, countries: [US] }\n',
    'zones[0].countries',
    'give prefixes instead',
  ],
  [
    'a date that is none',
    'zones:\n  - { id: a, prefixes: [1], from: 2026-02-30 }\n',
    'a.yaml:2:35: zones[0].from',
    'got "2026-02-30"',
  ],
  [
    'an end before the start',
    'zones:\n  - { id: a, prefixes: [1], from: 2026-02-03, to: 2026-02-03 }\n',
    'zones[0].to',
    'an instant after',
  ],
  [
    'a bracket that is not closed',
    'zones:\n  - { id: a, prefixes: [49 }\n',
    'a.yaml:2:24',
    'expected a ] that closes this [',
  ],
  ['a quote that is not closed', 'zones:\n  - { id: "a, prefixes: [49] }\n', 'a.yaml:2:11', 'expected a " that closes'],
  ['a tab before a line', 'zones:\n\t- id: a\n', 'a.yaml:2:1', 'lines that begin with spaces'],
  ['a member twice', 'zones:\n  - id: a\n    id: b\n', 'a.yaml:3:5', 'each member once, got "id" again'],
  ['a member twice in one line', 'zones: [{ id: a, name: A, id: b }]\n', 'a.yaml:1:27', 'got "id" again'],
  ['a second document', 'zones: []\n---\nzones: []\n', 'a.yaml:2:1', 'one document'],
  ['an empty file', '', 'a.yaml:1:1: file', 'got nothing'],
  ['a name of every object', 'constructor: 1\n', 'a.yaml:1:1', 'expected one of offerings'],
  [
    'a last tier that ends, above which use would be free',
    tariff('{ id: x, metric: m, model: graduated, tiers: [{ up_to: 5, amount: 2 }] }'),
    'a.yaml:4:64: tariffs[0].prices[0].tiers[0].up_to',
    'beyond_tiers: free or last_tier',
  ],
  [
    'beyond_tiers where nothing lies beyond',
    tariff('{ id: x, metric: m, model: graduated, beyond_tiers: free, tiers: [{ amount: 2 }] }'),
    'tariffs[0].prices[0].beyond_tiers',
    'the last tier is open',
  ],
  [
    'a percentage in a tier by quantity',
    tariff('{ id: x, metric: m, model: graduated, tiers: [{ percentage: 2 }] }'),
    'tariffs[0].prices[0].tiers[0].percentage',
    'graduated_percentage, volume_percentage do',
  ],
  [
    'a most below the least of a period',
    tariff('{ id: x, metric: m, model: per_unit, amount: 1, minimum_spend: 5, maximum_spend: 3 }'),
    'a.yaml:4:90: tariffs[0].prices[0].maximum_spend',
    'minimum_spend (5) or more',
  ],
  [
    'a most below the least of an event',
    tariff('{ id: x, metric: m, model: percentage, percentage: 1, minimum_per_event: 5, maximum_per_event: 3 }'),
    'tariffs[0].prices[0].maximum_per_event',
    'minimum_per_event (5) or more',
  ],
  [
    'a rate that says neither what use costs nor what is added to it',
    tariff('{ id: x, service: voice, rates: [{ zone: "*" }] }'),
    'tariffs[0].prices[0].rates[0].rate',
    'or a markup on what the source charged',
  ],
  [
    'a mark-up of a metric',
    tariff('{ id: x, metric: m, rates: [{ markup: 10 }] }'),
    'tariffs[0].prices[0].rates[0].markup',
    'model percentage or stated',
  ],
  [
    'a mark-up of what is ignored',
    tariff('{ id: x, service: voice, stated_amount: ignored, rates: [{ markup: 10 }] }'),
    'tariffs[0].prices[0].stated_amount',
    'due, for rates[0] marks it up',
  ],
  [
    'a stated amount of a metric',
    tariff('{ id: x, metric: m, stated_amount: ignored, rates: [{ rate: 1 }] }'),
    'tariffs[0].prices[0].stated_amount',
    'no stated_amount for a metric',
  ],
  [
    'a source of exchange rates that nothing asks for',
    tariff('{ id: x, service: voice, exchange_source: ECB, rates: [{ rate: 1 }] }'),
    'tariffs[0].prices[0].exchange_source',
    'a rate with a markup beside it',
  ],
  [
    'a mark-up whose rate ends the use',
    tariff('{ id: x, service: voice, rates: [{ markup: 10, maximum_cost: 1, maximum_cost_then: disconnect }] }'),
    'tariffs[0].prices[0].rates[0].maximum_cost_then',
    'free, for rates[0] marks up',
  ],
  [
    'a mark-up whose price ends the use',
    tariff('{ id: x, service: voice, maximum_cost: 1, maximum_cost_then: disconnect, rates: [{ markup: 10 }] }'),
    'tariffs[0].prices[0].maximum_cost_then',
    'free, for rates[0] marks up',
  ],
  [
    'slots beside a mark-up',
    tariff('{ id: x, service: voice, rates: [{ markup: 10, slots: [{ after: 60, rate: 1 }] }] }'),
    'tariffs[0].prices[0].rates[0].slots',
    'no slots beside a markup',
  ],
  [
    'a mark-up that gives back more than was charged',
    tariff('{ id: x, service: voice, rates: [{ markup: -101 }] }'),
    'tariffs[0].prices[0].rates[0].markup',
    '-100',
  ],
  [
    'a least of a rate above the most of its price',
    tariff('{ id: x, service: voice, maximum_cost: 1, rates: [{ rate: 1, minimum_cost: 2 }] }'),
    'tariffs[0].prices[0].rates[0].minimum_cost',
    'the price’s maximum_cost (1) or less',
  ],
  [
    'a unit that a quantity model would not look at',
    tariff('{ id: x, metric: m, model: per_unit, amount: 1, per: 60 }'),
    'tariffs[0].prices[0].per',
    'model per_unit does not know it',
  ],
  [
    'slots that do not rise',
    tariff('{ id: x, service: voice, rates: [{ rate: 1, slots: [{ after: 60, rate: 1 }, { after: 30, rate: 2 }] }] }'),
    'tariffs[0].prices[0].rates[0].slots[1].after',
    'more than the 60 of the slot before',
  ],
  [
    'an amount that no row holds',
    tariff('{ id: x, metric: m, model: per_unit, amount: 1000000000 }'),
    'tariffs[0].prices[0].amount',
    '999999999.999999999 or less',
  ],
  [
    'an end that is meant to be none',
    'zones:\n  - { id: a, prefixes: [1], to: 9999-12-31 }\n',
    'zones[0].to',
    'without an end: leave it out',
  ],
  [
    'a currency that nobody has',
    'offerings:\n  - { id: a, name: A, currency: EUO }\n',
    'offerings[0].currency',
    'did you mean "EUR"?',
  ],
  [
    'a discount on a price that nothing has',
    'offerings:\n  - { id: a, name: A, currency: EUR, discounts: [{ id: d, percentage: 5, on: price, prices: [x] }] }\n',
    'offerings[0].discounts[0].prices',
    'the id of a price or charge',
  ],
  [
    'a discount below what it asks for',
    'coupons:\n  - { id: d, percentage: 5, at_least: 100, below: 50 }\n',
    'coupons[0].below',
    'more than at_least (100)',
  ],
  [
    'an allowance of parts of seconds',
    'offerings:\n  - { id: a, name: A, currency: EUR, allowances: [{ id: m, unit: seconds, amount: 5, prorated_rounding: none }] }\n',
    'offerings[0].allowances[0].prorated_rounding',
    'down, half_up or up',
  ],
  [
    'a charge of a period at an end',
    'offerings:\n  - { id: a, name: A, currency: EUR, charges: [{ id: c, amount: 5, on: end }] }\n',
    'offerings[0].charges[0].on',
    'every: once',
  ],
])('%s is told with its place', (_, text, place, words) => {
  const found = faults({ 'a.yaml': text })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(place)
  expect(found[0]).toContain(words)
})

test('all faults of all files are told at once', () => {
  const found = faults({ 'a.yaml': 'zones:\n  - { prefixes: [x] }\n', 'b.yaml': 'taxes:\n  - { id: a, rate: 101 }\n' })
  expect(found.map((line) => line.split(':').slice(0, 2).join(':'))).toEqual(['a.yaml:2', 'a.yaml:2', 'b.yaml:2'])
})

test('faults of form and names that nothing has are told together, and none that only follows from another', () => {
  const found = faults({
    'a.yaml': `${tariff('{ id: x, metric: m, model: per_unit, amount: abc, tax: nope }')}offerings:\n  - { id: o, tariff: t, currency: EUR, tax: nix }\n`,
    'b.yaml': 'zones:\n  - { id: b, prefixes: [x] }\ncalendars:\n  - { id: c, bands: [{ id: peak, start: "8:00" }] }\n',
    'c.yaml': `tariffs:\n  - id: u\n    calendar: c\n    prices:\n      - { id: y, service: voice, rates: [{ zone: b, band: peak, rate: 1 }, { zone: france, rate: 1 }] }\n`,
  })
  expect(found.map((line) => line.replace(/: expected.*, got/, ' got'))).toEqual([
    'a.yaml:4:54: tariffs[0].prices[0].amount got "abc"',
    'a.yaml:4:64: tariffs[0].prices[0].tax got "nope"',
    'a.yaml:6:5: offerings[0].name got nothing',
    'a.yaml:6:45: offerings[0].tax got "nix"',
    'b.yaml:2:25: zones[0].prefixes[0] got "x"',
    'b.yaml:4:41: calendars[0].bands[0].start got "8:00"',
    'c.yaml:5:76: tariffs[0].prices[0].rates[1].zone got "france"',
  ])
})

test('two versions of one id must not overlap, though they are in two files', () => {
  const version = (from: string, to: string) => `zones:\n  - { id: a, prefixes: [1], from: ${from}, to: ${to} }\n`
  expect(
    faults({ 'a.yaml': version('2025-01-01', '2026-01-01'), 'b.yaml': version('2026-01-01', '2027-01-01') }),
  ).toEqual([])
  const found = faults({ 'a.yaml': version('2025-01-01', '2026-01-02'), 'b.yaml': version('2026-01-01', '2027-01-01') })
  expect(found).toEqual([
    expect.stringContaining(
      'b.yaml:2:5: zones[0].from: expected a version of "a" that begins when the one of a.yaml:2 has ended',
    ),
  ])
})

test('two legal entities do not number their bills alike', () => {
  const entity = (id: string, number: string) =>
    `  - { id: ${id}, name: ${id}, country: DE, reporting_currency: EUR, bill_number: "${number}", credit_note_number: "C${id}{year}{number}", debit_note_number: "D${id}{year}{number}" }\n`
  expect(
    faults({ 'a.yaml': `legal_entities:\n${entity('x', 'X{year}{number}')}${entity('y', 'Y{year}{number}')}` }),
  ).toEqual([])
  expect(
    faults({ 'a.yaml': `legal_entities:\n${entity('x', '{year}/{number}')}${entity('y', '{year}/{number}')}` }),
  ).toEqual([
    expect.stringContaining(
      'legal_entities[1].bill_number: expected numbers of their own, such as y-{year}/{number}, got {year}/{number}, as is the bill_number of x',
    ),
  ])
})

test('list files are read in, and their faults have their own lines', () => {
  const zone = 'zones:\n  - { id: a, prefixes_file: a.csv }\n'
  expect(faults({ 'a.yaml': zone, 'a.csv': 'prefix,name\n4915,"Germany, mobile"\n4916,\n' })).toEqual([])
  expect(faults({ 'a.yaml': zone, 'a.csv': 'prefix,name\n4915,x\n+49,y\n' })).toEqual([
    expect.stringContaining('a.csv:3:1: prefix: expected 1 to 15 digits'),
  ])
  for (const [csv, fault] of [
    ['', 'a.csv:1:1: file: expected a header'],
    ['prefix;name\n49;x\n', 'separated by commas'],
    ['prefix,prefix\n49,49\n', 'a.csv:1:8: prefix: expected each column once'],
    ['prefix,name\n49,"x\n', 'a.csv:2:4: row: expected a quoted text that ends'],
    ['prefix,name\n49\n', 'a.csv:2:1: row: expected 2 columns'],
  ]) {
    expect(faults({ 'a.yaml': zone, 'a.csv': csv! })).toEqual([expect.stringContaining(fault!)])
  }
  expect(faults({ 'a.yaml': zone, 'a.csv': '\uFEFFprefix,name\r\n4915,x\r\n' })).toEqual([])
  expect(faults({ 'a.yaml': zone })).toEqual([
    expect.stringContaining('expected a CSV file in the folder of the catalogue, got "a.csv"'),
  ])
})

test('the hash does not depend on layout, and does on what is said', () => {
  const hash = (text: string) => {
    const folder = temporaryFolder('catalogue')
    writeFileSync(join(folder, 'a.yaml'), text)
    return checkCatalogue(folder).loaded!.hash
  }
  expect(hash('taxes: [{ id: a, rate: 19.0 }]')).toBe(hash('# VAT\ntaxes:\n  - rate: 19\n    id: a\n'))
  expect(hash('taxes: [{ id: a, rate: 19 }]')).not.toBe(hash('taxes: [{ id: a, rate: 19.5 }]'))
})

test('every default can be read as what it is the default of', () => {
  const wrong: string[] = []
  const visit = ({ name, members }: RecordShape) => {
    for (const [member, { shape, otherwise }] of Object.entries(members)) {
      if (otherwise !== undefined && !['list', 'map'].includes(shape.is) && valueOfText(otherwise, shape) === undefined)
        wrong.push(`${name}.${member}`)
      const inner = innermost(shape)
      if (inner.is === 'record') visit(inner.record)
    }
  }
  visit(catalogueShape)
  expect(wrong).toEqual([])
})

function innermost(shape: Shape): Shape {
  return shape.is === 'list' || shape.is === 'map' ? innermost(shape.of) : shape
}

test('the JSON Schema takes the examples and refuses what the reader refuses', () => {
  const validate = new Ajv2020({ strict: false }).compile(catalogueJsonSchema())
  const files = [sampleFile, ...modelExamples().map(({ name }) => join(modelFolder, name))]
  for (const file of files) {
    validate(parse(readFileSync(file, 'utf8')))
    expect([file, validate.errors]).toEqual([file, null])
  }
  expect(validate({ offerings: [{ id: 'a', name: 'A' }] })).toBe(false)
  expect(validate({ zones: [{ id: 'a', prefixs: ['1'] }] })).toBe(false)
})

test('prices of use are below a thousand million, the rates of calls not below zero; other prices below it are noted', () => {
  const of = (price: string) => faults({ 'a.yaml': zones + tariff(price) })
  const rate = (said: string) => of(`{ id: x, service: voice, rates: [{ rate: ${said} }] }`)
  expect(rate('999999999.999999999')).toEqual([])
  expect(rate('1000000000')).toEqual([
    'a.yaml:6:50: tariffs[0].prices[0].rates[0].rate: expected a decimal such as 0.05, with at most 9 decimals, 0 or more, 999999999.999999999 or less, got "1000000000"',
  ])
  expect(rate('-0.01')[0]).toMatch(/rates\[0\]\.rate: expected .* 0 or more/)
  const folder = temporaryFolder('catalogue')
  const text = (amount: string) =>
    tariff(
      `{ id: x, metric: m, model: graduated, tiers: [{ up_to: 9, amount: 1 }, { amount: ${amount}, flat_fee: -2 }] }`,
    ) +
    `offerings:
  - { id: o, name: O, currency: EUR, tariff: t, allowances: [{ id: none, unit: seconds, amount: 0 }] }
`
  writeFileSync(join(folder, 'a.yaml'), text('-0.5'))
  const { problems, notes } = checkCatalogue(folder)
  expect(problems).toEqual([])
  expect(notes.map(describeNote)).toEqual([
    'a.yaml:4:80: tariffs[0].prices[0].tiers[1].amount: -0.5 is below zero: it pays whoever uses',
    'a.yaml:4:80: tariffs[0].prices[0].tiers[1].flat_fee: -2 is below zero: it pays whoever uses',
  ])
})
