import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/article.ts'
import { archivedPage } from '../../src/ingest/mhtml.ts'
import { parsed } from './parsed.ts'

const TITLE = '江湾经济开发区两个项目同日开工'
const FIRST = '六月五日上午，两个重点项目在江湾经济开发区同日开工，总投资四十六亿元。'
const SECOND = '项目全部建成达产以后，预计每年可实现产值五十八亿元，新增就业岗位两千个。'
const page = (charset: string): string =>
  `<html><head><meta charset="${charset}"><title>${TITLE}</title></head><body><h1>${TITLE}</h1><p>${FIRST}</p><p>${SECOND}</p></body></html>`

interface Part {
  headers: string[]
  body: string
}

function archive(
  parts: readonly Part[],
  headers: readonly string[],
  boundary = '----=_NextPart_0',
): Uint8Array {
  const lines = [
    ...headers,
    `Content-Type: multipart/related;`,
    `\ttype="text/html"; boundary="${boundary}"`,
    '',
  ]
  for (const part of parts) lines.push(`--${boundary}`, ...part.headers, '', part.body)
  return Buffer.from([...lines, `--${boundary}--`, ''].join('\r\n'), 'latin1')
}

const quoted = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) =>
      byte > 126 || byte < 32 || byte === 61
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replace(/(.{60,70}(?![0-9A-F]{0,2}$)(?<!=.?))(?=[^])/g, '$1=\r\n')

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n')

const CHROME = [
  'From: <Saved by Blink>',
  'Snapshot-Content-Location: http://kfq.example/news/1.html',
  'Subject: =?utf-8?Q?x?=',
  'MIME-Version: 1.0',
]
const EXPLORER = ['From: "Saved by Windows Internet Explorer 8"', 'Subject: x', 'MIME-Version: 1.0']
const ADVERTISEMENT = {
  headers: ['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable'],
  body: quoted(
    Buffer.from('<html><body><p>高薪招聘，日结工资，名额有限，先到先得，欢迎来电咨询。</p></body></html>'),
  ),
}

async function draftOf(bytes: Uint8Array, name = 'a.mhtml'): Promise<Draft> {
  const [item] = await parsed(name, bytes)
  if (item === undefined || !('draft' in item)) throw new Error(JSON.stringify(item))
  return item.draft
}

describe('web archives', () => {
  it.each([
    [
      'as Chrome writes them: no charset in the header',
      CHROME,
      'utf-8',
      'utf8',
      quoted,
      'Content-Type: text/html',
    ],
    ['with a page in GB2312', CHROME, 'gb2312', 'gbk', quoted, 'Content-Type: text/html'],
    [
      'as Explorer writes them',
      EXPLORER,
      'gb2312',
      'gbk',
      quoted,
      'Content-Type: text/html;\r\n\tcharset="gb2312"',
    ],
    ['in base64', EXPLORER, 'utf-8', 'utf8', base64, 'Content-Type: text/html; charset=utf-8'],
    [
      'whose header names another charset',
      EXPLORER,
      'gbk',
      'gbk',
      base64,
      'Content-Type: text/html; charset="utf-8"',
    ],
  ])('%s', async (_, top, charset, coding, transfer, type) => {
    const bytes = archive(
      [
        {
          headers: [
            type,
            `Content-Transfer-Encoding: ${transfer === quoted ? 'quoted-printable' : 'base64'}`,
            'Content-Location: http://kfq.example/news/1.html',
          ],
          body: transfer(iconv.encode(page(charset), coding)),
        },
        ADVERTISEMENT,
        { headers: ['Content-Type: image/png', 'Content-Transfer-Encoding: base64'], body: 'iVBORw0KGgo=' },
      ],
      top,
    )
    const expected = {
      title: TITLE,
      text: `${FIRST}\n${SECOND}`,
      url: 'http://kfq.example/news/1.html',
      warnings: [],
    }
    expect(await draftOf(bytes)).toMatchObject(expected)
  })

  it('finds the root that the header names, and one inside an alternative', async () => {
    const html = { headers: ['Content-ID: <root>', 'Content-Type: text/html'], body: page('utf-8') }
    const bytes = Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; start="<root>"; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>frame</p>\n--b\n${html.headers.join('\n')}\n\n${html.body}\n--b--`,
    )
    expect((await draftOf(bytes)).title).toBe(TITLE)
    const nested = Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: multipart/alternative; boundary="c"\n\n--c\nContent-Type: text/plain\n\nx\n--c\nContent-Type: text/html\n\n${page('utf-8')}\n--c--\n--b--`,
    )
    expect((await draftOf(nested)).text).toBe(`${FIRST}\n${SECOND}`)
  })

  it('that are cut off, of one part, or named .html', async () => {
    const whole = archive([{ headers: ['Content-Type: text/html'], body: page('utf-8') }], CHROME)
    const html = archivedPage(whole.subarray(0, whole.length - 40))
    expect(new TextDecoder().decode(html?.bytes)).toContain('<h1>')
    const single = Buffer.from(
      `MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n${page('utf-8')}`,
    )
    expect((await draftOf(single, 'a.mht')).title).toBe(TITLE)
    expect((await draftOf(single, 'a.html')).warnings).toEqual([expect.stringContaining('web archive')])
  })

  it('without a page are refused', async () => {
    const pictures = archive([{ headers: ['Content-Type: image/png'], body: 'x' }], CHROME)
    expect(await parsed('a.mht', pictures)).toMatchObject([
      { error: { fact: 'the web archive holds no HTML page' } },
    ])
    expect(await parsed('a.mht', Buffer.from('字'))).toMatchObject([
      { error: { fact: 'it is text, not MHTML' } },
    ])
  })
})

it('a page saved by a browser has the address it was saved from', async () => {
  const saved = `<!DOCTYPE html>\n<!-- saved from url=(0031)http://kfq.example/news/1.html -->\n${page('utf-8')}`
  expect((await draftOf(Buffer.from(saved), 'a.html')).url).toBe('http://kfq.example/news/1.html')
})
