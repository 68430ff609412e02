// kill -9 while a real process ingests into real files.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeEmbedder } from '../fakes.ts'
import { randomness, vectorsIn } from '../store/sample.ts'
import { type Child, startChild, temporaryDirectory } from '../store/temporary.ts'
import { idAt, linesOf, newsAt } from './news.ts'
import { LONG, PATIENT, size } from './size.ts'
import { expectWhole } from './whole.ts'
import { configIn, engineOf } from './world.ts'

const ARTICLES = size(60, 500)
const KILLS = size(3, 50)
/** A round is cut off before so many articles are stored; a version takes some rounds. */
const MOST_STORED = size(20, 100)

it(
  `killed at ${KILLS} random points, an ingest of ${ARTICLES} articles loses nothing it acknowledged, and leaves nothing half indexed`,
  PATIENT,
  async () => {
    const directory = await temporaryDirectory()
    const file = join(directory, 'news.jsonl')
    const config = await configIn(directory)
    const random = randomness(20261126)
    // What has been told of each article: the newest version that was acknowledged.
    const acknowledged = new Map<string, number>()
    const seen = { kills: 0, midway: 0, rounds: 0 }
    let version = 1
    // A third of the articles stays the same from version to version.
    const draftsOf = (current: number) =>
      Array.from({ length: ARTICLES }, (_, n) => newsAt(n, n % 3 === 0 ? 1 : current))
    await writeFile(file, linesOf(draftsOf(version)))
    while (seen.kills < KILLS) {
      seen.rounds += 1
      expect(seen.rounds).toBeLessThan(3 * KILLS)
      const child = startChild(import.meta.url, './ingest-child.ts', [directory, file])
      const ended = await cutOff(child, random, (id) => acknowledged.set(id, version))
      if (!ended) seen.kills += 1

      const texts = await expectWhole(config.index, fakeEmbedder())
      const versions = [...texts].map(([id, text]) => {
        const n = Number(id.slice(2))
        // Each text is one version, whole: one that was told of or, in the very moment of the end, the one that was to come.
        const found = [acknowledged.get(id) ?? version, version].find(
          (v) => newsAt(n, n % 3 === 0 ? 1 : v).text === text,
        )
        expect(found, `${id} holds ${text.slice(0, 80)}`).toBeDefined()
        return found!
      })
      for (const id of acknowledged.keys()) expect(texts.has(id), `${id} was acknowledged`).toBe(true)
      if (!ended && new Set(versions).size > 1) seen.midway += 1
      if (acknowledged.size > 0) await expectServed(config)
      if (ended) {
        expect(texts).toEqual(new Map(draftsOf(version).map(({ text }, n) => [idAt(n), text])))
        version += 1
        await writeFile(file, linesOf(draftsOf(version)))
      }
    }
    expect(acknowledged.size).toBeGreaterThan(0)
    // Some of them fell into the middle of a load, between two versions.
    if (LONG) expect(seen.midway).toBeGreaterThan(KILLS / 10)
  },
)

// Kill a child at a random point: while it opens the index, while it stores, or while it writes the vectors at the end.
// True when it came to its end before.
async function cutOff(child: Child, random: () => number, told: (id: string) => void): Promise<boolean> {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const kind = random()
  if (kind < 0.1) {
    await wait(random() * 3000)
    await child.kill('SIGKILL')
  }
  const most = kind > 0.8 ? Infinity : Math.floor(random() * MOST_STORED)
  const within = random() * (kind > 0.8 ? 60 : 15)
  let ended = false
  let stored = 0
  let timer: Promise<void> | null = null
  try {
    for (;;) {
      const line = await child.line()
      if (!['begun', 'all', 'kept', 'done'].includes(line)) {
        told(line)
        stored += 1
      }
      if (line === 'done') ended = true
      // Not by the clock: on a busy machine little would be done in each round.
      if ((kind > 0.8 && line === 'all') || stored >= most) {
        timer ??= wait(within).then(() => child.kill('SIGKILL'))
      }
    }
  } catch {
    // It has ended, one way or the other.
  }
  await timer
  await child.kill('SIGKILL')
  return ended
}

// Whoever opens it next is ready at once.
async function expectServed(config: Parameters<typeof engineOf>[0]): Promise<void> {
  const engine = await engineOf(config, 'serve')
  try {
    expect((await engine.ready()).filter(({ ok }) => !ok)).toEqual([])
  } finally {
    await engine.close()
  }
}

// The program itself with its models: what its progress has told of is there.
it.skipIf(!LONG)(
  '“touwen ingest”, killed three times, has stored what it told of, and comes to its end',
  PATIENT,
  async () => {
    const directory = await temporaryDirectory()
    const file = join(directory, 'news.jsonl')
    const index = join(directory, 'index')
    const count = 120
    await writeFile(file, linesOf(Array.from({ length: count }, (_, n) => newsAt(4 * n, 1))))
    const random = randomness(4)
    for (let round = 0; round < 4; round += 1) {
      const args = ['--import', 'tsx', 'src/cli/main.ts', 'ingest', file, '--index', index]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      let told = ''
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        told += chunk
        if (round < 3) setTimeout(() => child.kill('SIGKILL'), random() * 3000)
      })
      await once(child, 'close')
      const sql = await openSqlite(join(index, 'articles.sqlite'))
      const store = createSqlStore(sql, { dimensions: 384 })
      const { articles, passages } = await store.stats()
      const done = [...told.matchAll(/^(\d+) of (\d+) articles/gm)].map(
        ([, n, all]) => count - Number(all) + Number(n),
      )
      expect(articles).toBeGreaterThanOrEqual(Math.max(0, ...done))
      expect((await vectorsIn(store)).length).toBe(passages)
      expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
      await store.close()
      if (round === 3) expect([child.exitCode, articles]).toEqual([0, count])
    }
  },
)
