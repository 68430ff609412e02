import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings, shoot, useBrowser } from './browser.ts'
import { panelFrame, portalSite, strictPolicy, widgetFindings, widgetServer } from './portal.ts'

const browser = useBrowser()
const QUESTION = '外资到账目标是多少'

const launcher = (page: Page) => page.locator('touwen-widget .launcher').first()
const frame = (page: Page): FrameLocator => page.frameLocator('touwen-widget iframe')
const note = (page: Page) => page.locator('touwen-widget .note')
const answered = (page: Page, text = '1亿美元') => frame(page).locator('.answer', { hasText: text })

async function ask(page: Page, question = QUESTION): Promise<void> {
  await frame(page).getByRole('textbox').fill(question)
  await frame(page).getByRole('textbox').press('Enter')
}

/** What has the focus: of the page, in the widget, in its frame. */
async function focused(page: Page): Promise<string[]> {
  const within = (): string[] => {
    const names: string[] = []
    let at: Element | null = document.activeElement
    while (at !== null) {
      names.push(at.className || at.id || at.localName)
      at = at.shadowRoot?.activeElement ?? null
    }
    return names
  }
  const inner = page.frames().find((one) => one.url().includes('/embed/'))
  const names = await page.evaluate(within)
  return names.at(-1) === 'iframe' && inner !== undefined
    ? [...names, ...(await inner.evaluate(within))]
    : names
}

/** A site that may show the channel “portal”, in the browser. */
async function portal(
  options: Parameters<typeof portalSite>[1] = {},
  wish: object = {},
  context: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
) {
  const server = await widgetServer()
  const site = await portalSite(server.url, options)
  await server.make({ origins: [site.origin], ...wish })
  const visit = await browser.visit('about:blank', context)
  await context.before?.(visit.page)
  await visit.page.goto(site.url)
  return { server, site, ...visit }
}

describe('the widget in a page of another origin with a strict policy', () => {
  it('asks, cites, shows the place in its article and on the portal', async () => {
    const { page, complaints, close, server } = await portal({}, { title: '问丹阳' })
    await launcher(page).click()
    await frame(page).getByText('只依据收录的新闻回答').waitFor()
    expect(await page.getByRole('dialog', { name: '问丹阳' }).count()).toBe(1)
    await ask(page)
    await answered(page).waitFor()
    expect(server.asked).toMatchObject([{ question: QUESTION }])
    expect(await frame(page).locator('.quote mark').innerText()).toBe('1亿美元')

    await frame(page)
      .getByRole('button', { name: /^出处 1/ })
      .click()
    await frame(page).locator('.passage mark.here').waitFor()
    expect(await frame(page).locator('.passage strong').innerText()).toBe('1亿美元')
    const original = frame(page).getByRole('link', { name: /在原网页中查看/ })
    expect(await original.getAttribute('href')).toMatch(/^https:\/\/news\.example\.cn\/dy\/1\.html#:~:text=/)
    expect(await original.getAttribute('target')).toBe('_blank')
    await frame(page).getByRole('button', { name: '返回' }).click()
    expect(await frame(page).locator('.panel').count()).toBe(0)

    await frame(page).getByRole('button', { name: '有用', exact: true }).click()
    await expect.poll(() => server.rated).toEqual([{ rating: 'up', reason: null }])
    expect(complaints).toEqual([])
    await close()
  })

  it('can be used with the keyboard alone, and gives the focus back', async () => {
    const { page, close } = await portal()
    await launcher(page).waitFor()
    let arrive = (): void => undefined
    const onItsWay = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route('**/embed/**', async (route) => {
      await onItsWay
      await route.continue()
    })
    await page.locator('#own').focus()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toEqual(['touwen-widget', 'launcher'])
    await page.keyboard.press('Enter')
    // Not the frame while it is on its way: it would never be given a key.
    await expect.poll(() => focused(page)).toEqual(['touwen-widget', 'panel'])
    arrive()
    await expect.poll(() => focused(page)).toEqual(['touwen-widget', 'iframe', 'q'])
    await page.keyboard.type(QUESTION)
    await page.keyboard.press('Enter')
    await answered(page).waitFor()
    await frame(page)
      .getByRole('button', { name: /^出处 1/ })
      .focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await focused(page)).at(-1)).toBe('button')
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await focused(page)).at(-1)).toBe('cite')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toEqual(['touwen-widget', 'launcher'])
    expect(await page.locator('touwen-widget .panel').isVisible()).toBe(false)
    await close()
  })

  it('is a sheet over the whole window of a phone, which keeps the focus and can be closed', async () => {
    const { page, close, complaints } = await portal(
      {},
      {},
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    )
    await launcher(page).tap()
    await frame(page).getByRole('textbox').waitFor()
    const box = (await page.locator('touwen-widget .panel').boundingBox())!
    expect(box).toEqual({ x: 0, y: 0, width: 360, height: 740 })
    const inner = panelFrame(page)
    expect(await inner.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    // The keyboard of a phone comes only when the box is touched.
    expect((await focused(page)).at(-1)).not.toBe('q')
    const closing = page.locator('touwen-widget .close')
    expect((await closing.boundingBox())!.width).toBeGreaterThanOrEqual(44)
    // Round and round, never out into the page.
    await closing.focus()
    await page.keyboard.press('Shift+Tab')
    await expect.poll(async () => (await focused(page)).slice(0, 2)).toEqual(['touwen-widget', 'iframe'])
    await page.keyboard.press('Tab')
    await expect.poll(() => focused(page)).toEqual(['touwen-widget', 'close'])
    await closing.tap()
    expect(await launcher(page).isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })
})

describe('an origin that is not allowed', () => {
  it('is told so in one sentence, and gets no answer, not even with a copied token', async () => {
    const server = await widgetServer()
    const allowed = await portalSite(server.url)
    const other = await portalSite(server.url, {
      // A page that lets its scripts do anything.
      policy: (address) => `script-src 'self' ${address} 'unsafe-inline'`,
    })
    await server.make({ origins: [allowed.origin] })
    const { page, complaints, close } = await browser.visit(other.url)
    await launcher(page).click()
    await note(page).getByText(`touwen channels allow portal ${other.origin}`).waitFor()
    await shoot(page, 'not-allowed')
    expect(await axeFindings(page)).toEqual([])
    expect(complaints.join('\n')).toContain(`pages of “${other.origin}” may not show the channel “portal”`)
    expect(await page.locator('iframe').count()).toBe(0)

    const { token } = await server.visits.begin('portal', allowed.origin)
    const tried = await page.evaluate(
      async ({ url, token }) => {
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
        const body = JSON.stringify({ question: '外资到账目标是多少' })
        const ask = fetch(`${url}/v1/ask`, { method: 'POST', headers, body })
        return ask.then((response) => response.status).catch((error: unknown) => String(error))
      },
      { url: server.url, token },
    )
    expect(tried).toBe('TypeError: Failed to fetch')
    expect(server.asked).toEqual([])

    // Nor can it put the panel into a frame of its own.
    await page.evaluate(
      ({ url, host }) => {
        const element = document.createElement('iframe')
        element.src = `${url}/embed/portal?host=${encodeURIComponent(host)}`
        document.body.append(element)
      },
      { url: server.url, host: allowed.origin },
    )
    await expect.poll(() => complaints.join('\n')).toContain('frame-ancestors')
    await close()
  })

  it('draws nothing for visitors where the channel is switched off', async () => {
    const { page, complaints, close } = await portal({}, { enabled: false })
    await expect
      .poll(() => complaints.join('\n'))
      .toContain('there is no channel “portal”, or it is switched off')
    expect(await page.locator('touwen-widget').count()).toBe(0)
    await close()
  })

  it('ends an open panel when the origin is taken away', async () => {
    const { page, close, server } = await portal()
    await launcher(page).click()
    await frame(page).getByRole('textbox').waitFor()
    await server.make({ origins: [] })
    await ask(page)
    await frame(page).getByRole('alert').getByText('没有允许这个网站').waitFor()
    expect(server.asked).toEqual([])
    await close()
  })
})

describe('a server that goes away', () => {
  it('is told of before the panel is there, and is back with a press', async () => {
    const { page, close, server } = await portal()
    await launcher(page).waitFor()
    await server.stop()
    await launcher(page).click()
    await note(page).getByText('暂时连不上问答服务').waitFor({ timeout: 8000 })
    await shoot(page, 'away-at-first')
    await server.again()
    await note(page).getByRole('button', { name: '重试' }).click()
    await ask(page)
    await answered(page).waitFor()
    await close()
  })

  it('leaves the question, which is answered when it is back', async () => {
    const { page, close, server } = await portal()
    await launcher(page).click()
    await frame(page).getByRole('textbox').waitFor()
    await server.stop()
    await ask(page)
    await frame(page).locator('.trouble', { hasText: '连不上服务器。问题已保留，可以再试。' }).waitFor()
    await shoot(page, 'away')
    expect(await widgetFindings(page)).toEqual([])
    await server.again()
    await frame(page).getByRole('button', { name: '再试一次' }).click()
    await answered(page).waitFor()
    await close()
  })
})

describe('what a page may do with the widget', () => {
  it('opens it, asks, narrows it and hears of it, also before it was there', async () => {
    const script = `
      window.heard = [];
      (window.TouWen ||= []).push(['on', 'answer', (it) => heard.push(['answer', it.channel, it.outcome, it.answer])])
      TouWen.push(['on', 'open', () => heard.push(['open'])], ['on', 'close', () => heard.push(['close'])])
      TouWen.push(['setContext', { zone: '江苏丹阳经济开发区', period: '2022' }], ['open', '${QUESTION}'])`
    const { page, close, server, complaints } = await portal({ script })
    await answered(page).waitFor()
    expect(server.asked).toMatchObject([
      {
        question: QUESTION,
        filters: {
          zone: '江苏丹阳经济开发区',
          published_from: '2022-01-01',
          published_to: '2022-12-31',
        },
      },
    ])
    await frame(page).getByText('只问：江苏丹阳经济开发区 · 2022 年').waitFor()
    await shoot(page, 'context')
    await frame(page).getByRole('button', { name: '不限范围' }).click()
    await page.evaluate(() =>
      (globalThis as never as { TouWen: { open(q: string): void } }).TouWen.open('固定资产'),
    )
    await frame(page).getByText('报道不一致').waitFor()
    expect(server.asked[1]).not.toHaveProperty('filters')
    await page.evaluate(() => (globalThis as never as { TouWen: { close(): void } }).TouWen.close())
    expect(await page.evaluate(() => (globalThis as never as { heard: unknown[] }).heard)).toEqual([
      ['open'],
      ['answer', 'portal', 'answered', '1亿美元'],
      ['open'],
      ['answer', 'portal', 'conflicting', expect.stringContaining('14.2亿元')],
      ['close'],
    ])
    expect(complaints).toEqual([])
    const wrong = await page.evaluate(() => {
      try {
        ;(globalThis as never as { TouWen: { setContext(c: object): void } }).TouWen.setContext({
          period: '22',
        })
        return ''
      } catch (error) {
        return String(error)
      }
    })
    expect(wrong).toContain('“22” is none such as 2022')
    await close()
  })

  it('has several widgets, which stand apart and open one at a time', async () => {
    const lines = ['a', 'b', 'c'].map((id) => `data-channel="${id}"`)
    const server = await widgetServer()
    const site = await portalSite(server.url, {
      lines: [...lines.slice(0, 2), `${lines[2]} data-position="left"`],
    })
    for (const id of ['a', 'b', 'c'])
      await server.make({ origins: [site.origin], title: `渠道${id}`, filters: { zone: id } }, id)
    const { page, complaints, close } = await browser.visit(site.url)
    const launchers = page.locator('touwen-widget .launcher')
    await expect.poll(() => launchers.count()).toBe(3)
    const boxes = await Promise.all((await launchers.all()).map((one) => one.boundingBox()))
    const [a, b, c] = boxes as { x: number; y: number; width: number; height: number }[]
    expect(b!.y + b!.height).toBeLessThan(a!.y)
    expect(c!.x).toBeLessThan(100)
    await page.getByRole('button', { name: '渠道b：打开' }).click()
    await page.getByRole('dialog', { name: '渠道b' }).waitFor()
    await page.getByRole('button', { name: '渠道c：打开' }).click()
    await page.getByRole('dialog', { name: '渠道c' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(1)
    const of = (id: string) => page.frameLocator(`iframe[title="渠道${id}"]`)
    await of('c').getByRole('textbox').fill(QUESTION)
    await of('c').getByRole('textbox').press('Enter')
    await of('c').locator('.answer', { hasText: '1亿美元' }).waitFor()
    expect(server.asked).toMatchObject([{ filters: { zone: 'c' } }])
    await shoot(page, 'three')
    expect(await widgetFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('listens to nobody else', async () => {
    const { page, close, server } = await portal()
    await launcher(page).click()
    await frame(page).getByRole('textbox').waitFor()
    await page.evaluate(() => {
      const panel = document
        .querySelector('touwen-widget')!
        .shadowRoot!.querySelector('iframe')!.contentWindow!
      // From the page itself, but shaped wrongly; and to the page, from itself.
      panel.postMessage({ touwen: 1, type: 'ask', question: '外资', more: 1 }, '*')
      panel.postMessage({ touwen: 2, type: 'ask', question: '外资' }, '*')
      panel.postMessage({ type: 'ask', question: '外资' }, '*')
      globalThis.postMessage({ touwen: 1, type: 'close' }, '*')
    })
    // Messages are read in their order: this one is, and those before it were not.
    await ask(page, '固定资产')
    await frame(page).getByText('报道不一致').waitFor()
    expect(server.asked).toHaveLength(1)
    expect(await page.getByRole('dialog').count()).toBe(1)
    await close()
  })
})

describe('a visit', () => {
  it('goes on from page to page: open stays open, and the conversation is there', async () => {
    const { page, close, server } = await portal({ sameSite: true })
    await launcher(page).click()
    await ask(page)
    await answered(page).waitFor()
    await page.reload()
    await answered(page).waitFor()
    expect(server.asked).toHaveLength(1)
    // What opens by itself takes no focus.
    expect(await focused(page)).toEqual(['body'])
    await page.locator('touwen-widget .close').click()
    await page.reload()
    await launcher(page).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await close()
  })

  it('needs no storage', async () => {
    const before = (page: Page) =>
      page.addInitScript(() => {
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(globalThis, name, {
            get: () => {
              throw new DOMException('blocked', 'SecurityError')
            },
          })
      })
    const { page, close, complaints } = await portal({}, {}, { before })
    await launcher(page).click()
    await ask(page)
    await answered(page).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('goes on with a new session when the old one has ended', async () => {
    let sessions = 0
    const { page, close, server } = await portal(
      {},
      {},
      {
        before: async (fresh) => {
          fresh.on('request', (request) => {
            if (request.url().endsWith('/sessions')) sessions += 1
          })
        },
      },
    )
    await launcher(page).click()
    await frame(page).getByRole('button', { name: '外资到账目标是多少？' }).waitFor()
    // A second one that comes later may have ended before it is there.
    expect(sessions).toBe(1)
    // The secret is another one: no token that was given holds any longer.
    server.forgetTokens()
    await ask(page)
    await answered(page).waitFor()
    expect(server.asked).toHaveLength(1)
    expect(sessions).toBe(2)
    await close()
  })

  it('speaks the language and wears the colours of the page', async () => {
    const { page, close } = await portal(
      { lang: 'en', lines: ['data-channel="portal" data-theme="dark" data-open'] },
      { colour: '#ffd400', label: { shown: true, text: 'Excerpts only' } },
    )
    await frame(page).getByText('Answers come from the collected news only').waitFor()
    await frame(page).getByText('Excerpts only').waitFor()
    expect(await launcher(page).evaluate((it) => getComputedStyle(it).backgroundColor)).toBe(
      'rgb(255, 212, 0)',
    )
    await shoot(page, 'english-dark')
    expect(await widgetFindings(page)).toEqual([])
    await close()
  })

  it('is told what the policy of its page lacks', async () => {
    const policy = (address: string) =>
      strictPolicy(address).replace(`frame-src ${address}`, "frame-src 'none'")
    const { page, close } = await portal({ policy })
    await launcher(page).click()
    await note(page).getByText('暂时连不上问答服务').waitFor({ timeout: 8000 })
    await close()
  })
})
