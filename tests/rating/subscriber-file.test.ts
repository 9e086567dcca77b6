import { expect, test } from 'vitest'
import { loadCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { subscriberFile, withAccounts } from '../../operations/rating/subscriber-file.ts'

const { catalogue } = loadCatalogue('samples/catalogues/mobile.yaml')
const defaults = { offering: undefined, timeZone: 'UTC', cycleDay: 1, start: '2000-01-01T00:00:00.000Z' }
const read = (...values: Readonly<Record<string, string>>[]) => {
  const records = values.map((value, i) => ({ file: 'lines.csv', line: i + 2, value }))
  const { subscribers, accounts } = subscriberFile(records, catalogue, defaults)
  return withAccounts(subscribers, accounts)
}

test('a later record keeps what it leaves out, and an account has what any of its lines says', () => {
  const lines = read(
    {
      subscription_id: 'S-1',
      offering_id: 'mobile-20',
      billing_account_id: 'A',
      time_zone: 'Europe/Berlin',
      number: '49',
    },
    { subscription_id: 'S-1', from: '2026-03-10', status: 'suspended' },
    { subscription_id: 'S-1', offering_id: 'prepaid', from: '2026-04-01', to: '2026-06-01' },
    { subscription_id: 'S-2', offering_id: 'prepaid', billing_account_id: 'A', cycle_day: '15' },
  )
  expect(
    lines.map((one) => [one.subscription_id, one.offering_id, one.status, one.from.slice(0, 10), one.number]),
  ).toEqual([
    ['S-1', 'mobile-20', 'active', '2000-01-01', '49'],
    ['S-1', 'mobile-20', 'suspended', '2026-03-10', '49'],
    ['S-1', 'prepaid', 'active', '2026-04-01', '49'],
    ['S-1', 'prepaid', 'terminated', '2026-06-01', '49'],
    ['S-2', 'prepaid', 'active', '2000-01-01', undefined],
  ])
  for (const one of lines)
    expect(one).toMatchObject({ billing_account_id: 'A', time_zone: 'Europe/Berlin', cycle_day: 15 })
})

test('what is wrong is told with file, line and field', () => {
  const of =
    (...values: Readonly<Record<string, string>>[]) =>
    () =>
      read(...values)
  const line = { subscription_id: 'S-1', offering_id: 'prepaid' }
  expect(of({ offering_id: 'prepaid' })).toThrow(/lines\.csv:2: expected a subscription_id/)
  expect(of(line, { ...line, cycle_day: '32' })).toThrow(/lines\.csv:3: cycle_day is "32"/)
  expect(of({ ...line, time_zone: 'Mars' })).toThrow(/lines\.csv:2: time_zone is "Mars"/)
  for (const from of ['soon', '2026-02-30', 'March 5', '2026-03-05T10:00', '0026-01-01']) {
    expect(of({ ...line, from })).toThrow(`lines.csv:2: "${from}" is no instant from 1970`)
  }
  expect(of({ ...line, from: '2026-03-05', to: '2026-03-05' })).toThrow(/lines\.csv:2: to, .* is not after from/)
  expect(of({ ...line, from: '2026-03-05' }, { ...line, from: '2026-03-05T00:00:00Z', status: 'suspended' })).toThrow(
    'lines.csv:3: from: S-1 has a record from 2026-03-05T00:00:00.000Z already (lines.csv:2)',
  )
  expect(of({ ...line, offering_id: 'prepayd' })).toThrow(/lines\.csv:2: the catalogue has no offering "prepayd"/)
  expect(of({ ...line, cycle_day: '1' }, { ...line, cycle_day: '2' })).toThrow(
    /lines\.csv:3: account A-S-1 has cycle_day 1 and 2/,
  )
})
