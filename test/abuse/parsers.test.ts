// Every reader of files, lists and rules, given what disks, networks and attackers make of good ones: it never throws, always
// ends, and what it finds holds together.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { chunk } from '../../src/ingest/chunk.ts'
import { pageTree } from '../../src/ingest/web.ts'
import { feedEntries } from '../../src/ingest/web.ts'
import { parseRobots } from '../../src/sources/robots.ts'
import { parseSelector, select } from '../../src/sources/selector.ts'
import { parseSitemap } from '../../src/sources/sitemap.ts'
import { makeDocx, p, table } from '../ingest/make-docx.ts'
import { makePdf, paragraph } from '../ingest/make-pdf.ts'
import { parsed } from '../ingest/parsed.ts'
import { oneOf, seeded, TEXTS, type Chance } from './schema-values.ts'
import { SEED, size } from './size.ts'

const BODY = '6月5日，两个项目在园区同日开工，总投资46亿元。项目达产后，年产值约58亿元，可吸纳就业两千人。'
const HTML = `<h1>两个项目同日开工</h1><p>${BODY}</p>`
const pages = readdirSync('test/fixtures/pages').filter((name) => name.endsWith('.html'))
const file = (path: string): Uint8Array => readFileSync(path)
const own = (ending: string): Uint8Array[] => readdirSync('data/articles').filter((name) => name.endsWith(ending)).map((name) => file(`data/articles/${name}`)) // prettier-ignore

const MHTML = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: http://a.example/1.html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${HTML.replaceAll('=', '=3D')}\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--`
const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>网</title><item><title>题</title><link>http://a.example/1</link><pubDate>Fri, 04 Mar 2022 18:30:00 GMT</pubDate><content:encoded><![CDATA[${HTML}]]></content:encoded></item></channel></rss>`
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>网</title><entry><title>题</title><id>1</id><updated>2022-03-04T00:00:00Z</updated><link href="http://a.example/1"/><content type="html">${HTML.replaceAll('<', '&lt;')}</content></entry></feed>`
const JSON_FEED = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: '网', items: [{ id: '1', title: '题', content_html: HTML }] }) // prettier-ignore
const SITEMAP = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/1.html</loc><lastmod>2022-03-04</lastmod></url><url><loc><![CDATA[http://a.example/2.html]]></loc></url></urlset>`
const ROBOTS =
  'User-agent: *\nDisallow: /admin/\nAllow: /*.html$\nCrawl-delay: 2\n\nUser-agent: TouWen\nDisallow: /x*y*z\nSitemap: http://a.example/sitemap.xml\n'
const SELECTORS = [
  'ul.news > li a',
  'div#list a.title',
  '*',
  'a[href^="/news/"]',
  'table tr td:nth-child(2) a',
  'a, b c > d',
]

type Check = (bytes: Uint8Array, chance: Chance) => unknown

/** What a file of a name gives: articles whose texts are well-formed and are cut where they say. */
const asFile = (name: string): Check => async (bytes) => {
  const items = await parsed(name, bytes)
  // A file of lines may have none that holds anything.
    if (name !== 'a.jsonl') expect(items.length).toBeGreaterThan(0)
  for (const item of items) {
    if ('error' in item) {
      expect(item.error.fact).toMatch(/./)
      expect(item.error.remedy).toMatch(/./)
      continue
    }
    const { text, published_at, title } = item.draft
    expect(published_at ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
    if (name !== 'a.jsonl') {
      // oxlint-disable-next-line no-control-regex
      expect(`${title ?? ''}${text}`).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u200b-\u200f\u202a-\u202e]/)
    }
    for (const { start, end, text: piece } of chunk(text)) expect(text.slice(start, end)).toBe(piece)
  }
} // prettier-ignore

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const READERS: [name: string, samples: Uint8Array[], check: Check, slow?: boolean][] = [
  ['html', pages.map((name) => file(`test/fixtures/pages/${name}`)).filter(({ length }) => length < 60_000), asFile('a.html')],
  ['plain', own('.txt'), asFile('a.txt')],
  ['markdown', own('.md'), asFile('a.md')],
  ['jsonl', own('.jsonl'), asFile('a.jsonl')],
  ['mhtml', [Buffer.from(MHTML)], asFile('a.mht')],
  ['docx', [makeDocx(p('标题', { style: 1 }) + p(BODY) + table([['甲', '乙']]))], asFile('a.docx'), true],
  ['pdf', [makePdf([paragraph(BODY, 20, 70, 700), paragraph(BODY, 20, 300, 700)])], asFile('a.pdf'), true],
  ['rss', [Buffer.from(RSS)], asFile('a.xml')],
  ['atom', [Buffer.from(ATOM)], asFile('a.xml')],
  ['JSON feed', [Buffer.from(JSON_FEED)], asFile('a.json')],
  ['entries of a feed', [RSS, ATOM, JSON_FEED].map((one) => Buffer.from(one)), (bytes) => feedEntries('http://a.example/feed', text(bytes))],
  ['sitemap', [Buffer.from(SITEMAP)], (bytes) => {
    for (const { url } of parseSitemap(text(bytes))?.entries ?? []) expect(typeof url).toBe('string')
  }],
  ['robots', [Buffer.from(ROBOTS)], (bytes) => {
    const rules = parseRobots('http://a.example/robots.txt', text(bytes), 'TouWen')
    for (const path of ['/', '/admin/', '/x/y/z', `/${'xyz'.repeat(300)}`]) expect(typeof rules.allows(`http://a.example${path}`)).toBe('boolean')
    expect(rules.delayMs ?? 1).toBeGreaterThan(0)
  }],
  ['selector', SELECTORS.map((one) => Buffer.from(one)), (bytes) => {
    try {
      select(TREE, parseSelector(text(bytes)))
    } catch (error) {
      // One that is none is refused with its field.
      if (!(error instanceof InputError)) throw error
    }
  }],
] // prettier-ignore

const TREE = pageTree(
  `<ul class="news"><li><a href="/news/1.html">一</a></li></ul><div id="list">${HTML}</div>`,
)
const TOKENS = [...TEXTS, '<', '>', '</', '<!--', '-->', '<![CDATA[', ']]>', '<script>', '<style>', '<table>', '<p', '="', '&#x', '&#1114112;', '&amp;', '\u0000', '---\n', '```', '|', '# ', '[](', 'obj', 'stream', 'endstream', '<<', '>>', '/Length -1', '/Filter', 'PK\u0003\u0004', '=\r\n', '=FF', '--b', 'charset=gb18030', 'charset=utf-7', 'charset=utf-16', '\ufeff', '\ufffe', '{"', '}', '[', ',', ':', '\\u', '1e400', '*', '$', 'User-agent:', ':not(', ':nth-child(', '>', '~', '+'] // prettier-ignore

/** A good file after one to eight accidents, some of them on purpose. */
function mutated(samples: readonly Uint8Array[], chance: Chance): Uint8Array {
  let bytes: Uint8Array = Buffer.from(oneOf(chance, samples))
  const at = (): number => Math.floor(chance() * (bytes.length + 1))
  const some = (most: number): number => Math.floor(chance() * most)
  const put = (place: number, piece: Uint8Array, instead = 0): Uint8Array =>
    Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place + instead)])
  const ways: (() => Uint8Array)[] = [
    () => put(at(), Uint8Array.of(some(256)), 1),
    () => put(at(), Buffer.from(oneOf(chance, TOKENS))),
    () => put(at(), Buffer.from(oneOf(chance, TOKENS).repeat(1 + some(200))).subarray(0, 5000)),
    () => put(at(), new Uint8Array(), some(400)),
    () => bytes.subarray(0, at()),
    () => bytes.subarray(some(200)),
    () => { const from = at(); return put(at(), bytes.subarray(from, from + some(2000))) },
    () => { const other = oneOf(chance, samples); const from = some(other.length); return put(at(), other.subarray(from, from + some(3000))) },
    () => put(at(), Uint8Array.from({ length: some(64) }, () => some(256))),
  ]
  for (let i = 0; i < 1 + some(8); i += 1) bytes = oneOf(chance, ways)()
  return bytes
} // prettier-ignore

it.each(READERS)('%s: damaged in every way, it is read or refused', { timeout: size(120_000, 3_600_000) }, async (name, samples, check, slow = false) => {
  expect(samples.length).toBeGreaterThan(0)
  for (const sample of samples) await check(sample, seeded(0))
  const rounds = slow ? size(40, 1000) : size(150, 5000)
  for (let i = 0; i < rounds; i += 1) {
    const chance = seeded(SEED + i)
    const bytes = mutated(samples, chance)
    try {
      await check(bytes, chance)
    } catch (cause) {
      throw new Error(`${name}, seed ${SEED + i}: ${JSON.stringify(text(bytes)).slice(0, 500)}`, { cause })
    }
  }
}) // prettier-ignore
