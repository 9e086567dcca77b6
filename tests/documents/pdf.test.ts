import { expect, test } from 'vitest'
import type { Bill } from '../../documents/bill.ts'
import { billPdf } from '../../documents/pdf/bill-pdf.ts'
import { dinarBill, dongBill, euroBill } from './bills.ts'
import { pagesOf } from './pages.ts'

test.each<[string, Bill, readonly string[]]>([
  [
    'English',
    euroBill,
    ['Invoice', '1 Feb 2026', '1 Jan 2026 – 31 Jan 2026', '€23.23', '-€2.00', '€27.50', '€4.28', 'To pay: €32.13'],
  ],
  [
    'Spanish',
    { ...euroBill, language: 'es' },
    ['Factura', '1 feb 2026', '23,23 €', '-2,00 €', 'Total a pagar: 32,13 €', 'IVA 19 %'],
  ],
  [
    'Vietnamese',
    dongBill,
    ['Hóa đơn', '01/02/2026', '150.000 ₫', '12.988 ₫', 'Số tiền phải thanh toán: 175.333 ₫', 'Nguyễn Thị Ví Dụ'],
  ],
  ['three decimals', dinarBill, ['KWD 5.125', 'KWD 0.001', 'To pay: KWD 5.126', 'Not subject to VAT']],
])('a bill in %s says its amounts as its readers write them', async (_, bill, texts) => {
  const [first] = await pagesOf(await billPdf(bill))
  for (const text of texts) expect(first).toContain(text)
})

test('every line and every use is on it, the head of the table on each page, and pages are counted', async () => {
  const pages = await pagesOf(await billPdf(euroBill))
  const all = pages.join(' ')
  for (const { description } of euroBill.lines) expect(all).toContain(description)
  expect(all.match(/Call to UK mobile(?!s)/g)).toHaveLength(60)
  expect(all).toContain('0:12:34')
  for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
  expect(pages.at(-1)).toContain('Time Description Number Quantity Amount')
})

test('an account is not printed whole where it is only told again, and is where money must be sent to', async () => {
  const [first] = await pagesOf(await billPdf(euroBill))
  expect(first).toContain('IBAN DE89 … 3000')
  const transfer: Bill = {
    ...euroBill,
    payment: { by: 'credit transfer', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', reference: euroBill.number },
  }
  expect((await pagesOf(await billPdf(transfer)))[0]).toContain('IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX')
  const [collected] = await pagesOf(await billPdf({ ...euroBill, payment: { by: 'direct debit' } }))
  expect(collected).toContain('We collect this amount by direct debit. Due: 15 Feb 2026.')
  expect(collected).not.toMatch(/Mandate|IBAN/)
})

test('periods of lines are short, and amounts of uses have decimals alike', async () => {
  const all = async (bill: Bill) => (await pagesOf(await billPdf(bill))).join(' ')
  const amounts = ['1', '0.5', '0.123456789', '12.25']
  const uses = amounts.map((amount) => ({ ...euroBill.items![0]!, amount }))
  const english = await all({ ...euroBill, items: uses })
  expect(english).toContain('1 – 31 Jan 2026')
  for (const amount of ['1.000000', '0.500000', '0.123457', '12.250000']) expect(english).toContain(amount)
  expect(await all({ ...euroBill, items: uses.slice(0, 2), language: 'es' })).toMatch(/1–31 ene 2026.* 1,00 .* 0,50/s)
  expect(await all({ ...euroBill, language: 'vi' })).toContain('01/01 – 31/01/2026')
})

test('uses of many lines are one table, in which each names its line', async () => {
  const items = Array.from({ length: 40 }, (_, i) => ({ ...euroBill.items![0]!, subscription: `S-${i}` }))
  const all = (await pagesOf(await billPdf({ ...euroBill, items }))).join(' ')
  expect(all.match(/Itemised usage/g)).toHaveLength(1)
  for (const { subscription } of items) expect(all).toContain(`${subscription} `)
})

test('a credit note says what it corrects, and asks for nothing', async () => {
  const note: Bill = { ...euroBill, kind: 'credit note', corrects: { number: 'TM-2026-000016', issued: '2026-01-01' } }
  const [first] = await pagesOf(await billPdf(note))
  expect(first).toContain('Credit note')
  expect(first).toContain('TM-2026-000016 (1 Jan 2026)')
  expect(first).toContain('Credited to you: €32.13')
  expect(first).not.toContain('direct debit')
})

test('rendering a bill again gives the same bytes', async () => {
  expect(Buffer.compare(await billPdf(euroBill), await billPdf(euroBill))).toBe(0)
})

test('a bill of amounts past what a float holds is exact', async () => {
  const net = '9007199254740993.01'
  const bill: Bill = {
    ...euroBill,
    lines: [{ ...euroBill.lines[0]!, net, tax: 'Z', taxPercent: '0' }],
    taxes: [{ category: 'Z', percent: '0', net, tax: '0.00' }],
    net,
    tax: '0.00',
    gross: net,
    statement: { opening: '0', payments: '0', closing: net },
  }
  expect((await pagesOf(await billPdf(bill)))[0]).toContain('€9,007,199,254,740,993.01')
})

test('a tax of several parts is told part by part, and uses that are left out are counted', async () => {
  const bill: Bill = {
    ...euroBill,
    lines: [{ ...euroBill.lines[0]!, net: '100.00', tax: 'S', taxPercent: '14.975' }],
    taxes: [
      { category: 'S', percent: '5', net: '100.00', tax: '5.00', name: 'GST' },
      { category: 'S', percent: '9.975', net: '100.00', tax: '9.98', name: 'QST' },
    ],
    net: '100.00',
    tax: '14.98',
    gross: '114.98',
    statement: { opening: '0', payments: '0', closing: '114.98' },
    itemsLeft: 7,
    items: euroBill.items!,
  }
  const text = (await pagesOf(await billPdf(bill))).join(' ')
  expect(text).toMatch(/GST 5 ?% · Net €100.00/)
  expect(text).toMatch(/QST 9.975 ?% · Net €100.00/)
  expect(text).toContain('and 7 more')
  const [gst, qst] = bill.taxes
  expect(() => billPdf({ ...bill, taxes: [gst!, { ...qst!, net: '99.00' }] })).toThrow(
    'net × rate of the taxes is 1487.52500',
  )
})

test('what does not add up is not rendered, and a language that is not written is said', async () => {
  const wrong = { ...euroBill, taxes: [euroBill.taxes[0]!, { ...euroBill.taxes[1]!, net: '5.01' }] }
  expect(() => billPdf(wrong)).toThrow('net at 7 % (S) is 5.01, its parts add up to 5.00')
  expect(() => billPdf({ ...euroBill, language: 'fr' })).toThrow("documents are not written in 'fr'")
  expect(() => billPdf({ ...euroBill, lines: [{ ...euroBill.lines[0]!, net: '20.001' }] })).toThrow(
    '20.001 has more than 2 decimals',
  )
})

test('a heading stands on one page with the first row of its table, however high, and a line says its unit price', async () => {
  // Of first rows between one and many lines of text some reach over the end of the first page.
  for (const lines of [1, 4, 8, 12]) {
    const [first, ...more] = euroBill.lines
    const long = `${'Name '.repeat(lines * 5)}last`
    const bill = { ...euroBill, lines: [{ ...first!, description: long, price: { amount: '0.1', of: '31' } }, ...more] }
    const page = (await pagesOf(await billPdf(bill))).find((text) => text.includes('Details'))!
    expect(page).toContain('last')
    expect(page).toContain('Unit price')
    expect(page.replace(/\s+/g, ' ')).toContain('0.10 / 31 days')
  }
})
