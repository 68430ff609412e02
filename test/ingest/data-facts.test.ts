import { describe, expect, it } from 'vitest'
import { factsBeside } from '../../src/ingest/data-facts.ts'
import { parsed } from './parsed.ts'

const BODY = '"content":"…"'

function beside(source: string) {
  const start = source.indexOf(BODY)
  return factsBeside(source, start, start + BODY.length)
}

describe('fields beside a body in a script', () => {
  it('are read from JSON and from objects of a program', () => {
    const fact = {
      published: { key: 'pubTime', value: '2024-03-21' },
      source: { key: 'sourceName', value: '芦溪融媒' },
    }
    expect(
      beside(`{"title":"芦溪发布清单","sourceName":"芦溪融媒","pubTime":"2024-03-21 16:40",${BODY}}`),
    ).toMatchObject(fact)
    expect(beside(`{title:'芦溪发布清单',sourceName:'芦溪融媒',pubTime:'2024-03-21',${BODY}}`)).toMatchObject(
      fact,
    )
  })

  it.each([
    ['1718586000', '2024-06-17'],
    ['1718640000000', '2024-06-18'],
  ])('are days in Shanghai when they are times of Unix: %s', (time, day) => {
    expect(beside(`{"publishTime":${time},${BODY}}`).published?.value).toBe(day)
  })

  it('are those of the article and not of the ones listed after it', () => {
    const source = `{"title":"本篇文章","time":"2024-01-02",${BODY},"related":[{"title":"另一篇文章","time":"2023-05-06"}]}`
    expect(beside(source)).toMatchObject({ title: { value: '本篇文章' }, published: { value: '2024-01-02' } })
  })

  it('are nothing where nothing is near, and no English word is a source', () => {
    expect(beside(`{"source":"cms",${BODY}}`)).toEqual({ title: null, published: null, source: null })
    expect(beside(`{"time":"2024-01-02","x":"${'a'.repeat(4000)}",${BODY}}`).published).toBeNull()
  })

  it('do not replace what the page itself says', async () => {
    const text =
      '湖湾市与七家银行签署战略合作协议，未来三年将获得授信支持1200亿元，资金将优先投向先进制造业和绿色低碳项目。'
    const page = `<title>湖湾市获银行授信</title><meta name="PubDate" content="2024-06-01"><div id="app"></div><script>var a={"time":"2024-06-17","source":"湖湾日报","content":"${text.repeat(2)}"}</script>`
    expect(await parsed('a.html', Buffer.from(page))).toMatchObject([
      { draft: { title: '湖湾市获银行授信', published_at: '2024-06-01', source: '湖湾日报' } },
    ])
  })
})
