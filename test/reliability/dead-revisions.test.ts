// Articles are rewritten and removed while others search and ask: what is cited stood in the index in that very time.
import { expect, it } from 'vitest'
import { randomness } from '../store/sample.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { newsAt, wordAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { body, configIn, fakeModels, serviceOf, slowEmbedder } from './world.ts'
import type { Answer, SearchResponse } from '../../src/contract.ts'

const QUESTIONS = size(80, 1000)
const ARTICLES = 20
const VERSIONS = 6
const ASKERS = 4

/** One thing that was done to an article: it counts from before it was sent until after the next one was acknowledged. */
interface Event {
  /** What the article held from then on; null: nothing. */
  text: string | null
  revision: number | null
  sent: number
  acknowledged: number
}

it(
  `${QUESTIONS} questions over articles that are rewritten and removed meanwhile cite no dead revision`,
  PATIENT,
  async () => {
    const config = await configIn(await temporaryDirectory())
    // As slow as a model: that is the time in which an article can die.
    const models = fakeModels(slowEmbedder(1))
    const { read } = models.reader
    models.reader = {
      ...models.reader,
      read: async (...given) => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        return read(...given)
      },
    }
    const world = await serviceOf(config, models)
    const random = randomness(11)
    const below = (n: number): number => Math.floor(random() * n)
    const history = Array.from({ length: ARTICLES }, (): Event[] => [])
    let clock = 0
    const tick = (): number => (clock += 1)

    const write = async (n: number): Promise<void> => {
      const remove = random() < 0.3
      const { id, title, text, published_at, zone } = newsAt(n, 1 + below(VERSIONS))
      const at = `/v1/articles/${encodeURIComponent(id!)}`
      const event: Event = {
        text: remove ? null : text,
        revision: null,
        sent: tick(),
        acknowledged: Infinity,
      }
      history[n]!.push(event)
      if (remove) {
        expect([204, 404]).toContain((await world.request(at, { method: 'DELETE' })).status)
      } else {
        const response = await world.request(at, body('PUT', { title, text, published_at, zone }))
        expect([200, 201]).toContain(response.status)
        event.revision = Number(/\d+/.exec(response.headers.get('ETag')!))
      }
      event.acknowledged = tick()
    }

    /** Whether a text stood at an article at some moment between two. */
    const stood = (
      n: number,
      revision: number,
      quoted: (text: string) => boolean,
      [from, to]: [number, number],
    ): boolean =>
      history[n]!.some((event, i) => {
        const until = history[n]![i + 1]?.acknowledged ?? Infinity
        if (event.text === null || event.sent >= to || until <= from) return false
        // Which revision it is to be is not told before it is acknowledged.
        return (event.revision ?? revision) === revision && quoted(event.text)
      })

    const cited = { search: 0, ask: 0, changed: 0 }
    const question = async (): Promise<void> => {
      const [n, version] = [below(ARTICLES), 1 + below(VERSIONS)]
      const from = tick()
      const asks = random() < 0.5
      const words = `第${n}号开发区总投资多少${wordAt(n, version)}`
      const response = asks
        ? await world.request('/v1/ask', body('POST', { question: words }))
        : await world.request('/v1/search', body('POST', { query: words, limit: 10 }))
      const to = tick()
      expect(response.status).toBe(200)
      const reply = (await response.json()) as Answer & SearchResponse
      const quotes = asks
        ? [...reply.citations, ...reply.alternatives.flatMap((one) => one.citations)].map((one) => ({
            ...one,
            text: one.quote,
          }))
        : reply.hits
      for (const { article, start, end, text } of quotes) {
        const number = Number(article.id.slice(2))
        const quoted = (whole: string): boolean => whole.slice(start, end) === text
        expect(
          stood(number, article.revision, quoted, [from, to]),
          `${article.id} revision ${article.revision}: ${text}`,
        ).toBe(true)
        cited[asks ? 'ask' : 'search'] += 1
      }
      if (
        history.some((events) => events.some(({ acknowledged }) => acknowledged > from && acknowledged < to))
      )
        cited.changed += 1
    }

    for (let n = 0; n < ARTICLES; n += 1) await write(n)
    const state = { asked: 0 }
    const asker = async (): Promise<void> => {
      while (state.asked < QUESTIONS) {
        state.asked += 1
        await question()
      }
    }
    const writer = async (): Promise<void> => {
      while (state.asked < QUESTIONS) await write(below(ARTICLES))
    }
    await Promise.all([writer(), ...Array.from({ length: ASKERS }, asker)])
    await world.close()
    // It was put to the test: something was cited both ways, and most questions were asked while something changed.
    expect(cited.search).toBeGreaterThan(QUESTIONS)
    expect(cited.ask).toBeGreaterThan(QUESTIONS / 10)
    expect(cited.changed).toBeGreaterThan(QUESTIONS / 2)
  },
)
