import { expect, test } from 'vitest'
import { nearest } from '../../warehouse/nearest.ts'

const names = ['usage', 'payment', 'customer', 'customer_contact', 'rating.rated_usage']

test.each([
  ['a letter left out', 'usge', ['usage']],
  ['a letter replaced', 'usaje', ['usage']],
  ['too many letters astray', 'sgaeu', []],
  ['two neighbours swapped', 'usaeg', ['usage']],
  ['another case', 'Payment', ['payment']],
  ['a part of longer names', 'cust', ['customer', 'customer_contact']],
  ['nothing like it', 'invoice', []],
])('%s', (_, wrong, meant) => expect(nearest(wrong, names)).toEqual(meant))

test('at most three names, each once, nearest first', () => {
  expect(nearest('line_1', ['line_22', 'line_2', 'line_3', 'line_2', 'line_4', 'line_1x'])).toEqual([
    'line_2',
    'line_3',
    'line_4',
  ])
})
