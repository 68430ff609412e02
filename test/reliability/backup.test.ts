// Backups made while a real process ingests: each is of one moment, whole, and answers as an index of just its articles.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import { createBackup } from '../../src/store/backup.ts'
import { restoreBackup } from '../../src/store/restore.ts'
import { fakeEmbedder } from '../fakes.ts'
import { startChild, temporaryDirectory } from '../store/temporary.ts'
import { idAt, linesOf, newsAt, wordAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { expectWhole } from './whole.ts'
import { configIn, engineOf } from './world.ts'

const ARTICLES = size(30, 300)
const BACKUPS = size(2, 8)

it(
  `${BACKUPS} backups during an ingest of ${ARTICLES} articles restore elsewhere, and answer identically`,
  PATIENT,
  async () => {
    const directory = await temporaryDirectory()
    const config = await configIn(directory)
    const file = join(directory, 'news.jsonl')
    const drafts = Array.from({ length: ARTICLES }, (_, n) => newsAt(n, 1))
    await writeFile(file, linesOf(drafts))
    const child = startChild(import.meta.url, './ingest-child.ts', [directory, file])
    const acknowledged: string[] = []
    const made: { path: string; before: string[] }[] = []
    const telling = (async () => {
      for (let line = ''; line !== 'done'; line = await child.line())
        if (line.startsWith('新闻')) acknowledged.push(line)
    })()
    for (let n = 0; n < BACKUPS; n += 1) {
      const due = Math.floor(((n + 0.5) * ARTICLES) / BACKUPS)
      while (acknowledged.length < due) await new Promise((resolve) => setTimeout(resolve, 2))
      const path = join(directory, n % 2 === 0 ? `b${n}.tar` : `b${n}`)
      const before = [...acknowledged]
      await createBackup(config.index, path, { version: '0' })
      made.push({ path, before })
    }
    await telling
    await child.ended
    const original = await engineOf(config, 'read')
    const sizes = new Set<number>()
    for (const [n, { path, before }] of made.entries()) {
      const restored = await configIn(directory, join(directory, `restored${n}`))
      const check = async (index: string): Promise<void> => void (await expectWhole(index, fakeEmbedder()))
      await restoreBackup(path, restored.index, { check })
      const texts = await expectWhole(restored.index, fakeEmbedder())
      sizes.add(texts.size)
      for (const id of before)
        expect(texts.has(id), `${id} was acknowledged before the backup began`).toBe(true)
      for (const [id, text] of texts) expect(text).toBe(drafts[Number(id.slice(2))]!.text)

      const engine = await engineOf(restored)
      const fresh = await engineOf(await configIn(directory, join(directory, `fresh${n}`)))
      for (const { id, ...draft } of drafts) if (texts.has(id!)) await fresh.articles.put(id!, draft)
      expect(await replies(engine)).toEqual(await replies(fresh))
      // What was still to come is all that is missing.
      expect(await engine.ingest([file])).toMatchObject({
        added: ARTICLES - texts.size,
        updated: 0,
        unchanged: texts.size,
      })
      expect(await replies(engine)).toEqual(await replies(original))
      await engine.close()
      await fresh.close()
    }
    await original.close()
    // They were made while it went on.
    expect(sizes.size).toBe(BACKUPS)
    expect(Math.min(...sizes)).toBeLessThan(ARTICLES)
  },
)

/** What is found and answered, but for what names the index and the moment. */
async function replies(engine: Engine): Promise<unknown[]> {
  const found: unknown[] = []
  for (let i = 0; i < 8; i += 1) {
    const n = Math.floor((i * ARTICLES) / 8)
    const question = `第${n}号开发区项目总投资多少（${wordAt(n, 1)}）`
    const { hits } = await engine.search({ query: question, limit: 20 })
    const answer = await engine.ask({
      question,
      asked_at: '2022-06-01T00:00:00Z',
      filters: { article_ids: [idAt(n), idAt(n + 1)] },
    })
    found.push(hits, { ...answer, id: null, timings_ms: null, index: null })
  }
  return found
}
