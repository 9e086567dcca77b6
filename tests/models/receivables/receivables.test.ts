import { beforeAll, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as receivables, reconciliations } from '../../../models/receivables/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line, offering } from '../given_events.ts'

const { build, ask } = givenModels([...staging, ...rating, ...billing, ...receivables], reconciliations)

/** An account that is billed 100 a month without tax, from January on. */
const billed = (name: string, given: Parameters<typeof account>[0] = {}): Event[] => [
  account({ billing_account_id: name, time_zone: 'UTC', payment_terms_days: 0, ...given }),
  line({
    subscription_id: `S-${name}`,
    billing_account_id: name,
    offering_id: 'hundred',
    effective_at: '2026-01-01T00:00:00Z',
  }),
]
let payments = 0
const paid = (
  name: string,
  day: string,
  amount: string,
  kind: 'payment' | 'chargeback' | 'refund' = 'payment',
  currency = 'EUR',
): Event => ({
  contract: 'payment',
  payment_id: `P-${++payments}`,
  billing_account_id: name,
  received_at: `${day}T12:00:00Z`,
  kind,
  amount,
  currency,
})
const disputed = (
  name: string,
  amount: string,
  given: { status?: 'open' | 'rejected'; period_from?: string } = {},
): Event => ({
  contract: 'dispute',
  dispute_id: `D-${name}`,
  updated_at: '2026-03-20T12:00:00Z',
  billing_account_id: name,
  amount,
  currency: 'EUR',
  status: 'open',
  ...given,
})

/** A bill of January alone, of 100 of a currency, of which all but so much is paid. */
const owing = (currency: string, left: string, paidOf: string): Event[] => {
  const name = `${currency} ${left}`
  const of = { subscription_id: `S-${name}`, billing_account_id: name, offering_id: currency }
  return [
    account({ billing_account_id: name, time_zone: 'UTC', payment_terms_days: 0, currency }),
    line({ ...of, effective_at: '2026-01-01T00:00:00Z' }),
    line({ ...of, effective_at: '2026-02-01T00:00:00Z', status: 'terminated', status_reason: 'moved' }),
    paid(name, '2026-02-10', paidOf, 'payment', currency),
  ]
}

beforeAll(async () => {
  await build([
    ...['EUR', 'KWD', 'VND', 'GBP'].map((currency) =>
      offering({
        offering_id: currency,
        recurring_price: currency === 'VND' ? '100000' : '100',
        tax_rate: '0',
        currency,
      }),
    ),
    { contract: 'catalogue_currency', currency: 'GBP', decimals: 2, minimum_overdue: '20' },
    ...owing('EUR', '1.00', '99'),
    ...owing('EUR', '0.99', '99.01'),
    ...owing('KWD', '0.100', '99.9'),
    ...owing('KWD', '0.099', '99.901'),
    ...owing('VND', '100', '99900'),
    ...owing('VND', '99', '99901'),
    ...owing('GBP', '20.00', '80'),
    ...owing('GBP', '19.99', '80.01'),
    offering({ offering_id: 'hundred', recurring_price: '100', tax_rate: '0' }),
    offering({
      offering_id: 'dollars',
      recurring_price: '100',
      tax_rate: '0',
      currency: 'USD',
      valid_to: '2026-02-01T00:00:00Z',
    }),
    offering({
      offering_id: 'dollars',
      recurring_price: '120',
      tax_rate: '0',
      currency: 'USD',
      valid_from: '2026-02-01T00:00:00Z',
    }),
    offering({ tax_rate: '0', currency: 'USD' }),
    ...billed('oldest first'),
    paid('oldest first', '2026-02-10', '150'),
    ...billed('too much'),
    paid('too much', '2026-03-10', '350'),
    ...billed('charged back'),
    paid('charged back', '2026-02-10', '100'),
    paid('charged back', '2026-03-10', '100', 'chargeback'),
    ...billed('disputes one bill'),
    disputed('disputes one bill', '30', { period_from: '2026-02-01' }),
    ...billed('disputes the oldest'),
    disputed('disputes the oldest', '130'),
    ...billed('dispute rejected'),
    disputed('dispute rejected', '30', { period_from: '2026-02-01', status: 'rejected' }),
    ...[27, 28, 29, 30].flatMap((days) => billed(`due after ${days}`, { payment_terms_days: days })),
    account({ billing_account_id: 'dollars', time_zone: 'UTC', currency: 'USD' }),
    line({
      subscription_id: 'S-dollars',
      billing_account_id: 'dollars',
      offering_id: 'dollars',
      effective_at: '2026-01-01T00:00:00Z',
    }),
    paid('dollars', '2026-03-05', '150', 'payment', 'USD'),
    paid('dollars', '2026-03-09', '150', 'chargeback', 'USD'),
    paid('dollars', '2026-03-20', '10', 'payment', 'USD'),
    account({ billing_account_id: 'credited', time_zone: 'UTC', currency: 'USD' }),
    line({ subscription_id: 'S-credited', billing_account_id: 'credited' }),
    {
      contract: 'adjustment',
      adjustment_id: 'J-1',
      billing_account_id: 'credited',
      adjusted_at: '2026-02-10T12:00:00Z',
      amount: '-20',
      currency: 'USD',
      reason: 'goodwill',
    },
    account(),
    call('first', { started_at: '2026-01-05T12:00:00Z', direction: 'terminating' }),
  ])
}, 240_000)

const items = async (account: string) =>
  ask(`
    SELECT toString(period) AS period, toString(paid) AS paid, toString(open) AS open, toString(disputed) AS disputed, bucket
    FROM (SELECT *, bill_date - INTERVAL 1 MONTH AS period FROM receivables.open_item)
    WHERE billing_account_id = '${account}' ORDER BY due_date`)
const amounts = async (account: string) =>
  (await items(account)).map(({ paid, open, disputed }) => [paid, open, disputed].join(' '))

test('payments settle the oldest bills first, in part if need be', async () => {
  expect(await items('oldest first')).toEqual([
    { period: '2026-01-01', paid: '100', open: '0', disputed: '0', bucket: '31-60' },
    { period: '2026-02-01', paid: '50', open: '50', disputed: '0', bucket: '1-30' },
    { period: '2026-03-01', paid: '0', open: '100', disputed: '0', bucket: 'current' },
  ])
})

test('what is paid too much is unapplied credit, and a chargeback opens the bill again', async () => {
  expect(await amounts('too much')).toEqual(['100 0 0', '100 0 0', '100 0 0'])
  expect(
    await ask(`
      SELECT toString(unapplied) AS unapplied, toString(balance) AS balance FROM receivables.account_balance
      WHERE billing_account_id = 'too much'`),
  ).toEqual([{ unapplied: '50', balance: '-50' }])
  expect(await amounts('charged back')).toEqual(['0 100 0', '0 100 0', '0 100 0'])
})

test('a dispute takes its amount from its bill, or from the oldest; rejected, the bill resumes its age', async () => {
  expect(await amounts('disputes one bill')).toEqual(['0 100 0', '0 100 30', '0 100 0'])
  expect(await amounts('disputes the oldest')).toEqual(['0 100 100', '0 100 30', '0 100 0'])
  expect(await amounts('dispute rejected')).toEqual(['0 100 0', '0 100 0', '0 100 0'])
})

test('the due date is day 0, and 30 days past due are still the first bucket', async () => {
  const buckets = await ask(`
    SELECT toString(due_date) AS due, toInt32(days_past_due) AS days, bucket FROM receivables.open_item
    WHERE due_date IN ('2026-02-28', '2026-03-01', '2026-03-30', '2026-03-31') GROUP BY ALL ORDER BY due`)
  expect(buckets).toEqual([
    { due: '2026-02-28', days: 31, bucket: '31-60' },
    { due: '2026-03-01', days: 30, bucket: '1-30' },
    { due: '2026-03-30', days: 1, bucket: '1-30' },
    { due: '2026-03-31', days: 0, bucket: 'current' },
  ])
})

test('the month rolls forward: 100 + 120 - 20 - 150 + 150 charged back - 10 = 190', async () => {
  expect(
    await ask(`
      SELECT toString(opening) AS opening, toString(invoices) AS invoices, toString(credit_notes) AS credit_notes,
        toString(payments) AS payments, toString(chargebacks) AS chargebacks, toString(closing) AS closing
      FROM receivables.roll_forward WHERE currency = 'USD' AND month = '2026-03-01'`),
  ).toEqual([
    { opening: '100', invoices: '120', credit_notes: '-20', payments: '-160', chargebacks: '150', closing: '190' },
  ])
})

test('the collection list asks for what is undisputed and past due, the largest expected recovery first', async () => {
  const list = await ask(`
    SELECT billing_account_id AS account, toString(overdue) AS overdue, toInt32(days_past_due) AS days, step,
      toString(expected_recovery) AS expected
    FROM receivables.collection_list WHERE currency = 'EUR' ORDER BY rank`)
  expect(list.map(({ account }) => account)).not.toContain('too much')
  expect(list.slice(0, 4)).toEqual([
    { account: 'due after 28', overdue: '200', days: 30, step: 'all services barred', expected: '190' },
    { account: 'due after 29', overdue: '200', days: 29, step: 'outgoing barred', expected: '190' },
    { account: 'charged back', overdue: '200', days: 58, step: 'all services barred', expected: '160' },
    { account: 'dispute rejected', overdue: '200', days: 58, step: 'all services barred', expected: '160' },
  ])
})

test('what is worth a reminder is 100 minor units of a currency, or what the catalogue says', async () => {
  const { length } = await ask(
    `SELECT 1 FROM receivables.open_item WHERE match(billing_account_id, '^[A-Z]{3} ') AND open > 0`,
  )
  expect(length).toBe(8)
  expect(
    await ask(`SELECT billing_account_id AS account FROM receivables.collection_list
      WHERE match(billing_account_id, '^[A-Z]{3} ') ORDER BY account`),
  ).toEqual(['EUR 1.00', 'GBP 20.00', 'KWD 0.100', 'VND 100'].map((account) => ({ account })))
})
