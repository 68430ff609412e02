import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { useBrowser, useServer } from './browser.ts'
import { deskService, lookAt, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
// One check fails while `state.ready` is false.
const state = { ready: true }
const server = useServer({
  ...service.deps,
  version: '9.8.7',
  ready: async () => [
    { name: 'store', ok: true, detail: '3 articles', ms: 1 },
    { name: 'models', ok: state.ready, detail: state.ready ? 'a model' : 'a path of this machine', ms: 12 },
  ],
})
const { key, id } = await service.key('admin')
const desk = useConsole(browser, server, key)
afterAll(() => service.close())

describe('the record of questions', () => {
  it('is empty at first, which says what to do', async () => {
    const visit = await desk.open('questions')
    await visit.page.getByText('还没有人提问。').waitFor()
    await lookAt(visit, 'questions-empty')
    expect(visit.complaints).toEqual([])
  })

  it('is filtered, opened at an answer with its citation, and exported', async () => {
    await service.ask({ question: '镇江机场有几条跑道' }, undefined, { channel: 'api' })
    await service.put('dy/1', { title: '外资到账', text: '丹阳开发区完成外资到账1亿美元的年度目标任务。' })
    const good = await service.ask({ question: '丹阳开发区外资到账多少' }, undefined, { channel: 'chat' })
    expect(good.outcome).toBe('answered')
    await service.answers.rate(good.id, { rating: 'down', reason: 'outdated', comment: '<b>旧闻</b>' })
    const visit = await desk.open('questions')
    const { page } = visit
    await page.getByText('共 2 条').waitFor()
    await lookAt(visit, 'questions')
    await page.getByLabel('评价').selectOption('down')
    await page.getByText('共 1 条').waitFor()
    await page.getByLabel('渠道').fill('api')
    await page.getByLabel('渠道').press('Enter')
    await page.getByText('没有符合这些条件的问答。').waitFor()
    await page.getByRole('link', { name: '清除条件' }).click()
    await page.getByText('共 2 条').waitFor()
    await page.getByLabel('结果').selectOption('answered')
    await page.getByText('共 1 条').waitFor()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 CSV' }).click()
    const file = await downloading
    expect(file.suggestedFilename()).toBe('questions.csv')
    const csv = await readFile((await file.path())!, 'utf8')
    expect(csv.trim().split('\n')).toHaveLength(2)
    expect(csv).toContain('丹阳开发区外资到账多少')
    await page.getByRole('link', { name: '丹阳开发区外资到账多少' }).click()
    const shown = page.locator('.answer')
    expect(await shown.locator('mark').textContent()).toBe('1亿美元')
    expect(await shown.getByRole('link').getAttribute('href')).toMatch(/^\/articles\/dy%2F1#c=\d+-\d+$/)
    await page.getByText('过时').waitFor()
    await page.getByText('<b>旧闻</b>').waitFor()
    await lookAt(visit, 'question')
    await page.getByRole('button', { name: '再问一遍' }).click()
    await page.locator('.result').getByText('1亿美元').first().waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('says that an article has changed since', async () => {
    await service.put('dy/1', { title: '外资到账', text: '更正：丹阳开发区外资到账另行公布。' })
    const { items } = await service.answers.questions({ outcome: 'answered' }, 1)
    const visit = await desk.open(`questions/${items[0]!.id}`)
    await visit.page.getByText('文章后来改过').waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('says when it cannot be read, and reads it again', async () => {
    const visit = await desk.open('settings')
    const { page } = visit
    await page.route(/\/v1\/questions(?:\?|$)/, (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', detail: 'x', request_id: 'r-1' } }),
    )
    await page.getByRole('link', { name: '问答记录' }).click()
    await page.getByText('请求编号 r-1').waitFor()
    await lookAt(visit, 'questions-failing')
    await page.unroute(/\/v1\/questions(?:\?|$)/)
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByText(/共 \d 条/).waitFor()
    expect(visit.complaints.filter((one) => !one.includes('500'))).toEqual([])
  })
})

describe('keys', () => {
  it('are made, shown once, and revoked by name', async () => {
    const visit = await desk.open('keys')
    const { page } = visit
    await page.getByText('你正在用').waitFor()
    await lookAt(visit, 'keys')
    await page.getByRole('link', { name: '新建密钥' }).click()
    await page.getByLabel('看问答记录').check()
    await page.getByLabel('每天次数上限（可不填）').fill('很多')
    await page.getByLabel('网页来源（可不填）').fill('www.example.cn')
    await page.getByRole('button', { name: '新建密钥' }).click()
    await page.getByText('请填写名称。').first().waitFor()
    await page.getByText('“www.example.cn”不是网页来源').first().waitFor()
    await lookAt(visit, 'key-faults')
    await page.getByLabel('名称').fill('官网助手')
    await page.getByLabel('每天次数上限（可不填）').fill('200')
    await page.getByLabel('网页来源（可不填）').fill('https://www.example.cn')
    await page.getByRole('button', { name: '新建密钥' }).click()
    const dialog = page.getByRole('dialog')
    const text = await dialog.locator('code').textContent()
    await lookAt(visit, 'key-made')
    expect((await service.keys.find(text!))?.daily).toBe(200)
    await dialog.getByRole('button', { name: '已存好' }).click()
    const row = page.getByRole('row', { name: /官网助手/ })
    await row.getByText('https://www.example.cn').waitFor()
    expect(await page.content()).not.toContain(text)
    await row.getByRole('button', { name: '吊销' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('官网助手')
    await page.getByRole('dialog').getByRole('button', { name: '吊销' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await service.keys.find(text!)).toBeNull()
    await page.getByLabel('显示').last().selectOption('all')
    await row.getByText('已吊销').waitFor()
    await page.getByRole('searchbox').fill('没有')
    await page.getByText('没有找到“没有”').waitFor()
    expect(id).not.toBe('')
    expect(visit.complaints).toEqual([])
  })

  it('cannot be both held to a zone and let manage', async () => {
    const visit = await desk.open('keys/new')
    const { page } = visit
    await page.getByLabel('名称').fill('某区')
    await page.getByLabel('管理一切').check()
    await page.getByLabel('开发区（可不填）').selectOption('江苏丹阳经济开发区')
    await page.getByRole('button', { name: '新建密钥' }).click()
    await page.getByText('不能限定开发区').first().waitFor()
    expect(visit.complaints).toEqual([])
  })
})

describe('settings', () => {
  it('show how the service is', async () => {
    const visit = await desk.open('settings')
    const { page } = visit
    await page.getByText('可以回答', { exact: true }).waitFor()
    await page.getByText('9.8.7').waitFor()
    await lookAt(visit, 'settings')
    state.ready = false
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByText('现在不能回答').waitFor()
    await lookAt(visit, 'settings-failing')
    expect(await page.content()).not.toContain('a path of this machine')
    state.ready = true
    expect(visit.complaints.filter((one) => !one.includes('503'))).toEqual([])
  })

  it('say what a key that may only read records cannot see', async () => {
    const { key: logs } = await service.key('logs')
    const visit = await browser.visit(`${server.url}/console/pins`)
    visit.page.setDefaultTimeout(8000)
    await visit.page.getByLabel('密钥').fill(logs)
    await visit.page.getByRole('button', { name: '登录' }).click()
    await visit.page.getByText('没有权限 admin').waitFor()
    await visit.page.getByRole('link', { name: '没答上的问题' }).click()
    await visit.page.getByRole('button', { name: '不处理' }).first().waitFor()
    expect(await visit.page.getByRole('link', { name: '写一条固定回答' }).count()).toBe(0)
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})
