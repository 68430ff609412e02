import { describe, expect, it } from 'vitest'
import { readJsonl } from '../../src/ingest/jsonl.ts'
import { parsed } from './parsed.ts'

const line = (value: unknown) => JSON.stringify(value)

describe('readJsonl', () => {
  it('keeps the id and every character of the text', () => {
    const text = '  原文 \u200b\u00ad 不变\r\n第二行　 \n'
    const [item] = readJsonl('a.jsonl', line({ id: 'x-1', title: '甲', date: '2022年3月4日', text }), [])
    expect(item).toMatchObject({ draft: { id: 'x-1', title: '甲', published_at: '2022-03-04', text } })
  })

  it('reports bad lines by number and keeps the others', () => {
    const lines = [
      '{bad',
      '',
      line({ text: '好的一行' }),
      line({ text: ' ' }),
      line({ title: '无正文' }),
      '[]',
      '"字"',
    ]
    const items = [...readJsonl('a.jsonl', lines.join('\r\n'), [])]
    expect(items.map((item) => ('error' in item ? item.error.line : 'ok'))).toEqual([1, 'ok', 4, 5, 6, 7])
  })

  it('refuses a day that does not exist, naming it', () => {
    const [item] = readJsonl('a.jsonl', line({ text: '字', date: '2022-02-30' }), [])
    expect(item).toMatchObject({ error: { line: 1, fact: 'date “2022-02-30” is not a day that exists' } })
  })

  it('reports an id given to two texts and skips an identical repeat with a warning', () => {
    const items = [
      ...readJsonl(
        'a.jsonl',
        [line({ id: 1, text: '甲' }), line({ id: '1', text: '乙' }), line({ id: '1', text: '甲' })].join(
          '\n',
        ),
        [],
      ),
    ]
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      draft: { id: '1', warnings: ['line 3 repeats this article; the repeat was skipped'] },
    })
    expect(items[1]).toMatchObject({ error: { line: 2 } })
  })

  it('limits one line, not the file', () => {
    const long = line({ text: '字'.repeat(800_000) })
    expect([...readJsonl('a.jsonl', `${long}\n${line({ text: '短' })}`, [])]).toMatchObject([
      { error: { line: 1 } },
      { draft: { text: '短' } },
    ])
  })

  it('counts lines and remembers ids over the parts of a long file', async () => {
    const filler = Array.from({ length: 3000 }, (_, i) =>
      line({ id: `n${i}`, text: `第${i}篇${'字'.repeat(60)}` }),
    )
    const all = [line({ id: 'x', text: '甲' }), ...filler, '{bad', line({ id: 'x', text: '乙' })]
    const bytes = Buffer.from(all.join('\n'))
    expect(bytes.length).toBeGreaterThan(512 * 1024)
    const items = await parsed('a.jsonl', bytes)
    expect(items.slice(0, -2).map((item) => 'draft' in item && item.line)).toEqual(
      Array.from({ length: 3001 }, (_, i) => i + 1),
    )
    expect(items.slice(-2)).toMatchObject([
      { error: { line: 3002 } },
      { error: { line: 3003, fact: 'id “x” was given to another text in line 1' } },
    ])
  })

  it('reads a file in UTF-16, also a long one', async () => {
    const lines = Array.from({ length: 2500 }, (_, i) =>
      line({ id: `n${i}`, text: `第${i}篇${'字'.repeat(60)}` }),
    )
    const items = await parsed('a.jsonl', Buffer.from(`\ufeff${lines.join('\n')}`, 'utf16le'))
    expect(items).toHaveLength(2500)
    expect(items.every((item) => 'draft' in item)).toBe(true)
  })

  it('warns at the line that holds an undecodable sequence', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${line({ text: '好' })}\n{"text":"坏`),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ])
    const drafts = (await parsed('a.jsonl', bytes)).map((item) =>
      'draft' in item ? item.draft.warnings.length : -1,
    )
    expect(drafts).toEqual([0, 1])
  })
})
