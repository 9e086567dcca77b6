import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isEqual, sum } from '../../../documents/exact.ts'
import { accountEvents } from '../../../ingest/accounts/events.ts'
import { loadAccounts } from '../../../ingest/accounts/load_accounts.ts'
import { catalogueEvents } from '../../../ingest/catalogue/events.ts'
import { loadCatalogue } from '../../../ingest/catalogue/load_catalogue.ts'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing } from '../../../models/billing/index.ts'
import { models as network } from '../../../models/network/index.ts'
import { models as prepaid } from '../../../models/prepaid/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { issueDue } from '../../../operations/billing/issue-due.ts'
import { givenModels } from '../../models/given_events.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { randomOperator } from './random-accounts.ts'

const SEED = Number(process.env.TRUNKLINE_SEED ?? 20_260_201)
const { build, warehouse, prefix } = givenModels([...staging, ...prepaid, ...rating, ...billing, ...network])
const folder = temporaryFolder('random-accounts')
afterAll(() => rmSync(folder, { recursive: true }))

interface Said {
  readonly bills: readonly Row[]
  readonly lines: readonly Row[]
  readonly taxes: readonly Row[]
}
type Row = Readonly<Record<string, string>>

/** What the databases say of bills, in an order that does not depend on numbers. */
async function said(of: { bills: string; lines: string; taxes: string }): Promise<Said> {
  const rows = (columns: string, table: string, order: string) =>
    warehouse.rows<Row>(`SELECT ${columns} FROM ${prefix}${table} ORDER BY ${order}`)
  const bill = 'bill_id, billing_account_id, customer_id, legal_entity_id, currency'
  const money = (names: readonly string[]) => names.map((name) => `toString(${name}) AS ${name}`).join(', ')
  return {
    bills: await rows(
      `${bill}, ${money(['period_from', 'period_to', 'bill_date', 'due_date', 'net', 'tax', 'gross', 'lines'])}`,
      of.bills,
      'bill_id',
    ),
    lines: await rows(
      `bill_id, ${money(['line_number', 'period_from', 'period_to', 'quantity', 'net', 'tax_rate', 'rated_amount'])},
       charged_account_id, customer_id, ifNull(subscription_id, '') AS subscription_id, category, service, description, charge_id,
       tax_id, tax_category, currency, corrects_bill`,
      of.lines,
      'bill_id, toUInt64(line_number)',
    ),
    taxes: await rows(
      `bill_id, tax_category, tax_name, currency, ${money(['tax_rate', 'net', 'tax'])}`,
      of.taxes,
      'bill_id, tax_category, tax_rate, tax_name',
    ),
  }
}
const drafts = { bills: 'billing.draft_bill', lines: 'billing.unissued_line', taxes: 'billing.draft_tax' }
const stored = { bills: 'issued.bill', lines: 'issued.bill_line', taxes: 'issued.bill_tax' }

let draft: Said
beforeAll(async () => {
  const { catalogue, accounts, usage } = randomOperator(SEED, { accounts: 150, from: '2026-01-01', days: 120 })
  const file = (name: string, value: object) => {
    writeFileSync(join(folder, name), JSON.stringify(value))
    return join(folder, name)
  }
  const loaded = loadCatalogue(file('catalogue', catalogue)).catalogue
  await build([
    ...catalogueEvents(loaded),
    ...accountEvents(loadAccounts(file('accounts', accounts), loaded), loaded),
    ...usage.map((of) => ({ contract: 'usage', ...of }) as unknown as Event),
  ])
  draft = await said(drafts)
}, 120_000)

test('a bill is the sum of its lines, its taxes are those of its groups, and nothing is lost between them', () => {
  expect(draft.bills.length).toBeGreaterThan(300)
  const of = (rows: readonly Row[], bill: string, column: string) =>
    rows.filter(({ bill_id }) => bill_id === bill).map((row) => row[column]!)
  const wrong = draft.bills.filter(
    ({ bill_id, net, tax, gross, lines }) =>
      !isEqual(net!, sum(['0', ...of(draft.lines, bill_id!, 'net')])) ||
      !isEqual(tax!, sum(['0', ...of(draft.taxes, bill_id!, 'tax')])) ||
      !isEqual(gross!, sum([net!, tax!])) ||
      Number(lines) !== of(draft.lines, bill_id!, 'net').length,
  )
  expect(wrong).toEqual([])
})

test('what is issued is what was drafted, once, and under the same hash again', async () => {
  const issue = () => issueDue(warehouse, { prefix, choice: {} })
  const sets = await issue()
  expect(sets.reduce((bills, set) => bills + set.bills, 0)).toBe(draft.bills.length)
  expect(await said(stored)).toEqual(draft)
  const hashed = await warehouse.rows<Row>(`SELECT bill_id, content_hash FROM ${prefix}issued.bill ORDER BY bill_id`)
  expect(new Set(hashed.map(({ content_hash }) => content_hash)).size).toBe(hashed.length)
  expect(await issue()).toEqual([])
  await warehouse.command(`RENAME DATABASE ${prefix}issued TO ${prefix}first`)
  const again = await issueDue(warehouse, { prefix, choice: { cycle: '2026-02-01' } })
  expect(again.map(({ hash }) => hash)).toEqual(
    sets.filter(({ cycle }) => cycle === '2026-02-01').map(({ hash }) => hash),
  )
  await warehouse.command(`DROP DATABASE ${prefix}issued SYNC`)
  await warehouse.command(`RENAME DATABASE ${prefix}first TO ${prefix}issued`)
}, 200_000)
