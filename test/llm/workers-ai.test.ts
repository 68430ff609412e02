import { describe, expect, it } from 'vitest'
import type { Citation } from '../../src/contract.ts'
import { workersAiChat } from '../../src/llm/workers-ai.ts'
import { createPhraser } from '../../src/phrase/phraser.ts'
import { retell, type Retold, type Told } from '../../src/phrase/retell.ts'

const QUOTE = '此外，加快外资到账速度，为完成外资到账1亿美元的年度目标任务夯实基础。'

const citation: Citation = {
  index: 1, quote: QUOTE, start: 0, end: QUOTE.length, answer_start: null, answer_end: null,
  in_text: { start: 0, end: QUOTE.length }, score: 1, period: null,
  article: {
    id: '文', revision: 1, title: '标题', published_at: '2022-03-04', source: null, zone: '临河开发区', region: null,
    url: null, same_story: [],
  },
} // prettier-ignore
const told: Told = {
  outcome: 'answered', answer: '1亿美元', text: `${QUOTE}[1]`, notes: [], citations: [citation],
} // prettier-ignore

/** The answer as told by a binding that replies so, and what the binding was sent. */
async function retold(reply: unknown) {
  const sent: { model: string; inputs: Record<string, unknown> }[] = []
  const ai = {
    run: async (model: string, inputs: Record<string, unknown>) => {
      sent.push({ model, inputs })
      if (reply instanceof Error) throw reply
      return reply
    },
  }
  const events = retell('外资到账目标是多少', told, createPhraser(workersAiChat(ai, '@cf/chat')))
  for (;;) {
    const { done, value } = await events.next()
    if (done === true) return { sent, value: value as Retold }
  }
}

const HONEST = '外资到账的年度目标任务为1亿美元。[1]'

describe('a chat model of Workers AI', () => {
  it.each([
    ['its own shape', { response: HONEST }],
    ['the shape of OpenAI', { choices: [{ message: { content: HONEST } }] }],
    ['thoughts before it', { response: `<think>应该是2亿美元。[1]</think>${HONEST}` }],
  ])('tells the answer in its words: %s', async (_, reply) => {
    const { sent, value } = await retold(reply)
    expect(value).toMatchObject({ text: HONEST, phrased_by: '@cf/chat', notes: [] })
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ model: '@cf/chat', inputs: { temperature: 0 } })
    const messages = sent[0]!.inputs['messages'] as { role: string; content: string }[]
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(messages[1]!.content).toContain(QUOTE)
  })

  it.each([
    ['an invented number', { response: '外资到账的年度目标任务为3亿美元。[1]' }],
    ['no citation', { response: '外资到账的年度目标任务为1亿美元。' }],
    ['another shape', { text: HONEST }],
    ['a failure', new Error('3040: Capacity temporarily exceeded, please try again.')],
  ])('falls back to the quote: %s', async (_, reply) => {
    const { sent, value } = await retold(reply)
    expect(value).toMatchObject({ text: told.text, phrased_by: null })
    expect(value.notes).toHaveLength(1)
    expect(sent).toHaveLength(1)
  })
})
