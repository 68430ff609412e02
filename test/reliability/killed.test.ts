// kill -9 while a real process ingests into real files.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fakeEmbedder } from '../fakes.ts'
import { randomness } from '../store/sample.ts'
import { type Child, startChild, temporaryDirectory } from '../store/temporary.ts'
import { idAt, linesOf, newsAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { expectWhole } from './whole.ts'
import { configIn, engineOf } from './world.ts'

const ARTICLES = size(120, 500)
const KILLS = size(4, 50)
/** A round is cut off within so many ms; a version takes some rounds. */
const LONGEST_MS = size(300, 1500)

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
    // Some of them fell into the middle of a load.
    expect(acknowledged.size).toBeGreaterThan(0)
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
  let ended = false
  let timer: Promise<void> | null = null
  try {
    for (;;) {
      const line = await child.line()
      if (line === 'done') ended = true
      else if (line === 'all' && kind > 0.8) timer ??= wait(random() * 60).then(() => child.kill('SIGKILL'))
      else if (line === 'begun' && kind <= 0.8)
        timer ??= wait(random() * LONGEST_MS).then(() => child.kill('SIGKILL'))
      else if (!['begun', 'all', 'kept'].includes(line)) told(line)
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
