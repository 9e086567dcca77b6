import { expect, test } from 'vitest'
import { salesforceId } from '../../../ingest/mappings/salesforce/record_id.ts'

test.each([
  // No capitals: 00000 three times is A.
  ['001000000000001', '001000000000001AAA'],
  // 0015500000Xyy06AAB of the seeds: the third five are Xyy06, of which the first is a capital: 1 is B.
  ['0015500000Xyy06', '0015500000Xyy06AAB'],
  // 001q000000wW9BeAAK: wW9Be has capitals second and fourth: 2 + 8 = 10 is K.
  ['001q000000wW9Be', '001q000000wW9BeAAK'],
  // 0031G: the fifth, 16 is Q. q9jPQ: the fourth and fifth, 8 + 16 = 24 is Y.
  ['0031G00000q9jPQ', '0031G00000q9jPQQAY'],
])('the 15 characters %s are the record %s', (short, long) => {
  expect(salesforceId(short)).toBe(long)
  expect(salesforceId(long)).toBe(long)
})

test('what is no id of 15 characters stays as it is', () => {
  expect(salesforceId('A-1')).toBe('A-1')
  expect(salesforceId('*')).toBe('*')
})
