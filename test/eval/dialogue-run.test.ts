import { expect, it } from 'vitest'
import type { Answer, AskRequest } from '../../src/contract.ts'
import { askable, runDialogues } from '../../src/eval/dialogue-run.ts'
import type { Dialogue } from '../../src/eval/dialogues.ts'

const turn = (question: string, standalone = question) => ({
  question,
  standalone,
  inherits: standalone !== question,
  type: 'number',
  answers: ['1'],
  evidence: [[0, 5] as [number, number]],
  also: [],
})
const dialogue = (doc: string, extra: Partial<Dialogue> = {}): Dialogue => ({
  id: doc,
  doc,
  index: 'corpus',
  kind: 'follow_up',
  turns: [turn('甲项目投资多少'), turn('占地呢', '甲项目占地多少')],
  ...extra,
})

it('leaves out dialogues about articles that are not indexed', () => {
  const articles = [{ id: 'a', text: '一二三四五' }]
  expect(askable([dialogue('a'), dialogue('b')], articles).map(({ id }) => id)).toEqual(['a'])
})

it('hands on what was asked and answered, at the time of the dialogue, and asks each question once', async () => {
  const asked: AskRequest[] = []
  const queries: string[] = []
  const measure = await runDialogues(
    {
      ask: async (request) => {
        asked.push(request)
        const completed = request.history === undefined ? request.question : '甲项目占地'
        return { answer: '5亿元', standalone_question: completed } as Answer
      },
      search: async ({ query }) => {
        queries.push(query)
        return { hits: [] }
      },
    },
    [dialogue('a', { asked_at: '2023-01-01T00:00:00Z' }), dialogue('a', { asked_at: '2023-01-01T00:00:00Z' })],
  )
  const follow = {
    question: '占地呢',
    asked_at: '2023-01-01T00:00:00Z',
    history: [
      { role: 'user', content: '甲项目投资多少' },
      { role: 'assistant', content: '5亿元' },
    ],
  }
  expect(asked).toEqual([{ question: '甲项目投资多少', asked_at: '2023-01-01T00:00:00Z' }, follow, follow])
  expect(queries.slice(0, 2)).toEqual(['甲项目占地多少', '甲项目占地'])
  expect(measure).toMatchObject({ inheriting: 2, reachable: 0 })
})
