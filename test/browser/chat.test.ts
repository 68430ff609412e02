import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AskRequest } from '../../src/contract.ts'
import { LimitError } from '../../src/errors.ts'
import { originalAddress } from '../../src/web/text-fragment.ts'
import { answerTo, chatDeps, LONG_TITLE } from './answers.ts'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer, WIDTHS } from './browser.ts'

const browser = useBrowser()
const { deps, asked, rated } = chatDeps()
// What goes wrong next, and what is waited for; by hand.
const trouble: { error: Error | null; hold: Promise<void> | null } = { error: null, hold: null }
// What the records call the way in.
const through = new Set<string | undefined>()
const server = useServer({
  ...deps,
  stream: async function* (request, signal, asking) {
    through.add(asking?.channel)
    if (trouble.error !== null) throw trouble.error
    if (trouble.hold !== null) await trouble.hold
    yield* deps.stream!(request, signal)
  },
})

beforeEach(() => {
  rated.length = 0
})

const QUESTION = '外资到账目标是多少'
const LONG = `外资到账目标${'，以及开发区全年完成的情况'.repeat(38)}`.slice(0, 499) + '？'
/** Each kind of answer, with the words that show that it is there. */
const KINDS: [name: string, question: string, shown: string][] = [
  ['answered', QUESTION, '以下为2022-03-04的报道'],
  ['conflict', '固定资产投资完成多少', '12.9亿元'],
  ['refused', '地铁什么时候通车', '相近的报道'],
  ['unknown zone', '火星开发区投资多少', '收录的开发区有'],
  ['list', '今年签约了哪些项目', '新能源装备制造项目30期（61亿元）'],
  ['pinned', '固定回答在哪里看', '由工作人员写定'],
  ['phrased', '请表述一下', '由语言模型 qwen-2.5 表述'],
  ['long title', '长标题的签约总投资', LONG_TITLE],
  ['long question', LONG, LONG],
]

const box = (page: Page) => page.getByLabel('问题', { exact: true })
const latest = (page: Page) => page.locator('.turn').last()

async function ask(page: Page, question: string): Promise<void> {
  await box(page).fill(question)
  await box(page).press('Enter')
}

/** Ask, and wait for the answer. */
async function answered(page: Page, question: string): Promise<void> {
  await ask(page, question)
  await page
    .locator('.turn', { hasText: question.slice(0, 40) })
    .last()
    .locator('.actions')
    .waitFor()
}

describe('the chat page', () => {
  it('draws every kind of answer at every width, in both themes, with nothing that axe finds', async () => {
    const { page, complaints, close } = await browser.visit(server.url)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'first')
    for (const [name, question, shown] of KINDS) {
      await answered(page, question)
      expect(await latest(page).innerText(), name).toContain(shown)
    }
    expect([...through]).toEqual(['page'])
    // The order of the sides, newest first, and the line that says why they may differ.
    const sides = page.locator('.sides li')
    expect(await sides.locator('.figure').allInnerTexts()).toEqual([
      expect.stringMatching(/^14\.2亿元.*2023-01-18/s),
      expect.stringMatching(/^13\.8亿元.*2023-01-05/s),
      expect.stringMatching(/^13\.5亿元.*2022-12-30/s),
      expect.stringMatching(/^12\.9亿元.*2022-12-28/s),
    ])
    expect(await page.locator('.differ').innerText()).toBe('口径或时间可能不同，请看原文')
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 })
      await expectNoSideways(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        if (width === 360) expect(await axeFindings(page), colorScheme).toEqual([])
        if (process.env['TOUWEN_SHOTS'] === undefined) continue
        for (const [i, [name]] of KINDS.entries()) {
          await page
            .locator('.turn')
            .nth(i)
            .evaluate((turn) => turn.scrollIntoView())
          await shoot(page, `${width}-${colorScheme}-${name}`)
        }
      }
    }
    // Every mark is large enough to touch.
    const sizes = await page
      .locator('.cite')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
      )
    expect(sizes.length).toBeGreaterThan(40)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  it('opens the source beside the answer, marked and scrolled to, and gives the focus back', async () => {
    const { page, complaints, close } = await browser.visit(server.url, {
      viewport: { width: 1440, height: 800 },
    })
    await answered(page, QUESTION)
    const panel = page.getByRole('complementary', { name: '出处原文' })
    // It stands open by itself where there is room, and leaves the focus in the box.
    await panel.locator('mark strong').waitFor()
    expect(await panel.locator('mark').allInnerTexts()).toEqual([
      '此外，加快外资到账速度，为完成外资到账',
      '1亿美元',
      '的年度目标任务夯实基础。',
    ])
    expect(await panel.locator('.here').evaluate(inView)).toBe(true)
    expect(await panel.getByText('在原网页中查看').getAttribute('href')).toMatch(
      /^https:\/\/news\.example\.cn\/dy\/1\.html#:~:text=%E6%AD%A4%E5%A4%96/,
    )
    expect(await focused(page)).toBe('TEXTAREA q')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 360, height: 740 })
    const mark = latest(page)
      .getByRole('button', { name: /^出处 1/ })
      .first()
    await mark.click()
    await panel.locator('.here').waitFor()
    expect(await focused(page)).toBe('BUTTON ')
    // The sheet leaves the answer in sight.
    expect(
      await mark.evaluate(
        (one) =>
          document.elementFromPoint(one.getBoundingClientRect().x + 5, one.getBoundingClientRect().y + 5) ===
          one,
      ),
    ).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, '360-source')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await mark.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  it('keeps the conversation over a reload, goes on with it, and clears it', async () => {
    const { page, complaints, close } = await browser.visit(server.url)
    await answered(page, QUESTION)
    await page.reload()
    await latest(page).locator('.answer', { hasText: '1亿美元' }).waitFor()
    await page.getByRole('button', { name: '年度目标任务有哪些？' }).click()
    await page.locator('.turn').nth(1).locator('.actions').waitFor()
    await answered(page, '那明年的外资呢')
    expect(asked.at(-1)).toMatchObject({
      question: '那明年的外资呢',
      history: expect.arrayContaining([{ role: 'assistant', content: '1亿美元' }]),
    })
    expect(await latest(page).innerText()).toContain('理解为：外资到账目标明年的外资呢')
    await page.getByRole('button', { name: '不接上文' }).click()
    await expect.poll(() => asked.at(-1)!.history).toBeUndefined()
    expect(asked.at(-1)!.question).toBe('那明年的外资呢')
    // Only the latest answer offers what to go on with.
    await latest(page).locator('.suggestions').waitFor()
    expect(await page.locator('.suggestions').count()).toBe(1)
    await page.getByRole('button', { name: '清空对话' }).click()
    await page.getByText('可以这样问').waitFor()
    await page.reload()
    await page.getByText('可以这样问').waitFor()
    expect(await page.locator('.turn').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('asks of the zone and the time that were chosen', async () => {
    const { page, complaints, close } = await browser.visit(server.url)
    await page.locator('.filters summary').click()
    await page.getByLabel('开发区').selectOption('江苏丹阳经济开发区')
    await page.getByLabel('报道时间').selectOption('最新 3 个月')
    expect(await page.getByLabel('从').isVisible()).toBe(false)
    await answered(page, QUESTION)
    expect(asked.at(-1)!.filters).toEqual({ zone: '江苏丹阳经济开发区', published_from: '2022-10-18' })
    expect(await latest(page).innerText()).toContain('筛选：江苏丹阳经济开发区 · 2022-10-18 及以后')
    await page.getByLabel('报道时间').selectOption('自选日期')
    await page.getByLabel('到', { exact: true }).fill('2022-06-30')
    expect(await page.locator('.filters summary').innerText()).toBe(
      '筛选：江苏丹阳经济开发区 · 2022-06-30 及以前',
    )
    expect(await axeFindings(page)).toEqual([])
    await answered(page, '长标题的签约总投资')
    expect(asked.at(-1)!.filters).toEqual({ zone: '江苏丹阳经济开发区', published_to: '2022-06-30' })
    expect(complaints).toEqual([])
    await close()
  })

  it('copies an answer with its source, copies its address, and takes feedback', async () => {
    const { page, complaints, close } = await browser.visit(server.url, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
    await answered(page, QUESTION)
    const actions = latest(page).locator('.actions')
    await actions.getByRole('button', { name: '复制（含出处）' }).click()
    await actions.getByText('已复制').waitFor()
    expect(await clipboard()).toMatch(
      /1亿美元\n\n\[1\] “此外，.*”\n《打造产业强市示范区.*》，丹阳日报，2022-03-04\nhttps:/s,
    )
    await actions.getByRole('button', { name: '分享' }).click()
    await actions.getByText('链接已复制').waitFor()
    const address = await clipboard()
    expect(address).toMatch(new RegExp(`^${server.url}/answers/ans_\\d+$`))
    await actions.getByRole('button', { name: '没用' }).click()
    await actions.getByRole('button', { name: '过时了' }).click()
    const told = [
      { rating: 'down', reason: null },
      { rating: 'down', reason: 'outdated' },
    ]
    await expect.poll(() => rated).toEqual(told)
    await actions.locator('.reasons').waitFor({ state: 'detached' })
    await actions.getByRole('button', { name: '没用', pressed: true }).click()
    await actions.getByRole('button', { name: '没用', pressed: false }).waitFor()
    await expect.poll(() => rated).toEqual([...told, null])
    await page.goto(address)
    expect(await page.locator('.turn').innerText()).toContain('这篇文章后来有改动')
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    expect(await page.locator('a.cite').first().getAttribute('href')).toMatch(
      /^\/articles\/dy%2F1\?revision=1&c=\d+-\d+#c=\d+-\d+$/,
    )
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'shared')
    expect(complaints).toEqual([])
    await close()
  })

  it('sends with Enter, breaks lines with Shift+Enter, and leaves Enter to an input method', async () => {
    const { page, close } = await browser.visit(server.url)
    await box(page).pressSequentially('外资')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('目标')
    expect(await box(page).inputValue()).toBe('外资\n目标')
    await box(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    await box(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229 })
    expect(await page.locator('.turn').count()).toBe(0)
    await page.keyboard.press('Enter')
    await latest(page).locator('.answer').waitFor()
    expect(asked.at(-1)!.question).toBe('外资\n目标')
    expect(await box(page).inputValue()).toBe('')
    await close()
  })

  it('counts near the limit and does not send what is too long', async () => {
    const { page, close } = await browser.visit(server.url)
    const before = asked.length
    await box(page).fill('问'.repeat(400))
    expect(await page.locator('#length').innerText()).toBe('400 / 500 字')
    await box(page).fill('问'.repeat(501))
    expect(await page.locator('#length').innerText()).toBe('问题太长：最多 500 字，现在 501 字。')
    await page.keyboard.press('Enter')
    expect(await box(page).inputValue()).toHaveLength(501)
    expect(asked).toHaveLength(before)
    await close()
  })

  it('shows nothing at first, then a line; what is stopped can be asked again', async () => {
    const { page, complaints, close } = await browser.visit(server.url)
    let open = (): void => undefined
    trouble.hold = new Promise((resolve) => (open = resolve))
    await page.evaluate(watchProgress)
    await ask(page, QUESTION)
    await page.locator('.progress').waitFor()
    expect(Number(await page.getAttribute('html', 'data-waited'))).toBeGreaterThanOrEqual(290)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: '停止' }).click()
    await page.getByText('已停止。').first().waitFor()
    trouble.hold = null
    open()
    await page.getByRole('button', { name: '再试一次' }).click()
    await latest(page).locator('.answer').waitFor()
    expect(await page.locator('.turn').count()).toBe(1)
    expect(await page.locator('[aria-live=polite]').last().innerText()).toContain('1亿美元')
    expect(complaints).toEqual([])
    await close()
  })

  it('says how long to wait, and that the server is away; the question stays and can be asked again', async () => {
    const { page, close } = await browser.visit(server.url)
    trouble.error = new LimitError('60 requests a minute are used up', 30)
    await ask(page, QUESTION)
    await page.getByText('问得太快了，请稍后再试，约 30 秒。').first().waitFor()
    trouble.error = null
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByText('连不上服务器。问题已保留，可以再试。').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.context().setOffline(false)
    await page.getByRole('button', { name: '再试一次' }).click()
    await latest(page).locator('.answer', { hasText: '1亿美元' }).waitFor()
    await close()
  })

  it('can be used by keyboard alone', async () => {
    const { page, complaints, close } = await browser.visit(server.url, {
      viewport: { width: 800, height: 700 },
    })
    expect(await focused(page)).toBe('TEXTAREA q')
    await page.keyboard.type(QUESTION)
    await page.keyboard.press('Enter')
    await latest(page).locator('.actions').waitFor()
    // Back over actions and links to the mark.
    await until(page, 'Shift+Tab', /^出处 1/)
    await page.keyboard.press('Enter')
    await page.locator('.panel .here').waitFor()
    expect(await focused(page)).toBe('BUTTON ')
    await until(page, 'Tab', /^打造产业强市/)
    await page.keyboard.press('Escape')
    expect(await name(page)).toMatch(/^出处 1/)
    await until(page, 'Tab', /^有用/)
    await page.keyboard.press('Space')
    await expect.poll(() => rated).toEqual([{ rating: 'up', reason: null }])
    await until(page, 'Tab', /^外资到账速度怎样/)
    await page.keyboard.press('Enter')
    await page.locator('.turn').nth(1).locator('.actions').waitFor()
    expect(await focused(page)).toBe('TEXTAREA q')
    await until(page, 'Tab', /^清空对话/)
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('TEXTAREA q')
    expect(await page.locator('.turn').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('fits with large text, at 200 %, and in the other languages', async () => {
    for (const [language, theme, name] of [
      ['zh-Hant', 'dark', '問題'],
      ['en', 'light', 'Question'],
    ] as const) {
      const { page, complaints, close } = await browser.visit(server.url, {
        // Half of 768 px at twice the pixels is what 200 % makes of it.
        viewport: { width: 384, height: 400 },
        deviceScaleFactor: 2,
        storageState: { cookies: [cookie(`${language}.${theme}.large`)], origins: [] },
      })
      await page.getByLabel(name, { exact: true }).fill(QUESTION)
      await page.keyboard.press('Enter')
      await latest(page).locator('.actions').waitFor()
      await latest(page).locator('.cite').first().click()
      await page.locator('.panel .here').waitFor()
      await expectNoSideways(page)
      expect(await axeFindings(page)).toEqual([])
      await shoot(page, `large-${language}`)
      expect(complaints).toEqual([])
      await close()
    }
  })

  it('works where the browser keeps nothing', async () => {
    const { page, complaints, close } = await browser.visit('about:blank')
    await page.addInitScript(() => {
      for (const which of ['sessionStorage', 'localStorage']) {
        Object.defineProperty(globalThis, which, {
          get: () => {
            throw new DOMException('blocked', 'SecurityError')
          },
        })
      }
    })
    await page.goto(server.url)
    await answered(page, QUESTION)
    expect(complaints).toEqual([])
    await close()
  })
})

describe('the chat page without a script', () => {
  it('answers a plain form, with links in the place of buttons, and goes on with the conversation', async () => {
    const { page, complaints, close } = await browser.visit(server.url, { javaScriptEnabled: false })
    await page.getByLabel('问题', { exact: true }).fill(QUESTION)
    await page.locator('.filters summary').click()
    await page.getByLabel('报道时间').selectOption('2022')
    await page.getByRole('button', { name: '提问' }).click()
    expect(await page.locator('.turn .answer').innerText()).toMatch(/^1亿美元/)
    const first = asked.at(-1) as AskRequest
    expect(first.filters).toEqual({ published_from: '2022-01-01', published_to: '2022-12-31' })
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    expect(await page.locator('a.cite').first().getAttribute('href')).toMatch(
      /^\/articles\/dy%2F1\?revision=1&c=/,
    )
    await shoot(page, 'no-script')
    await page.getByRole('link', { name: '外资到账速度怎样加快？' }).click()
    expect(asked.at(-1)).toMatchObject({ conversation_id: first.conversation_id })
    expect(first.conversation_id).toMatch(/^[\w-]{36}$/)
    await page.getByLabel('问题', { exact: true }).fill('问'.repeat(501))
    await page.getByRole('button', { name: '提问' }).click()
    expect(await page.locator('.trouble').innerText()).toBe('问题太长：最多 500 字，现在 501 字。')
    expect(await page.getByLabel('问题', { exact: true }).inputValue()).toHaveLength(501)
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([])
    await close()
  })

  it('hands what it has drawn to the script, which does not ask again', async () => {
    const { page, complaints, close } = await browser.visit(
      `${server.url}/?q=${encodeURIComponent(QUESTION)}`,
    )
    await latest(page).getByRole('button', { name: '复制（含出处）' }).waitFor()
    expect(new URL(page.url()).search).toBe('')
    const before = asked.length
    await page.reload()
    await latest(page).getByRole('button', { name: '复制（含出处）' }).waitFor()
    expect(asked).toHaveLength(before)
    expect(complaints).toEqual([])
    await close()
  })
})

it('a browser finds the quote in its original by the address that is made for it', async () => {
  const quote =
    '当天，项目签约仪式在开发区举行，各方共同投资建设新材料基地，项目主要由创新中心和年产11万吨项目组成，项目总投资超10亿元，用地约120亩。'
  const filler = '<p>园区坚持把项目建设作为高质量发展的生命线。</p>'.repeat(200)
  for (const one of [quote, '固定资产投资14.2亿元，A-B&C。']) {
    const { page, close } = await browser.visit('about:blank')
    await page.route('https://news.example.cn/**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><body>${filler}<p id="here">前文。${one.replace('&', '&amp;')}后文。</p>${filler}`,
      }),
    )
    await page.goto(originalAddress('https://news.example.cn/a.html', one)!)
    await expect.poll(() => page.locator('#here').evaluate(inView)).toBe(true)
    await close()
  }
})

it('the answers of these tests are what their articles say', () => {
  for (const [name, question] of KINDS) {
    for (const { quote, start, end, article } of answerTo({ question }, 'a').citations) {
      expect(end - start, `${name} ${article.id}`).toBe(quote.length)
      expect(start).toBeGreaterThanOrEqual(0)
    }
  }
})

function cookie(value: string) {
  const { hostname } = new URL(server.url)
  const rest = { path: '/', expires: -1, httpOnly: false, secure: false, sameSite: 'Lax' as const }
  return { name: 'tw_view', value, domain: hostname, ...rest }
}

// Measured in the page: how long after Enter the progress line appears, in ms.
function watchProgress(): void {
  let began = 0
  addEventListener('keydown', () => (began = performance.now()), { capture: true })
  new MutationObserver(() => {
    if (document.querySelector('.progress') === null) return
    document.documentElement.dataset['waited'] ??= String(Math.round(performance.now() - began))
  }).observe(document.body, { childList: true, subtree: true })
}

function inView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id}`)
}

function name(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: one } = document
    return one?.getAttribute('aria-label') ?? one?.textContent?.trim() ?? ''
  })
}

/** Press a key until what has the focus is called so; 40 times at most. */
async function until(page: Page, key: string, wanted: RegExp): Promise<void> {
  for (let i = 0; i < 40; i += 1) {
    if (wanted.test(await name(page))) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${String(wanted)}`)
}
