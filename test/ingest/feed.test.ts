import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { feedDay } from '../../src/ingest/feed-dates.ts'
import type { ParseItem } from '../../src/ingest/draft.ts'
import { parsed } from './parsed.ts'

const FIRST = '六月五日上午，两个重点项目在江湾经济开发区同日开工，总投资四十六亿元。'
const SECOND = '项目全部建成达产以后，预计每年可实现产值五十八亿元，新增就业岗位两千个。'
const THIRD =
  '开发区有关负责人表示，下一步将继续优化营商环境，帮助企业解决用地用工等实际困难，推动项目早日投产达效，为全年目标任务的完成打下基础。'
const HTML = `<p>${FIRST}</p><p>${SECOND}</p>`
const TEXT = `${FIRST}\n${SECOND}`

const read = (feed: string, name = 'a.xml'): Promise<ParseItem[]> => parsed(name, Buffer.from(feed))

const rss = (items: string, head = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>江湾经济开发区 - 园区新闻</title><link>http://kfq.example/</link>${head}${items}</channel></rss>`

const full = (html: string): string => `<content:encoded><![CDATA[${html}]]></content:encoded>`

describe('RSS', () => {
  it('gives each item with full text as an article', async () => {
    const items = await read(
      rss(
        `<item><title>两个项目 &amp;amp; 一场签约</title><link>/news/1.html</link><guid isPermaLink="false">n-1</guid><pubDate>Sun, 04 Jun 2023 18:30:00 GMT</pubDate><description>短讯</description>${full(`<h2>一、概况</h2>${HTML}<ul><li>新能源</li></ul><table><tr><td>项目</td><td>投资</td></tr><tr><td>电池</td><td>30亿元</td></tr></table>`)}</item>`,
      ),
    )
    expect(items).toEqual([
      {
        draft: {
          id: null,
          title: '两个项目 & 一场签约',
          published_at: '2023-06-05',
          source: '江湾经济开发区',
          zone: '江湾经济开发区',
          region: null,
          url: 'http://kfq.example/news/1.html',
          text: `一、概况\n${TEXT}\n新能源\n项目 | 投资\n电池 | 30亿元`,
          warnings: [],
        },
      },
    ])
  })

  it('names the source of the item, and no person', async () => {
    const source = async (extra: string): Promise<unknown> => {
      const [item] = await read(rss(`<item><title>标题文字</title>${extra}${full(HTML)}</item>`))
      return item !== undefined && 'draft' in item ? item.draft.source : item
    }
    expect(await source('<source url="http://x.example">江湾日报</source>')).toBe('江湾日报')
    expect(await source('<dc:creator>江湾市商务局</dc:creator>')).toBe('江湾市商务局')
    expect(await source('<dc:creator>张三</dc:creator>')).toBe('江湾经济开发区')
  })

  it('reports an item with only a teaser and keeps the others', async () => {
    const items = await read(
      rss(
        [
          `<item><title>甲项目开工</title><link>http://kfq.example/1.html</link><description>${FIRST.slice(0, 30)}……</description></item>`,
          `<item><title>乙项目开工</title><link>http://kfq.example/2.html</link>${full(HTML)}</item>`,
          `<item><title>丙项目开工</title><link>http://kfq.example/3.html</link>${full(`<p>${FIRST}</p><p><a href="/3.html">阅读全文</a></p>`)}</item>`,
          '<item><title>丁项目开工</title></item>',
        ].join(''),
      ),
    )
    expect(items).toMatchObject([
      {
        error: {
          fact: expect.stringMatching(
            /^item 1 “甲项目开工” holds only a teaser of \d+ characters$/,
          ) as string,
          remedy: 'fetch the page at http://kfq.example/1.html and save it as .html',
        },
      },
      { draft: { title: '乙项目开工', text: TEXT } },
      { error: { fact: expect.stringContaining('teaser') as string } },
      {
        error: {
          fact: 'item 4 “丁项目开工” holds no text',
          remedy: 'give the article itself, saved as .html',
        },
      },
    ])
  })

  it('takes a description that is the whole article', async () => {
    const item = (description: string): Promise<ParseItem[]> =>
      read(rss(`<item><title>甲项目开工</title><description><![CDATA[${description}]]></description></item>`))
    expect(await item(`${HTML}<p>${THIRD}</p>`)).toMatchObject([{ draft: { text: `${TEXT}\n${THIRD}` } }])
    expect(await item(`${FIRST}\n${SECOND}\n${THIRD}`)).toMatchObject([
      { draft: { text: `${TEXT}\n${THIRD}` } },
    ])
    expect(await item((FIRST + SECOND + THIRD).repeat(3))).toHaveProperty('0.draft')
    expect(await item(FIRST + SECOND)).toHaveProperty('0.error')
    expect(await item(`${FIRST}\n${SECOND}\n${THIRD.slice(0, -1)}[...]`)).toHaveProperty('0.error')
  })

  it('keeps ids stable: of the link where it is the item’s own, else the guid', async () => {
    const items = await read(
      rss(
        [
          `<item><title>甲</title><link>http://kfq.example/</link><guid isPermaLink="false">g1</guid>${full(HTML)}</item>`,
          `<item><title>乙</title><link>http://kfq.example/</link><guid isPermaLink="false">g2</guid>${full(`<p>${THIRD}</p>`)}</item>`,
          `<item><title>乙</title><link>http://kfq.example/</link><guid isPermaLink="false">g2</guid>${full(`<p>${THIRD}</p>`)}</item>`,
          `<item><title>丙</title><guid>http://kfq.example/3.html</guid>${full(HTML)}</item>`,
        ].join(''),
      ),
    )
    expect(items).toMatchObject([
      { draft: { id: 'g1', url: null } },
      { draft: { id: 'g2', url: null } },
      { draft: { id: null, url: 'http://kfq.example/3.html' } },
    ])
  })

  it('reads HTML that was escaped twice, and entities that XML does not know', async () => {
    const escapedTwice = HTML.replaceAll('&', '&amp;').replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;')
    expect(
      await read(
        rss(
          `<item><title>甲&nbsp;乙&ldquo;丙&rdquo;</title><content:encoded>${escapedTwice}</content:encoded></item>`,
        ),
      ),
    ).toMatchObject([{ draft: { title: '甲 乙“丙”', text: TEXT } }])
  })

  it('decodes by the bytes, whatever the declaration says', async () => {
    const feed = rss(`<item><title>甲项目开工</title>${full(HTML)}</item>`)
    const expected = [{ draft: { title: '甲项目开工', text: TEXT, warnings: [] } }]
    expect(await parsed('a.rss', iconv.encode(feed, 'gbk'))).toMatchObject(expected)
    expect(await parsed('a.rss', iconv.encode(feed.replace('utf-8', 'gb2312'), 'gbk'))).toMatchObject(
      expected,
    )
    expect(await read(feed.replace('utf-8', 'gb2312'), 'a.rss')).toMatchObject(expected)
  })

  it('warns of a date that does not exist', async () => {
    const [item] = await read(
      rss(`<item><title>甲</title><pubDate>Fri, 31 Feb 2023 10:00:00 GMT</pubDate>${full(HTML)}</item>`),
    )
    expect(item).toMatchObject({
      draft: { published_at: null, warnings: [expect.stringContaining('31 Feb')] },
    })
  })
})

it('RSS 1.0', async () => {
  const feed = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="http://kfq.example/"><title>江湾新闻网</title><link>http://kfq.example/</link><description>x</description></channel><item rdf:about="http://kfq.example/1"><title>甲项目开工</title><link>http://kfq.example/1</link><dc:date>2023-06-05T01:00:00+08:00</dc:date>${full(HTML)}</item></rdf:RDF>`
  expect(await read(feed, 'a.rdf')).toMatchObject([
    {
      draft: {
        title: '甲项目开工',
        published_at: '2023-06-05',
        source: '江湾新闻网',
        url: 'http://kfq.example/1',
        text: TEXT,
      },
    },
  ])
})

it('Atom: XHTML, HTML and text content, relative links, content elsewhere', async () => {
  const entry = (content: string, link: string): string =>
    `<entry><title>A &lt; B 项目</title><id>tag:${link}</id><link href="${link}"/><published>2023-06-04T17:00:00Z</published><updated>2023-07-04T17:00:00Z</updated>${content}</entry>`
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://kfq.example/news/"><title>江湾新闻网</title><id>x</id><updated>2023-06-04T17:00:00Z</updated>${[
    entry(
      `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${HTML}</div></content>`,
      '1.html',
    ),
    entry(`<content type="html">${HTML.replaceAll('<', '&lt;')}</content>`, '2.html'),
    entry(`<content>${FIRST}\n\n${SECOND}</content>`, '3.html'),
    entry(`<content type="text/html" src="4.html"/><summary>${FIRST}</summary>`, '4.html'),
  ].join('')}</feed>`
  const article = { title: 'A < B 项目', published_at: '2023-06-05', source: '江湾新闻网', text: TEXT }
  expect(await read(feed, 'a.atom')).toMatchObject([
    { draft: { ...article, url: 'http://kfq.example/news/1.html' } },
    { draft: { ...article, url: 'http://kfq.example/news/2.html' } },
    { draft: { ...article, url: 'http://kfq.example/news/3.html' } },
    { error: { remedy: 'fetch the page at http://kfq.example/news/4.html and save it as .html' } },
  ])
})

describe('JSON', () => {
  it('Feed: HTML and text content', async () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: '江湾新闻网',
      home_page_url: 'http://kfq.example/',
      items: [
        {
          id: '1',
          url: 'http://kfq.example/1',
          title: 'A<B项目',
          content_html: HTML,
          date_published: '2023-06-04T17:00:00Z',
        },
        { id: '2', title: '乙项目', content_text: TEXT },
        { id: '3', url: 'http://kfq.example/3', title: '丙项目', summary: FIRST },
      ],
    }
    expect(await read(JSON.stringify(feed), 'a.json')).toMatchObject([
      {
        draft: {
          id: null,
          title: 'A<B项目',
          published_at: '2023-06-05',
          url: 'http://kfq.example/1',
          text: TEXT,
        },
      },
      { draft: { id: '2', title: '乙项目', url: null, text: TEXT } },
      { error: { remedy: 'fetch the page at http://kfq.example/3 and save it as .html' } },
    ])
  })

  it('of another kind is refused with the remedy', async () => {
    expect(await read('{"a":1}', 'a.json')).toMatchObject([
      {
        error: {
          fact: expect.stringContaining('no feed') as string,
          remedy: expect.stringContaining('JSONL') as string,
        },
      },
    ])
  })
})

describe('XML that is no feed, or a hostile one', () => {
  it.each([
    '<sitemap><url/></sitemap>',
    '<rss',
    '<rss version="2.0"><channel></channel></rss>',
    'text',
    '<?xml',
  ])('%s is refused', async (xml) => {
    expect(await read(xml)).toMatchObject([{ error: { path: 'a.xml' } }])
  })

  it('a page in XHTML is read as a page', async () => {
    const page = `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html><body><h1>甲项目开工</h1>${HTML}</body></html>`
    expect(await read(page)).toMatchObject([{ draft: { title: '甲项目开工', text: TEXT } }])
  })

  it('entities of its own are not expanded', async () => {
    let entities = '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">'
    for (let n = 1; n < 12; n += 1) entities += `<!ENTITY a${n} "${`&a${n - 1};`.repeat(10)}">`
    const feed = rss(`<item><title>&a11;</title>${full(HTML)}<description>&a11;</description></item>`)
    const start = cpuTime()
    const items = await read(feed.replace('<rss', `<!DOCTYPE rss [${entities}]><rss`))
    expect(cpuTime() - start).toBeLessThan(5000)
    expect(JSON.stringify(items).length).toBeLessThan(2000)
  })

  it('an item of more than 2 MB is refused, the others are kept', async () => {
    const long = `<p>${FIRST}</p>`.repeat(21_000)
    const items = await read(
      rss(`<item><title>甲</title>${full(long)}</item><item><title>乙</title>${full(HTML)}</item>`),
    )
    expect(items).toMatchObject([
      { error: { fact: expect.stringContaining('more than') as string } },
      { draft: { text: TEXT } },
    ])
  })
})

describe('feedDay', () => {
  it.each([
    ['Fri, 04 Mar 2022 18:30:00 GMT', '2022-03-05'],
    ['Fri, 04 Mar 2022 18:30:00 +0800', '2022-03-04'],
    ['Fri, 04 Mar 2022 18:30:00 CST', '2022-03-04'],
    ['4 March 22 18:30', '2022-03-04'],
    ['Fri, 4 Mar 2022', '2022-03-04'],
    ['Fri, 04 Mar 2022 20:30:00 PST', '2022-03-05'],
    ['2022-03-04 18:30:00', '2022-03-04'],
    ['2022-03-04T18:30:00Z', '2022-03-05'],
    ['2022年3月4日', '2022-03-04'],
    ['30 Feb 2022', null],
    ['yesterday', null],
  ])('%s is %s', (value, day) => {
    expect(feedDay(value)).toBe(day)
  })
})
