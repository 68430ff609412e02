import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { endingOf, isArticleType, isListType } from '../../src/sources/content-type.ts'
import { headTitle, noContent, type Arrival } from '../../src/sources/not-content.ts'
import { counts, matches } from '../../src/sources/patterns.ts'
import { parseRobots } from '../../src/sources/robots.ts'
import { parseSitemap } from '../../src/sources/sitemap.ts'

describe('a pattern', () => {
  it.each([
    ['*', 'anything', true],
    ['/news/*', '/news/1.html', true],
    ['/news/*', '/old/news/1.html', false],
    ['*/news/*.html', '/old/news/1.html', true],
    ['a*a', 'a', false],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'acb', false],
    ['a**c', 'ac', true],
    ['a.c', 'abc', false],
    ['/x', '/x', true],
    ['/x', '/x1', false],
  ])('%s on %s: %s', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected))

  it('counts paths where it begins with a slash, else whole addresses; exclusion wins', () => {
    const url = 'https://a.example/news/1.html?x=1'
    expect(counts(url, { include: [], exclude: [] })).toBe(true)
    expect(counts(url, { include: ['/news/*'], exclude: [] })).toBe(true)
    expect(counts(url, { include: ['https://a.example/*'], exclude: ['*x=1'] })).toBe(false)
    expect(counts(url, { include: ['/other/*'], exclude: [] })).toBe(false)
  })

  it('is matched in bounded time', () => {
    const began = cpuTime()
    expect(matches('*a'.repeat(100), 'a'.repeat(1999) + 'b')).toBe(false)
    expect(cpuTime() - began).toBeLessThan(200)
  })
})

describe('a sitemap', () => {
  it('lists addresses with the time of their last change', () => {
    const text = `<?xml version="1.0"?><urlset xmlns="x" xmlns:image="y">
      <url><loc> https://a.example/1?a=1&amp;b=2 </loc><lastmod>2026-03-04</lastmod><image:image><image:loc>https://a.example/i.jpg</image:loc></image:image></url>
      <url><lastmod>gestern</lastmod><loc><![CDATA[https://a.example/2]]></loc></url>
      <url><loc></loc></url><url><loc>https://a.example/%E4&#x4e2d;&#20013;</loc><lastmod>2026-03-04T10:00:00+08:00</lastmod></url></urlset>`
    expect(parseSitemap(text)).toEqual({
      kind: 'urls',
      entries: [
        { url: 'https://a.example/1?a=1&b=2', lastmod: '2026-03-04T00:00:00.000Z' },
        { url: 'https://a.example/2', lastmod: null },
        { url: 'https://a.example/%E4中中', lastmod: '2026-03-04T02:00:00.000Z' },
      ],
    })
  })

  it('may be an index, prefixed, or a list of lines', () => {
    expect(parseSitemap('<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>')).toEqual({
      kind: 'index',
      entries: [{ url: 'https://a.example/s.xml', lastmod: null }],
    })
    expect(parseSitemap('<s:urlset><s:url><s:loc>https://a.example/1</s:loc></s:url></s:urlset>')?.entries).toHaveLength(1)
    expect(parseSitemap('https://a.example/1\nhttps://a.example/2\n')?.entries).toHaveLength(2)
  }) // prettier-ignore

  it.each(['', '<html><body>404</body></html>', '{"a":1}', 'text'])('is not %s', (text) =>
    expect(parseSitemap(text)).toBeNull(),
  )

  it('is read in linear time, whatever it holds', () => {
    const began = cpuTime()
    parseSitemap('<urlset>' + '<url><loc>'.repeat(400_000))
    parseSitemap('<urlset>' + '<loc '.repeat(400_000))
    parseSitemap('<urlset><url><loc>' + ' '.repeat(4_000_000))
    parseSitemap('<urlset>' + '<![CDATA['.repeat(400_000))
    expect(cpuTime() - began).toBeLessThan(4000)
  })
})

describe('robots.txt', () => {
  const at = 'https://a.example/robots.txt'
  it('allows and forbids by the longest rule, for this client before all', () => {
    const robots = parseRobots(at, 'User-agent: *\nDisallow: /\n\nUser-agent: TouWen\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 3', 'TouWen') // prettier-ignore
    expect(robots.allows('https://a.example/x')).toBe(true)
    expect(robots.allows('https://a.example/private/x')).toBe(false)
    expect(robots.allows('https://a.example/private/open')).toBe(true)
    expect(robots.delayMs).toBe(3000)
    expect(
      parseRobots(at, 'User-agent: *\nDisallow: /*.pdf$', 'TouWen').allows('https://a.example/x.pdf'),
    ).toBe(false)
    expect(parseRobots(at, '<html>no rules</html>', 'TouWen').allows('https://a.example/')).toBe(true)
    expect(parseRobots(at, 'User-agent: *\nCrawl-delay: soon', 'TouWen').delayMs).toBeNull()
  })

  it('cannot be made slow', () => {
    const began = cpuTime()
    const hostile = parseRobots(
      at,
      `User-agent: *\n${`Disallow: ${'/*a'.repeat(300)}b\n`.repeat(600)}`,
      'TouWen',
    )
    hostile.allows(`https://a.example/${'/a'.repeat(990)}`)
    expect(cpuTime() - began).toBeLessThan(3000)
  })
})

describe('what comes with status 200 and is no article', () => {
  const arrival = (change: Partial<Arrival>): Arrival => ({
    asked: 'https://a.example/n/1.html',
    arrived: 'https://a.example/n/1.html',
    pageTitle: '某开发区一季度招商引资情况',
    html: '<html></html>',
    title: '某开发区一季度招商引资情况',
    text: '一季度全区新签约项目12个。'.repeat(20),
    ...change,
  })

  it.each([
    ['a page that is not found', { pageTitle: '404', title: '404', text: '返回首页' }],
    ['one in words', { pageTitle: '提示信息', title: null, text: '抱歉，您访问的页面不存在，请检查地址。' }],
    ['one in a frame of links', { pageTitle: '页面未找到 - 某开发区', text: '网站导航，政务公开，互动交流。'.repeat(15) }],
    ['one in English', { pageTitle: '404 Not Found', title: 'Not Found', text: 'The requested URL was not found.' }],
    ['an error of the site', { pageTitle: '系统提示', title: '出错了', text: '服务器繁忙，请稍后再试' }],
    ['a redirect to a login', { arrived: 'https://a.example/user/login?next=/n/1.html', pageTitle: '某平台', text: 'x'.repeat(900) }],
    ['a login in its place', { pageTitle: '用户登录', title: '用户登录', text: '请输入用户名', html: '<form><input name=p type="password"></form>' }],
    ['a challenge', { pageTitle: 'Just a moment...', title: null, text: 'Checking your browser' }],
    ['a challenge in Chinese', { pageTitle: '安全验证', title: null, text: '请完成下方验证后继续访问' }],
    ['a challenge by script', { pageTitle: '', title: null, text: '', html: '<script>window._cf_chl_opt={}</script>' }],
    ['the front page', { arrived: 'https://a.example/', text: '要闻'.repeat(500) }],
  ] as [string, Partial<Arrival>][])('is %s', (_, change) => expect(noContent(arrival(change))).not.toBeNull()) // prettier-ignore

  it.each([
    ['an article', {}],
    ['a short one', { text: '全市新增404家企业，同比增长12%。' , title: '全市新增404家企业', pageTitle: '全市新增404家企业' }],
    ['one about an error page', { pageTitle: '网友反映页面不存在，区政务办回应', text: '近日有网友反映。'.repeat(80) }],
    ['one that moved', { arrived: 'https://www.a.example/n/1.html' }],
    ['one about logins', { title: '统一身份认证平台上线', pageTitle: '统一身份认证平台上线', html: '<input type=password>' }],
    ['one on a page with a login box', { html: '<input type=password>', text: '一季度签约项目12个。' }],
    ['one with the words of a check', { title: '人脸身份验证平台在园区上线', text: '人脸身份验证平台上线。'.repeat(20) }],
  ] as [string, Partial<Arrival>][])('is not %s', (_, change) => expect(noContent(arrival(change))).toBeNull()) // prettier-ignore

  it('knows the title of a page', () => {
    expect(headTitle('<html><head><title lang="zh"> 标题\n </title>')).toBe('标题')
    expect(headTitle('<p>none</p>')).toBeNull()
  })
})

it('types of documents are known by their media type, else by their name', () => {
  expect(endingOf('text/html', 'https://a.example/x.pdf')).toBe('html')
  expect(endingOf('application/octet-stream', 'https://a.example/x.PDF?y')).toBe('pdf')
  expect(endingOf('', 'https://a.example/x.shtml')).toBe('html')
  expect(endingOf('application/pdf', 'https://a.example/x')).toBe('pdf')
  expect(isArticleType('image/png')).toBe(false)
  expect(isArticleType('constructor')).toBe(false)
  expect(isListType('application/rss+xml')).toBe(true)
  expect(isListType('application/feed+json')).toBe(true)
  expect(isListType('video/mp4')).toBe(false)
})
