import { afterAll, describe, expect, it } from 'vitest'
import { useBrowser, useServer } from './browser.ts'
import { deskService, lookAt, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
const server = useServer(service.deps)
const { key } = await service.key('admin')
const desk = useConsole(browser, server, key)
afterAll(() => service.close())

const newsPage = (title: string): string =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${`${title}的正文，说得很清楚。`.repeat(8)}</p></body></html>`

describe('sources', () => {
  it('are none at first, which says what to do', async () => {
    const visit = await desk.open('sources')
    await visit.page.getByText('还没有来源。').waitFor()
    await lookAt(visit, 'sources-empty')
    expect(visit.complaints).toEqual([])
  })

  it('are registered, run, and tell of each item', async () => {
    const { site } = service
    site.pages.set('/list', '<ul class="news"><li><a href="/1">甲</a></li><li><a href="/2">乙</a></li></ul>')
    site.pages.set('/1', newsPage('开发区签约三个项目'))
    site.pages.set('/2', { status: 500, body: 'no' })
    const visit = await desk.open('sources/new')
    const { page } = visit
    await page.getByLabel('种类').selectOption('list')
    await page.getByLabel('网址', { exact: true }).fill(`${site.url}/list`)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('列表页需要文章链接的选择器。').first().waitFor()
    await lookAt(visit, 'source-faults')
    await page.getByLabel('文章链接的选择器').fill('.news li')
    await page.getByLabel('每隔多久取一次').selectOption('60')
    await page.getByLabel('开发区（可不填）').fill('江苏丹阳经济开发区')
    await page.getByRole('button', { name: '保存' }).click()
    // It begins by itself soon after, which the page follows.
    await page.getByText('共 2 条').waitFor()
    await page.getByRole('row', { name: /\/2.*失败/ }).waitFor()
    await lookAt(visit, 'source')
    site.pages.set('/2', newsPage('新企业落户'))
    await page.getByRole('button', { name: '全部重新检查' }).click()
    await page.getByRole('row', { name: /\/2.*已收录/ }).waitFor()
    await page.getByLabel('状态').selectOption('unchanged')
    await page.getByText('共 1 条').waitFor()
    await page.getByRole('button', { name: '现在取' }).click()
    await page.locator('.toast', { hasText: '已开始' }).last().waitFor()
    await page.getByRole('row', { name: /\/1/ }).getByRole('link', { name: '文章' }).click()
    await page.getByRole('heading', { name: '开发区签约三个项目' }).waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('are switched off and on, changed, and deleted by name', async () => {
    const visit = await desk.open('sources')
    const { page } = visit
    await page.getByRole('button', { name: '停用' }).waitFor()
    await lookAt(visit, 'sources')
    await page.getByRole('button', { name: '停用' }).click()
    await page.locator('td').getByText('已停用').waitFor()
    await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: '停用' }).waitFor()
    await page.locator('tbody a').first().click()
    await page.getByRole('link', { name: '修改' }).click()
    expect(await page.getByLabel('文章链接的选择器').inputValue()).toBe('.news li')
    await page.getByLabel('每隔多久取一次').selectOption('')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '删除' }).click()
    expect((await service.deps.sources.list(10, undefined)).items).toMatchObject([
      { interval_minutes: null, selectors: { item: '.news li' }, zone: '江苏丹阳经济开发区' },
    ])
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('从它收录的文章也一起删除').check()
    await dialog.getByRole('textbox').fill(new URL(service.site.url).host)
    await lookAt(visit, 'source-delete')
    await dialog.getByRole('button', { name: '删除' }).click()
    await page.getByText('还没有来源。').waitFor()
    expect((await service.articles.facets({ filters: {} })).articles).toBe(0)
    expect(visit.complaints).toEqual([])
  })
})
