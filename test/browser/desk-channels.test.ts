import { afterAll, describe, expect, it } from 'vitest'
import type { Frame, Page } from 'playwright-core'
import { axeFindings, shoot, useBrowser, useServer } from './browser.ts'
import { deskService, lookAt, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
const server = useServer(service.deps)
const { key } = await service.key('admin')
const desk = useConsole(browser, server, key)
const { channels } = service.deps
afterAll(() => service.close())

/** The frame of the preview. */
function panelOf(page: Page): Frame {
  const found = page.frames().find((one) => one.url().includes('/console/preview'))
  if (found === undefined) throw new Error('there is no preview in the page')
  return found
}

const accentIn = (frame: Frame): Promise<string> =>
  frame.evaluate(() => document.documentElement.style.getPropertyValue('--light-accent'))
const sideways = (frame: Frame): Promise<number> =>
  frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)

describe('channels', () => {
  it('are none at first, which says what to do', async () => {
    const visit = await desk.open('channels')
    await visit.page.getByText('还没有渠道。').waitFor()
    await lookAt(visit, 'channels-empty')
    expect(visit.complaints).toEqual([])
  })

  it('are made with a preview, and give the line for the pages', async () => {
    await service.put('dy/1', { title: '外资', text: '丹阳开发区完成外资到账1亿美元。' })
    const visit = await desk.open('channels/new')
    const { page } = visit
    await page.getByLabel('代号（可不填）').fill('Portal 1')
    await page.getByLabel('允许的网站').fill('https://www.example.cn/path')
    await page.getByLabel('每天提问上限（可不填）').fill('0')
    await page.getByRole('button', { name: '新建渠道' }).click()
    await page.getByText('请填写名称。').first().waitFor()
    await page.getByText('代号须以小写字母开头').first().waitFor()
    await page.getByText('“https://www.example.cn/path”不是网站来源').first().waitFor()
    await lookAt(visit, 'channel-faults')
    await page.getByLabel('名称').fill('丹阳门户')
    await page.getByLabel('代号（可不填）').fill('portal')
    await page.getByLabel('允许的网站').fill('https://www.example.cn\nhttps://*.example.cn')
    await page.getByLabel('每天提问上限（可不填）').fill('500')
    // Questions of the newest articles that come when others are given already.
    let late = 0
    await page.route('**/v1/starters*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700))
      await route.continue()
      late += 1
    })
    await page.getByLabel('开发区（可不填）').selectOption('江苏丹阳经济开发区')
    await expect.poll(() => page.frames().length).toBeGreaterThan(1)
    await page.getByLabel('标题（可不填）').fill('丹阳小助手')
    await page.getByLabel('开头的问题（可不填）').fill('外资到账多少？\n有哪些新项目？')
    // A colour that cannot be read on paper: the preview shows the one that can.
    await page.getByLabel('颜色').fill('#ffee00')
    await page.getByLabel('按钮位置').selectOption('left')
    const preview = page.getByRole('complementary', { name: '预览' })
    await preview.getByText('丹阳小助手').waitFor()
    const panel = page.frameLocator('.preview iframe')
    await panel.getByText('有哪些新项目？').waitFor()
    await expect.poll(() => late).toBeGreaterThan(0)
    await page.waitForTimeout(300)
    expect(await panel.locator('.starters button').allTextContents()).toEqual([
      '外资到账多少？',
      '有哪些新项目？',
    ])
    expect(await preview.locator('.stage').getAttribute('data-position')).toBe('left')
    expect(await preview.evaluate((box) => (box as HTMLElement).style.getPropertyValue('--channel'))).toMatch(
      /^#(?!ffee00)[0-9a-f]{6}$/,
    )
    await lookAt(visit, 'channel-new')
    await page.getByRole('button', { name: '新建渠道' }).click()
    const line = `<script src="${server.url}/widget.js" data-channel="portal" defer></script>`
    await page.getByText(line).waitFor()
    await page.getByText('网页有 CSP 时').click()
    await page.getByText(`frame-src ${server.url}`).waitFor()
    await lookAt(visit, 'channel')
    expect(await channels.get('portal')).toMatchObject({
      name: '丹阳门户',
      title: '丹阳小助手',
      colour: '#ffee00',
      position: 'left',
      daily: 500,
      filters: { zone: '江苏丹阳经济开发区' },
      origins: ['https://www.example.cn', 'https://*.example.cn'],
      label: { shown: true, text: null },
      enabled: true,
    })
    expect(visit.complaints).toEqual([])
  })

  it('show beside the form how the panel will be, before anything is saved', async () => {
    const before = await channels.get('portal')
    const visit = await desk.open('channels/portal')
    const { page } = visit
    const panel = page.frameLocator('.preview iframe')
    await panel.getByText('外资到账多少？').waitFor()
    await page.getByLabel('标题（可不填）').fill('问问丹阳')
    await page.getByLabel('开场白（可不填）').fill('您好，<b>想问什么</b>')
    await page.getByLabel('颜色').fill('#a02020')
    await page.getByLabel('说明的文字（可不填）').fill('仅供参考')
    await page.locator('.preview .bar', { hasText: '问问丹阳' }).waitFor()
    // What is typed is text there too.
    await panel.getByText('您好，<b>想问什么</b>').waitFor()
    await panel.getByText('仅供参考').waitFor()
    await expect.poll(() => accentIn(panelOf(page))).toBe('#a02020')
    await page.locator('form.form').getByLabel('语言').selectOption('en')
    await panel.getByRole('button', { name: 'Ask', exact: true }).waitFor()
    await panel.getByText('仅供参考').waitFor()
    await page.getByRole('button', { name: '深色网页' }).click()
    await expect.poll(() => panelOf(page).url()).toContain('theme=dark')
    await panel.getByText('外资到账多少？').waitFor()
    await expect.poll(() => accentIn(panelOf(page))).not.toBe('')
    await lookAt(visit, 'channel-preview')
    expect(await axeFindings(panelOf(page))).toEqual([])
    // A question is asked by the staff: answered, and neither recorded nor counted.
    await panel.getByText('外资到账多少？').click()
    await panel.locator('.turn .answer').waitFor()
    expect(await panel.locator('.turn .answer').innerText()).toContain('1亿美元')
    await page.setViewportSize({ width: 360, height: 780 })
    await page.locator('.preview').evaluate((box) => box.scrollIntoView())
    await shoot(page, 'channel-preview-answered-360')
    expect(await axeFindings(panelOf(page))).toEqual([])
    expect(await sideways(panelOf(page))).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 1440, height: 900 })
    expect((await service.answers.questions({}, 10)).items).toEqual([])
    expect(await channels.get('portal')).toEqual(before)
    expect(visit.complaints).toEqual([])
  })

  it('are changed, and back, and never over what somebody else has changed', async () => {
    const visit = await desk.open('channels/portal')
    const { page } = visit
    await page.getByLabel('开场白（可不填）').fill('您好')
    await page.getByLabel('访客可以评价回答').uncheck()
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.toast', { hasText: '已保存' }).waitFor()
    expect(await channels.get('portal')).toMatchObject({ welcome: '您好', feedback: false })
    await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await expect.poll(async () => (await channels.get('portal'))?.welcome).toBeNull()
    await expect.poll(() => page.getByLabel('开场白（可不填）').inputValue()).toBe('')
    await channels.patch('portal', { welcome: '别人写的' })
    await page.getByLabel('开场白（可不填）').fill('我写的')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('别人刚改过这个渠道').waitFor()
    await page.getByRole('button', { name: '读取最新的' }).click()
    await expect.poll(() => page.getByLabel('开场白（可不填）').inputValue()).toBe('别人写的')
    expect(visit.complaints.filter((one) => !one.includes('412'))).toEqual([])
  })

  it('are not made twice', async () => {
    const visit = await desk.open('channels/new')
    const { page } = visit
    await page.getByLabel('名称').fill('又一个')
    await page.getByLabel('代号（可不填）').fill('portal')
    await page.getByRole('button', { name: '新建渠道' }).click()
    await page.getByText('代号“portal”已被占用').first().waitFor()
    expect(visit.complaints.filter((one) => !one.includes('409'))).toEqual([])
  })

  it('are switched off, and deleted by name', async () => {
    const visit = await desk.open('channels')
    const { page } = visit
    await page.getByRole('button', { name: '停用' }).click()
    await page.locator('td').getByText('已停用').waitFor()
    await lookAt(visit, 'channels')
    await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: '停用' }).waitFor()
    await page.getByRole('link', { name: '丹阳门户' }).click()
    await page.getByRole('button', { name: '删除渠道' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('丹阳门户')
    await dialog.getByRole('button', { name: '删除' }).click()
    await page.getByText('还没有渠道。').waitFor()
    expect(await channels.get('portal')).toBeNull()
    expect(visit.complaints).toEqual([])
  })
})
