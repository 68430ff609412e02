// Any page made of known furniture and a known body gives back the body, whole and alone.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../src/ingest/html.ts'

const HAN = [...'园区企业项目投资产业新增签约完成建设发展增长工程公里亩地计划今年去年市场服务平台技术']
const words = (min: number, max: number) =>
  fc.array(fc.constantFrom(...HAN), { minLength: min, maxLength: max }).map((chars) => chars.join(''))

const sentence = fc.tuple(words(12, 40), words(8, 30)).map(([a, b]) => `${a}，${b}。`)
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const title = words(10, 24)

const HEADS = [
  (name: string) => `<div class="header"><a href="/">首页</a><a href="/a">新闻中心</a></div><h1>${name}</h1>`,
  (name: string) =>
    `<div>当前位置：<a href="/">首页</a> &gt; <a href="/n">要闻</a></div><div class="title">${name}</div>`,
  (name: string) => `<table><tr><td><a href="/">首页</a></td></tr></table><h2>${name}</h2>`,
]
const METAS = [
  '<div class="info">发布时间：2023-05-06 来源：江城日报 浏览次数：12</div>',
  '<p><span>2023年5月6日 08:30</span><span>来源：江城日报</span></p>',
  '<div>作者：李一 来源：江城日报 时间：2023/5/6 点击：3</div>',
]
const BOXES = [
  (ps: string[]) => `<div class="content">${ps.map((p) => `<p>　　${p}</p>`).join('\n')}</div>`,
  (ps: string[]) => `<div id="zoom">${ps.join('<br><br>')}</div>`,
  (ps: string[]) => `<div><div>${ps.map((p) => `<div><span>${p}</span></div>`).join('')}</div></div>`,
  (ps: string[]) =>
    `<table><tr><td><font>${ps.map((p) => `<P>&nbsp;&nbsp;${p}`).join('\n')}</font></td></tr></table>`,
]
const TAILS = [
  '<div>上一篇：<a href="1">园区召开会议</a></div><div>下一篇：<a href="2">企业走访活动</a></div>',
  '<p>责任编辑：王二</p><div class="related"><h3>相关新闻</h3><ul><li><a href="3">产业项目集中开工</a></li></ul></div>',
  '<div>【<a href="#">打印本页</a>】【<a href="#">关闭窗口</a>】</div>',
  '<div><h3>相关阅读</h3><ul><li><a href="4">去年市场平稳增长</a></li><li><a href="5">今年计划新增项目</a></li></ul></div>',
]
const FOOT = '<div>主办：江城市政府 版权所有 苏ICP备00000000号 联系电话：000-0000</div>'

describe('readHtml', () => {
  it('gives back the body of any page, whole and alone', () => {
    const parts = fc.record({
      title,
      body: fc.uniqueArray(paragraph, { minLength: 1, maxLength: 8 }),
      head: fc.constantFrom(...HEADS),
      meta: fc.constantFrom(...METAS),
      box: fc.constantFrom(...BOXES),
      tails: fc.subarray(TAILS),
      named: fc.boolean(),
    })
    fc.assert(
      fc.property(parts, (page) => {
        const top = page.named ? `<title>${page.title}_江城新闻网</title>` : '<title></title>'
        const main = `<div>${page.head(page.title)}${page.meta}${page.box(page.body)}${page.tails.join('')}</div>`
        const draft = readHtml(`<html><head>${top}</head><body>${main}${FOOT}</body></html>`)
        expect(draft?.text).toBe(page.body.join('\n'))
        expect(draft?.title).toBe(page.title)
        expect(draft?.published_at).toBe('2023-05-06')
        expect(draft?.source).toBe('江城日报')
      }),
      { numRuns: 150 },
    )
  })
})
