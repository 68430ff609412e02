import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/article.ts'
import { readDocx } from '../../src/ingest/docx.ts'
import { makeDocx, makeZip, p, PICTURE, table } from './make-docx.ts'
import { parsed } from './parsed.ts'

async function draftOf(bytes: Uint8Array): Promise<Draft> {
  const item = await readDocx('a.docx', bytes)
  if (!('draft' in item)) throw new Error(JSON.stringify(item))
  return item.draft
}

const TITLE = '江湾经济开发区上半年招商引资情况'
const FIRST = '今年上半年，江湾经济开发区新签约项目二十三个，协议投资一百零六亿元。'
const SECOND = '下半年将重点推进新能源和高端装备两个产业集群建设，力争全年签约超过两百亿元。'

describe('readDocx', () => {
  it('reads headings as lines, tables as rows, lists as items, and the fields of the head', async () => {
    const draft = await draftOf(
      makeDocx(
        [
          p(TITLE, { style: 1 }),
          p('发布时间：2023-07-12　来源：江湾经济开发区'),
          p(FIRST),
          p('一、主要指标', { style: 2 }),
          table([
            ['项目', '投资额'],
            ['新能源电池', '30亿元'],
          ]),
          p('新能源产业', { item: true }),
          p('高端装备产业', { item: true }),
          p(SECOND),
        ].join(''),
      ),
    )
    expect(draft).toEqual({
      id: null,
      title: TITLE,
      published_at: '2023-07-12',
      source: '江湾经济开发区',
      zone: '江湾经济开发区',
      region: null,
      url: null,
      text: [
        FIRST,
        '一、主要指标',
        '项目 | 投资额',
        '新能源电池 | 30亿元',
        '新能源产业',
        '高端装备产业',
        SECOND,
      ].join('\n'),
      warnings: [],
    })
  })

  it('takes the title of the properties where it is printed, else the first line; never a template’s', async () => {
    const body = p(TITLE) + p(FIRST) + p(SECOND)
    expect((await draftOf(makeDocx(body, { title: TITLE }))).title).toBe(TITLE)
    expect((await draftOf(makeDocx(body, { title: '关于某事的通知（模板）' }))).title).toBe(TITLE)
    expect((await draftOf(makeDocx(body))).text).toBe(`${FIRST}\n${SECOND}`)
    expect((await draftOf(makeDocx(p(FIRST), { title: TITLE }))).title).toBe(TITLE)
    expect((await draftOf(makeDocx(p(FIRST), { title: '文档1' }))).title).toBeNull()
  })

  it('takes no date out of the story', async () => {
    expect((await draftOf(makeDocx(p(TITLE) + p(`2021年3月5日，${FIRST}`)))).published_at).toBeNull()
  })

  it('counts pictures and says that they were not read', async () => {
    const picture = { parts: { 'word/media/image1.png': Uint8Array.of(137, 80, 78, 71) } }
    expect((await draftOf(makeDocx(p(FIRST) + PICTURE, picture))).warnings).toEqual([
      '1 image in the document were not read',
    ])
    expect(await readDocx('a.docx', makeDocx(PICTURE, picture))).toMatchObject({
      error: { fact: 'no article text was found in it', remedy: expect.stringContaining('OCR') as string },
    })
  })

  it('reads a Word document under another name, with a warning', async () => {
    for (const name of ['a.doc', 'a.pdf', 'a.html']) {
      const [item] = await parsed(name, makeDocx(p(TITLE) + p(FIRST)))
      expect(item, name).toMatchObject({
        draft: { text: FIRST, warnings: [expect.stringContaining('.docx') as string] },
      })
    }
    const [item] = await parsed('a.docm', makeDocx(p(TITLE) + p(FIRST)))
    expect(item).toMatchObject({ draft: { text: FIRST, warnings: [] } })
  })

  it('refuses other packages by their name', async () => {
    for (const [part, name] of [
      ['xl/workbook.xml', 'Excel'],
      ['ppt/presentation.xml', 'PowerPoint'],
      ['OFD.xml', 'OFD'],
      ['content.xml', 'OpenDocument'],
      ['a.html', 'ZIP archive'],
    ] as const) {
      expect(await readDocx('a.docx', makeZip({ [part]: '<x/>' }))).toMatchObject({
        error: { fact: expect.stringContaining(name) as string },
      })
    }
  })

  it('refuses broken files and files that unpack to more than they may', async () => {
    const whole = makeDocx(p(TITLE) + p(FIRST))
    expect(await readDocx('a.docx', whole.subarray(0, whole.length - 30))).toHaveProperty('error')
    expect(await readDocx('a.docx', makeDocx('<w:p>'))).toHaveProperty('error')
    const bomb = makeDocx(p(FIRST), { parts: { 'word/footnotes.xml': ' '.repeat(13 * 1024 * 1024) } })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await readDocx('a.docx', bomb)).toMatchObject({
      error: { fact: expect.stringContaining('unpacks to more than') as string },
    })
    expect(await readDocx('a.docx', makeDocx('<w:p/>'.repeat(500_000)))).toMatchObject({
      error: { fact: expect.stringContaining('tags') as string },
    })
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    const laughs = makeDocx('', { parts: { 'word/document.xml': `${entity}<w:document>&b;</w:document>` } })
    expect(await readDocx('a.docx', laughs)).toHaveProperty('error')
  })
})

describe('old Office documents and pictures', () => {
  it('are refused with what can be done', async () => {
    const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])
    expect(await parsed('a.doc', ole)).toMatchObject([
      { error: { remedy: expect.stringContaining('.docx') as string } },
    ])
    expect(await parsed('a.docx', ole)).toMatchObject([
      { error: { fact: expect.stringContaining('password') as string } },
    ])
    expect(await parsed('a.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]))).toMatchObject([
      {
        error: {
          fact: 'it is an image, which is not read',
          remedy: expect.stringContaining('OCR') as string,
        },
      },
    ])
    expect(await parsed('a.rtf', Buffer.from('{\\rtf1 text}'))).toMatchObject([
      { error: { fact: 'it is an RTF document, which is not read' } },
    ])
  })

  it('are read where the bytes are a page that Word exported', async () => {
    const page = `<html><body><h1>${TITLE}</h1><p>${FIRST}</p><p>${SECOND}</p></body></html>`
    expect(await parsed('a.doc', Buffer.from(page))).toMatchObject([{ draft: { title: TITLE } }])
    expect(await parsed('a.pdf', Buffer.from(page))).toMatchObject([
      { error: { fact: 'it is a web page, not PDF' } },
    ])
  })
})
