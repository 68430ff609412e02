import { expect, it } from 'vitest'
import type { Answer, AskEvent } from '../../src/contract.ts'
import type { Engine, IngestOptions } from '../../src/engine.ts'
import { NO_METER, type Meter } from '../../src/observe/meter.ts'
import { observed } from '../../src/observe/observed.ts'
import { answer, fakeArticles } from '../http/fakes.ts'

const refused: Answer = {
  ...answer,
  outcome: 'refused',
  refusal: { reason: 'not_found', message: '', nearest: [], unknown: [] },
}
const REPORT = {
  added: 2, updated: 0, unchanged: 0, removed: 0, passages: 5, failed: [], skipped: 0, seconds: 1, interrupted: false,
} // prettier-ignore

function watched(given: Answer) {
  const calls: unknown[] = []
  const work = async (_what: unknown, options?: IngestOptions) => {
    const progress = { kind: 'progress', done: 1, total: 2, passages: 5, path: 'a' } as const
    options?.onEvent?.({ ...progress, passages_done: 2 })
    options?.onEvent?.({ ...progress, passages_done: 5 })
    return REPORT
  }
  const engine: Pick<Engine, 'ask' | 'stream' | 'ingest' | 'articles'> = {
    ask: async () => given,
    stream: async function* (): AsyncIterable<AskEvent> {
      yield { type: 'text', text: 'x' }
      yield { type: 'answer', answer: given }
    },
    ingest: work,
    articles: { ...fakeArticles(), load: work },
  }
  const meter: Meter = {
    ...NO_METER,
    question: (outcome, reason, { read }) => calls.push([outcome, reason, read]),
    ingested: (passages) => calls.push(passages),
  }
  return { calls, engine: observed(engine, meter, (event, more) => calls.push([event, more])) }
}

it('counts a question once, asked whole or as a stream', async () => {
  const { calls, engine } = watched(refused)
  expect(await engine.ask({ question: 'x' })).toBe(refused)
  const events: string[] = []
  for await (const event of engine.stream({ question: 'x' })) events.push(event.type)
  expect(events).toEqual(['text', 'answer'])
  expect(calls).toEqual([
    ['refused', 'not_found', 4],
    ['refused', 'not_found', 4],
  ])
})

it('counts passages as they are stored, and tells of the ingest; the caller’s events go on', async () => {
  const { calls, engine } = watched(answer)
  const seen: unknown[] = []
  expect(await engine.ingest(['a'], { onEvent: (event) => seen.push(event.kind) })).toBe(REPORT)
  expect(seen).toEqual(['progress', 'progress'])
  expect(calls).toEqual([2, 3, ['ingested', { ...REPORT, failed: 0 }]])
  expect(await engine.articles.load([])).toBe(REPORT)
  expect(calls.slice(-2)).toEqual([2, 3])
})
