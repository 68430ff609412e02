import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { InputError } from '../../src/errors.ts'
import { parseHtml } from '../../src/ingest/html-tree.ts'
import { parseSelector, select } from '../../src/sources/selector.ts'

const PAGE = `<html><body><div id="main" class="list news"><ul class="items"><li class="first"><a href="/a">A</a></li>
<li><a href="/b" target="_blank">B</a><span>x</span></li><li class="ad"><a href="/c.pdf">C</a></li></ul>
<p>t</p><div class="page"><a href="?p=1">1</a><a class="next" href="?p=2" data-x="下一页">下一页</a></div></div>
<div class="side"><ul><li><a href="/d" lang="zh-CN">D</a></li></ul></div></body></html>`

const hrefs = (selector: string): (string | undefined)[] =>
  select(parseHtml(PAGE), parseSelector(selector)).map(({ tag, attrs }) => attrs.get('href') ?? tag)

describe('a selector', () => {
  it.each([
    ['a', ['/a', '/b', '/c.pdf', '?p=1', '?p=2', '/d']],
    ['#main a', ['/a', '/b', '/c.pdf', '?p=1', '?p=2']],
    ['.news .items > li > a', ['/a', '/b', '/c.pdf']],
    ['div.list.news > ul li:not(.ad) a', ['/a', '/b']],
    ['.items li:first-child a, .side a', ['/a', '/d']],
    ['.items li:last-child a', ['/c.pdf']],
    ['.items li:nth-child(2) a', ['/b']],
    ['.items li:nth-child( odd ) a', ['/a', '/c.pdf']],
    ['.items li:nth-child(-n+2) a', ['/a', '/b']],
    ['.items li:nth-child(2n + 2) a', ['/b']],
    ['li.first + li a', ['/b']],
    ['li.first ~ li a', ['/b', '/c.pdf']],
    ['a[target]', ['/b']],
    ['a[href$=".pdf"]', ['/c.pdf']],
    ["a[href^='?p'][class~=next]", ['?p=2']],
    ['a[href*=p]', ['/c.pdf', '?p=1', '?p=2']],
    ['a[lang|=zh]', ['/d']],
    ['a[data-x="下一页"]', ['?p=2']],
    ['DIV > *', ['ul', 'p', 'div', '?p=1', '?p=2', 'ul']],
    ['a + span', ['span']],
    ['body div div a:not([class])', ['?p=1']],
    ['ul ul a', []],
    ['p > a', []],
    ['.new', []],
  ])('%s', (selector, expected) => expect(hrefs(selector)).toEqual(expected))

  it.each(['', ' ', 'a >', '> a', 'a,,b', 'a,', ':hover', 'a:nth-child(x)', 'a::before', 'a[href', '#', '.', 'a:has(b)', 'a{}', ':not(a b)', 'x '.repeat(20), Array(12).fill('a').join(',')])(
    'refuses “%s”',
    (selector) => expect(() => parseSelector(selector)).toThrow(InputError),
  ) // prettier-ignore

  it('costs one walk on a page made to be slow', () => {
    const deep = parseHtml('<div class="a">'.repeat(60_000) + '<p>'.repeat(60_000))
    const began = cpuTime()
    select(deep, parseSelector(Array(12).fill('div').join(' ')))
    select(deep, parseSelector(Array(12).fill('p').join(' ~ ')))
    expect(cpuTime() - began).toBeLessThan(3000)
  })
})
