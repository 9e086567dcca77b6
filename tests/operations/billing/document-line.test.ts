import { expect, test } from 'vitest'
import type { BillLineJson } from '../../../operations/billing/bill-json.ts'
import { documentLine } from '../../../operations/billing/document-line.ts'

const charge: BillLineJson = {
  ...{ number: 1, corrects: '', kind: 'recurring', text: 'Plan Basic', account: 'A-1', subscription: 'S-1' },
  ...{ charge: 'monthly', service: 'subscription', overdue_bill: '', from: '2026-01-10', to: '2026-02-01' },
  ...{ quantity: '22', unit_price: '20', price_quantity: '31', net: '14.19', tax: 'standard', tax_category: 'S' },
  ...{ tax_percent: '19', rated_amount: '14.193548387' },
}
const back: BillLineJson = { ...charge, quantity: '-22', unit_price: null, net: '-7.10' }
const document = (language: string, kind = 'bill') => ({
  kind,
  account: 'A-1',
  currency: 'EUR',
  minorUnits: 2,
  language,
})

test.each([
  ['en', 'Plan Basic, 10\u00a0–\u00a031 Jan 2026: given back'],
  ['es', 'Plan Basic, 10–31 ene 2026: devuelto'],
  ['vi', 'Plan Basic, 10/01 – 31/01/2026: hoàn lại'],
])('a charge given back is told from the one in its place, in %s', (language, text) => {
  expect(documentLine(back, document(language)).description).toBe(text)
  expect(documentLine(charge, document(language)).description).toBe('Plan Basic')
})

test('a monthly credit is called by its name alone', () => {
  expect(documentLine({ ...charge, unit_price: null, net: '-5.00' }, document('en')).description).toBe('Plan Basic')
})

test('a credit note gives everything back and need not say so line by line', () => {
  expect(documentLine(back, document('en', 'credit note')).description).toBe('Plan Basic')
})
