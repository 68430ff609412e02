// What holds of every working page of the console.
import { afterAll, describe, expect, it } from 'vitest'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer } from './browser.ts'
import { deskService, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
const server = useServer(service.deps)
const { key } = await service.key('admin')
const desk = useConsole(browser, server, key)
afterAll(() => service.close())

const LONG = '字'.repeat(400)
const HOSTILE = `<img src=x onerror=alert(1)>\u202e${LONG}`
const keep = { similar: [], negative: [], enabled: true, keep_when_changed: false }

// Before there is an article nothing can answer.
await service.ask({ question: HOSTILE })
await service.put('a', { title: HOSTILE, text: `${HOSTILE}。1亿美元。`, source: LONG, zone: LONG })
await service.ask({ question: `${LONG}多少亿美元` })
await service.pins.put('p', { ...keep, question: HOSTILE, answer: HOSTILE, author: HOSTILE.slice(0, 100) })
await service.keys.create({ name: HOSTILE.slice(0, 100), scopes: ['ask'] })
await service.deps.channels.create({ id: 'c', name: HOSTILE.slice(0, 100), title: HOSTILE.slice(0, 40) })
const source = await service.deps.sources.create({
  kind: 'feed', url: `${service.site.url}/${'a'.repeat(300)}`, selectors: null, zone: LONG.slice(0, 200), region: null,
  source: null, include: [], exclude: [], interval_minutes: null, max_items: 500, on_gone: 'keep', enabled: true,
}) // prettier-ignore
const { id: asked } = (await service.answers.questions({}, 1)).items[0]!

const PAGES = [
  'unanswered',
  `unanswered?status=all`,
  'pins',
  'pins/p',
  'pins/new?question=问题&group=none',
  'questions',
  `questions/${asked}`,
  'articles',
  'articles/view?id=a',
  'articles/view?id=a&change=1',
  'articles/add?question=问题',
  'articles/jobs',
  'sources',
  'sources/new',
  `sources/${source.id}`,
  `sources/${source.id}/change`,
  'channels',
  'channels/new',
  'channels/c',
  'keys',
  'keys/new',
  'settings',
]

describe('every page', () => {
  it('fits a phone with large text in English, whatever others have written', async () => {
    const { page } = await desk.open('settings')
    await page.context().addCookies([{ name: 'tw_view', value: 'en.light.large', url: server.url }])
    await page.setViewportSize({ width: 360, height: 780 })
    for (const path of PAGES) {
      const { complaints } = await desk.open(path)
      await page.locator('main h1').waitFor()
      await page.waitForFunction(() => document.querySelector('.busy[data-busy="true"]') === null)
      expect(await page.getAttribute('html', 'data-size')).toBe('large')
      await shoot(page, `en-${path.replaceAll(/\W+/g, '-')}`)
      await expectNoSideways(page)
      expect(await page.locator('main img, main script').count(), path).toBe(0)
      expect(await page.locator('main').textContent()).not.toMatch(/undefined|\[object|NaN/)
      expect(complaints, path).toEqual([])
    }
    await page.context().clearCookies({ name: 'tw_view' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('says what is wrong when the server fails, and nothing else breaks', async () => {
    const { page } = await desk.open('settings')
    await page.route(/\/(?:v1\/|readyz)/, (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', detail: 'x', request_id: 'r-1' } }),
    )
    // Forms of what is new need nothing of the server at first.
    for (const path of PAGES.filter((one) => !/new|add/.test(one))) {
      const { complaints } = await desk.open(path)
      await page.getByText('服务器出了问题').first().waitFor()
      await page.getByRole('button', { name: '再试一次' }).first().waitFor()
      expect(complaints.filter((one) => !one.includes('500'))).toEqual([])
    }
    expect(await axeFindings(page)).toEqual([])
    await page.unroute(/\/(?:v1\/|readyz)/)
  })

  it('is reached and worked by keyboard', async () => {
    const { page } = await desk.open('articles/add')
    await page.getByRole('heading', { name: '收录文章' }).waitFor()
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document
        return `${at?.tagName.toLowerCase()} ${at?.getAttribute('name') ?? at?.getAttribute('type') ?? ''}`
      })
    const seen: string[] = []
    for (let i = 0; i < 30 && !seen.includes('button submit'); i += 1) {
      await page.keyboard.press('Tab')
      seen.push(await focused())
    }
    const fields = ['input file', 'input title', 'input published_at', 'input zone', 'textarea text']
    expect(fields.filter((one) => !seen.includes(one))).toEqual([])
    expect(seen.at(-1)).toBe('button submit')
    // What is wrong takes the focus, and leads to its field.
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('fault')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused()).toBe('textarea text')
  })
})
