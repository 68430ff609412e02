// Directories of saved pages: sites are learned, pages of one article joined, copies dropped.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { collect } from '../../src/ingest/collect-paths.ts'
import type { Collection } from '../../src/ingest/collect.ts'

const directories: string[] = []
afterEach(() => Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true, force: true }))))

async function collected(
  files: Record<string, string>,
  known?: Parameters<typeof collect>[1],
): Promise<Collection> {
  const directory = await mkdtemp(join(tmpdir(), 'touwen-collect-'))
  directories.push(directory)
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text)
  return collect([directory], known)
}

const STORIES = [
  [
    '锂电材料项目开工',
    '6月5日，锂电材料项目在江湾开发区开工，总投资46亿元，占地300亩。',
    '项目达产后年产值约58亿元，可吸纳就业两千人，税收三亿元。',
  ],
  [
    '跨境电商园揭牌',
    '7月1日，跨境电商产业园在临港片区揭牌，首批入驻企业28家。',
    '园区负责人介绍，力争三年内实现进出口额超过十亿美元。',
  ],
  [
    '招商推介会在深圳举行',
    '8月12日，江湾开发区招商推介会在深圳举行，现场签约项目12个。',
    '签约项目涉及生物医药、智能制造等领域，总投资约120亿元。',
  ],
  [
    '港口吞吐量创新高',
    '9月3日，记者从港务局获悉，前八个月港口货物吞吐量达4200万吨。',
    '其中集装箱吞吐量完成65万标箱，同比增长一成二。',
  ],
] as const
// No class or id tells the reader what is the article’s.
const site = (title: string, first: string, second: string, more = ''): string =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><div><p>${first}</p><p>${second}</p>${more}<p>江湾是一座向海而生的城市，欢迎四海客商前来投资兴业。</p><p>江湾的明天，与每一位朋友一起书写，一起分享。</p></div><p>苏ICP备20230001号</p></body></html>`

describe('the pages of one site', () => {
  const files = Object.fromEntries(STORIES.map(([title, a, b], i) => [`p${i}.html`, site(title, a, b)]))

  it('lose the lines that stand on most of them, and nothing else', async () => {
    const alone = await collected({ 'p0.html': files['p0.html']! })
    expect(alone.articles[0]!.draft.text).toContain('一起书写')
    const { articles, sites } = await collected(files)
    expect(articles.map(({ draft }) => draft.text)).toEqual(STORIES.map(([, a, b]) => `${a}\n${b}`))
    expect([...sites.values()].flatMap(({ lines }) => lines).join('\n')).toContain('一起书写')
  })

  it('tell what was left out and why', async () => {
    const { articles } = await collected(files, { keepNotes: true })
    const { site: found, dropped } = articles[0]!.trace
    expect(found?.pages).toBe(4)
    expect(dropped).toContainEqual({
      text: '江湾的明天，与每一位朋友一起书写，一起分享。',
      rule: expect.stringContaining('most pages of the site'),
    })
  })

  it('teach what a page that comes alone later has too much', async () => {
    const { learned, sites } = await collected(files)
    const known = [...sites.values()][0]!
    expect(learned).toEqual([known])
    const [title, a, b] = STORIES[0]
    const alone = await collected(
      { 'p.html': site(`${title}（续）`, a, b) },
      { knownSite: async (name) => (name === known.site ? known : null) },
    )
    expect(alone.articles[0]!.draft.text).toBe(`${a}\n${b}`)
  })

  it('are never emptied: a text that is all the site’s own stands, with a warning', async () => {
    const [, a, b] = STORIES[0]
    const same = Object.fromEntries([0, 1, 2].map((n) => [`q${n}.html`, site(STORIES[n]![0], a, b)]))
    const { articles } = await collected(same)
    for (const { draft } of articles) expect(draft.text).toContain(a)
  })
})

describe('an article on several pages', () => {
  const [title, a, b] = STORIES[0]
  const [, c, d] = STORIES[1]
  const part = (head: string, lines: string[], pager = ''): string =>
    `<html><head><title>${head}</title></head><body><h1>${head}</h1><div class="content">${lines.map((line) => `<p>${line}</p>`).join('')}<div class="page">${pager}</div></div></body></html>`

  it('is joined in order, and its pages are no articles of their own', async () => {
    const { articles, failed } = await collected({
      't9_2.html': part(title, [c, d], '<a href="t9.html">上一页</a>'),
      't9.html': part(title, [a, b], '<a href="t9_2.html">下一页</a>'),
    })
    expect(failed).toEqual([])
    expect(articles).toHaveLength(1)
    expect(articles[0]!.paths.map((path) => path.replace(/.*[\\/]/, ''))).toEqual(['t9.html', 't9_2.html'])
    expect(articles[0]!.draft).toMatchObject({ title, text: [a, b, c, d].join('\n') })
  })

  it('says which of its pages is missing', async () => {
    const { articles } = await collected({
      't9.html': part(title, [a, b]),
      't9_3.html': part(title, [c, d]),
    })
    expect(articles[0]!.draft.warnings.join()).toContain('_2')
  })
})

describe('the same again', () => {
  it('is kept once, and a copy is named', async () => {
    const [title, a, b] = STORIES[0]
    const text = `---\ntitle: ${title}\nurl: https://a.example/1\n---\n${a}\n\n${b}\n`
    const { articles, failed } = await collected({ 'a.md': text, 'b.md': text })
    expect(failed).toEqual([])
    expect(articles).toHaveLength(1)
    expect(articles[0]!.same[0]).toMatch(/b\.md$/)
  })

  it('with one id and another text is refused, since nobody can know which is meant', async () => {
    const line = (text: string): string => `${JSON.stringify({ id: 'x', text })}\n`
    const { articles, failed } = await collected({ 'a.jsonl': line('甲'), 'b.jsonl': line('乙') })
    expect(articles).toHaveLength(1)
    expect(failed).toMatchObject([{ fact: expect.stringContaining('“x”') }])
  })
})
