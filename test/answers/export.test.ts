import { describe, expect, it } from 'vitest'
import { csvCell } from '../../src/answers/export.ts'
import { service } from './service.ts'

describe('a cell of a spreadsheet', () => {
  it.each(['=1+1', '+86', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＠x'])(
    'is never a formula: %j',
    (text) => {
      expect(csvCell(text)).toBe(`"'${text}"`)
    },
  )

  it.each([
    ['\r=1', `"'\r'=1"`],
    ['好;=1', `"好;'=1"`],
    ['好\t"@x', `"好\t""'@x"`],
  ])('has none within, where it may be parted: %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  it.each([
    ['外资', '外资'],
    ['a,b', '"a,b"'],
    ['他说"好"', '"他说""好"""'],
    ['一\r\n二', '"一\r\n二"'],
    [null, ''],
    [0.86, '0.86'],
    [-1, '-1'],
    ['', ''],
  ])('holds %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })
})

describe('an export', () => {
  const all = async (pieces: AsyncIterable<string>): Promise<string> => {
    let text = ''
    for await (const piece of pieces) text += piece
    return text
  }

  it('holds every question, as CSV with a mark and as JSONL', async () => {
    const { ask, answers } = await service()
    for (let i = 0; i < 1203; i += 1) {
      await ask({ question: `=第${i}个,"问"题` })
      // Reading stores what waits, which is bounded.
      if (i % 500 === 0) await answers.questions({}, 1)
    }
    const csv = await all(answers.exported({}, 'csv'))
    expect(csv.startsWith('\ufeffid,at,channel,')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(1 + 1203 + 1)
    expect(csv).toContain(`,"'=第7个,""问""题",`)
    const lines = (await all(answers.exported({}, 'jsonl'))).trimEnd().split('\n')
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id)
    expect(new Set(ids).size).toBe(1203)
    expect(JSON.parse(lines[1202]!)).toMatchObject({ question: '=第0个,"问"题', status: 'open' })
  })

  it('keeps to the filter', async () => {
    const { ask, answers } = await service()
    await ask({ question: '丹阳地铁什么时候通车' })
    await ask({ question: '外资到账目标是多少' })
    const lines = (await all(answers.exported({ outcome: 'refused' }, 'jsonl'))).trimEnd().split('\n')
    expect(lines).toHaveLength(1)
  })
})
