import { expect, test } from 'vitest'
import { maskedNumber } from '../../documents/itemisation.ts'

test.each([
  ['491701234567', '491701234xxx'],
  ['+49 170 123 45-67', '+49 170 123 4x-xx'],
  ['1234567', '1234xxx'],
  // Short codes are nobody’s.
  ['112', '112'],
  ['116117', '116117'],
  ['*100#', '*100#'],
  ['sip:+491701234567@ims.example', 'sip:xxx@ims.example'],
  ['Ada <ada.lovelace@example.com>', 'Ada <xxx@example.com>'],
  ['INFO', 'INFO'],
])('%s is shortened to %s', (number, shown) => {
  expect(maskedNumber(number)).toBe(shown)
})
