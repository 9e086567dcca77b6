import { expect, it } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models, reconciliations } from '../../../models/prepaid/index.ts'
import { balanceFacts } from '../../../operations/rating/explain/balance-facts.ts'
import { asking } from '../../../operations/rating/trial.ts'
import { inOrder } from '../customers/given.ts'
import { account, call, givenModels, line, offering, prefix, rate } from '../given_events.ts'

const { build, warehouse, prefix: databases } = givenModels(inOrder(models), reconciliations)

const balance = (id: string, more: object = {}) =>
  ({ contract: 'catalogue_balance', offering_id: 'plan', balance_id: id, ...more }) as Event
const recharge = (id: string, line: string, at: string, amount: string) =>
  ({ contract: 'recharge', recharge_id: id, subscription_id: line, recharged_at: at, amount, currency: 'EUR' }) as Event
const booked = (id: string, movement: string, amount: string, at: string, event?: string) =>
  ({
    ...{ contract: 'balance_movement', movement_id: id, subscription_id: 'OCS', moved_at: at, movement, amount },
    ...{ currency: 'EUR', ...(event === undefined ? {} : { event_id: event }) },
  }) as Event

it('lands, drives balances by the charging system where it debits and by rating elsewhere, and reconciles', async () => {
  const prepaid = { type: 'mobile prepaid' } as const
  const checks = await build([
    account({ time_zone: 'UTC' }),
    offering(prepaid),
    prefix('49'),
    rate({ zone: '49', rate: '0.60' }),
    line({ ...prepaid, subscription_id: 'OWN' }),
    line({ ...prepaid, subscription_id: 'OCS' }),
    balance('main', { expires_after_days: 30, maximum_debt: '1' }),
    balance('bonus', { kind: 'bonus', priority: 0, expires_after_days: 5 }),
    {
      ...{ contract: 'catalogue_top_up', offering_id: 'plan', kind: 'bonus', top_up_id: 'ten', balance_id: 'bonus' },
      percentage: '10',
    } as Event,
    recharge('R1', 'OWN', '2026-01-02T00:00:00Z', '5'),
    recharge('R2', 'OWN', '2025-01-02T00:00:00Z', '5'),
    recharge('R3', 'OCS', '2026-01-02T00:00:00Z', '5'),
    call('o1', { subscription_id: 'OWN', started_at: '2026-01-03T00:00:00Z' }),
    call('o2', { subscription_id: 'OWN', started_at: '2026-01-20T00:00:00Z', duration_s: 120 }),
    booked('m1', 'recharge', '5', '2026-01-02T00:00:00Z', 'R3'),
    // Booked when the call has ended, which begins before the first debit of the line.
    booked('m2', 'usage', '-0.6', '2026-01-03T00:01:00Z', 'c1'),
    booked('m3', 'usage', '-0.5', '2026-01-04T00:00:00Z', 'c2'),
    call('c0', { subscription_id: 'OCS', started_at: '2026-01-02T12:00:00Z' }),
    call('c1', { subscription_id: 'OCS', started_at: '2026-01-03T00:00:00Z' }),
    call('c2', { subscription_id: 'OCS', started_at: '2026-01-04T00:00:00Z' }),
  ])
  expect(checks.filter(({ status }) => status === 'failed' || status === 'error')).toEqual([])
  const ask = (sql: string) =>
    warehouse.rows<Record<string, string>>(sql.replaceAll('prepaid.', `${databases}prepaid.`))
  expect(
    await ask(`SELECT balance_id, movement, toString(amount) AS amount, toString(balance_after) AS after
      FROM prepaid.movement WHERE subscription_id = 'OWN' ORDER BY moved_at, rank, movement_id, balance_id`),
  ).toEqual([
    // A year before: its month of validity is over, as is that of its bonus.
    { balance_id: 'main', movement: 'recharge', amount: '5', after: '5' },
    { balance_id: 'bonus', movement: 'bonus', amount: '0.5', after: '0.5' },
    { balance_id: 'bonus', movement: 'expiry', amount: '-0.5', after: '0' },
    { balance_id: 'main', movement: 'expiry', amount: '-5', after: '0' },
    { balance_id: 'main', movement: 'recharge', amount: '5', after: '5' },
    { balance_id: 'bonus', movement: 'bonus', amount: '0.5', after: '0.5' },
    // What is lost first is used first: all of the bonus, and the rest of the call from main.
    { balance_id: 'bonus', movement: 'usage', amount: '-0.5', after: '0' },
    { balance_id: 'main', movement: 'usage', amount: '-0.1', after: '4.9' },
    { balance_id: 'main', movement: 'usage', amount: '-1.2', after: '3.7' },
  ])
  expect(
    await ask(`SELECT balance_id, toString(balance) AS balance FROM prepaid.balance_now
      WHERE subscription_id = 'OCS' ORDER BY balance_id`),
  ).toEqual([{ balance_id: 'main', balance: '3.9' }])
  expect(
    await ask('SELECT event_id, finding, toString(difference) AS difference FROM prepaid.debit_difference'),
  ).toEqual([{ event_id: 'c2', finding: 'amount differs', difference: '-0.1' }])
  expect(
    await ask(`SELECT toString(day) AS day, toString(opening) AS opening, toString(closing) AS closing
      FROM prepaid.roll_forward WHERE kind = 'cash' AND day >= '2026-01-01' ORDER BY day`),
  ).toEqual([
    { day: '2026-01-02', opening: '0', closing: '10' },
    { day: '2026-01-03', opening: '10', closing: '9.3' },
    { day: '2026-01-04', opening: '9.3', closing: '8.8' },
    { day: '2026-01-20', opening: '8.8', closing: '7.6' },
  ])
  const facts = await balanceFacts(
    asking(warehouse, (model) => `${databases}${model}`),
    (column) => `${column} IN ('o1', 'c2')`,
  )
  const taken = (id: string) =>
    facts.get(id)?.balances.map((one) => [one.driven_by, one.taken, one.currency, one.balance])
  expect(taken('o1')).toEqual([
    ['rating', '0.5', 'EUR', 'bonus'],
    ['rating', '0.1', 'EUR', 'main'],
  ])
  expect(taken('c2')).toEqual([['charging system', '0.5', 'EUR', 'main']])
})
