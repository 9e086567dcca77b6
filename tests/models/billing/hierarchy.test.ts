import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing, reconciliations as billingReconciliations } from '../../../models/billing/index.ts'
import { models as network } from '../../../models/network/index.ts'
import { models as prepaid } from '../../../models/prepaid/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as receivables, reconciliations } from '../../../models/receivables/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { issueBills } from '../../../operations/billing/issue.ts'
import { account, call, givenModels, line, offering } from '../given_events.ts'

const { build, ask, warehouse, prefix } = givenModels(
  [...staging, ...prepaid, ...rating, ...billing, ...network, ...receivables],
  [...reconciliations, ...billingReconciliations],
)

type Given = Parameters<typeof account>[0]
/** An account with a line at 31 a month in arrears. */
const branch = (name: string, given: Given = {}, offering_id = 'plan'): Event[] => [
  account({ billing_account_id: name, time_zone: 'UTC', ...given }),
  line({ subscription_id: `S-${name}`, billing_account_id: name, offering_id }),
]
const later = (name: string, updated_at: string, given: Given = {}): Event =>
  account({ billing_account_id: name, time_zone: 'UTC', updated_at, ...given })

const CHILDREN = 1_000
const children = Array.from({ length: CHILDREN }, (_, index) => `child ${String(index).padStart(4, '0')}`)

beforeAll(async () => {
  await build([
    offering({ recurring_price: '31', tax_rate: '0.1' }),
    offering({ offering_id: 'other', recurring_price: '31', tax_rate: '0.1', legal_entity_id: 'other' }),
    offering({ offering_id: 'dollars', recurring_price: '31', tax_rate: '0.1', currency: 'USD' }),
    // Four levels; the second level has no line of its own.
    ...branch('top'),
    account({ billing_account_id: 'region', time_zone: 'UTC', payer_account_id: 'top' }),
    ...branch('city', { payer_account_id: 'region' }),
    ...branch('shop', { payer_account_id: 'city' }),
    // Paid for from the middle of January on; and until then.
    ...branch('joins'),
    later('joins', '2026-01-20T10:00:00Z', { payer_account_id: 'top' }),
    ...branch('leaves', { payer_account_id: 'top' }),
    later('leaves', '2026-01-20T10:00:00Z'),
    ...branch('leaves on the last day', { payer_account_id: 'top' }),
    later('leaves on the last day', '2026-01-31T23:00:00Z'),
    ...branch('leaves the day after', { payer_account_id: 'top' }),
    later('leaves the day after', '2026-02-01T00:00:00Z'),
    // A payer whose cycle is another.
    ...branch('fifteen', { cycle_day: 15 }),
    ...branch('moves', {}),
    later('moves', '2026-02-03T00:00:00Z', { payer_account_id: 'fifteen', cycle_day: 1 }),
    // What cannot be consolidated.
    ...branch('dollars', { payer_account_id: 'top', currency: 'USD' }, 'dollars'),
    ...branch('euros', {}, 'dollars'),
    ...branch('orphan', { payer_account_id: 'nobody' }),
    ...branch('chicken', { payer_account_id: 'egg' }),
    ...branch('egg', { payer_account_id: 'chicken' }),
    ...branch('two sellers'),
    ...branch('of the other', { payer_account_id: 'two sellers' }, 'other'),
    ...branch('exempt', { tax_exempt: true }),
    ...branch('exempt child', { payer_account_id: 'exempt' }),
    ...branch('parent'),
    ...children.flatMap((name) => branch(name, { payer_account_id: 'parent' })),
    ...[
      ['P-1', '2026-01-10T12:00:00Z'],
      ['P-2', '2026-02-10T12:00:00Z'],
    ].map(
      ([payment_id, received_at]): Event =>
        ({
          contract: 'payment',
          payment_id,
          billing_account_id: 'joins',
          received_at,
          amount: '5',
          currency: 'EUR',
        }) as Event,
    ),
    call('first', { subscription_id: 'S-top', started_at: '2026-01-02T12:00:00Z', service: 'sms', messages: 1 }),
    call('last', { subscription_id: 'S-top', started_at: '2026-02-20T12:00:00Z', service: 'sms', messages: 1 }),
  ])
}, 240_000)

const sections = (payer: string, from = '2026-01-01') =>
  ask(`SELECT account_id AS account, toString(s.net) AS net, s.state AS state, s.reason AS reason FROM billing.bill_section AS s
    INNER JOIN billing.customer_bill AS b ON b.bill_id = s.bill_id
    WHERE s.billing_account_id = '${payer}' AND b.period_from = '${from}' ORDER BY account`)
const on = (account: string, net: string) => ({ account, net, state: 'on the bill', reason: '' })

test('the top of a hierarchy has one bill with a section for each account, whoever pays on the last day', async () => {
  expect(await sections('top')).toEqual([
    on('city', '31'),
    { account: 'dollars', net: '0', state: 'left out', reason: 'other currency' },
    on('joins', '31'),
    on('leaves the day after', '31'),
    on('shop', '31'),
    on('top', '31'),
  ])
  expect(await sections('region')).toEqual([])
  expect(await sections('leaves')).toEqual([on('leaves', '31')])
  expect(await sections('leaves on the last day')).toEqual([on('leaves on the last day', '31')])
  // February has 28 days: 31 a month all the same.
  expect(await sections('leaves the day after', '2026-02-01')).toEqual([on('leaves the day after', '31')])
  expect(await sections('joins')).toEqual([])
})

test('a child has no bill and no receivable; what it pays is its payer’s from the day it has one', async () => {
  expect(
    await ask(`SELECT billing_account_id AS account, kind, toString(amount) AS amount, toString(posted_on) AS day
      FROM receivables.posting WHERE billing_account_id = 'joins' OR document_id IN ('P-1', 'P-2') ORDER BY day`),
  ).toEqual([
    { account: 'joins', kind: 'payment', amount: '-5', day: '2026-01-10' },
    { account: 'top', kind: 'payment', amount: '-5', day: '2026-02-10' },
  ])
})

test('a move to a payer of another cycle makes one period that ends on the new cycle day', async () => {
  expect(
    await ask(`SELECT toString(period_from) AS f, toString(period_to) AS t, payer_account_id AS payer FROM billing.account_period
      WHERE billing_account_id = 'moves' AND closed ORDER BY f`),
  ).toEqual([
    { f: '2026-01-01', t: '2026-02-01', payer: 'moves' },
    { f: '2026-02-01', t: '2026-02-15', payer: 'fifteen' },
  ])
})

test('what cannot be consolidated pays for itself and is found', async () => {
  expect(await sections('orphan')).toEqual([on('orphan', '31')])
  expect(await sections('chicken')).toEqual([
    on('chicken', '31'),
    { account: 'egg', net: '0', state: 'left out', reason: 'circle' },
  ])
  expect(
    await ask(
      'SELECT finding, billing_account_id AS account, subject FROM billing.finding ORDER BY finding, account, subject',
    ),
  ).toEqual([
    {
      finding: 'charges in another currency than the account',
      account: 'euros',
      subject: 'euros/2026-01-01/USD',
    },
    {
      finding: 'charges in another currency than the account',
      account: 'euros',
      subject: 'euros/2026-02-01/USD',
    },
    { finding: 'circle of payers', account: 'chicken', subject: 'egg' },
    { finding: 'circle of payers', account: 'egg', subject: 'chicken' },
    { finding: 'payer has another currency', account: 'dollars', subject: 'top' },
    { finding: 'payer is billed by several legal entities', account: 'two sellers', subject: '2026-01-01' },
    { finding: 'payer is billed by several legal entities', account: 'two sellers', subject: '2026-02-01' },
    { finding: 'unknown payer', account: 'orphan', subject: 'nobody' },
  ])
  // Each legal entity has a bill of its own.
  expect(
    await ask(`SELECT legal_entity_id AS entity, toString(net) AS net FROM billing.draft_bill
      WHERE billing_account_id = 'two sellers' AND period_from = '2026-01-01' ORDER BY entity`),
  ).toEqual([
    { entity: '', net: '31' },
    { entity: 'other', net: '31' },
  ])
})

test('the payer’s exemption holds for what it pays', async () => {
  expect(
    await ask(`SELECT toString(net) AS net, toString(tax) AS tax FROM billing.draft_bill
      WHERE billing_account_id = 'exempt' AND period_from = '2026-01-01'`),
  ).toEqual([{ net: '62', tax: '0' }])
})

test('a thousand children close at once into one numbered bill', async () => {
  await issueBills(warehouse, { prefix, cycle: '2026-02-01' })
  const bills = await warehouse.rows(
    `SELECT toString(net) AS net, toString(tax) AS tax, toUInt32(lines) AS lines FROM ${prefix}issued.bill WHERE billing_account_id LIKE 'parent' OR billing_account_id LIKE 'child %'`,
  )
  // 1,001 x 31.00 and 10 % of the sum.
  expect(bills).toEqual([{ net: '31031', tax: '3103.1', lines: 1_001 }])
}, 60_000)
