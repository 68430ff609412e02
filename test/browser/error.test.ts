// What a person sees when a page is not to be had: in a browser, in each language; programs go on getting problems.
import { describe, expect, it } from 'vitest'
import { LimitError, OverloadError } from '../../src/errors.ts'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer, WIDTHS } from './browser.ts'

const browser = useBrowser()
const failures: Record<string, () => Error> = {
  busy: () => new OverloadError('200 questions wait already'),
  often: () => new LimitError('60 requests a minute are used up; come again in 37 seconds', 37),
  broken: () => new Error('/srv/secret is gone'),
}
const server = useServer({
  article: async (id) => {
    throw failures[id]?.() ?? new Error('no such failure')
  },
})

describe('a page that is not to be had', () => {
  it.each([
    ['/no/such/page', 404, '没有这一页', '/no/such/page'],
    ['/articles/often', 429, '请求太多', '稍后再试，约 37 秒。'],
    ['/articles/busy', 503, '暂时不能使用', '稍后再试，约 1 秒。'],
    ['/articles/broken', 500, '出了点问题', '原因已经记入日志'],
  ])('%s says with %i what happened and leads back', async (path, status, title, told) => {
    const { page, close } = await browser.visit('about:blank')
    const response = await page.goto(server.url + path)
    expect(response!.status()).toBe(status)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title)
    const text = await page.locator('main').innerText()
    expect(text).toContain(told)
    expect(text).toContain(response!.headers()['x-request-id'])
    expect(text).not.toContain('secret')
    await page.getByRole('link', { name: '回到提问' }).click()
    await page.waitForURL(`${server.url}/`)
    await close()
  })

  it.each([
    ['zh-Hant', '沒有這一頁'],
    ['en', 'There is no such page'],
  ])('speaks %s', async (locale, title) => {
    const { page, close } = await browser.visit(`${server.url}/x`, {
      locale: locale === 'en' ? 'en-GB' : 'zh-TW',
    })
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title)
    expect(await page.getAttribute('html', 'lang')).toBe(locale)
    await close()
  })

  it.each(WIDTHS)('looks well at %i px, light and dark, in large letters too', async (width) => {
    const { page, close } = await browser.visit(`${server.url}/articles/often`, {
      viewport: { width, height: 700 },
    })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeFindings(page)).toEqual([])
      await shoot(page, `error-${width}-${colorScheme}`)
    }
    await page.context().addCookies([{ name: 'tw_view', value: 'en.auto.large', url: server.url }])
    await page.goto(`${server.url}/${'long'.repeat(60)}`)
    await expectNoSideways(page)
    await shoot(page, `error-large-${width}`)
    await close()
  })
})
