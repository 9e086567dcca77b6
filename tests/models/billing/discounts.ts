import { expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { type Ask, account, call, line, offering, rate } from '../given_events.ts'

type Discount = Partial<Omit<Extract<Event, { contract: 'catalogue_discount' }>, 'contract'>>
const discount = (offering_id: string, discount_id: string, given: Discount): Event => ({
  contract: 'catalogue_discount',
  offering_id,
  discount_id,
  ...given,
})
const plan = (id: string, given: Parameters<typeof offering>[0] = {}): Event =>
  offering({ offering_id: id, name: id, recurring_price: '100', ...given })
const payer = (name: string, offering_id: string, given: Parameters<typeof account>[0] = {}): Event[] => [
  account({ billing_account_id: name, ...given }),
  line({ subscription_id: `S-${name}`, billing_account_id: name, offering_id }),
]
const coupon = (billing_account_id: string, coupon_id: string, given: Record<string, string> = {}): Event => ({
  contract: 'account_coupon',
  billing_account_id,
  coupon_id,
  given_at: '2025-12-31T23:30:00Z',
  ...given,
})
/** A text message of 0.10 each; the account’s line has this many in January. */
const texts = (name: string, count: number): Event[] =>
  Array.from({ length: count }, (_, index) =>
    call(`${name} ${index}`, {
      subscription_id: `S-${name}`,
      service: 'sms',
      messages: 1,
      started_at: `2026-01-05T12:00:${String(index).padStart(2, '0')}Z`,
    }),
  )

/** Plans, payers and coupons; names of accounts are of this file alone. */
export const discountEvents: readonly Event[] = [
  rate({ service: 'sms', rate: '0.1', per_units: 1 }),
  plan('plan'),
  ...payer('plain', 'plan'),

  // 10 % of 100 = 10, then 20 % of 90 = 18, then 5 off: 67.
  plan('stacked'),
  discount('stacked', 'fixed', { amount: '5' }),
  discount('stacked', 'second', { percentage: '20', applied_order: 2 }),
  discount('stacked', 'first', { percentage: '10', applied_order: 1 }),
  ...payer('stacked', 'stacked'),

  // Half of the usage only: 20 texts cost 2.00, so 1.00; and 10 % of what is left of all, 101.00: 10.10.
  plan('kinds'),
  discount('kinds', 'half the usage', { percentage: '50', applies_to: 'usage' }),
  discount('kinds', 'tenth', { percentage: '10' }),
  ...payer('kinds', 'kinds'),
  ...texts('kinds', 20),

  // Never below zero: 30 + 90 of 100.
  plan('floor'),
  discount('floor', 'a', { amount: '30' }),
  discount('floor', 'b', { amount: '90' }),
  ...payer('floor', 'floor'),

  // Two cycles; and 25 of 30 in all: 10, 10, 5.
  plan('limits'),
  discount('limits', 'two cycles', { amount: '1', cycles: 2 }),
  discount('limits', 'at most', { amount: '10', maximum: '25' }),
  ...payer('limits', 'limits'),

  // A coupon of 7.00 over lines of 10.00 at 19 % and 20.00 at 7 %: 2.33 and the rest, 4.67.
  plan('two rates', { recurring_price: '0' }),
  { contract: 'catalogue_charge', offering_id: 'two rates', charge_id: 'a', amount: '10', charged_in: 'arrears' },
  {
    contract: 'catalogue_charge',
    offering_id: 'two rates',
    charge_id: 'b',
    amount: '20',
    charged_in: 'arrears',
    tax_id: 'reduced',
  },
  discount('', 'SEVEN', { amount: '7', name: 'Seven off' }),
  ...payer('two rates', 'two rates'),
  coupon('two rates', 'SEVEN', { ended_at: '2026-02-15T00:00:00Z' }),

  // Only named charges.
  discount('', 'ONLY-A', { percentage: '50', applies_to: 'price', prices: 'a' }),
  ...payer('named', 'two rates'),
  coupon('named', 'ONLY-A'),

  // A coupon in another currency is not given.
  discount('', 'DOLLARS', { amount: '7', currency: 'USD' }),
  ...payer('dollars', 'plan'),
  coupon('dollars', 'DOLLARS'),

  // The payer’s coupon is for the whole bill, the child’s for its charges.
  discount('', 'TENTH', { percentage: '10' }),
  ...payer('parent', 'plan'),
  ...payer('child', 'plan', { payer_account_id: 'parent' }),
  coupon('parent', 'TENTH'),
  ...payer('parent 2', 'plan'),
  ...payer('child 2', 'plan', { payer_account_id: 'parent 2' }),
  coupon('child 2', 'TENTH'),

  // 100 + 2.00 usage, at least 120, at most 80.
  plan('least', { minimum_spend: '120' }),
  ...payer('least', 'least'),
  ...texts('least', 20),
  plan('most', { maximum_spend: '80' }),
  ...payer('most', 'most'),
  ...texts('most', 20),
  // A minimum where nothing was used: 31 of 31 days in January, from 16 January on 16 of 31: 10.32.
  plan('commitment', { recurring_price: '0', minimum_spend: '20' }),
  account({ billing_account_id: 'commitment' }),
  line({
    subscription_id: 'S-commitment',
    billing_account_id: 'commitment',
    offering_id: 'commitment',
    effective_at: '2026-01-15T23:00:00Z',
  }),
]

/** Tests of models that were built from it. */
export function testDiscounts(ask: Ask): void {
  const lines = (payer: string, bill = '2026-01-01') =>
    ask(`
    SELECT charge_id AS id, toString(net) AS net FROM billing.bill_line
    WHERE billing_account_id = '${payer}' AND bill_from = '${bill}' ORDER BY line_number`)
  const less = async (payer: string, bill?: string) =>
    Object.fromEntries((await lines(payer, bill)).map(({ id, net }) => [id, net]))

  test('percentages compound in their order, then fixed amounts', async () => {
    expect(await less('stacked')).toEqual({ monthly: '100', first: '-10', second: '-18', fixed: '-5' })
  })

  test('discounts of kinds of charges come before those of the bill', async () => {
    expect(await less('kinds')).toEqual({ monthly: '100', sms: '2', 'half the usage': '-1', tenth: '-10.1' })
  })

  test('fixed amounts stop at zero', async () => {
    expect(await less('floor')).toEqual({ monthly: '100', a: '-30', b: '-70' })
  })

  test('a discount ends after its cycles and at its maximum', async () => {
    expect(await less('limits', '2026-01-01')).toEqual({ monthly: '100', 'two cycles': '-1', 'at most': '-10' })
    expect(await less('limits', '2026-02-01')).toEqual({ monthly: '100', 'two cycles': '-1', 'at most': '-10' })
    expect(await less('limits', '2026-03-01')).toEqual({ monthly: '100', 'at most': '-5' })
  })

  test('a coupon is spread over the tax rates, the last takes the rest, and it ends when it is taken back', async () => {
    expect(
      await ask(`SELECT description AS name, toString(tax_rate) AS rate, toString(net) AS net FROM billing.bill_line
      WHERE billing_account_id = 'two rates' AND bill_from = '2026-01-01' AND category = 'discount' ORDER BY rate`),
    ).toEqual([
      { name: 'Seven off', rate: '0.07', net: '-4.67' },
      { name: 'Seven off', rate: '0.19', net: '-2.33' },
    ])
    // 20.00 − 4.67 = 15.33 at 7 %: 1.0731, 1.07. 10.00 − 2.33 = 7.67 at 19 %: 1.4573, 1.46.
    expect(
      await ask(`SELECT toString(net) AS net, toString(tax) AS tax, toString(gross) AS gross FROM billing.customer_bill
      WHERE bill_id = 'two rates/2026-01-01/EUR'`),
    ).toEqual([{ net: '23', tax: '2.53', gross: '25.53' }])
    expect(await less('two rates', '2026-02-01')).toMatchObject({ SEVEN: expect.any(String) })
    expect(await less('two rates', '2026-03-01')).toEqual({ a: '10', b: '20' })
  })

  test('a discount of named prices leaves the others', async () => {
    expect(await less('named')).toEqual({ a: '10', b: '20', 'ONLY-A': '-5' })
  })

  test('a coupon of another currency is not given', async () => {
    expect(await less('dollars')).toEqual({ monthly: '100' })
  })

  test('a payer’s coupon is for all of its bill, a child’s for its own charges', async () => {
    expect(await less('parent')).toMatchObject({ TENTH: '-20' })
    expect(await less('parent 2')).toMatchObject({ TENTH: '-10' })
  })

  test('a minimum spend is filled up, a maximum cut down', async () => {
    expect(await less('least')).toEqual({ monthly: '100', sms: '2', 'minimum spend': '18' })
    expect(await less('most')).toEqual({ monthly: '100', sms: '2', 'maximum spend': '-22' })
  })

  test('a minimum is due without use, by the days the line was there', async () => {
    expect(await less('commitment')).toEqual({ 'minimum spend': '10.32' })
    expect(await less('commitment', '2026-02-01')).toEqual({ 'minimum spend': '20' })
  })
}
