import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings, shoot, useBrowser } from './browser.ts'
import { portalSite, widgetServer } from './portal.ts'

const browser = useBrowser()
const QUESTION = '外资到账目标是多少'

const launcher = (page: Page) => page.locator('touwen-widget .launcher').first()
const panel = (page: Page) => page.locator('touwen-widget .panel:visible')
const frame = (page: Page): FrameLocator => page.frameLocator('touwen-widget iframe')

async function ask(page: Page, question: string): Promise<void> {
  await frame(page).getByRole('textbox').fill(question)
  await frame(page).getByRole('textbox').press('Enter')
}

/** A site that may show the channel “portal”, in the browser. */
async function portal(
  options: Parameters<typeof portalSite>[1] = {},
  wish: object = {},
  context: Parameters<typeof browser.visit>[1] = {},
) {
  const server = await widgetServer()
  const site = await portalSite(server.url, options)
  await server.make({ origins: [site.origin], ...wish })
  const visit = await browser.visit(site.url, context)
  return { server, site, ...visit }
}

describe('the widget in a page of another origin with a strict policy', () => {
  it('asks, cites, shows the place in its article and on the portal', async () => {
    const { page, complaints, close, server } = await portal({}, { title: '问丹阳' })
    await launcher(page).click()
    await frame(page).getByText('只依据收录的新闻回答').waitFor()
    expect(await page.getByRole('dialog', { name: '问丹阳' }).count()).toBe(1)
    await frame(page).getByRole('button', { name: '今年签约了哪些项目？' }).waitFor()
    await shoot(page, 'first-open')
    await ask(page, QUESTION)
    await frame(page).locator('.answer', { hasText: '1亿美元' }).waitFor()
    expect(server.asked).toMatchObject([{ question: QUESTION }])
    expect(await frame(page).locator('.quote mark').innerText()).toBe('1亿美元')
    await shoot(page, 'answered')
    expect(await axeFindings(page)).toEqual([])

    await frame(page)
      .getByRole('button', { name: /^出处 1/ })
      .click()
    await frame(page).locator('.passage mark.here').waitFor()
    await expect.poll(() => frame(page).locator('.passage strong').innerText()).toBe('1亿美元')
    const original = frame(page).getByRole('link', { name: /在原网页中查看/ })
    expect(await original.getAttribute('href')).toMatch(/^https:\/\/news\.example\.cn\/dy\/1\.html#:~:text=/)
    expect(await original.getAttribute('target')).toBe('_blank')
    await shoot(page, 'source')
    expect(await axeFindings(page)).toEqual([])
    await frame(page).getByRole('button', { name: '返回' }).click()
    expect(await frame(page).locator('.panel').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })
})
