// The article page in a browser: what is marked, where it scrolls to, what works without a script, how it looks and prints.
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article.ts'
import { fakeArticles } from '../http/fakes.ts'
import { axeFindings, expectNoSideways, shoot, useBrowser, useServer, WIDTHS } from './browser.ts'

const SENTENCE = '签约项目 21 个，总投资 186.4 亿元，其中外资项目 5 个。'
const FILLER =
  '园区负责人介绍，今年以来共走访企业 312 家次，帮助解决用工、融资、用地等问题 97 件，办结率 98.6%。'
const PARAGRAPHS = [
  '本报讯（记者 林一）3月3日，云岭经济开发区举行一季度重大项目集中签约活动。',
  `活动现场，${SENTENCE}项目涵盖新能源、生物医药、高端装备三个方向。`,
  ...Array.from({ length: 24 }, () => FILLER),
  '签约之外，开发区还为“🚀起飞计划”首批 12 家企业授牌。',
]
const NEW_TEXT = PARAGRAPHS.join('\n')
const OLD_TEXT = NEW_TEXT.replace('186.4', '168.4')

const base: Article = {
  id: 'yl/1',
  revision: 3,
  title: '云岭经济开发区一季度集中签约 21 个项目，总投资 186.4 亿元',
  published_at: '2022-03-04',
  source: '云岭日报',
  zone: '云岭经济开发区',
  region: '云岭',
  url: 'https://news.example/2022/03/04/1.html',
  text: NEW_TEXT,
  story_id: 'yl/1',
}
const other = {
  ...base,
  id: 'yl/2',
  source: '江州晚报',
  published_at: '2022-03-05',
  title: '云岭签下 21 个大项目',
}

const browser = useBrowser()
const server = useServer({
  article: async (id, revision = 3) =>
    id !== base.id || revision < 2 || revision > 3
      ? null
      : { ...base, revision, text: revision === 3 ? NEW_TEXT : OLD_TEXT },
  articles: { ...fakeArticles(), related: async () => ({ revisions: [2, 3], same_story: [other] }) },
})

const at = NEW_TEXT.indexOf(SENTENCE)
const place = `${at}-${at + SENTENCE.length}`
const last = NEW_TEXT.lastIndexOf('授牌')
const lastPlace = `${last}-${last + 2}`
const page = (rest = '') => `${server.url}/articles/yl%2F1${rest}`

describe('what an answer cites', () => {
  it('is marked by the server, without any script, and its link leads there', async () => {
    const { page: tab, close } = await browser.visit(page(`?c=${place}&c=${lastPlace}`), {
      javaScriptEnabled: false,
      viewport: { width: 768, height: 600 },
    })
    expect(await tab.locator('mark').allTextContents()).toEqual([SENTENCE, '授牌'])
    await tab.getByRole('link', { name: '第 2 处' }).click()
    await expect.poll(() => inView(tab, 'mark >> nth=1')).toBe(true)
    expect(await tab.getByRole('link', { name: '原网页' }).getAttribute('href')).toBe(
      `https://news.example/2022/03/04/1.html#:~:text=${encodeURIComponent(SENTENCE)}`,
    )
    await close()
  })

  it('is marked by the script from the fragment, again when that changes, and back to what the server marked', async () => {
    const { page: tab, complaints, close } = await browser.visit(page(`?c=${place}#c=${lastPlace}`))
    const marks = () => tab.locator('mark').allTextContents()
    await expect.poll(marks).toEqual(['授牌'])
    await expect.poll(() => inView(tab, 'mark')).toBe(true)
    expect(await tab.evaluate(() => document.activeElement?.tagName)).toBe('MARK')
    expect(await tab.getByRole('link', { name: '原网页' }).getAttribute('href')).toMatch(
      /text=%E6%8E%88%E7%89%8C$/,
    )
    await tab.evaluate((hash) => (location.hash = hash), `c=${place}&c=${lastPlace}`)
    await expect.poll(marks).toEqual([SENTENCE, '授牌'])
    await tab.evaluate(() => (location.hash = ''))
    await expect.poll(marks).toEqual([SENTENCE])
    expect(await tab.locator('#text p').allTextContents()).toEqual(PARAGRAPHS)
    expect(complaints).toEqual([])
    await close()
  })

  it('goes over paragraphs and takes in the whole of a character that it cuts', async () => {
    const rocket = NEW_TEXT.indexOf('🚀')
    const { page: tab, close } = await browser.visit(
      page(`#c=${at + 20}-${at + 80}&c=${rocket + 1}-${rocket + 3}`),
    )
    await expect.poll(() => tab.locator('mark').allTextContents()).toHaveLength(3)
    const marked = await tab.locator('mark').allTextContents()
    expect(marked.slice(0, 2).join('\n')).toBe(NEW_TEXT.slice(at + 20, at + 80))
    expect(marked[2]).toBe('🚀起')
    await close()
  })

  it.each(['?c=', '#c='])('tells in the address %s… what is no place', async (where) => {
    const { page: tab, complaints, close } = await browser.visit(page(`${where}9-3`))
    await tab.getByText('“9-3”不是一处文字：起点要小于终点').waitFor()
    for (const [given, told] of [
      ['x', '要写成“起点-终点”'],
      ['99999-100000', `超出了本文：全文到 ${NEW_TEXT.length} 为止`],
      [`${last}-100000`, '只标出了里面的部分'],
    ]) {
      await tab.goto('about:blank')
      await tab.goto(page(`${where}${given}`))
      await tab.getByText(told!).waitFor()
    }
    expect(await tab.locator('mark').textContent()).toBe(NEW_TEXT.slice(last))
    expect(complaints).toEqual([])
    await close()
  })
})

describe('what stands beside it', () => {
  it('leads to the revision before, which says that it is not the current one, and back', async () => {
    const { page: tab, close } = await browser.visit(page())
    await tab.getByRole('link', { name: '上一版' }).click()
    await tab.getByText('这是第 2 版，不是现行的文字；现行的是第 3 版。').waitFor()
    expect(await tab.locator('#p2').textContent()).toContain('168.4')
    expect(await tab.getByText('第 1 版没有保留').count()).toBe(1)
    await tab.getByRole('link', { name: '看现行版' }).click()
    await expect.poll(() => tab.locator('#p2').textContent()).toContain('186.4')
    expect(await tab.getByRole('link', { name: '云岭签下 21 个大项目' }).getAttribute('href')).toBe(
      '/articles/yl%2F2',
    )
    await close()
  })

  it('gives a line that cites it, to be copied by the keyboard', async () => {
    const {
      page: tab,
      complaints,
      close,
    } = await browser.visit(page(), { permissions: ['clipboard-read', 'clipboard-write'] })
    await tab.getByText('引用本文').focus()
    await tab.keyboard.press('Enter')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    await tab.getByText('已复制。').waitFor()
    const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
    const line = `云岭日报. ${base.title}[EB/OL]. (2022-03-04)[${day}]. ${base.url}.`
    expect(await tab.evaluate(() => navigator.clipboard.readText())).toBe(line)
    expect(complaints).toEqual([])
    await close()
  })

  it('keeps the place when the settings of the view change', async () => {
    const { page: tab, close } = await browser.visit(page(`#c=${place}`))
    await tab.getByText('显示').click()
    await tab.getByLabel('语言').selectOption('zh-Hant')
    await tab.getByRole('button', { name: '应用' }).click()
    await tab.getByText('引用本文').waitFor()
    await expect.poll(() => tab.locator('mark').allTextContents()).toEqual([SENTENCE])
    expect(await tab.getAttribute('html', 'lang')).toBe('zh-Hant')
    await close()
  })
})

describe('how it looks', () => {
  it.each(WIDTHS)('at %i px, light and dark, without findings of axe', async (width) => {
    const {
      page: tab,
      complaints,
      close,
    } = await browser.visit(page(`?revision=2&c=${place}&c=99999-100000`), {
      viewport: { width, height: 900 },
    })
    await tab.getByText('引用本文').click()
    await expectNoSideways(tab)
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme })
      expect(await axeFindings(tab)).toEqual([])
      await shoot(tab, `article-${width}-${colorScheme}`)
    }
    await tab.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await shoot(tab, `article-end-${width}`)
    expect(complaints).toEqual([])
    await close()
  })

  it('has lines of at most 38 characters, and fits in large letters on a phone', async () => {
    const { page: tab, close } = await browser.visit(page(`?c=${place}`), {
      viewport: { width: 1440, height: 900 },
    })
    const perLine = await tab.evaluate(() => {
      const paragraph = document.querySelector('#text p')!
      return paragraph.clientWidth / Number.parseFloat(getComputedStyle(paragraph).fontSize)
    })
    expect(perLine).toBeGreaterThanOrEqual(34)
    expect(perLine).toBeLessThanOrEqual(38)
    await tab.context().addCookies([{ name: 'tw_view', value: 'en.light.large', url: server.url }])
    await tab.setViewportSize({ width: 360, height: 740 })
    await tab.goto(page(`?c=${place}`))
    await tab.getByText('Cite this article').waitFor()
    await expectNoSideways(tab)
    expect(await axeFindings(tab)).toEqual([])
    await shoot(tab, 'article-large-360')
    await close()
  })

  it('prints the article with its address and day, and nothing to click', async () => {
    const { page: tab, close } = await browser.visit(page(`?c=${place}`), { colorScheme: 'dark' })
    await tab.emulateMedia({ media: 'print' })
    expect(await tab.getByText('引用本文').isVisible()).toBe(false)
    expect(await tab.locator('header.top').isVisible()).toBe(false)
    const printed = (await tab.locator('.printed').innerText()).replaceAll('\u00a0', ' ')
    expect(printed).toContain(base.url)
    expect(printed).toContain(page())
    expect(printed).toMatch(/查阅于 \d{4}-\d\d-\d\d/)
    expect(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    )
    await shoot(tab, 'article-print')
    await close()
  })
})

async function inView(tab: import('playwright-core').Page, selector: string): Promise<boolean> {
  const box = await tab.locator(selector).boundingBox()
  const height = tab.viewportSize()!.height
  return box !== null && box.y >= 0 && box.y + box.height <= height
}
