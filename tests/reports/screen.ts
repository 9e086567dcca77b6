import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const SETTLED = `document.querySelector('.animate-pulse') === null && !/Loading\\.\\.\\.|SELECT NULL/.test(document.body.innerText)`

/** Waits until the page's queries have answered: nothing says "Loading" and no chart is a grey box any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(SETTLED)
}

/** For a page on a busy machine. */
const PATIENCE = { timeout: 20_000 }

/** Waits for a card to show a figure. */
export async function expectCard(page: Page, title: string, expected: string): Promise<void> {
  const card = page.locator('.cards > *').filter({ has: page.getByText(title, { exact: true }) })
  await expect.poll(async () => linesOf(await card.allInnerTexts()), PATIENCE).toContain(expected)
}

const linesOf = (texts: readonly string[]) => texts.flatMap((text) => text.split('\n').map((line) => line.trim()))

/** Chooses in a dashboard's drop-down list by what it shows now. */
export async function choose(page: Page, shown: string, option: string): Promise<void> {
  await page.getByRole('combobox').filter({ hasText: shown }).first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.keyboard.press('Escape')
}

/** Waits for the table that follows a heading to have a row with these cells. */
export async function expectRow(page: Page, heading: string, cells: readonly string[]): Promise<void> {
  const table = page.getByRole('heading', { name: heading, exact: true }).locator('xpath=following::table[1]')
  await expect.poll(() => cellsOf(table), PATIENCE).toContainEqual(expect.arrayContaining([...cells]))
}

/** The cells of a table, row by row. */
export async function cellsOf(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tr').all()
  const cells = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
  return cells.map((row) => row.map((text) => text.trim()))
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A figure without decimals, as pages show it; takes what ClickHouse answers. */
export const asWhole = (figure: string | number) => whole.format(Number(figure))
export const asCents = (figure: string | number) => cents.format(Number(figure))
export const asPercent = (share: string | number, digits: number) => `${(100 * Number(share)).toFixed(digits)}%`
