import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { project } from '../../../models/index.ts'
import { manifestOf } from '../../../transforms/docs/manifest.ts'
import type { ColumnTypes } from '../../../transforms/docs/reference.ts'
import { layoutAround } from '../../../transforms/docs/site/layout.ts'
import { docsSite } from '../../../transforms/docs/site/site.ts'
import { model } from '../../../transforms/project/model.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { startBrowser, watchedPage } from '../../reports/browser.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { calls } from '../shop.ts'

const folder = temporaryFolder('docs')
const columns = join(import.meta.dirname, '..', '..', 'golden', 'columns.json')
const types = JSON.parse(readFileSync(columns, 'utf8')) as ColumnTypes
const files = docsSite(manifestOf(project, { types }))
const base = pathToFileURL(`${folder}/`).href
let browser: Browser

beforeAll(async () => {
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

describe('the documentation site', () => {
  it('has a page for every model and source, and no link that leads nowhere', () => {
    for (const name of [...project.graph.models.keys()]) expect(files.has(`models/${name}.html`), name).toBe(true)
    for (const name of [...project.graph.sources.keys()]) expect(files.has(`sources/${name}.html`), name).toBe(true)
    for (const [name, html] of files) {
      if (!name.endsWith('.html')) continue
      for (const [, href] of html.matchAll(/href="([^"#]+)(?:#[^"]*)?"/g)) {
        if (href!.startsWith('data:')) continue
        expect(existsSync(join(folder, dirname(name), href!)), `${name} -> ${href}`).toBe(true)
      }
    }
  })

  it('is clicked through from a model to its parent, opened from a file, without network or errors', async () => {
    const { page, outside, errors } = await watchedPage(browser, 'file://')
    await page.goto(`${base}index.html`)
    await page.getByRole('link', { name: 'receivables.ageing', exact: true }).first().click()
    await expect.poll(() => page.locator('h1').textContent()).toBe('receivables.ageing')
    await page.locator('svg a', { hasText: 'receivables.open_item' }).click()
    await expect.poll(() => page.locator('h1').textContent()).toBe('receivables.open_item')
    expect(await page.locator('svg .center text').textContent()).toBe('receivables.open_item')
    expect({ outside, errors }).toEqual({ outside: [], errors: [] })
    await page.close()
  })

  it('shows the model itself in a graph that is wider than the page', async () => {
    const { page, errors } = await watchedPage(browser, 'file://')
    await page.setViewportSize({ width: 700, height: 900 })
    await page.goto(`${base}models/rating.rated_usage.html`)
    const box = (await page.locator('svg .center rect').boundingBox())!
    expect(box.x).toBeGreaterThan(0)
    expect(box.x + box.width).toBeLessThan(700)
    expect(await page.evaluate('scrollY')).toBe(0)
    expect(errors).toEqual([])
    await page.close()
  })

  it('finds a column by keyboard alone and stands at it', async () => {
    const { page, errors } = await watchedPage(browser, 'file://')
    await page.goto(`${base}index.html`)
    await page.keyboard.press('/')
    await page.keyboard.type('churn_rate_opening')
    await expect.poll(() => page.locator('#found li').count()).toBeGreaterThan(1)
    const second = await page.locator('#found li').nth(1).textContent()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#found [aria-selected=true]').textContent()).toBe(second)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toMatch(/models\/customers\.\w+\.html#churn_rate_opening$/)
    expect(second!.startsWith(`${await page.locator('h1').textContent()}.churn_rate_opening`)).toBe(true)
    expect(errors).toEqual([])
    await page.close()
  })

  it('is light or dark as the reader says, on the next page too', async () => {
    const { page } = await watchedPage(browser, 'file://')
    const back = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${base}index.html`)
    expect(await back()).toBe('rgb(20, 23, 26)')
    await page.locator('#theme').click()
    expect(await back()).toBe('rgb(255, 255, 255)')
    await page.goto(`${base}models/receivables.ageing.html`)
    expect(await back()).toBe('rgb(255, 255, 255)')
    await page.close()
  })

  it('tells how the last run ended, and when what is shown was built', () => {
    const run = { run: 7, status: 'killed', selection: 'billing/', startedAt: '2026-01-02T03:04:05.678Z' } as const
    const published = { run: 6, kind: 'table', builtAt: '2026-01-01T03:04:05.678Z', rows: 1234, seconds: 0.5 } as const
    const status = [{ model: 'receivables.ageing', ...published }]
    const told = docsSite(manifestOf(project, { types, status, run: { ...run, seconds: 0, error: 'lost the server' } }))
    expect(told.get('index.html')).toContain(
      'Last run: 7 (billing/), killed, begun 2026-01-02 03:04 UTC: lost the server',
    )
    expect(told.get('models/receivables.ageing.html')).toContain('run 6, 2026-01-01 03:04 UTC, 0.50 s')
    expect(files.get('index.html')).not.toContain('Last run')
  })

  it('shows text as text, whatever it holds', () => {
    const odd = model('a.odd', { calls })
      .describe({ description: '<script>alert(1)</script> & `code`', columns: { zone: '"</script>' } })
      .query((q) => q.selectFrom('calls').select('calls.zone'))
      .view()
    const made = docsSite(manifestOf(defineProject({ models: [odd] }), { types: {} }))
    expect(made.get('models/a.odd.html')).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>code</code>')
    expect(made.get('search-index.js')).not.toContain('</script>')
  })
})

describe('the layout of a graph', () => {
  it('puts what is read to the left and who reads to the right, each once', () => {
    const parents = new Map([
      ['c', ['b', 'a']],
      ['b', ['a']],
      ['d', ['c']],
    ])
    const children = new Map([
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', ['d']],
    ])
    const { nodes, edges } = layoutAround('c', parents, children)
    // `a` is read by `c` itself and through `b`: it stands two to the left.
    expect(Object.fromEntries(nodes.map(({ name, level }) => [name, level]))).toEqual({ a: 0, b: 1, c: 2, d: 3 })
    expect(edges.map((edge) => edge.join(' ')).sort()).toEqual(['a b', 'a c', 'b c', 'c d'])
  })

  it('never draws two nodes in one place, nor a node without a line, nor a line from right to left', () => {
    const graphs = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 40 })
    fc.assert(
      fc.property(graphs, fc.nat(12), (pairs, center) => {
        const parents = new Map<string, string[]>()
        const children = new Map<string, string[]>()
        for (const [a, b] of pairs) {
          if (a >= b) continue
          parents.set(`${b}`, [...new Set([...(parents.get(`${b}`) ?? []), `${a}`])])
          children.set(`${a}`, [...new Set([...(children.get(`${a}`) ?? []), `${b}`])])
        }
        const { nodes, edges } = layoutAround(`${center}`, parents, children)
        const level = new Map(nodes.map((node) => [node.name, node.level]))
        const places = new Set(nodes.map((node) => `${node.level} ${node.row}`))
        const drawn = new Set([`${center}`, ...edges.flat()])
        return (
          places.size === nodes.length &&
          nodes.every((node) => drawn.has(node.name)) &&
          edges.every(([from, to]) => level.get(from)! < level.get(to)!)
        )
      }),
    )
  })
})
