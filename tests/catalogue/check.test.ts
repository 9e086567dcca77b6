import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
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
    'tariffs[0].prices[0].tiers',
    'above the one before',
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
  ['YAML that is broken', 'zones: [\n', 'a.yaml:', 'expected YAML'],
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
    `  - { id: ${id}, name: ${id}, country: DE, reporting_currency: EUR, bill_number: "${number}", credit_note_number: "C${id}{number}", debit_note_number: "D${id}{number}" }\n`
  expect(faults({ 'a.yaml': `legal_entities:\n${entity('x', 'X{number}')}${entity('y', 'Y{number}')}` })).toEqual([])
  expect(
    faults({ 'a.yaml': `legal_entities:\n${entity('x', '{year}/{number}')}${entity('y', '{year}/{number}')}` }),
  ).toEqual([
    expect.stringContaining(
      'legal_entities[1].bill_number: expected numbers that no other legal entity has, such as y-{year}/{number}, got {year}/{number}, as x writes them',
    ),
  ])
})

test('list files are read in, and their faults have their own lines', () => {
  const zone = 'zones:\n  - { id: a, prefixes_file: a.csv }\n'
  expect(faults({ 'a.yaml': zone, 'a.csv': 'prefix,name\n4915,"Germany, mobile"\n4916,\n' })).toEqual([])
  expect(faults({ 'a.yaml': zone, 'a.csv': 'prefix,name\n4915,x\n+49,y\n' })).toEqual([
    expect.stringContaining('a.csv:3:1: prefix: expected 1 to 15 digits'),
  ])
  expect(faults({ 'a.yaml': zone })).toEqual([
    expect.stringContaining('expected a CSV file in the folder, got "a.csv"'),
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
