import { expect, test } from 'vitest'
import type { Bill } from '../../documents/bill.ts'
import { billUbl } from '../../documents/ubl.ts'
import { dinarBill, dongBill, euroBill } from './bills.ts'
import { validateUbl } from './en16931.ts'

const reverse: Bill = {
  ...euroBill,
  number: 'TM-2026-000018',
  buyer: {
    ...euroBill.buyer,
    vatId: 'ATU12345678',
    address: { lines: ['Ring 1'], city: 'Wien', postCode: '1010', country: 'AT' },
  },
  lines: [{ ...euroBill.lines[0]!, tax: 'AE', taxPercent: '0' }],
  taxes: [{ category: 'AE', percent: '0', net: '20.00', tax: '0.00' }],
  net: '20.00',
  tax: '0.00',
  gross: '20.00',
  statement: { opening: '0.00', payments: '0.00', closing: '20.00' },
}

test('bills and notes hold by the schemas of UBL 2.1 and every rule of EN 16931, which notice what is wrong', async () => {
  const corrects = { number: 'TM-2026-000016', issued: '2026-01-01' }
  const bills: Record<string, Bill> = {
    bill: euroBill,
    credit: { ...euroBill, kind: 'credit note', number: 'TM-2026-000019', corrects },
    debit: { ...euroBill, kind: 'debit note', number: 'TM-2026-000020', corrects },
    dong: dongBill,
    reverse,
    outside: {
      ...dinarBill,
      currency: 'EUR',
      minorUnits: 2,
      lines: [{ ...dinarBill.lines[0]!, net: '5.12' }],
      taxes: [{ ...dinarBill.taxes[0]!, net: '5.12', tax: '0' }],
      net: '5.12',
      tax: '0',
      gross: '5.12',
      statement: { opening: '0', payments: '0', closing: '5.12' },
      seller: { ...dinarBill.seller, vatId: undefined as never },
    },
  }
  // 33.33 at 5 % and 9.975 %: 1.67 and 3.32; 10.00 at 5 % and 7 %: GST of both is 43.33 × 5 % = 2.17, 0.70.
  const partedLines = [
    { ...euroBill.lines[0]!, net: '33.33', taxPercent: '14.975' },
    { ...euroBill.lines[0]!, id: '2', net: '10.00', taxPercent: '12' },
    { ...euroBill.lines[0]!, id: '3', net: '5.00', taxPercent: '19' },
  ]
  const parted: Bill = {
    ...euroBill,
    number: 'TM-2026-000021',
    lines: partedLines,
    taxes: [
      { category: 'S', percent: '19', net: '5.00', tax: '0.95' },
      { category: 'S', percent: '5', net: '43.33', tax: '2.17', name: 'GST' },
      { category: 'S', percent: '7', net: '10.00', tax: '0.70', name: 'PST' },
      { category: 'S', percent: '9.975', net: '33.33', tax: '3.32', name: 'QST' },
    ],
    net: '48.33',
    tax: '7.14',
    gross: '55.47',
    statement: { opening: '0.00', payments: '0.00', closing: '55.47' },
  }
  bills.parted = parted
  bills.collected = { ...euroBill, number: 'TM-2026-000024', payment: { by: 'direct debit' } }
  bills.partedCredit = { ...parted, kind: 'credit note', number: 'TM-2026-000022', corrects }
  // An undivided tax of 19 % on 100.00, and one of 9 % and 10 % on 50.00: one group, 150.00 × 19 %.
  bills.alike = {
    ...euroBill,
    number: 'TM-2026-000023',
    lines: [
      { ...euroBill.lines[0]!, net: '100.00', taxPercent: '19' },
      { ...euroBill.lines[0]!, id: '2', net: '50.00', taxPercent: '19' },
    ],
    taxes: [
      { category: 'S', percent: '19', net: '100.00', tax: '19.00' },
      { category: 'S', percent: '9', net: '50.00', tax: '4.50', name: 'GST' },
      { category: 'S', percent: '10', net: '50.00', tax: '5.00', name: 'PST' },
    ],
    net: '150.00',
    tax: '28.50',
    gross: '178.50',
    statement: { opening: '0.00', payments: '0.00', closing: '178.50' },
  }
  const documents: Record<string, string> = {}
  for (const [name, bill] of Object.entries(bills)) documents[name] = await billUbl(bill)
  // One process for all: most of its time goes into reading the rules.
  const broken = {
    wrongTotal: documents.bill!.replace(
      '<cbc:TaxInclusiveAmount currencyID="EUR">32.13',
      '<cbc:TaxInclusiveAmount currencyID="EUR">32.14',
    ),
    noDate: documents.bill!.replace(/<cbc:IssueDate>[^<]*<\/cbc:IssueDate>/, ''),
  }
  const found = await validateUbl({ ...documents, ...broken })
  expect(found.filter((each) => !/^(wrongTotal|noDate):/.test(each))).toEqual([])
  expect(found.filter((each) => each.startsWith('wrongTotal:')).join()).toContain('BR-CO-15')
  expect(found.filter((each) => each.startsWith('noDate:')).length).toBeGreaterThan(0)
  expect(documents.bill).toContain('<cbc:PayableAmount currencyID="EUR">32.13</cbc:PayableAmount>')
  const lines = documents.bill!.split('<cac:InvoiceLine>').slice(1)
  const soldAs = (line: string) =>
    ['InvoicedQuantity', 'PriceAmount', 'BaseQuantity'].map((of) => line.match(`<cbc:${of}( [^>]*)?>([^<]*)<`)?.[2])
  // One of 20.00; 10 days at 10.00 for 31; 754 seconds at 0.101 for 60, in hundredths 1.01 for 600; less 2.00.
  expect(lines.slice(0, 4).map(soldAs)).toEqual([
    ['1', '20.00', undefined],
    ['10', '10.00', '31'],
    ['754', '1.01', '600'],
    ['-1', '2.00', undefined],
  ])
  // One group a rate of lines: 33.33 × 14.975 % = 4.99, and what is left of the parts, 2.17 + 0.70 + 3.32 − 4.99 = 1.20.
  expect([...documents.partedCredit!.matchAll(/<cbc:TaxAmount[^>]*>([^<]*)</g)].map(([, tax]) => tax)).toEqual([
    '7.14',
    '0.95',
    '4.99',
    '1.20',
  ])
  expect([...documents.alike!.matchAll(/<cbc:Tax(?:able)?Amount[^>]*>([^<]*)</g)].map(([, of]) => of)).toEqual([
    '28.50',
    '150.00',
    '28.50',
  ])
  expect(documents.partedCredit).toMatch(/<cbc:Note>GST 5.*2\.17.*PST 7.*0\.70.*QST 9\.975.*3\.32/)
  expect(documents.dong).toContain('<cbc:TaxAmount currencyID="VND">12988</cbc:TaxAmount>')
}, 120_000)

test('a bill whose totals are not the sums of its lines is not rendered', async () => {
  await expect(billUbl({ ...euroBill, net: '27.51', gross: '32.14' })).rejects.toThrow(
    'bill TM-2026-000017: net is 27.51, its parts add up to 27.50',
  )
})

test('three decimals do not go into an electronic invoice, and that is said', async () => {
  await expect(billUbl(dinarBill)).rejects.toThrow('bill KW-2026-000001: 5.126 KWD has more than 2 decimals')
})

test('a buyer without an electronic address gets none', async () => {
  const { email, ...buyer } = euroBill.buyer
  await expect(billUbl({ ...euroBill, buyer })).rejects.toThrow('its buyer has no electronic address')
})

test('a bill whose groups do not have its tax is not rendered', async () => {
  const [line] = euroBill.lines
  const wrong: Bill = {
    ...euroBill,
    lines: [
      { ...line!, net: '10.00', taxPercent: '19' },
      { ...line!, id: '2', net: '-10.00', taxPercent: '19' },
    ],
    taxes: [{ category: 'S', percent: '19', net: '0.00', tax: '1.00', name: 'GST' }],
    net: '0.00',
    tax: '1.00',
    gross: '1.00',
    statement: { opening: '0.00', payments: '0.00', closing: '1.00' },
  }
  await expect(billUbl(wrong)).rejects.toThrow(/tax is 1\.00, that of its categories and rates adds up to 0/)
})
