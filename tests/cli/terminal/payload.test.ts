import { expect, test } from 'vitest'
import { shownPayload } from '../../../cli/terminal/payload.ts'

test('text is shown as it is, and what holds control characters in hex', () => {
  expect(shownPayload('a;b\tü€\r\n')).toBe('a;b\tü€\r\n')
  expect(shownPayload('\xa0\x7f\x00')).toBe('     0  a0 7f 00')
  expect(shownPayload(`\x1b[2J${'a'.repeat(31)}`)).toBe(`     0  1b 5b 32 4a${' 61'.repeat(28)}\n    32  61 61 61`)
  expect(shownPayload('€\x00')).toBe('     0  e2 82 ac 00')
})
