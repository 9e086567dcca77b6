import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { buildReports, type ReportServer, serveReports } from '../../cli/reports/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { startBrowser, type Watched, watchedPage } from './browser.ts'
import { fillMarts } from './marts.ts'
import { asCents, asPercent, asWhole, cellsOf, choose, expectCard, expectRow, settled } from './screen.ts'

// Installing takes about half a minute, building one to two minutes, both with every core of a small machine.
const BUILD_MS = 600_000

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const out = temporaryFolder('reports')
const build = (dataVersion: string, onProgress: (line: string) => void = () => {}) =>
  buildReports({ url: inject('clickhouseUrl'), prefix, dataVersion, out, onProgress })
let server: ReportServer
let browser: Browser

beforeAll(async () => {
  vi.stubEnv('VITEST', undefined) // Svelte's compiler would build for a test instead of a reader
  await fillMarts(warehouse, prefix)
  browser = await startBrowser()
  const built = await build('first')
  expect(built).toMatchObject({ dashboards: 'built', notebooks: 'built' })
  server = await serveReports({ dir: out, port: 0 })
}, BUILD_MS)

afterAll(async () => {
  vi.unstubAllEnvs()
  await browser?.close()
  await server?.close()
  rmSync(out, { recursive: true, force: true })
})

/** The only row of a query over a mart folder. */
async function ask(sql: string): Promise<Record<string, string>> {
  const [row] = await warehouse.rows<Record<string, string>>(sql.replaceAll('{p}', prefix))
  return row!
}

/** Shows a page, lets `look` judge it, and demands that it stayed on this machine and met no error. */
async function visit(path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const watched: Watched = await watchedPage(browser, server.url)
  try {
    await watched.page.goto(server.url + path)
    await settled(watched.page)
    await look(watched.page)
    expect(watched.outside).toEqual([])
    expect(watched.errors).toEqual([])
  } finally {
    await watched.page.close()
  }
}

const asOf = `select trim(formatDateTime(as_of_day, '%e %M %Y', 'UTC')) as day from {p}staging.clock`

describe('reports over the marts', () => {
  it('are not built again for the same data and pages', async () => {
    const lines: string[] = []
    expect(await build('first', (line) => lines.push(line))).toEqual({
      dashboards: 'unchanged',
      notebooks: 'unchanged',
      seconds: 0,
    })
    expect(lines).toEqual([])
  })

  it('stop when told, leaving what stood there', async () => {
    const stop = new AbortController()
    const onProgress = () => void setTimeout(() => stop.abort(new Error('enough')), 300)
    const options = { url: inject('clickhouseUrl'), prefix, out, onProgress, signal: stop.signal }
    await expect(buildReports({ ...options, dataVersion: 'second' })).rejects.toThrow('enough')
    expect((await fetch(`${server.url}/notebooks/retention.html`)).status).toBe(200)
    expect(await build('first')).toMatchObject({ notebooks: 'unchanged' })
  })

  it('say which query failed, in ClickHouse’s words, when a mart is not there', async () => {
    const options = { url: inject('clickhouseUrl'), prefix: 'nowhere__', out, onProgress: () => {} }
    const building = buildReports({ ...options, dataVersion: 'second' })
    await expect(building).rejects.toThrow(/retention\.html: Database nowhere__\w+ does not exist/)
  })

  it('show on the overview what there is and how old it is', async () => {
    const { day } = await ask(asOf)
    const base = await ask(`select closing, churn_rate from {p}customers.churn_monthly order by month desc limit 1`)
    const usage = await ask(`select sum(events) as events from {p}finance.data_status where contract = 'usage'`)
    await visit('/dashboards/', async (page) => {
      expect(await page.getByTestId('as-of').textContent()).toContain(day!)
      await expectCard(page, 'Lines in the base', asWhole(base.closing!))
      await expectCard(page, 'Churn rate', asPercent(base.churn_rate!, 2))
      await expectRow(page, 'What the figures rest on', ['usage', asWhole(usage.events!)])
      await page.getByRole('link', { name: 'Retention notebook' }).click()
      await page.getByRole('heading', { name: 'Survival and retention' }).waitFor()
    })
  })

  it('show finance what ClickHouse answers, also for one type of line', async () => {
    const { currency } = await ask(
      `select currency from {p}finance.revenue_monthly group by currency order by count() desc, currency limit 1`,
    )
    const revenue = (where: string) =>
      ask(
        `select sum(net) as net from {p}finance.revenue_monthly where currency = '${currency}' and month = (select last_month from {p}staging.clock) and ${where}`,
      )
    const owed = await ask(`select sum(amount) as amount from {p}receivables.ageing where currency = '${currency}'`)
    const first = await ask(
      `select rank, billing_account_id, overdue from {p}receivables.collection_list where currency = '${currency}' order by day desc, rank limit 1`,
    )
    const rated =
      await ask(`select sum(r.events) as events, sum(r.amount) as amount from {p}finance.revenue_reconciliation as r
      where month = (select last_month from {p}staging.clock) and currency = '${currency}' and stage = 'rated'`)
    await visit('/dashboards/finance', async (page) => {
      await expectCard(page, 'Revenue last month', asWhole((await revenue('1')).net!))
      await expectCard(page, 'Receivables', asWhole(owed.amount!))
      await expectRow(page, 'Ageing', ['All', asCents(owed.amount!)])
      await expectRow(page, 'Collection list', [String(first.rank), first.billing_account_id!, asCents(first.overdue!)])
      await expectRow(page, 'From landed event to invoice', ['rated', asWhole(rated.events!), asCents(rated.amount!)])
      await choose(page, 'All types', 'mobile postpaid')
      await expectCard(page, 'Revenue last month', asWhole((await revenue(`type = 'mobile postpaid'`)).net!))
    })
  })

  it('show marketing the base, who leaves and who is at risk, also for one segment', async () => {
    const figures = async (where: string) => ({
      base: await ask(
        `select sum(closing) as lines from {p}customers.base_daily where day = (select max(day) from {p}customers.base_daily) and ${where}`,
      ),
      risk: await ask(`select count() as lines from {p}marketing.at_risk where band = 'high' and ${where}`),
      reason: await ask(
        `select reason, sum(leavers) as lost from {p}customers.leaver where ${where} group by reason order by lost desc, reason limit 1`,
      ),
    })
    const all = await figures('1')
    const consumers = await figures(`segment = 'consumer'`)
    await visit('/dashboards/marketing', async (page) => {
      await expectCard(page, 'Lines in the base', asWhole(all.base.lines!))
      await expectCard(page, 'At high risk', asWhole(all.risk.lines!))
      await expectRow(page, 'Who leaves and why', [all.reason.reason!, asWhole(all.reason.lost!)])
      await choose(page, 'All segments', 'consumer')
      await expectCard(page, 'Lines in the base', asWhole(consumers.base.lines!))
      await expectCard(page, 'At high risk', asWhole(consumers.risk.lines!))
      await expectRow(page, 'Who leaves and why', [consumers.reason.reason!, asWhole(consumers.reason.lost!)])
    })
  })

  it('show analysts churn by month, and split as they choose', async () => {
    const churn = await ask(
      `select churn_rate, churn_rate_opening from {p}customers.churn_monthly order by month desc limit 1`,
    )
    const share = await ask(
      `select sum(churned) / sum(customers) as share from {p}customers.churned_share where dimension = 'all'`,
    )
    const by = (dimension: string, value: string) =>
      ask(`select sum(terminations) as lost, sum(terminations) / toFloat64(sum(average_base)) as rate from {p}customers.churn_monthly_by
        where dimension = '${dimension}' and value = '${value}'`)
    const prepaid = await by('type', 'mobile prepaid')
    const monthly = await by('contract', '0')
    await visit('/dashboards/analyst', async (page) => {
      await expectCard(page, 'Churn rate', asPercent(churn.churn_rate!, 2))
      await expectCard(page, 'On the opening base', asPercent(churn.churn_rate_opening!, 2))
      await expectCard(page, 'Churned share', asPercent(share.share!, 3))
      const shown = (value: string, { lost, rate }: Record<string, string>) =>
        expectRow(page, 'Churn by month', [value, asWhole(lost!), asPercent(rate!, 2)])
      await shown('mobile prepaid', prepaid)
      await page.getByRole('button', { name: 'contract', exact: true }).click()
      await shown('month to month', monthly)
    })
  })

  it('draw survival and retention in the notebook, for all lines and for one type', async () => {
    const { day } = await ask(asOf)
    // The product limit as ClickHouse multiplies it: a second opinion on the notebook's own arithmetic.
    const after12 = (where: string) =>
      ask(`with months as (select tenure_months as month, sum(s.lost) as lost, sum(s.lost + s.censored) as ended from {p}customers.survival as s where ${where} group by month),
        risk as (select month, lost, sum(ended) over (order by month desc) as at_risk from months)
        select max(at_risk) as lines, exp(sumIf(log(1 - lost / at_risk), month <= 12)) as survival from risk`)
    const row = async (where: string) => {
      const { lines, survival } = await after12(where)
      return [asWhole(lines!), `${(100 * Number(survival)).toFixed(1)} %`]
    }
    await visit('/notebooks/retention.html', async (page) => {
      const table = page.getByTestId('survival')
      const lastRow = async () => {
        const [, lines, , twelve] = (await cellsOf(table)).at(-1)!
        return [lines, twelve]
      }
      await table.waitFor()
      await page.getByText(`Figures as of ${day}`).waitFor()
      expect(await lastRow()).toEqual(await row('1'))
      expect(await page.locator('svg[class^=plot] path').count()).toBeGreaterThan(0)
      expect(await page.locator('svg[class^=plot] rect').count()).toBeGreaterThan(0)
      await page.getByLabel('Type', { exact: true }).selectOption('mobile postpaid')
      const expected = await row(`type = 'mobile postpaid'`)
      await expect.poll(lastRow, { timeout: 20_000 }).toEqual(expected)
    })
  })
})
