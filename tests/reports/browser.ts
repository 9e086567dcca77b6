import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** Starts a headless Chromium: CHROME_PATH, or the one that npm brings. None is a failure, not a skipped test. */
export async function startBrowser(): Promise<Browser> {
  const own = process.env.CHROME_PATH
  if (own !== undefined && !existsSync(own)) throw new Error(`CHROME_PATH: there is no ${own}`)
  if (own !== undefined) return chromium.launch({ executablePath: own, args: FLAGS })
  const { default: bundled } = await import('@sparticuz/chromium')
  // Its own flags are for another place: they switch web security off and put all in one process.
  return chromium.launch({ executablePath: await bundled.executablePath(), args: ['--no-sandbox', ...FLAGS] })
}

/** What a page did besides showing itself. */
export interface Watched {
  readonly page: Page
  /** Requests to anything but `origin`. */
  readonly outside: string[]
  /** Console errors, uncaught errors and failed answers. */
  readonly errors: string[]
}

/** Opens an empty page that notes every request away from `origin`, and refuses it, and every error. */
export async function watchedPage(browser: Browser, origin: string): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, timezoneId: 'America/Los_Angeles' })
  const outside: string[] = []
  const errors: string[] = []
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (url.startsWith(`${origin}/`) || /^(data|blob):/.test(url)) return route.continue()
    outside.push(url)
    return route.abort()
  })
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('response', (answer) => answer.status() >= 400 && errors.push(`${answer.status()} ${answer.url()}`))
  return { page, outside, errors }
}
