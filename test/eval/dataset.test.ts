import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { isAnswerable, readQuestions } from '../../src/eval/dataset.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touwen-eval-'))
})
afterAll(() => rm(dir, { recursive: true }))

const read = async (...lines: string[]) => {
  const path = join(dir, 'set.jsonl')
  await writeFile(path, lines.join('\n'))
  return readQuestions(path)
}
const line = (fields: object = {}): string =>
  JSON.stringify({ question: '多少？', type: 'number', doc: '甲', answers: ['1亿'], ...fields })

describe('readQuestions', () => {
  it('reads one question a line, skipping empty lines, with what is not said left empty', async () => {
    expect(await read(line(), '', line({ evidence: [[3, 9]], also: [['乙', 1, 2]] }), ' ')).toEqual([
      { question: '多少？', type: 'number', doc: '甲', answers: ['1亿'], evidence: [], also: [] },
      { question: '多少？', type: 'number', doc: '甲', answers: ['1亿'], evidence: [[3, 9]], also: [['乙', 1, 2]] },
    ])
  })

  it.each([
    ['{broken', /set\.jsonl:2: line/],
    [line({ question: '' }), /:2: question/],
    [line({ answers: '1亿' }), /:2: answers/],
    [line({ evidence: [[5]] }), /:2: evidence/],
    [line({ evidence: [[-1, 5]] }), /:2: evidence/],
    [line({ expect: { outcome: 'right' } }), /:2: expect\.outcome/],
    [line({ expect: { outcome: 'answered', note: '(' } }), /:2: expect\.note/],
  ])('refuses %s with file, line and field', async (bad, said) => {
    const reading = read(line(), bad)
    await expect(reading).rejects.toThrow(InputError)
    await expect(reading).rejects.toThrow(said)
  })

  it('says when the file cannot be read', async () => {
    await expect(readQuestions(join(dir, 'none.jsonl'))).rejects.toThrow(/none\.jsonl: cannot be read/)
  })

  it('knows the questions that must be refused', async () => {
    const [yes, no] = await read(line(), line({ type: 'unanswerable', answers: [] }))
    expect([isAnswerable(yes!), isAnswerable(no!)]).toEqual([true, false])
  })
})
