// What outlives the process, through the composition that the server uses.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { openService } from '../../src/node-service.ts'
import { fakeEmbedder } from '../fakes.ts'
import { answer, article, fakeArticles } from '../http/fakes.ts'
import { temporaryDirectory } from '../store/temporary.ts'

const engine: Engine = {
  embedder: fakeEmbedder(),
  ask: async (_request, _signal, asking) => {
    const instead = await asking?.instead?.(answer, {})
    return { ...answer, ...instead }
  },
  stream: () => {
    throw new Error('nothing is streamed here')
  },
  evidence: () => Promise.reject(new Error('nothing is calibrated here')),
  article: async (id) => (id === article.id ? article : null),
  search: async () => ({ hits: [] }),
  starters: async () => [],
  ready: async () => [],
  stats: () => Promise.reject(new Error('not asked for')),
  ingest: () => Promise.reject(new Error('not asked for')),
  remove: async () => false,
  articles: fakeArticles(),
  queue: () => ({ question: 0, ingest: 0, running: 0 }),
  close: async () => undefined,
}

it('stores what was answered last and what was pinned before it closes, and has both again', async () => {
  const index = join(await temporaryDirectory(), 'index')
  const config = readConfig({ TOUWEN_INDEX: index })
  const first = await openService(config, engine)
  await first.deps.pins.put('p1', {
    question: answer.question,
    similar: [],
    negative: [],
    answer: '见公告',
    author: '王芳',
    enabled: true,
    keep_when_changed: false,
  })
  const { pinned } = await first.deps.ask({ question: answer.question }, undefined, { channel: 'chat' })
  expect(pinned?.id).toBe('p1')
  await first.close()
  const second = await openService(config, engine)
  expect(await second.deps.answers.answer(answer.id)).toMatchObject({
    answer: '见公告',
    channel: 'chat',
    pinned: { id: 'p1' },
  })
  expect(await second.deps.pins.get('p1')).toMatchObject({ answer: '见公告' })
  await second.close()
})

it('reads the days from the settings', () => {
  expect(readConfig({}).answersDays).toBe(90)
  expect(readConfig({ TOUWEN_ANSWERS_DAYS: '0' }).answersDays).toBe(0)
  expect(() => readConfig({ TOUWEN_ANSWERS_DAYS: '-1' })).toThrow(/TOUWEN_ANSWERS_DAYS/)
})
