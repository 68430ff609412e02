// A long random life of an index against a plain map: whatever happened before, it holds and finds what the map holds.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import type { Config } from '../../src/config.ts'
import { fakeEmbedder } from '../fakes.ts'
import { randomness } from '../store/sample.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { idAt, newsAt, wordAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { expectWhole } from './whole.ts'
import { configIn, crashed, engineOf } from './world.ts'

const STEPS = size(400, 20_000)
const SEED = 20_000
const ARTICLES = 40
const VERSIONS = 5
/** Steps from one comparison with an index made anew to the next. */
const COMPARED_EVERY = size(200, 1000)

/** What a plain map says of an article. */
interface Held {
  version: number
  revision: number
}

it(
  `after any of ${STEPS} random steps (seed ${SEED}) the index is what a plain map says`,
  PATIENT,
  async () => {
    const directory = await temporaryDirectory()
    const random = randomness(SEED)
    const below = (n: number): number => Math.floor(random() * n)
    const held = new Map<number, Held>()
    // An article that comes back counts on, so that an old citation never means a new text.
    const removed = new Map<number, number>()
    let config = await configIn(directory)
    let engine = await engineOf(config)
    const counts = { put: 0, same: 0, removed: 0, found: 0, absent: 0, clean: 0, crash: 0, compared: 0 }

    const put = async (): Promise<void> => {
      const [n, version] = [below(ARTICLES), 1 + below(VERSIONS)]
      const before = held.get(n)
      const { id, ...draft } = newsAt(n, version)
      const stored = await engine.articles.put(id!, draft)
      const same = before?.version === version
      const revision = same ? before.revision : 1 + (before?.revision ?? removed.get(n) ?? 0)
      expect(stored).toMatchObject({
        created: before === undefined,
        article: { id, revision, text: draft.text, title: draft.title },
      })
      held.set(n, { version, revision })
      removed.delete(n)
      counts[same ? 'same' : 'put'] += 1
    }

    const remove = async (): Promise<void> => {
      const n = below(ARTICLES)
      const before = held.get(n)
      expect(await engine.articles.remove(idAt(n))).toBe(before !== undefined)
      if (before === undefined) return
      held.delete(n)
      removed.set(n, before.revision)
      expect(await engine.article(idAt(n))).toBeNull()
      counts.removed += 1
    }

    const search = async (): Promise<void> => {
      const [n, version] = [below(ARTICLES), 1 + below(VERSIONS)]
      const zone = random() < 0.3 ? `第${n % 7}号开发区` : undefined
      const { hits } = await engine.search({
        query: wordAt(n, version),
        limit: 10,
        ...(zone === undefined ? {} : { filters: { zone } }),
      })
      for (const { article, start, end, text } of hits) {
        const number = Number(article.id.slice(2))
        const current = held.get(number)
        expect(current, `${article.id} is not there`).toBeDefined()
        const expected = newsAt(number, current!.version)
        expect(article.revision).toBe(current!.revision)
        expect(expected.text.slice(start, end)).toBe(text)
        if (zone !== undefined) expect(expected.zone).toBe(zone)
      }
      const isHeld = held.get(n)?.version === version
      const first = hits[0]?.article.id
      if (isHeld) expect(first).toBe(idAt(n))
      else expect(hits.filter(({ text }) => text.includes(wordAt(n, version)))).toEqual([])
      counts[isHeld ? 'found' : 'absent'] += 1
    }

    const look = async (): Promise<void> => {
      const { articles, passages, vectors } = await engine.stats()
      expect(articles).toBe(held.size)
      expect(vectors).toBe(passages)
      const listed = await engine.articles.list({ filters: {} }, null, ARTICLES)
      expect(listed.map(({ id }) => id).sort()).toEqual([...held.keys()].map(idAt).sort())
    }

    const restart = async (): Promise<void> => {
      const crash = random() < 0.4
      if (crash) {
        const next = join(directory, `index-${counts.crash}`)
        await crashed(config.index, next)
        await engine.close()
        config = await configIn(directory, next)
      } else {
        await engine.close()
      }
      counts[crash ? 'crash' : 'clean'] += 1
      if (random() < 0.2) {
        const texts = await expectWhole(config.index, fakeEmbedder())
        const expected = [...held].map(([n, { version }]) => [idAt(n), newsAt(n, version).text] as const)
        expect(texts).toEqual(new Map(expected))
      }
      engine = await engineOf(config)
    }

    for (let step = 1; step <= STEPS; step += 1) {
      const kind = random()
      if (kind < 0.4) await put()
      else if (kind < 0.55) await remove()
      else if (kind < 0.96) await search()
      else if (kind < 0.99) await look()
      else await restart()
      if (step % COMPARED_EVERY === 0) {
        await expectAsNew(engine, held, random)
        counts.compared += 1
      }
    }
    await engine.close()
    expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([])
  },
)

// The rank and score of every hit are those of an index that never held anything else.
async function expectAsNew(
  engine: Engine,
  held: ReadonlyMap<number, Held>,
  random: () => number,
): Promise<void> {
  const config: Config = await configIn(await temporaryDirectory())
  const fresh = await engineOf(config)
  for (const [n, { version }] of held) {
    const { id, ...draft } = newsAt(n, version)
    await fresh.articles.put(id!, draft)
  }
  for (let i = 0; i < 5; i += 1) {
    const n = Math.floor(random() * ARTICLES)
    const query = `第${n}号开发区第${i}期项目总投资${wordAt(n, 1 + i)}`
    expect(await ranking(engine, query)).toEqual(await ranking(fresh, query))
  }
  await fresh.close()
}

// Equal scores go by the order of storing, which is another one.
async function ranking(engine: Engine, query: string): Promise<unknown[]> {
  const { hits } = await engine.search({ query, limit: 50 })
  return hits
    .map(({ article: { id, same_story }, start, score }) => [
      score.toFixed(9),
      id,
      start,
      same_story.map((one) => one.id).join(),
    ])
    .toSorted((a, b) => (a.join() < b.join() ? -1 : 1))
}
