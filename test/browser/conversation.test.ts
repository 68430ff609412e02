import { describe, expect, it, vi } from 'vitest'
import { AskProblem } from '../../src/browser/ask-stream.ts'
import { createConversation, historyOf } from '../../src/browser/chat/conversation.ts'
import { kept, type Kept } from '../../src/browser/storage.ts'
import type { AskEvent, AskRequest } from '../../src/contract.ts'
import { answeredTurn, newTurn } from '../../src/web/turn.ts'
import { answer, eventsOf, latch } from '../http/fakes.ts'
import { answerTo } from './answers.ts'

function memory(text: string | null = null): Kept & { text: string | null } {
  return {
    text,
    get() {
      return this.text
    },
    set(value) {
      this.text = value
      return true
    },
    remove() {
      this.text = null
    },
  }
}

function asker() {
  const asked: AskRequest[] = []
  const ask = async function* (request: AskRequest): AsyncGenerator<AskEvent> {
    asked.push(request)
    yield* eventsOf(answerTo(request, `ans_${asked.length}`))
  }
  return { asked, ask }
}

const never = async function* (_request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent> {
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  yield { type: 'text', text: '' }
}

describe('a conversation', () => {
  it('asks with the turns before and the filters', async () => {
    const { asked, ask } = asker()
    const { ask: say, ...rest } = createConversation({ ask })
    await say('外资到账目标是多少', { zone: '江苏丹阳经济开发区' })
    await say('地铁呢')
    await say('那固定资产呢')
    expect(asked).toEqual([
      { question: '外资到账目标是多少', filters: { zone: '江苏丹阳经济开发区' } },
      {
        question: '地铁呢',
        history: [
          { role: 'user', content: '外资到账目标是多少' },
          { role: 'assistant', content: '1亿美元' },
        ],
      },
      expect.objectContaining({ history: expect.arrayContaining([{ role: 'assistant', content: '' }]) }),
    ])
    expect(rest.busy).toBe(false)
  })

  it('tells of every change, and shows the sentences of a language model as they come', async () => {
    const states: string[] = []
    const { ask } = asker()
    const conversation = createConversation({ ask })
    const end = conversation.subscribe(() => {
      const [turn] = conversation.turns
      states.push(`${turn?.state} ${(turn?.text ?? '') !== ''}`)
    })
    await conversation.ask('外资到账目标是多少')
    expect(states).not.toContain('asking true')
    expect(states.at(-1)).toBe('answered false')
    conversation.clear()
    states.length = 0
    await conversation.ask('表述一下')
    expect(states).toContain('asking true')
    end()
    states.length = 0
    await conversation.ask('外资')
    expect(states).toEqual([])
  })

  it('keeps what went wrong, and tries again in its place', async () => {
    const { ask } = asker()
    let away = true
    const conversation = createConversation({
      ask: (request) => {
        if (away) throw new AskProblem('rate_limited', 429, '', 30)
        return ask(request)
      },
    })
    await conversation.ask('外资')
    await conversation.ask('地铁')
    const [first] = conversation.turns
    expect(first).toMatchObject({
      state: 'failed',
      trouble: { code: 'rate_limited', status: 429, retryAfter: 30 },
    })
    away = false
    await conversation.retry(first!.id)
    expect(conversation.turns.map(({ question, state }) => [question, state])).toEqual([
      ['外资', 'answered'],
      ['地铁', 'failed'],
    ])
  })

  it('does not take an end without an answer for one', async () => {
    const conversation = createConversation({ ask: async function* () {} as typeof never })
    await conversation.ask('外资')
    expect(conversation.turns[0]).toMatchObject({ state: 'failed', trouble: { code: 'interrupted' } })
  })

  it('stops a question, by hand or by the next one', async () => {
    let slow = true
    const { ask } = asker()
    const conversation = createConversation({
      ask: (request, signal) => (slow ? never(request, signal) : ask(request)),
    })
    const first = conversation.ask('一')
    expect(conversation.busy).toBe(true)
    conversation.stop()
    await first
    const second = conversation.ask('二')
    slow = false
    await conversation.ask('外资')
    await second
    expect(conversation.turns.map(({ state }) => state)).toEqual(['stopped', 'stopped', 'answered'])
  })

  it('forgets what comes after it was cleared', async () => {
    const { opened, open } = latch()
    const store = memory()
    const conversation = createConversation({
      store,
      ask: async function* () {
        await opened
        yield { type: 'answer', answer }
      },
    })
    const asked = conversation.ask('外资')
    conversation.clear()
    open()
    await asked
    expect(conversation.turns).toEqual([])
    expect(store.text).toBeNull()
  })
})

describe('a conversation that is kept', () => {
  it('is there again after a reload, ratings as well', async () => {
    const store = memory()
    const before = createConversation({ ...asker(), store })
    await before.ask('外资到账目标是多少')
    before.rate(before.turns[0]!.id, 'down')
    const { asked, ask } = asker()
    const after = createConversation({ ask, store })
    expect(after.turns).toEqual(before.turns)
    expect(after.turns[0]!.rating).toBe('down')
    await after.ask('那明年呢')
    expect(asked[0]!.history).toHaveLength(2)
  })

  it('asks again what was in work', async () => {
    const store = memory()
    void createConversation({ ask: never, store }).ask('外资')
    const after = createConversation({ ...asker(), store })
    await vi.waitFor(() => expect(after.turns[0]?.state).toBe('answered'))
    expect(after.turns).toHaveLength(1)
  })

  it('is bounded: the newest turns, as many as there is room for', async () => {
    const store = memory()
    const conversation = createConversation({ ask: asker().ask, store })
    for (let i = 0; i < 25; i += 1) await conversation.ask(`今年签约了哪些项目${i}`)
    expect(conversation.turns).toHaveLength(20)
    expect(store.text!.length).toBeLessThan(600_000)
    const after = createConversation({ ask: never, store })
    expect(after.turns.at(-1)!.question).toBe('今年签约了哪些项目24')
    expect(historyOf(after.turns)).toHaveLength(10)
  })

  it.each([
    'null',
    '{}',
    '[1, null, {}, {"id": "a", "question": "b"}]',
    '[{"id":"a","question":"b","filters":{},"state":"answered","answer":{}}]',
    '[{"id":"a","question":"b","filters":{},"state":"failed","trouble":null}]',
    'not JSON',
    '['.repeat(5000),
  ])('takes nothing from %s', (text) => {
    expect(createConversation({ ask: never, store: memory(text) }).turns).toEqual([])
  })

  it('adds what was answered elsewhere, once', () => {
    const conversation = createConversation({ ask: never })
    conversation.add(newTurn('ans_1', '外资'))
    conversation.add(answeredTurn(answer))
    expect(conversation.turns).toHaveLength(1)
    expect(conversation.turns[0]!.state).toBe('answered')
  })
})

describe('storage', () => {
  it('that is blocked keeps nothing and throws nothing', () => {
    vi.stubGlobal('sessionStorage', undefined)
    const nothing = kept('x')
    expect([nothing.get(), nothing.set('a'), nothing.remove()]).toEqual([null, false, undefined])
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    vi.stubGlobal('sessionStorage', { getItem: blocked, setItem: blocked, removeItem: blocked })
    expect([nothing.get(), nothing.set('a'), nothing.remove()]).toEqual([null, false, undefined])
    vi.unstubAllGlobals()
  })
})
