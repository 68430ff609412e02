// The real service over a database in memory and a hand-made engine, with a clock that is set by hand.
import { onTestFinished } from 'vitest'
import { openAnswers } from '../../src/answers/open.ts'
import type { Article } from '../../src/article.ts'
import type { Answer, AskRequest } from '../../src/contract.ts'
import type { Asking } from '../../src/engine.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeEmbedder, type FakeEmbedder } from '../fakes.ts'
import { answer, article } from '../http/fakes.ts'

export const refusal: NonNullable<Answer['refusal']> = {
  reason: 'not_found',
  message: '收录的新闻里没有说。',
  nearest: [{ article: { ...answer.citations[0]!.article }, start: 0, end: 5, quote: '丹阳开发区' }],
  unknown: [],
}

/** What the engine makes of a question: of an underground or an airport it knows nothing. */
function replyTo(request: AskRequest, id: string): Answer {
  const { question } = request
  const head = {
    id,
    question,
    standalone_question: question,
    asked_at: request.asked_at ?? '2026-11-23T00:00:00Z',
  }
  return question.includes('地铁') || question.includes('机场')
    ? { ...answer, ...head, outcome: 'refused', answer: null, citations: [], text: refusal.message, refusal }
    : { ...answer, ...head }
}

/** As near as the real model finds all questions of one field; wording decides. */
export function nearEmbedder(): FakeEmbedder {
  const fake = fakeEmbedder()
  const near = (vector: Float32Array): Float32Array => {
    const shifted = vector.map((value, i) => (i === 0 ? value + 5 : value))
    const length = Math.hypot(...shifted)
    return shifted.map((value) => value / length)
  }
  return { ...fake, embedQueries: async (texts) => (await fake.embedQueries(texts)).map(near) }
}

interface Options {
  days?: number
  articles?: Article[]
}

/** `ask` answers through the service; `clock.now` is its time. */
export async function service({ days = 90, articles = [article] }: Options = {}) {
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const embedder = nearEmbedder()
  const clock = { now: new Date('2026-11-23T08:00:00Z') }
  const failures: string[] = []
  const store = new Map(articles.map((one) => [one.id, [one]]))
  const asked: Asking[] = []
  let last = 0
  const reply = async (request: AskRequest, asking: Asking = {}): Promise<Answer> => {
    asked.push(asking)
    const plain = replyTo(request, `ans_${(last += 1)}`)
    const instead = await asking.instead?.(plain, request.filters ?? {})
    return instead ? { ...plain, ...instead } : plain
  }
  const opened = openAnswers({
    sql,
    days,
    now: () => clock.now,
    id: () => `made-${(last += 1)}`,
    onFailure: (event) => failures.push(event),
    engine: {
      embedder,
      article: async (id, revision) => {
        const revisions = store.get(id) ?? []
        return (
          (revision === undefined ? revisions.at(-1) : revisions.find((one) => one.revision === revision)) ??
          null
        )
      },
      ask: (request, _signal, asking) => reply(request, asking),
      stream: async function* stream(request, _signal, asking) {
        const whole = await reply(request, asking)
        yield { type: 'text', text: whole.text }
        yield { type: 'answer', answer: whole }
      },
    },
  })
  onTestFinished(async () => {
    await opened.close()
    await sql.close()
  })
  return {
    ...opened,
    sql,
    embedder,
    clock,
    failures,
    asked,
    /** Make a text the next revision of an article. */
    revise: (id: string, text: string) => {
      const before = store.get(id)!
      before.push({ ...before.at(-1)!, text, revision: before.at(-1)!.revision + 1 })
    },
    remove: (id: string) => store.delete(id),
  }
}
