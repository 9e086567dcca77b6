import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, compare, fraction, fractionOf, over, rounded, subtract, textOf } from './evaluator/fraction.ts'

test.each([
  ['0.125', 'half_up', 2, '0.13'],
  ['-0.125', 'half_up', 2, '-0.13'],
  ['0.125', 'half_even', 2, '0.12'],
  ['0.135', 'half_even', 2, '0.14'],
  ['0.125', 'half_down', 2, '0.12'],
  ['0.1201', 'up', 2, '0.13'],
  ['-0.1201', 'up', 2, '-0.13'],
  ['0.1299', 'down', 2, '0.12'],
  ['1234', 'half_up', -1, '1230'],
  ['1235', 'half_up', -1, '1240'],
  ['1201', 'up', -2, '1300'],
] as const)('%s rounded %s to %i decimals is %s', (value, method, decimals, expected) => {
  expect(textOf(rounded(fractionOf(value), method, decimals))).toBe(expected)
})

test('fractions are exact', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 20n), 10n ** 20n),
      fc.bigInt(1n, 10n ** 12n),
      fc.bigInt(1n, 10n ** 12n),
      (n, d, e) => {
        const a = fraction(n, d)
        const b = over(fraction(1n), fraction(e))
        expect(compare(subtract(add(a, b), b), a)).toBe(0)
      },
    ),
  )
})
