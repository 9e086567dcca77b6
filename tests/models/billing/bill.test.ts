import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { prepaidDebit } from '../../../models/customers/prepaid_debit.ts'
import { models as finance, reconciliations } from '../../../models/finance/index.ts'
import { models as prepaid } from '../../../models/prepaid/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as receivables } from '../../../models/receivables/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line, offering, rate } from '../given_events.ts'

const { build, ask } = givenModels(
  [...staging, ...prepaid, ...rating, ...billing, prepaidDebit, ...receivables, ...finance],
  reconciliations,
)

/** An account with a line of the same name that begins on New Year’s Day 2025. */
function payer(
  name: string,
  given: Parameters<typeof account>[0] = {},
  states: readonly Parameters<typeof line>[0][] = [{}],
): Event[] {
  return [
    account({ billing_account_id: name, ...given }),
    ...states.map((state) => line({ subscription_id: `S-${name}`, billing_account_id: name, ...state })),
  ]
}
const plan = (id: string, recurring_price: string, given: Parameters<typeof offering>[0] = {}) =>
  offering({ offering_id: id, name: id, recurring_price, ...given })

beforeAll(async () => {
  await build([
    plan('ten', '10'),
    plan('tenner', '10'),
    plan('decade', '10'),
    plan('31', '31'),
    plan('62', '62'),
    plan('30', '30'),
    plan('dong', '100000', { currency: 'VND', tax_rate: '0.1' }),
    plan('dinar', '1', { currency: 'KWD', tax_rate: '0.05' }),
    plan('prepaid', '10', { type: 'mobile prepaid' }),
    offering(),
    rate({ service: 'sms', rate: '0.004', per_units: 1, decimals: 3 }),
    ...payer('three plans', {}, [
      { offering_id: 'ten' },
      { offering_id: 'tenner', effective_at: '2026-01-10T23:00:00Z' },
      { offering_id: 'decade', effective_at: '2026-01-21T23:00:00Z' },
    ]),
    ...payer('changed by day', {}, [
      { offering_id: '31' },
      { offering_id: '62', effective_at: '2026-01-15T09:00:00Z' },
    ]),
    ...payer('ended by day', {}, [
      { offering_id: '31' },
      { offering_id: '31', effective_at: '2026-01-20T09:00:00Z', status: 'terminated', status_reason: 'moved' },
    ]),
    ...payer('ended at midnight', {}, [
      { offering_id: '31' },
      { offering_id: '31', effective_at: '2026-01-20T23:00:00Z', status: 'terminated', status_reason: 'moved' },
    ]),
    ...payer('one day', {}, [
      { offering_id: '31', effective_at: '2026-01-20T09:00:00Z' },
      { offering_id: '31', effective_at: '2026-01-20T15:00:00Z', status: 'terminated', status_reason: 'moved' },
    ]),
    ...payer('bimonthly', { cycle_day: 15, cycle_months: 2 }, [
      { offering_id: '30', effective_at: '2026-01-31T23:00:00Z' },
    ]),
    ...payer('month end', { cycle_day: 31 }, [{ offering_id: '31' }]),
    ...payer('parent', {}, [{ offering_id: '31' }]),
    ...payer('child', { payer_account_id: 'parent' }, [{ offering_id: '62' }]),
    ...payer('exempt', { tax_exempt: true }, [{ offering_id: '31' }]),
    ...payer('saigon', { currency: 'VND', time_zone: 'Asia/Ho_Chi_Minh' }, [
      { offering_id: 'dong', effective_at: '2026-01-21T17:00:00Z' },
    ]),
    ...payer('kuwait', { currency: 'KWD', time_zone: 'Asia/Kuwait' }, [
      { offering_id: 'dinar', effective_at: '2026-01-21T21:00:00Z' },
    ]),
    ...payer('prepaid', {}, [{ offering_id: 'prepaid', type: 'mobile prepaid' }]),
    ...payer('texter'),
    ...['2026-01-05T12:00:00Z', '2026-01-06T12:00:00Z', '2026-01-31T22:59:59.999Z'].map((started_at) =>
      call(`january ${started_at}`, { subscription_id: 'S-texter', service: 'sms', messages: 1, started_at }),
    ),
    call('february', {
      subscription_id: 'S-texter',
      service: 'sms',
      messages: 1,
      started_at: '2026-01-31T23:00:00Z',
    }),
    {
      contract: 'adjustment',
      adjustment_id: 'J-1',
      billing_account_id: 'texter',
      adjusted_at: '2026-02-10T12:00:00Z',
      amount: '-5',
      currency: 'EUR',
      reason: 'goodwill',
    },
    call('last', { subscription_id: 'S-texter', service: 'sms', messages: 1, started_at: '2026-03-20T12:00:00Z' }),
  ])
}, 240_000)

const lines = async (payer: string, from = '2026-01-01') =>
  ask(`
    SELECT charged_account_id AS account, service, toInt32(quantity) AS quantity, toString(net) AS net
    FROM billing.bill_line WHERE billing_account_id = '${payer}' AND bill_from = '${from}'
    ORDER BY period_from, charged_account_id`)
const nets = async (payer: string, from?: string) => (await lines(payer, from)).map(({ net }) => net)

test('the fragments of a price add up to it: the last takes what rounding left', async () => {
  expect(await nets('three plans')).toEqual(['3.23', '3.55', '3.22'])
})

test('the last plan of a day owns the day, and the day of the end is charged', async () => {
  expect(await lines('changed by day')).toEqual([
    { account: 'changed by day', service: 'subscription', quantity: 14, net: '14' },
    { account: 'changed by day', service: 'subscription', quantity: 17, net: '34' },
  ])
  expect(await nets('ended by day')).toEqual(['20'])
  expect(await nets('ended at midnight')).toEqual(['20'])
  expect(await nets('one day')).toEqual(['1'])
  expect(await nets('ended by day', '2026-02-01')).toEqual([])
})

test('a cycle of two months prorates each month by itself', async () => {
  expect(await nets('bimonthly', '2026-01-15')).toEqual(['13.55', '30'])
})

test('a cycle on the 31st moves to the end of short months', async () => {
  expect(
    await ask(`
      SELECT toString(period_from) AS f, toString(period_to) AS t FROM billing.customer_bill
      WHERE billing_account_id = 'month end' ORDER BY period_from`),
  ).toEqual([
    { f: '2025-12-31', t: '2026-01-31' },
    { f: '2026-01-31', t: '2026-02-28' },
    { f: '2026-02-28', t: '2026-03-31' },
  ])
})

test('a child’s charges stand on its payer’s bill', async () => {
  expect(await lines('parent')).toEqual([
    { account: 'child', service: 'subscription', quantity: 31, net: '62' },
    { account: 'parent', service: 'subscription', quantity: 31, net: '31' },
  ])
  expect(await nets('child')).toEqual([])
})

test('usage belongs to the bill of its local day, is rounded once, and the difference has a name', async () => {
  expect(
    await ask(`
      SELECT toInt32(quantity) AS quantity, toString(net) AS net, toString(rated_amount) AS rated,
        toString(rounding_difference) AS difference
      FROM billing.bill_line WHERE billing_account_id = 'texter' AND category = 'usage' AND bill_from = '2026-01-01'`),
  ).toEqual([{ quantity: 3, net: '0.01', rated: '0.012', difference: '0.002' }])
  expect(await lines('texter', '2026-02-01')).toMatchObject([
    { service: 'sms', quantity: 1, net: '0' },
    { service: 'adjustment', net: '-5' },
  ])
})

test('tax is on the sum of a rate’s lines, half up at the minor unit of the currency', async () => {
  const bills = await ask(`
    SELECT billing_account_id AS payer, toString(net) AS net, toString(tax) AS tax, toString(gross) AS gross,
      toString(due_date) AS due
    FROM billing.customer_bill
    WHERE period_from = '2026-01-01' AND payer IN ('three plans', 'exempt', 'saigon', 'kuwait') ORDER BY payer`)
  expect(bills).toEqual([
    { payer: 'exempt', net: '31', tax: '0', gross: '31', due: '2026-02-15' },
    { payer: 'kuwait', net: '0.323', tax: '0.016', gross: '0.339', due: '2026-02-15' },
    { payer: 'saigon', net: '32258', tax: '3226', gross: '35484', due: '2026-02-15' },
    { payer: 'three plans', net: '10', tax: '1.9', gross: '11.9', due: '2026-02-15' },
  ])
})

test('prepaid lines get no bill', async () => {
  expect(await nets('prepaid')).toEqual([])
})

test('recurring revenue is earned by the days of the month, whatever the bill cycle', async () => {
  expect(
    await ask(`
      SELECT toString(month) AS month, toString(net) AS net FROM finance.line_revenue
      WHERE billing_account_id = 'bimonthly' ORDER BY month`),
  ).toEqual([
    { month: '2026-02-01', net: '28.55' },
    { month: '2026-03-01', net: '31.451612903' },
  ])
})
