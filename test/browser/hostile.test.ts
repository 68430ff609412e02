// Every page over articles, answers and addresses that try to be more than text. A further page is one more line of `PAGES`.
import { describe, expect, it } from 'vitest'
import { Foreign } from '../../src/web/view/foreign.tsx'
import { useBrowser, useServer } from './browser.ts'
import { watch } from './harmless.ts'
import {
  HOSTILE,
  hostileArticle,
  hostileDeps,
  hostileQuestion,
  KINDS,
  LONG_WORD,
  TURNING,
} from './hostile.ts'

const browser = useBrowser()
const server = useServer(hostileDeps())

const everything = [...HOSTILE, ...TURNING]
const article = (n: number, rest = '') => `/articles/${encodeURIComponent(hostileArticle(n).id)}${rest}`
const missing = (...texts: string[]) => `/no/${encodeURIComponent(texts.join(' ')).slice(0, 8000)}`

/** Where it is, and what must be there to be read. */
const PAGES: readonly [name: string, path: string, shows: readonly string[]][] = [
  ['article with a javascript: address', article(0), [...everything, '没有原网页的地址']],
  [
    'article with a data: address',
    article(3, '?c=3-40&c=200-9000#c=30-400'),
    [...everything, '没有原网页的地址'],
  ],
  [
    'article whose marks are hostile',
    article(8, `?c=${encodeURIComponent(HOSTILE[0])}`),
    [HOSTILE[0].slice(0, 30)],
  ],
  [
    'article whose marks are turned',
    article(9, `?${TURNING.map((text) => `c=${encodeURIComponent(text)}`).join('&')}`),
    ['不是一处文字'],
  ],
  [
    'article that is not there',
    `/articles/${encodeURIComponent(HOSTILE[0])}?revision=${encodeURIComponent(HOSTILE[1])}`,
    ['<script data-hostile>'],
  ],
  ['chat page', '/', []],
  ...KINDS.flatMap((kind): [string, string, string[]][] => [
    [`chat page, ${kind}`, `/?q=${encodeURIComponent(hostileQuestion(kind))}`, [HOSTILE[0], HOSTILE[1]]],
    [`shared answer, ${kind}`, `/answers/ans_${kind}`, [HOSTILE[0], HOSTILE[1]]],
  ]),
  ['page that is not there', missing(HOSTILE[3], HOSTILE[7]), ['<b data-hostile>bold']],
  ['page of turned text', missing(...TURNING, HOSTILE[16]), [TURNING[4]]],
  ['page with a long name', missing(LONG_WORD), [LONG_WORD.slice(0, 190)]],
]

describe('hostile text is only text', () => {
  it.each(PAGES)('on the %s', async (_name, path, shows) => {
    for (const width of [360, 1440]) {
      const { page, findings, close } = await watch(browser, server.url + path, {
        viewport: { width, height: 800 },
      })
      // What is folded away is looked at as well.
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
      expect(await findings(shows)).toEqual([])
      await close()
    }
  })
})

describe('the look at a page', () => {
  it.each([
    ['<script>window.hostile = 1</script>', /^a script of the text ran/],
    ['<p>text <b data-hostile>bold</b></p>', /^an element of the text/],
    ['<img src="https://hostile.example/x.png">', /^asked for https:\/\/hostile\.example/],
    ['<p onclick="x()">text</p>', /^the attribute onclick/],
    ['<a href="javascript:x()">text</a>', /^a link to javascript/],
    ['<a href="https://hostile.example/">text</a>', /^a link outside without rel/],
    ['<form action="https://hostile.example/"></form>', /^a form to https:\/\/hostile/],
    ['<div style="width: 3000px">text</div>', /^it is 30\d\d wide/],
    ['<p>\u202eoverride <span>2022-03-04</span></p>', /^turned round: 2022-03-04/],
    ['<p>\u2067עברית<span>2022-03-04</span></p>', /^(?:moved|turned)/],
    ['<p>other</p>', /^not shown: text/],
  ])('finds what is wrong with %s', async (html, finding) => {
    const { findings, close } = await watch(
      browser,
      `data:text/html;charset=utf-8,${encodeURIComponent(html)}`,
    )
    expect((await findings(['text'])).filter((found) => finding.test(found))).not.toEqual([])
    await close()
  })

  it('finds nothing wrong with text that is set apart as ours is, whatever it opens and closes', async () => {
    const controls = ['', '\u202e', '\u202b', '\u2067', '\u2068', '\u2069', '\u202c', '\u2029', 'א']
    const texts = controls.flatMap((a) => controls.flatMap((b) => controls.map((c) => `${a}x${b}y${c}z`)))
    const lines = texts.map((text) => `<p>${Foreign({ text }).toString()}<span>2022-03-04</span> text</p>`)
    const html = `<meta charset="utf-8">${lines.join('')}`
    const { page, findings, close } = await watch(browser, 'data:text/html,')
    await page.setContent(html)
    expect(await findings(['text'])).toEqual([])
    await page.setContent(html.replaceAll(/<bdi>.*?<\/bdi>/g, (bdi) => bdi.slice(5, -6)))
    expect((await findings()).length).toBeGreaterThan(100)
    await close()
  })
})
