import { afterAll, describe, expect, it } from 'vitest'
import { useBrowser, useServer } from './browser.ts'
import { deskService, lookAt, useConsole } from './desk-service.ts'

const service = await deskService()
const browser = useBrowser()
const server = useServer(service.deps)
const { key } = await service.key('admin')
const desk = useConsole(browser, server, key)
afterAll(() => service.close())

const METRO = '丹阳地铁什么时候通车'

describe('questions without an answer', () => {
  it('are none at first, which says what to do', async () => {
    const visit = await desk.open('unanswered')
    await visit.page.getByText('没有待处理的问题。').waitFor()
    await lookAt(visit, 'unanswered-empty')
    expect(visit.complaints).toEqual([])
  })

  it('are answered by a pin that cites an article, and asked again at once', async () => {
    await service.put('dy/1', {
      title: '丹阳地铁一期工程开工',
      text: '丹阳地铁一期工程今天开工。\n工程由市交通局负责，分两段施工。预计三年建成。',
    })
    for (const question of [METRO, '丹阳的地铁几时通车？', '请问丹阳地铁何时通车', '镇江机场有几条跑道'])
      await service.ask({ question })
    const visit = await desk.open('unanswered')
    const { page } = visit
    const group = page.locator('.group', { hasText: METRO })
    await group.getByText('没答上 3 次').waitFor()
    await group.getByText('其他问法（2）').click()
    await group.getByText('最相近的文章').click()
    await lookAt(visit, 'unanswered')

    await group.getByRole('link', { name: '写一条固定回答' }).click()
    expect(await page.getByLabel('问题', { exact: true }).inputValue()).toBe(METRO)
    await page.getByRole('button', { name: '+ 请问丹阳地铁何时通车' }).click()
    // Nothing is said yet, and nobody answers for it.
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('请填写回答。').first().waitFor()
    await lookAt(visit, 'pin-faults')
    await page.getByLabel('回答', { exact: true }).fill('三年建成，2029年通车')
    await page.getByRole('button', { name: '查找文章' }).click()
    await page.getByRole('button', { name: /丹阳地铁一期工程开工/ }).click()
    await page.getByRole('button', { name: '预计三年建成。', exact: true }).click()
    expect(await page.locator('.cite blockquote q').textContent()).toBe('预计三年建成。')
    await lookAt(visit, 'pin-cite')
    // A figure that the quote does not hold.
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('引用的句子里没有“2029”').first().waitFor()
    await page.getByLabel('回答', { exact: true }).fill('预计三年建成')
    await page.getByRole('button', { name: '保存' }).click()
    const result = page.locator('.result')
    await result.getByText('固定回答').waitFor()
    expect(await result.locator('.said').textContent()).toBe('预计三年建成')
    expect(await result.locator('q').textContent()).toBe('预计三年建成。')
    await lookAt(visit, 'pin-asked-again')
    await result.getByRole('button', { name: '标为已处理' }).click()
    await page.getByText('已标为已处理').waitFor()
    // Asking again counts as nobody's question.
    expect((await service.answers.groups({ status: 'done' }, 20)).items).toMatchObject([
      { count: 3, asked_since: 0 },
    ])
    expect(await service.pins.list(20)).toMatchObject({
      items: [{ question: METRO, similar: ['请问丹阳地铁何时通车'], used: true }],
    })
    expect(visit.complaints.filter((one) => !one.includes('422'))).toEqual([])
  })

  it('are answered by an article that is added, and asked again when it is found', async () => {
    const question = '句容轻轨什么时候通车'
    await service.ask({ question })
    const visit = await desk.open('unanswered')
    const { page } = visit
    await page.locator('.group', { hasText: question }).getByRole('link', { name: '补一篇文章' }).click()
    await page.getByLabel('标题（可不填）').fill('句容轻轨即将通车')
    await page.getByLabel('日期（可不填）').fill('2026-11-20')
    await page.getByLabel('正文').fill('句容轻轨将于2027年6月通车。')
    await page.getByRole('button', { name: '收录', exact: true }).click()
    const result = page.locator('.result')
    await result.getByText('已回答').waitFor()
    expect(await result.locator('.said').textContent()).toBe('2027年6月')
    expect(await result.locator('mark').textContent()).toBe('2027年6月')
    await lookAt(visit, 'add-asked-again')
    expect(visit.complaints).toEqual([])
  })

  it('change their status and note, and back', async () => {
    const visit = await desk.open('unanswered')
    const { page } = visit
    const group = page.locator('.group', { hasText: '镇江机场' })
    await group.getByRole('button', { name: '备注' }).click()
    await page.getByRole('dialog').getByLabel('备注').fill('问过交通局')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await group.getByText('问过交通局').waitFor()
    await group.getByRole('button', { name: '不处理' }).click()
    await group.waitFor({ state: 'detached' })
    await page.locator('.toast', { hasText: '不处理' }).getByRole('button', { name: '撤销' }).click()
    await group.getByText('问过交通局').waitFor()
    await page.getByLabel('处理情况').selectOption('done')
    await page.locator('.group', { hasText: METRO }).waitFor()
    await page.getByRole('searchbox').fill('轻轨')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByText('没有找到“轻轨”').waitFor()
    expect(visit.complaints).toEqual([])
  })
})

describe('pinned answers', () => {
  it('are listed, and told to be stale when their article no longer says so', async () => {
    await service.put('dy/1', { title: '丹阳地铁一期工程开工', text: '丹阳地铁一期工程改期。' })
    const visit = await desk.open('pins')
    const { page } = visit
    await page.getByText('已失效：文章改过').waitFor()
    await lookAt(visit, 'pins')
    await page.getByRole('button', { name: '停用' }).click()
    await page.locator('td').getByText('已停用').waitFor()
    await page.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: '停用' }).waitFor()
    await page.getByRole('button', { name: '删除' }).click()
    await page.getByText('还没有固定回答').waitFor()
    expect((await service.pins.list(20)).items).toEqual([])
    await page.locator('.toast', { hasText: '已删除' }).getByRole('button', { name: '撤销' }).click()
    await page.getByRole('link', { name: METRO }).waitFor()
    expect(visit.complaints).toEqual([])
  })

  it('are not overwritten when somebody else has changed them', async () => {
    await service.pins.put('other', {
      question: '谁负责招商', answer: '投资促进局', author: '办公室',
      similar: [], negative: [], enabled: true, keep_when_changed: false,
    }) // prettier-ignore
    const visit = await desk.open('pins/other')
    const { page } = visit
    await page.getByLabel('回答', { exact: true }).fill('招商局')
    await service.pins.put('other', {
      question: '谁负责招商', answer: '开发区管委会', author: '办公室',
      similar: [], negative: [], enabled: true, keep_when_changed: false,
    }) // prettier-ignore
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('别人刚改过这条固定回答').waitFor()
    await lookAt(visit, 'pin-conflict')
    await page.getByRole('button', { name: '读取最新的' }).click()
    await expect.poll(() => page.getByLabel('回答', { exact: true }).inputValue()).toBe('开发区管委会')
    expect(visit.complaints.filter((one) => !one.includes('412'))).toEqual([])
  })
})
