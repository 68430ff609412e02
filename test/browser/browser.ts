// A real browser over a real server, for the tests of pages. Nothing here knows a page.
import { existsSync, mkdirSync } from 'node:fs'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Frame, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { bundleAssets } from '../../src/assets/esbuild.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { listen, type Listening } from '../../src/http/serve.ts'
import { fakeApp } from '../http/fakes.ts'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** By how many ms at most every request of a page comes late, each by another; as on a slow line. */
const LATE = Number(process.env['TOUWEN_LATE'] ?? 0)

/** Widths that pages are looked at. */
export const WIDTHS = [360, 768, 1440] as const

export interface Visit {
  page: Page
  /** Whatever the browser complained of: errors of scripts, and what the page's policy forbade. */
  complaints: string[]
  close(): Promise<void>
}

/** One browser for a file of tests; started and stopped with it. */
export function useBrowser(): { visit(url: string, options?: BrowserContextOptions): Promise<Visit> } {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place))
    if (executablePath === undefined)
      throw new Error(`no Chromium at ${PLACES.join(', ')}; install it or set CHROMIUM`)
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  })
  afterAll(() => browser?.close())
  return {
    visit: async (url, options = {}) => {
      // What is measured and looked at must stand still.
      const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      if (LATE > 0)
        await context.route('**/*', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * LATE))
          // The page may be gone meanwhile.
          await route.continue().catch(() => undefined)
        })
      await page.goto(url)
      return { page, complaints, close: () => context.close() }
    },
  }
}

/** A server of fakes with the real scripts and styles, for a file of tests. `own` replaces parts of it. */
export function useServer(own: Partial<AppDeps> = {}): { readonly url: string } {
  let listening: Listening
  beforeAll(async () => {
    const { app } = fakeApp({ assets: await bundleAssets(), ...own })
    listening = await listen(app, { host: '127.0.0.1', port: 0, graceMs: 0 })
  })
  afterAll(() => listening?.close())
  return {
    get url() {
      return listening.url
    },
  }
}

/** Serious and critical findings of axe-core (https://github.com/dequelabs/axe-core), as text; none is expected. */
export async function axeFindings(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Nothing hangs over at the side: the page is as wide as its window. */
export async function expectNoSideways(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBeLessThanOrEqual(client)
}

/** Keep a picture for a person to look at, in the directory that TOUWEN_SHOTS names; nothing without it. `fullPage`: also below the fold. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  const directory = process.env['TOUWEN_SHOTS']
  if (directory === undefined) return
  mkdirSync(directory, { recursive: true })
  await page.screenshot({ path: `${directory}/${name}.png`, fullPage })
}
