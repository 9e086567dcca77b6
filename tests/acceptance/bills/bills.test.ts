import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sum } from '../../../documents/exact.ts'
import { loadAccounts } from '../../../ingest/accounts/load_accounts.ts'
import { loadCatalogue } from '../../../ingest/catalogue/load_catalogue.ts'
import { project } from '../../../models/index.ts'
import type { BillJson } from '../../../operations/billing/bill-json.ts'
import { simulateBills } from '../../../operations/billing/simulation/simulate.ts'
import type { Simulation } from '../../../operations/billing/simulation/simulated-bill.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { type BillCase, billSuites, type ExpectedBill, type Suite } from './case.ts'

const warehouse = testWarehouse()
const folder = temporaryFolder('bills')
afterAll(() => rmSync(folder, { recursive: true }))

const idOf = (index: number) => `c${index}-`
/** What begins with `$` is of the case alone. */
const own = <T>(of: T, index: number): T => JSON.parse(JSON.stringify(of).replaceAll('$', idOf(index)))
const day = (text: string) => new Date(`${text}T00:00:00Z`)

/** All cases of a suite in one catalogue and one file of accounts; YAML holds JSON. */
async function simulate({ name, from, to, cases }: Suite): Promise<Simulation> {
  const catalogueFile = join(folder, `catalogue-${name}`)
  writeFileSync(
    catalogueFile,
    JSON.stringify({
      taxes: cases.flatMap((of, index) => own(of.taxes ?? [], index)),
      legal_entities: cases.flatMap((of, index) => own(of.legal_entities ?? [], index)),
      coupons: cases.flatMap((of, index) => own(of.coupons ?? [], index)),
      offerings: cases.flatMap((of, index) =>
        Object.entries(own(of.plans, index)).map(([id, plan]) => ({
          id: id.startsWith(idOf(index)) ? id : `${idOf(index)}${id}`,
          name: 'Plan',
          currency: 'EUR',
          ...plan,
        })),
      ),
    }),
  )
  const { catalogue } = loadCatalogue(catalogueFile)
  const accountsFile = join(folder, `accounts-${name}`)
  writeFileSync(
    accountsFile,
    JSON.stringify({
      accounts: cases.flatMap((of, index) => [
        { id: idOf(index), ...own(of.account, index) },
        ...own(of.others ?? [], index),
      ]),
    }),
  )
  const usage = cases.flatMap((of, index) => own(of.usage ?? [], index))
  return simulateBills(warehouse, project, {
    catalogue,
    accounts: loadAccounts(accountsFile, catalogue),
    usage: usage.map((value, line) => ({ file: name, line: line + 1, value: { event_id: `e${line}`, ...value } })),
    span: { from: day(from), to: day(to) },
  })
}

function told(bill: BillJson, expected: ExpectedBill, open: string | undefined): ExpectedBill {
  const named = expected.lines?.some((line) => line.includes(' '))
  return {
    ...(expected.lines === undefined
      ? {}
      : { lines: bill.lines.map(({ charge, net }) => (named ? `${charge} ${net}` : net)).map(withoutId) }),
    ...(expected.net === undefined ? {} : { net: bill.net }),
    ...(expected.tax === undefined ? {} : { tax: bill.tax }),
    ...(expected.gross === undefined ? {} : { gross: bill.gross }),
    ...(expected.open === undefined ? {} : { open: open ?? 'no item' }),
    ...(expected.seller === undefined ? {} : { seller: withoutId(bill.legal_entity) }),
    ...(expected.taxes === undefined
      ? {}
      : {
          taxes: bill.taxes.map(({ category, percent, net, tax, name }) =>
            withoutId(`${category} ${percent} ${net} ${tax} ${name}`.trim()),
          ),
        }),
  }
}
const withoutId = (text: string) => text.replace(/c\d+-/, '$')

// Cases of other billers' suites, told in the public formats and billed by the code of `trunkline bill simulate`.
describe.each(billSuites().map((suite) => [suite.name, suite] as const))('%s', (_, suite) => {
  let answer: Simulation
  beforeAll(async () => {
    answer = await simulate(suite)
  }, 300_000)

  test('no use is rejected', () => {
    expect(answer.rejected).toEqual([])
  })

  test.each(suite.cases.map((of, index) => ({ ...of, index })))(
    '$origin',
    ({ index, bills = {}, charged = {}, deposits, notes, closing }: BillCase & { index: number }) => {
      const all = answer.bills.filter(({ account }) => account === idOf(index))
      const found = new Map(all.map((bill) => [bill.date, bill]))
      const open = new Map(answer.open_items.flatMap((item) => (item.kind === 'bill' ? [[item.bill, item.open]] : [])))
      const dates = Object.keys(bills)
      const seen = dates.map((date) => {
        const [expected, bill] = [bills[date]!, found.get(date)]
        return [
          date,
          bill === undefined
            ? 'none'
            : expected === 'none'
              ? `a bill over ${bill.net}`
              : told(bill, expected, open.get(bill.id)),
        ]
      })
      expect(Object.fromEntries(seen)).toEqual(bills)
      const upTo = Object.keys(charged).map((until) => [
        until,
        sum(['0', ...all.filter(({ date }) => date <= until).map(({ net }) => net)]),
      ])
      expect(Object.fromEntries(upTo)).toEqual(charged)
      if (deposits !== undefined) {
        const own = answer.deposits.filter(({ account }) => account === idOf(index))
        expect(own.map(({ charge, amount, taken, returned }) => `${charge} ${amount} ${taken} ${returned}`)).toEqual(
          deposits,
        )
      }
      const statement = answer.statements.find(({ account }) => account === idOf(index))
      if (notes !== undefined) expect(statement?.notes).toBe(notes)
      if (closing !== undefined) expect(statement?.closing).toBe(closing)
    },
  )
})
