import { decimal, defaulted, oneOf, record, type ValueOf, whole } from '../schema/shape.ts'

/** How an amount is rounded, once, at the end. */
export const roundingShape = record('rounding', 'How an amount is rounded, once, at the end.', {
  method: defaulted(
    oneOf('half_up', 'half_even', 'half_down', 'up', 'down', 'none'),
    'half_up',
    'half_up: 0.005 to 0.01; up: away from zero; down: towards zero; none: nine decimals are kept',
    'half_up',
  ),
  decimals: defaulted(whole(-6, 9), '6', 'Decimals that are kept; negative for tens: -1 rounds 1,234 to 1,230', '4'),
  of: defaulted(oneOf('event', 'period'), 'event', 'Each event’s amount, or the sum of the period', 'event'),
})
export type Rounding = ValueOf<typeof roundingShape>

/** A quantity in another unit, before it is priced. */
export const conversionShape = record(
  'conversion',
  'Turns the quantity of the period into another unit before it is priced.',
  {
    operation: defaulted(
      oneOf('divide', 'multiply'),
      'divide',
      'Whether the quantity is divided or multiplied',
      'divide',
    ),
    by: defaulted(decimal('0.000000001'), '1', 'The factor, above zero', '1000'),
    rounding: defaulted(oneOf('none', 'up', 'down', 'half_up'), 'none', 'How the result is rounded', 'up'),
    decimals: defaulted(whole(-6, 9), '0', 'Decimals of the rounded result; negative for tens', '0'),
  },
)
export type Conversion = ValueOf<typeof conversionShape>
