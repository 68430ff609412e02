// What the benchmark counts and how it cuts, asks and shows. No model runs here.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client/sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { GoldQuestion } from '../../src/eval/dataset.ts'
import { quantile } from '../../src/eval/metrics.ts'
import { figuresOf } from '../../src/eval/report.ts'
import { run } from '../../src/eval/run.ts'
import { fakeEmbedder, DIMENSIONS } from '../fakes.ts'
import { buildSeconds, indexBytes, readBuilt, recorded, writeBuilt } from './built.ts'
import { sourceOf, writePrefix } from './corpus.ts'
import { createFts5, trigramQuery } from './fts5-system.ts'
import { createLangChain, splitPassages } from './langchain-system.ts'
import { evidenceOf, exponent, latencyOf } from './measures.ts'
import { createMiniSearch } from './minisearch-system.ts'
import { ownPassages, place } from './passages.ts'
import { buildPhase, servePhase } from './phases.ts'
import { askable, divide, matching } from './questions.ts'
import { perSecond } from './service.ts'
import type { BenchArticle, Opened, System } from './system.ts'

const made: string[] = []
const directory = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'bench-'))
  made.push(path)
  return path
}
afterAll(async () => {
  for (const path of made) await rm(path, { recursive: true, force: true })
})

// Twelve articles of three passages each, every one about a town and a figure of its own.
const TOWNS = '青山绿水石桥白塔红河黄岭蓝湾紫阳金沙银川铁西铜陵'
const articles: BenchArticle[] = Array.from({ length: 12 }, (_, i) => {
  const town = TOWNS.slice(2 * i, 2 * i + 2)
  const filler = `${town}的园区道路已经通车，绿化与管网同步完工，企业服务中心每周接待来访的客商。`.repeat(7)
  return {
    id: `a${i}`,
    date: '2023-05-06',
    text: `${filler}\n${town}开发区今年签约项目${i + 11}个，总投资${i + 31}亿元。${filler}`,
  }
})
const questions: GoldQuestion[] = articles.map(({ id, text }, i) => {
  const start = text.indexOf('开发区今年') - 2
  const evidence: [number, number][] = [[start, text.indexOf('亿元。') + 3]]
  return {
    question: `${TOWNS.slice(2 * i, 2 * i + 2)}开发区签约项目多少个？`,
    type: 'number',
    doc: id,
    answers: [`${i + 11}个`],
    evidence,
    also: [],
  }
})
const unanswerable: GoldQuestion = {
  ...questions[0]!,
  question: '青山开发区有几座机场？',
  type: 'unanswerable',
  evidence: [],
}
const jsonl = articles.map((article) => `${JSON.stringify(article)}\n`).join('')

describe('the measures', () => {
  it('counts evidence as touwen eval does', async () => {
    const places = questions.map(({ doc, evidence }, i) => [
      ...Array.from({ length: i }, () => ({ doc: 'other', start: 0, end: 100 })),
      { doc, start: evidence[0]![0] - 3, end: evidence[0]![1] },
    ])
    const system: System = { resumable: false, build: async () => 0, open: async () => opened }
    const found = (question: string): { doc: string; start: number; end: number }[] =>
      places[questions.findIndex((gold) => gold.question === question)] ?? []
    const opened: Opened = {
      search: async (question, limit) => found(question).slice(0, limit),
      close: async () => undefined,
    }
    const all = [...questions, unanswerable]
    const served = await servePhase(system, '', { timed: all.slice(0, 5), untimed: all.slice(5), asked: [] })
    const hits = (query: string) =>
      found(query)
        .slice(0, 10)
        .map(({ doc, ...place }) => ({ article: { id: doc }, ...place }))
    const refusal = { outcome: 'refused', answer: null, text: '', confidence: 0, notes: [], citations: [] }
    const engine = {
      search: async ({ query }: { query: string }) => ({ hits: hits(query) }),
      ask: async () => refusal,
      article: async () => null,
    }
    const rows = await run(
      engine as unknown as Parameters<typeof run>[0],
      all.map((gold) => ({ gold, set: 's' })),
    )
    const figures = figuresOf(rows)
    expect(served.evidence).toEqual({
      questions: 12,
      at1: figures.evidence_at_1,
      at5: figures.evidence_at_5,
      at10: figures.evidence_at_10,
    })
    expect(served.evidence.at5).toBeCloseTo(5 / 12)
    expect(served.search.count).toBe(5)
    expect(served.ask).toBeNull()
  })

  it('reads p50 and p95 off as the evaluation does', () => {
    const ms = Array.from({ length: 100 }, (_, i) => 100 - i)
    expect(latencyOf(ms)).toEqual({ count: 100, p50: quantile(ms, 0.5), p95: 96 })
    expect(latencyOf([]).p95).toBeNaN()
    expect(evidenceOf([1, 2, 6, null])).toEqual({ questions: 4, at1: 0.25, at5: 0.5, at10: 0.75 })
  })

  it('finds the exponent of a power, and none in one point', () => {
    const power = (b: number) => exponent([1000, 4000, 24_000].map((x) => [x, 3 * x ** b]))
    expect(power(0.5)).toBeCloseTo(0.5)
    expect(power(1)).toBeCloseTo(1)
    expect(exponent([[1000, 5]])).toBeNaN()
    expect(exponent([[1000, 0], [2000, 5]])).toBeNaN() // prettier-ignore
  })

  it('counts what is done in a second over several connections, each item once', async () => {
    const seen: string[] = []
    let [now, most] = [0, 0]
    const { count, rate } = await perSecond(3, 10, ['a', 'b', 'c', 'd', 'e'], async (item) => {
      seen.push(item)
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, 5))
      now -= 1
    })
    expect([count, most, seen.toSorted().join('')]).toEqual([5, 3, 'abcde'])
    expect(rate).toBeGreaterThan(0)
  })
})

describe('the passages', () => {
  it('knows where each stands in its article', async () => {
    for (const article of articles) {
      const split = await splitPassages(article)
      for (const { doc, start, end, text } of [...ownPassages(article), ...split]) {
        expect(doc).toBe(article.id)
        expect(article.text.slice(start, end)).toBe(text)
      }
    }
    const long = { id: 'l', date: null, text: `${articles[0]!.text}\n\n  ${articles[1]!.text}`.repeat(3) }
    const split = await splitPassages(long)
    expect(split.length).toBeGreaterThan(2)
    expect(split.at(-1)!.end).toBe(long.text.length)
    // No hole of more than the spaces that the splitter trims.
    split.slice(1).forEach(({ start }, i) => expect(long.text.slice(split[i]!.end, start).trim()).toBe(''))
  })

  it('does not take an earlier repetition for a piece, and refuses what does not stand there', () => {
    expect(place('abab abab', ['abab', 'abab'], 0)).toEqual([{ start: 0, end: 4 }, { start: 5, end: 9 }]) // prettier-ignore
    expect(() => place('abc', ['x'], 0)).toThrow('does not stand in its text')
  })
})

describe('the trigram query', () => {
  it('quotes whatever a question holds, so that SQLite reads it as text', async () => {
    expect(trigramQuery('签约项目')).toBe('"签约项" OR "约项目"')
    expect(trigramQuery('aaaa')).toBe('"aaa"')
    expect(trigramQuery('多少')).toBeNull()
    const client = createClient({ url: ':memory:' })
    await client.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'trigram')")
    await client.execute({ sql: 'INSERT INTO t VALUES (?)', args: ['说"外资"到账* NEAR(x) 𠮷野家'] })
    for (const question of ['"外资"到账', '到账* NEAR(', 'x) 𠮷野', 'a AND b OR "', "x'; --", 'a\0b"c']) {
      const { rows } = await client.execute({ sql: 'SELECT count(*) n FROM t WHERE t MATCH ?', args: [trigramQuery(question)!] }) // prettier-ignore
      expect([0, 1]).toContain(Number(rows[0]!['n']))
    }
    client.close()
  })
})

describe('the questions', () => {
  it('keeps those whose article is there, and those without an answer', () => {
    const some = askable([...questions, unanswerable], articles.slice(3, 5))
    expect(some.map(({ doc, type }) => `${doc} ${type}`)).toEqual([
      'a3 number',
      'a4 number',
      'a0 unanswerable',
    ])
  })

  it('times the same choice for the same seed, and asks what was not searched', () => {
    const one = divide(questions, 4, 7)
    expect(divide(questions, 4, 7)).toEqual(one)
    expect(divide(questions, 4, 8)).not.toEqual(one)
    expect(new Set([...one.timed, ...one.untimed]).size).toBe(12)
    expect(one.timed.filter((gold) => one.asked.includes(gold))).toEqual([])
    expect(divide(questions, 50, 7).asked).toHaveLength(12)
  })

  it('finds the files of a pattern, and names one that finds none', async () => {
    const path = await directory()
    for (const name of ['dev-2.jsonl', 'dev-1.jsonl', 'x.jsonl']) await writeFile(join(path, name), '')
    expect(await matching(join(path, 'dev-*.jsonl'))).toEqual([
      join(path, 'dev-1.jsonl'),
      join(path, 'dev-2.jsonl'),
    ])
    await expect(matching(join(path, 'no-*.jsonl'))).rejects.toThrow('--questions')
  })
})

describe('a whole run over twelve articles', () => {
  const systems: [string, System][] = [
    ['MiniSearch', createMiniSearch()],
    ['FTS5', createFts5()],
    ['LangChain.js', createLangChain(fakeEmbedder(), DIMENSIONS)],
  ]
  it.each(systems)('%s is built once, opens again and finds places with evidence', async (_, system) => {
    const path = await directory()
    await writeFile(join(path, 'investment-news.jsonl'), jsonl)
    const file = join(path, 'articles.jsonl')
    await writePrefix(path, 12, file)
    const job = { source: sourceOf(file), directory: join(path, 'index'), articles: 12 }
    const built = await buildPhase(system, job, () => undefined)
    expect(built).toMatchObject({ complete: true, articles: 12 })
    expect(built.passages).toBeGreaterThanOrEqual(12)
    const never = { ...system, build: () => Promise.reject(new Error('built again')) }
    expect(await buildPhase(never, job, () => undefined)).toEqual(built)
    const served = await servePhase(system, job.directory, divide([...questions, unanswerable], 6))
    expect(served.evidence.questions).toBe(12)
    expect(served.evidence.at10).toBeGreaterThan(0.5)
    const opened = await system.open(job.directory)
    for (const { doc, start, end } of await opened.search(questions[3]!.question, 5)) {
      const { text } = articles.find(({ id }) => id === doc)!
      expect(start).toBeLessThan(end)
      expect(end).toBeLessThanOrEqual(text.length)
    }
    await opened.close()
  })

  it('goes on with vectors where a build was broken off', async () => {
    const path = await directory()
    await writeFile(join(path, 'a.jsonl'), jsonl)
    const job = { source: sourceOf(join(path, 'a.jsonl')), directory: join(path, 'index'), articles: 12 }
    const embedder = fakeEmbedder()
    let calls = 0
    const breaking = {
      embedQuery: embedder.embedQuery,
      embedDocuments: (texts: string[]) => {
        calls += 1
        return calls === 2 ? Promise.reject(new Error('no power')) : embedder.embedDocuments(texts)
      },
    }
    const system = createLangChain(breaking, DIMENSIONS)
    await expect(buildPhase(system, job, () => undefined)).rejects.toThrow('no power')
    expect((await readBuilt(job.directory))?.complete).toBe(false)
    const built = await buildPhase(system, job, () => undefined)
    expect(built.parts).toHaveLength(2)
    const vectors = await readFile(join(job.directory, 'vectors.f32'))
    expect(vectors.length).toBe(built.passages! * DIMENSIONS * 4)
    expect(calls).toBe(1 + Math.ceil(built.passages! / 8))
  })

  it('counts the bytes of the index alone', async () => {
    const path = await directory()
    for (const name of [
      'articles.sqlite',
      'vectors.hnsw',
      'built.json',
      'records.sqlite',
      'records.sqlite-wal',
    ])
      await writeFile(join(path, name), '0123456789')
    expect(await indexBytes(path)).toBe(20)
  })

  it('names the corpus that is missing or too small', async () => {
    const path = await directory()
    const file = join(path, 'out.jsonl')
    await expect(writePrefix(path, 5, file)).rejects.toThrow(/investment-news\.jsonl is missing.*--corpus/)
    await writeFile(join(path, 'investment-news.jsonl'), jsonl)
    await expect(writePrefix(path, 13, file)).rejects.toThrow(/other-news\.jsonl\.gz is missing/)
    await writePrefix(path, 5, file)
    expect(await sourceOf(file).articles()).toEqual(articles.slice(0, 5))
  })
})

describe('the record of a build', () => {
  it('adds the parts up and keeps that of one that failed', async () => {
    const path = await directory()
    await expect(recorded(path, 3, () => Promise.reject(new Error('x')))).rejects.toThrow('x')
    const built = await recorded(path, 3, async () => 9)
    expect(built.parts).toHaveLength(2)
    expect(await readBuilt(path)).toEqual(built)
    await writeBuilt(path, { ...built, parts: [{ seconds: 2, rss: null }, { seconds: 3, rss: 5 }] }) // prettier-ignore
    expect(buildSeconds((await readBuilt(path))!)).toBe(5)
    expect(buildSeconds({ ...built, parts: [] })).toBeNull()
  })
})
