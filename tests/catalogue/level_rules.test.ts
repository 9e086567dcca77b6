import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('level-rules')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A catalogue of one price; answers the fault that is found, with its place. */
function faultOf(members: string): string {
  const file = join(folder, 'catalogue.yaml')
  const price = `{ id: p, metric: units, ${members} }`
  writeFileSync(file, `offerings:\n  - { id: plan, name: Plan, currency: EUR, usage: [${price}] }\n`)
  try {
    loadCatalogue(file)
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}

const perUnit = 'model: per_unit, amount: 1'
const tiers = 'tiers: [{ amount: 1 }]'

test.each([
  [
    `${perUnit}, aggregation: max, carried_over: true`,
    'carried_over: expected aggregation sum, unique, weighted_sum, last; max has no level',
  ],
  [
    `${perUnit}, aggregation: weighted_sum, prorated: true`,
    'prorated: expected aggregation sum, unique; weighted_sum has no level',
  ],
  [
    'model: percentage, percentage: 1, prorated: true',
    'prorated: expected to be left out: model percentage has no level of quantity',
  ],
  [
    'model: percentage, percentage: 1, aggregation: max, maximum_per_event: 2',
    'maximum_per_event: expected to be left out: with aggregation max percent are of the period’s quantity',
  ],
  [
    'model: percentage, percentage: 1, carried_over: true, free_amount: 5',
    'free_amount: expected to be left out: with a level that is carried over percent are of the period’s quantity',
  ],
  [
    'model: percentage, percentage: 1, aggregation: max, charged_in: advance',
    'charged_in: expected arrears: percent of the max are known at the period’s end',
  ],
  ['rates: [{ rate: 1 }], aggregation: count', 'aggregation: expected to be left out: model rate does not know it'],
  [
    `${perUnit}, removed_where: { operation: remove }`,
    'removed_where: expected to be left out: only aggregation unique knows it',
  ],
  [
    `${perUnit}, aggregation: unique, property: a, removed_where: { b: x, c: y }`,
    'removed_where: expected one property with one value',
  ],
  [`${perUnit}, aggregation: unique`, 'property: expected the property to count, for aggregation unique'],
  [`${perUnit}, aggregation: count, property: a`, 'property: expected to be left out: count counts events'],
  [
    `model: graduated, prorated: true, free_units: 5, ${tiers}`,
    'free_units: expected to be left out: a first tier of amount 0 says the same',
  ],
  [
    `model: volume, prorated: true, conversion: { by: 10 }, ${tiers}`,
    'conversion: expected to be left out: a prorated volume price has tiers of the quantity',
  ],
  [
    `${perUnit}, aggregation: average, charged_in: advance`,
    'charged_in: expected arrears: with average an event’s share is known at the end',
  ],
  [
    `model: graduated, prorated: true, charged_in: advance, ${tiers}`,
    'charged_in: expected arrears: prorated in advance is for model per_unit, not graduated',
  ],
  [`model: capacity, charged_in: advance, ${tiers}`, 'charged_in: expected arrears: the peak is known at the end'],
  ['rates: [{ rate: 1 }], charged_in: advance', 'charged_in: expected to be left out: rates are by event anyway'],
  [`${perUnit}, multiplier: 2`, 'multiplier: expected to be left out: model per_unit does not know it (stated does)'],
  [
    `${perUnit}, discount_percentage: 101`,
    'discount_percentage: expected a decimal such as 0.05, with at most 9 decimals, 0 or more, 100 or less, got "101"',
  ],
  [
    `${perUnit}, conversion: { by: 0 }`,
    'by: expected a decimal such as 0.05, with at most 9 decimals, 0.000000001 or more, 999999999999999999 or less, got "0"',
  ],
  [`${perUnit}, group_by: region`, 'group_by: expected a list, got "region"'],
])('%s is refused where it stands', (members, message) => {
  const fault = faultOf(members)
  expect(fault).toContain(message)
  expect(fault).toMatch(/catalogue\.yaml:2:\d+: offerings\[0\]\.usage\[0\]/)
})

test.each([
  `${perUnit}, carried_over: true, prorated: true, group_by: [region, tier]`,
  `model: graduated, prorated: true, carried_over: true, ${tiers}`,
  `${perUnit}, aggregation: unique, property: a, removed_where: { operation: remove }, charged_in: advance`,
  'model: stated, multiplier: 1.2, charged_in: advance',
  `${perUnit}, aggregation: last, property: level, carried_over: true`,
])('%s is a price', (members) => {
  expect(faultOf(members)).toBe('none')
})
