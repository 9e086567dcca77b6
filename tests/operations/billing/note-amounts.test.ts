import { describe, expect, test } from 'vitest'
import {
  type CorrectableBill,
  type CorrectableLine,
  creditAmounts,
  debitAmounts,
  type NoteAmounts,
  type NoteRequest,
  rounded,
} from '../../../operations/billing/note-amounts.ts'
import { taxGroupsOf } from '../../../operations/billing/tax-groups.ts'

/** Cents as thousandths. */
const cents = (amount: number) => BigInt(amount) * 10n

interface Given {
  readonly net: number
  /** In per cent. */
  readonly tax: number
  readonly discount?: boolean
  readonly subscription?: string
}

/** A bill of lines, with EN 16931 taxes, in cents. */
function bill(...given: readonly Given[]): CorrectableBill {
  const lines = given.map(({ net, tax, discount, subscription }, index): CorrectableLine => {
    return {
      number: index + 1,
      category: discount ? 'discount' : 'recurring',
      description: `line ${index + 1}`,
      subscription: subscription ?? null,
      taxKey: `${tax}`,
      taxGroups: [`${tax}`],
      net: cents(net),
      left: cents(net),
    }
  })
  const taxes = [...new Set(given.map(({ tax }) => tax))].map((tax) => {
    const net = given.filter((line) => line.tax === tax).reduce((sum, line) => sum + cents(line.net), 0n)
    const rate = BigInt(tax) * 10_000n
    return { key: `${tax}`, rate, netLeft: net, taxLeft: rounded(net * rate, 1_000_000n, 10n) }
  })
  return { number: '2026-000001', lines, taxes, minor: 10n }
}

/** What is left of the bill after a credit note. */
function after(of: CorrectableBill, note: NoteAmounts): CorrectableBill {
  return {
    ...of,
    lines: of.lines.map((line) => ({
      ...line,
      left: line.left + (note.lines.find(({ corrects }) => corrects === line.number)?.net ?? 0n),
    })),
    taxes: of.taxes.map((tax) => {
      const own = note.taxes.find(({ key }) => key === tax.key)
      return { ...tax, netLeft: tax.netLeft + (own?.net ?? 0n), taxLeft: tax.taxLeft + (own?.tax ?? 0n) }
    }),
  }
}

/** Net and tax of a note in cents, signs taken off. */
function told(note: NoteAmounts): { net: number; tax: number } {
  const sum = (amounts: readonly bigint[]) => -Number(amounts.reduce((all, each) => all + each, 0n)) / 10
  return { net: sum(note.lines.map(({ net }) => net)), tax: sum(note.taxes.map(({ tax }) => tax)) }
}

/** Credits one after the other; each knows what the ones before have left. */
function credits(of: CorrectableBill, ...requests: readonly NoteRequest[]) {
  let left = of
  return requests.map((request) => {
    const note = creditAmounts(left, request)
    left = after(left, note)
    return told(note)
  })
}
const line = (number: number, amount?: number) => ({
  lines: [{ line: number, ...(amount === undefined ? {} : { amount: cents(amount) }) }],
})

// getlago/lago-api, spec/scenarios/credit_note_spec.rb: amounts in cents as stated there.
describe('credit notes as another biller’s tests have them', () => {
  test('a coupon limited to one of two plans goes back in proportion with that plan only', () => {
    const invoice = bill({ net: 17_900, tax: 10 }, { net: 39_900, tax: 20 }, { net: -25_000, tax: 20, discount: true })
    expect(invoice.taxes.map(({ taxLeft }) => taxLeft)).toEqual([cents(1_790), cents(2_980)])
    const whole = creditAmounts(invoice, { lines: [{ line: 1 }, { line: 2 }] })
    expect(told(whole)).toEqual({ net: 32_800, tax: 4_770 })
    expect(credits(invoice, line(2, 26_260))).toEqual([{ net: 9_806, tax: 1_961 }])
  })

  test('two coupons on many small parts: 4.98 net, 0.50 tax', () => {
    const fees = [99_290, 299_770, 3_130, 6_460, 3_130, 1_999].map((net) => ({ net, tax: 10 }))
    const coupon = { net: -1_000, tax: 10, discount: true }
    const invoice = bill(...fees, coupon, coupon)
    expect(invoice.taxes[0]!.taxLeft).toBe(cents(41_178))
    const lines = [6, 2, 3, 4, 5].map((number) => ({ line: number, amount: cents(100) }))
    expect(credits(invoice, { lines })).toEqual([{ net: 498, tax: 50 }])
  })

  test('two like lines credited one by one: the second takes what is left of the tax', () => {
    const invoice = bill({ net: 6_833, tax: 20 }, { net: 6_833, tax: 20 })
    expect(invoice.taxes[0]!.taxLeft).toBe(cents(2_733))
    expect(credits(invoice, line(1), line(2))).toEqual([
      { net: 6_833, tax: 1_367 },
      { net: 6_833, tax: 1_366 },
    ])
  })

  test('four lines, the last in three parts, add up to the invoice', () => {
    const invoice = bill(...[1, 2, 3, 4].map(() => ({ net: 6_833, tax: 20 })))
    expect(invoice.taxes[0]!.taxLeft).toBe(cents(5_466))
    expect(credits(invoice, line(1), line(2), line(3), line(4, 1_367), line(4, 2_233), line(4, 3_233))).toEqual([
      { net: 6_833, tax: 1_367 },
      { net: 6_833, tax: 1_367 },
      { net: 6_833, tax: 1_367 },
      { net: 1_367, tax: 273 },
      { net: 2_233, tax: 447 },
      { net: 3_233, tax: 645 },
    ])
  })

  test('a coupon over three lines credited one by one is given back to the cent', () => {
    const invoice = bill(
      { net: 1_999, tax: 20 },
      { net: 6_833, tax: 20 },
      { net: 20_033, tax: 20 },
      { net: -1_000, tax: 20, discount: true },
    )
    expect(credits(invoice, line(1), line(2), line(3))).toEqual([
      { net: 1_930, tax: 386 },
      { net: 6_596, tax: 1_319 },
      { net: 19_339, tax: 3_868 },
    ])
  })
})

test('all of a bill is all of its lines and taxes, discounts too', () => {
  const invoice = bill({ net: 1_000, tax: 19 }, { net: 500, tax: 7 }, { net: -100, tax: 19, discount: true })
  expect(credits(invoice, { all: true })).toEqual([{ net: 1_400, tax: 206 }])
})

test('an amount is spread over what is left, exactly', () => {
  // 10.00 over 10.00 at 19 % and 5.00 at 7 %: 6.67 and 3.33; tax 1.2673 and 0.2331.
  const invoice = bill({ net: 1_000, tax: 19 }, { net: 500, tax: 7 })
  const note = creditAmounts(invoice, { amount: cents(1_000) })
  expect(note.lines.map(({ net }) => net)).toEqual([cents(-667), cents(-333)])
  expect(told(note)).toEqual({ net: 1_000, tax: 150 })
  // The rest, whichever way it is asked for, is all that is left.
  expect(credits(after(invoice, note), { amount: cents(500) })).toEqual([{ net: 500, tax: 75 }])
  expect(credits(after(invoice, note), { all: true })).toEqual([{ net: 500, tax: 75 }])
})

test('a discount of one subscription stays with it', () => {
  const invoice = bill(
    { net: 1_000, tax: 19, subscription: 'a' },
    { net: 1_000, tax: 19, subscription: 'b' },
    { net: -500, tax: 19, discount: true, subscription: 'b' },
  )
  expect(credits(invoice, line(1), line(2))).toEqual([
    { net: 1_000, tax: 190 },
    { net: 500, tax: 95 },
  ])
})

test('a debit note is taxed as the line it is for', () => {
  const invoice = bill({ net: 1_000, tax: 19 }, { net: 500, tax: 7 })
  expect(told(debitAmounts(invoice, line(2, 450) as NoteRequest & { lines: never[] }))).toEqual({ net: -450, tax: -32 })
  expect(() => debitAmounts(invoice, { amount: cents(450) })).toThrow(/taxed differently/)
  expect(told(debitAmounts(bill({ net: 1_000, tax: 19 }), { amount: cents(450) }))).toEqual({ net: -450, tax: -86 })
})

test.each<[string, NoteRequest, RegExp]>([
  ['a line that is not there', line(9), /no line 9/],
  ['a line twice', { lines: [{ line: 1 }, { line: 1 }] }, /named twice/],
  ['no line', { lines: [] }, /no line was named/],
  ['a discount by itself', line(3), /itself a credit/],
  ['nothing', line(1, 0), /not above zero/],
  ['less than nothing', line(1, -300), /not above zero/],
  ['more than the line', line(1, 1_010), /more than is left of line 1 .*: 10\.00 of 10\.00/],
  ['more than the bill', { amount: cents(1_401) }, /more than is left of 2026-000001: 14\.00/],
  ['half a cent', { amount: 1_005n }, /more decimals than the currency/],
])('%s is not credited', (_, request, message) => {
  const invoice = bill({ net: 1_000, tax: 19 }, { net: 500, tax: 7 }, { net: -100, tax: 19, discount: true })
  expect(() => creditAmounts(invoice, request)).toThrow(message)
})

test('what was credited is not credited again', () => {
  const invoice = bill({ net: 100, tax: 20 }, { net: 100, tax: 20 })
  const rest = after(invoice, creditAmounts(invoice, line(1, 99)))
  expect(() => creditAmounts(rest, line(1, 10))).toThrow(/more than is left of line 1/)
  const none = after(invoice, creditAmounts(invoice, { all: true }))
  expect(() => creditAmounts(none, { all: true })).toThrow(/nothing is left/)
})

test('currencies without decimals and with three round to their own smallest coin', () => {
  const one = (minor: bigint, net: bigint, rate: bigint): CorrectableBill => ({
    number: 'n',
    minor,
    lines: [
      {
        number: 1,
        category: 'recurring',
        description: '',
        subscription: null,
        taxKey: 't',
        taxGroups: ['t'],
        net,
        left: net,
      },
    ],
    taxes: [{ key: 't', rate, netLeft: net, taxLeft: rounded(net * rate, 1_000_000n, minor) }],
  })
  // 33,333 VND of 100,000 at 8 %: 2,666.64. 0.333 KWD of 1.000 at 5 %: 0.01665.
  const dong = creditAmounts(one(1_000n, 100_000_000n, 80_000n), { amount: 33_333_000n })
  expect(dong.taxes[0]!.tax).toBe(-2_667_000n)
  const dinar = creditAmounts(one(1n, 1_000n, 50_000n), { amount: 333n })
  expect(dinar.taxes[0]!.tax).toBe(-17n)
})

test('a tax of two parts goes back by part', () => {
  // 100.00 at 5 % and 9.975 %: 5.00 and 9.98; a third of it: 1.67 and 3.32, then the rest.
  const invoice: CorrectableBill = {
    number: 'n',
    minor: 10n,
    lines: [
      {
        number: 1,
        category: 'recurring',
        description: '',
        subscription: null,
        taxKey: 'both',
        taxGroups: ['gst', 'qst'],
        net: cents(10_000),
        left: cents(10_000),
      },
    ],
    taxes: [
      { key: 'gst', rate: 50_000n, netLeft: cents(10_000), taxLeft: cents(500) },
      { key: 'qst', rate: 99_750n, netLeft: cents(10_000), taxLeft: cents(998) },
    ],
  }
  const third = creditAmounts(invoice, { amount: cents(3_333) })
  expect(third.taxes.map(({ key, tax }) => [key, tax])).toEqual([
    ['gst', cents(-167)],
    ['qst', cents(-332)],
  ])
  expect(told(creditAmounts(after(invoice, third), { all: true }))).toEqual({ net: 6_667, tax: 999 })
})

test('lines find the groups they are taxed in', () => {
  const groups = [
    { key: 'S 0.19 ', taxedAt: 'S 0.19', name: '', net: 100n },
    { key: 'S 0.05 gst', taxedAt: 'S 0.05', name: 'gst', net: 200n },
    { key: 'S 0.07 pst', taxedAt: 'S 0.07', name: 'pst', net: 200n },
  ]
  const of = (taxedAt: string, net: bigint) => ({ taxedAt, net })
  expect(taxGroupsOf('n', [of('S 0.19', 100n), of('S 0.12', 150n), of('S 0.12', 50n)], groups)).toEqual([
    ['S 0.19 '],
    ['S 0.05 gst', 'S 0.07 pst'],
    ['S 0.05 gst', 'S 0.07 pst'],
  ])
  expect(() => taxGroupsOf('n', [of('S 0.19', 100n), of('S 0.12', 150n)], groups)).toThrow(
    /several taxes of several parts/,
  )
})
