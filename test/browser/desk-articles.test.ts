import { afterAll, describe, expect, it } from 'vitest'
import { useBrowser, useServer } from './browser.ts'
import { deskService, lookAt, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
const server = useServer(service.deps)
const { key } = await service.key('admin')
const desk = useConsole(browser, server, key)
afterAll(() => service.close())

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

describe('articles', () => {
  it('are none at first, which says what to do', async () => {
    const visit = await desk.open('articles')
    await visit.page.getByText('还没有收录文章。').waitFor()
    await lookAt(visit, 'articles-empty')
    expect(visit.complaints).toEqual([])
  })

  it('are uploaded, followed until they are found, and told of when they cannot be read', async () => {
    const visit = await desk.open('articles/add')
    const { page } = visit
    await page
      .getByLabel('选择文件')
      .setInputFiles([
        file(
          '丹阳.txt',
          '丹阳开发区完成外资到账\n2022-03-04\n\n丹阳开发区完成外资到账1亿美元的年度目标任务。',
        ),
        file('句容.md', '---\ntitle: 句容新闻\ndate: 2022-05-01\n---\n句容开发区新签约三个项目。'),
        file('坏.docx', '这不是文档'),
      ])
    const job = page.locator('.job')
    await job.getByText('已完成').waitFor()
    await job.getByText('现在就能查到').waitFor()
    const failed = job.getByRole('row', { name: /坏\.docx/ })
    expect(await failed.textContent()).toMatch(/失败.{10,}/)
    await lookAt(visit, 'upload-done')
    await job
      .getByRole('row', { name: /句容\.md/ })
      .getByRole('link', { name: '看文章' })
      .click()
    await page.getByRole('heading', { name: '句容新闻' }).waitFor()
    expect(await page.locator('.stored-text').textContent()).toBe('句容开发区新签约三个项目。')
    expect(await service.articles.facets({ filters: {} })).toMatchObject({ articles: 2 })
    expect(visit.complaints).toEqual([])
  })

  it('are dropped as files, and refused before they are sent when they cannot be taken', async () => {
    const visit = await desk.open('articles/add')
    const { page } = visit
    const drop = (name: string, size: number) =>
      page.evaluate(
        ([name, size]) => {
          const data = new DataTransfer()
          data.items.add(new File(['字'.repeat(size as number)], name as string))
          const box = document.querySelector('.drop')!
          box.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }))
          box.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
        },
        [name, size],
      )
    await drop('空.txt', 0)
    await page.getByText('文件是空的：空.txt').waitFor()
    await drop('拖来.txt', 20)
    await page.locator('.job').getByText('已完成').waitFor()
    await page.getByText('文件是空的').waitFor({ state: 'detached' })
    expect(visit.complaints).toEqual([])
  })

  it('are told to be on their way, and keep what could not be sent', async () => {
    const visit = await desk.open('articles/add')
    const { page } = visit
    await page.route('**/v1/articles', (route) => route.abort())
    await page.getByLabel('选择文件').setInputFiles([file('一.txt', '扬中开发区的新闻。')])
    await page.getByText('连不上服务器').waitFor()
    await lookAt(visit, 'upload-away')
    await page.unroute('**/v1/articles')
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.locator('.job').getByText('已完成').waitFor()
    expect(visit.complaints.filter((one) => !one.includes('ERR_FAILED'))).toEqual([])
  })

  it('are found by words, zone and period, page by page', async () => {
    for (let i = 0; i < 25; i += 1)
      await service.put(`n/${i}`, {
        title: `第${i}条新闻`,
        text: `常州开发区的第${i}条新闻。`,
        zone: '常州高新区',
        published_at: `2023-01-${String(i + 1).padStart(2, '0')}`,
      })
    const visit = await desk.open('articles')
    const { page } = visit
    await page.getByText('已显示 20 条').waitFor()
    await lookAt(visit, 'articles')
    await page.getByRole('button', { name: '显示更多' }).click()
    await page.getByText(/共 2\d 条/).waitFor()
    await page.getByLabel('开发区').selectOption('常州高新区')
    await page.getByLabel('从').fill('2023-01-24')
    await page.getByText('共 2 条').waitFor()
    expect(new URL(page.url()).searchParams.get('published_from')).toBe('2023-01-24')
    await page.getByRole('searchbox').fill('没有这样的词')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByText('没有找到“没有这样的词”').waitFor()
    // The address holds the filters: they survive a reload.
    await page.reload()
    await page.getByText('共 2 条').waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('are changed and stored anew, and so again when that is taken back', async () => {
    await service.put('a/1?x=1', { title: '旧标题', text: '  第一段。\n第二段。\n' })
    const visit = await desk.open(`articles/view?id=${encodeURIComponent('a/1?x=1')}`)
    const { page } = visit
    await page.getByText('第 1 版').waitFor()
    await lookAt(visit, 'article')
    await page.getByRole('link', { name: '改一改再收录' }).click()
    await page.getByLabel('标题（可不填）').fill('新标题')
    await page.getByLabel('网址（可不填）').fill('javascript:alert(1)')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('网址须以 http:// 或 https:// 开头。').first().waitFor()
    await lookAt(visit, 'article-form')
    await page.getByLabel('网址（可不填）').fill('')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('heading', { name: '新标题' }).waitFor()
    expect(await service.store.get('a/1?x=1')).toMatchObject({
      revision: 2, title: '新标题', text: '  第一段。\n第二段。\n', published_at: '2022-03-04',
    }) // prettier-ignore
    await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('heading', { name: '旧标题' }).waitFor()
    // Somebody else is faster.
    await page.getByRole('link', { name: '改一改再收录' }).click()
    await service.put('a/1?x=1', { title: '别人的标题', text: '第一段。' })
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('别人刚改过这篇文章').waitFor()
    await page.getByRole('button', { name: '读取最新的' }).click()
    await expect.poll(() => page.getByLabel('标题（可不填）').inputValue()).toBe('别人的标题')
    expect(visit.complaints.filter((one) => !one.includes('412'))).toEqual([])
  })

  it('are deleted only when their title is typed', async () => {
    const visit = await desk.open(`articles/view?id=${encodeURIComponent('a/1?x=1')}`)
    const { page } = visit
    await page.getByRole('button', { name: '删除' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('所有版本').waitFor()
    const confirm = dialog.getByRole('button', { name: '删除' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('别人的标题')
    await lookAt(visit, 'article-delete')
    await confirm.click()
    await page.getByText('已删除“别人的标题”').waitFor()
    expect(await service.store.get('a/1?x=1')).toBeNull()
    expect(visit.complaints).toEqual([])
  })

  it('show what was loaded before, with each item', async () => {
    const visit = await desk.open('articles/jobs')
    const { page } = visit
    await page.getByText('共 3 条').waitFor()
    await lookAt(visit, 'jobs')
    await page.locator('tbody a').last().click()
    await page.getByText('共 3 条').waitFor()
    await page.getByLabel('结果').selectOption('failed')
    await page.getByText('共 1 条').waitFor()
    await lookAt(visit, 'job')
    expect(visit.complaints).toEqual([])
  })

  it('hold whatever their source wrote, as text', async () => {
    const title = '<img src=x onerror=alert(1)>\u202e标题'
    await service.put('x', { title, text: `<script>alert(1)</script>${'字'.repeat(5000)}`, url: null })
    const visit = await desk.open('articles/view?id=x')
    const { page } = visit
    await page.getByRole('heading', { name: '<img src=x' }).waitFor()
    expect(await page.locator('main img, main script').count()).toBe(0)
    await lookAt(visit, 'article-hostile')
    expect(visit.complaints).toEqual([])
  })
})
