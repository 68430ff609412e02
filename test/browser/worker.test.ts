// The pages of the Worker in a browser: the same scripts, served by workerd under the same policy.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readArticles } from '../../src/ingest/read-articles.ts'
import { ANSWER, caller, keyed, QUESTION, type Suite } from '../contracts/http-api/served.ts'
import { startWhole } from '../edge/whole.ts'
import { useBrowser } from './browser.ts'
import { signIn } from './console-service.ts'
import { portalSite } from './portal.ts'

// A runtime and a browser of its own, which share the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

const browser = useBrowser()
let whole: Awaited<ReturnType<typeof startWhole>>
let headline: string
const suite: Suite = { served: () => whole, lacks: {} }
beforeAll(async () => {
  whole = await startWhole()
  const { items } = await readArticles({ paths: ['data/articles/000_88fe0b3e11d5a0b3.txt'] })
  const [item] = items
  if (item === undefined || !('text' in item)) throw new Error('the article of the samples cannot be read')
  const { title, published_at, source, zone, region, url, text } = item
  const body = { title, published_at, source, zone, region, url, text }
  const put = await caller(suite)('/v1/articles/danyang', body, keyed(suite, { method: 'PUT' }))
  expect(put.status).toBe(201)
  headline = title!
  await whole.settle()
})
afterAll(() => whole?.close())

describe('the pages of the Worker', () => {
  it('answer, go on in the conversation, and show the article, without a complaint of the browser', async () => {
    const { page, complaints, close } = await browser.visit(whole.address)
    const box = page.getByLabel('问题', { exact: true })
    const turns = page.locator('.turn')
    await box.fill(QUESTION)
    await box.press('Enter')
    await turns.last().locator('.actions').waitFor()
    expect(await turns.last().innerText()).toContain(ANSWER)
    await box.fill('那苏州工业园区呢')
    await box.press('Enter')
    await expect.poll(() => turns.count()).toBe(2)
    await turns.last().locator('.actions').waitFor()
    expect(await turns.last().innerText()).toContain('苏州工业园区')
    await page.goto(`${whole.address}/articles/danyang`)
    expect(await page.locator('h1').innerText()).toContain(headline.slice(0, 10))
    expect(complaints).toEqual([])
    await close()
  })

  it('let the staff sign in and see the articles', async () => {
    const visit = await browser.visit(`${whole.address}/console`)
    await signIn(visit, whole.key)
    await visit.page.goto(`${whole.address}/console/articles`)
    await visit.page.getByText(headline.slice(0, 10)).first().waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  })

  it('show the widget in the page of a portal, and answer there', async () => {
    const site = await portalSite(whole.address)
    const channel = { name: '门户', origins: [site.origin] }
    const made = await caller(suite)('/v1/channels/portal', channel, keyed(suite, { method: 'PUT' }))
    expect(made.status).toBe(201)
    const { page, complaints, close } = await browser.visit(site.url)
    await page.locator('touwen-widget .launcher').first().click()
    const frame = page.frameLocator('touwen-widget iframe')
    await frame.getByRole('textbox').fill(QUESTION)
    await frame.getByRole('textbox').press('Enter')
    await frame.locator('.answer', { hasText: ANSWER }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})
