// The console in a browser: signing in and out, its frame, and the overview.
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { noAnswers } from '../../src/answers/answers.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import type { Usage, UsageRequest } from '../../src/usage-contract.ts'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer, WIDTHS } from './browser.ts'
import { consoleAccess, signedIn, signIn } from './console-service.ts'

/** A report of so many days; the same each time. */
function reportOf({ from = '2026-10-25' }: UsageRequest, questions = 40): Usage {
  const length = Math.round((Date.now() + 8 * 3_600_000 - Date.parse(from)) / 86_400_000 - 0.5) + 1
  const days = Array.from({ length }, (_, i) => {
    const scale = questions * (1 + Math.sin(i) / 2)
    return {
      day: new Date(Date.parse(from) + i * 86_400_000).toISOString().slice(0, 10),
      answered: Math.round(scale * 0.7),
      conflicting: Math.round(scale * 0.06),
      refused: Math.round(scale * 0.24),
      up: Math.round(scale * 0.1),
      down: Math.round(scale * 0.04),
      p50_ms: questions === 0 || i === 3 ? null : 180 + 20 * Math.sin(i),
      p95_ms: questions === 0 || i === 3 ? null : 600 + 90 * Math.cos(i),
    }
  })
  const sum = (name: 'answered' | 'conflicting' | 'refused' | 'up' | 'down') =>
    days.reduce((total, day) => total + day[name], 0)
  const totals = {
    answered: sum('answered'), conflicting: sum('conflicting'), refused: sum('refused'), up: sum('up'), down: sum('down'),
  } // prettier-ignore
  const counts = (values: string[]) =>
    values.map((value, i) => ({ value, count: Math.ceil((questions * length) / (i + 3)) }))
  return {
    from,
    to: days.at(-1)!.day,
    time_zone: 'Asia/Shanghai',
    totals: { ...totals, p50_ms: questions === 0 ? null : 182, p95_ms: questions === 0 ? null : 640 },
    before: questions === 0 ? null : { answered: 700, conflicting: 50, refused: 300, up: 60, down: 40 },
    days,
    channels: questions === 0 ? [] : counts(['portal', 'api']),
    zones: questions === 0 ? [] : counts(['江苏丹阳经济开发区', '苏州工业园区', '<b>不是标签</b>']),
    questions:
      questions === 0
        ? []
        : [
            { question: '外资到账目标是多少', count: 128, outcome: 'answered' as const, last_asked_at: '2026-11-22T02:00:00Z', group_id: null },
            { question: '有没有地铁', count: 64, outcome: 'refused' as const, last_asked_at: '2026-11-21T02:00:00Z', group_id: 'grp_1' },
            { question: `<script>alert(1)</script>${'长'.repeat(120)}`, count: 3, outcome: 'conflicting' as const, last_asked_at: '2026-11-01T02:00:00Z', group_id: null },
          ], // prettier-ignore
  }
}

const access = await consoleAccess()
/** What the report is made of next. */
const usage: { questions: number; fail: boolean; asked: UsageRequest[] } = {
  questions: 40,
  fail: false,
  asked: [],
}
const answers: AppDeps['answers'] = {
  ...noAnswers(),
  usage: async (request) => {
    usage.asked.push(request)
    if (usage.fail) throw new Error('the disk is gone')
    return reportOf(request, usage.questions)
  },
}
const browser = useBrowser()
const server = useServer({ ...access.deps, answers })

type Options = Parameters<typeof browser.visit>[1]

/** Signed in at an address of the console, by a key of its own. */
async function entered(path = '/console', options: Options = {}) {
  Object.assign(usage, { questions: 40, fail: false, asked: [] })
  const key = await access.key('admin')
  const storageState = await signedIn(server.url, key.key)
  const visit = await browser.visit(`${server.url}${path}`, { storageState, ...options })
  onTestFinished(() => visit.close())
  return { ...visit, key }
}

describe('signing in', () => {
  it('takes a key, says what is wrong with another, and leads to where one wanted to go', async () => {
    const reader = await access.key('ask', 'search')
    const { key } = await access.key('logs')
    const visit = await browser.visit(`${server.url}/console?days=7`)
    const { page, complaints } = visit
    await page.getByLabel('密钥').fill('tw_nothing')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('密钥无效').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'console-sign-in-wrong')
    await page.getByLabel('密钥').fill(reader.key)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('这个密钥不能用于后台').waitFor()
    await signIn(visit, key)
    expect(page.url()).toBe(`${server.url}/console?days=7`)
    const cookies = await page.context().cookies()
    expect(cookies.find(({ name }) => name === 'tw_console')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    // The browser says so of a page that is sent with 401 or 403.
    expect(complaints.filter((text) => !/status of 40[13]/.test(text))).toEqual([])
    await visit.close()
  })

  it('needs no script, which the console itself does', async () => {
    const { key } = await access.key('admin')
    const visit = await browser.visit(`${server.url}/console`, { javaScriptEnabled: false })
    onTestFinished(() => visit.close())
    await visit.page.getByLabel('密钥').fill(key)
    await visit.page.getByRole('button', { name: '登录' }).click()
    await visit.page.locator('.fault', { hasText: '后台需要启用 JavaScript' }).waitFor()
  })
})

describe('the overview', () => {
  it.each(WIDTHS)('fits %i px, light and dark, and can be read by all', async (width) => {
    const { page, complaints } = await entered('/console', { viewport: { width, height: 900 } })
    await page.getByRole('img', { name: /每天的问题数/ }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectNoSideways(page)
      expect(await axeFindings(page)).toEqual([])
      await shoot(page, `console-overview-${width}-${colorScheme}`, true)
    }
    expect(complaints).toEqual([])
  })

  it('shows the figures with their change, and each plot as a table', async () => {
    const { page } = await entered()
    const figure = (name: string) => page.locator('.figure', { hasText: name })
    await figure('问题').first().waitFor()
    const { totals, before, days } = reportOf(usage.asked[0]!)
    const whole = totals.answered + totals.refused + totals.conflicting
    expect(await figure('问题').first().locator('.value').textContent()).toBe(whole.toLocaleString('en'))
    const share = ((totals.answered + totals.conflicting) / whole) * 100
    expect(await figure('答上的占比').first().locator('.value').textContent()).toBe(`${share.toFixed(1)}%`)
    const useful = (totals.up / (totals.up + totals.down) - before!.up / (before!.up + before!.down)) * 100
    expect(await figure('评为有用的占比').textContent()).toContain(
      `比前 30 天 ${useful > 0 ? '+' : '−'}${Math.abs(useful).toFixed(1)} 个百分点`,
    )
    const plot = page.locator('.plot', { hasText: '每天的问题' })
    await plot.getByText('看数据表').click()
    const row = plot.getByRole('row').filter({ hasText: days[2]!.day })
    expect(await row.getByRole('cell').allTextContents()).toEqual(
      [days[2]!.answered, days[2]!.conflicting, days[2]!.refused].map(String),
    )
  })

  it('tells of another period and channel, and keeps them in its address', async () => {
    const { page } = await entered()
    await page.getByLabel('近 7 天').check()
    await page.getByLabel('渠道').selectOption('portal')
    await page.waitForURL(/\?days=7&channel=portal$/)
    await page.getByText('比前 7 天').first().waitFor()
    await expect.poll(() => usage.asked.at(-1)?.channel).toBe('portal')
    await page.reload()
    await page.getByText('比前 7 天').first().waitFor()
    expect(await page.getByLabel('渠道').inputValue()).toBe('portal')
  })

  it('says what to do when there is nothing', async () => {
    const { page, complaints } = await entered()
    usage.questions = 0
    await page.reload()
    await page.getByText('这段时间没有人提问').waitFor()
    expect(await page.getByRole('link', { name: '去提问' }).getAttribute('href')).toBe('/')
    expect(await page.locator('canvas').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'console-overview-nothing')
    expect(complaints).toEqual([])
  })

  it('says what went wrong, under which number the log has it, and tries again', async () => {
    const { page } = await entered()
    usage.fail = true
    await page.reload()
    await page.getByText('服务器出了问题').waitFor()
    await page.getByText('请求编号 made-id').waitFor()
    await shoot(page, 'console-overview-fault')
    usage.fail = false
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByRole('img', { name: /每天的问题数/ }).waitFor()
  })
})

describe('the frame', () => {
  it('can be gone through by keyboard', async () => {
    const { page } = await entered('/console/nowhere')
    await page.getByRole('heading', { name: '没有这一页' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('跳到正文')
    const overview = page.getByRole('link', { name: '概况' })
    for (let i = 0; i < 6 && (await focused(page)) !== '概况'; i += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '概况' }).waitFor()
    expect(await overview.getAttribute('aria-current')).toBe('page')
    // No page was loaded: the focus is in the new one.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    expect(await page.title()).toBe('概况 · 后台')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(/days=90/)
    await page.goBack()
    await page.getByRole('heading', { name: '没有这一页' }).waitFor()
  })

  it('has its menu behind a button on phones', async () => {
    const { page, complaints } = await entered('/console/nowhere', { viewport: { width: 360, height: 740 } })
    const link = page.getByRole('link', { name: '概况' })
    expect(await link.isVisible()).toBe(false)
    const button = page.getByRole('button', { name: '菜单' })
    await button.click()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    expect(await axeFindings(page)).toEqual([])
    await expectNoSideways(page)
    await shoot(page, 'console-menu-360')
    await link.click()
    await page.getByRole('heading', { name: '概况' }).waitFor()
    expect(await link.isVisible()).toBe(false)
    expect(complaints).toEqual([])
  })

  it('ends with the session: by signing out, and by the key being revoked', async () => {
    const { page, key } = await entered('/console?days=7')
    await page.getByRole('img', { name: /每天的问题数/ }).waitFor()
    await access.keys.revoke(key.id)
    await page.getByLabel('近 30 天').click()
    await page.getByText('登录已失效').waitFor()
    await shoot(page, 'console-ended')
    const again = await access.key('logs')
    await signIn({ page }, again.key)
    expect(page.url()).toBe(`${server.url}/console?days=30`)
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('tw_console')
    await page.goto(`${server.url}/console`)
    await page.getByLabel('密钥').waitFor()
    expect(await page.getByText('登录已失效').count()).toBe(0)
  })

  it('comes back from another site signed in', async () => {
    const { page } = await entered()
    // Under another name it is another site, whose links bring no cookie that is SameSite=Strict.
    const other = server.url.replace('127.0.0.1', 'localhost')
    await page.goto(`${other}/console`)
    await page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
    }, `${server.url}/console`)
    await page.waitForURL(`${server.url}/console`)
    await page.getByRole('heading', { name: '概况' }).waitFor()
  })
})

/** The text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
}
