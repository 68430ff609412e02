// Recording fakes of the ports, a real in-memory index over them, and builders of evidence. No module is mocked.
import fc from 'fast-check'
import type { Calibration } from '../src/answer/calibration.ts'
import { FEATURES, type ReadPassage } from '../src/answer/candidates.ts'
import { SIGNALS } from '../src/answer/decide.ts'
import type { ArticleMeta, Draft } from '../src/article.ts'
import type { Embedder } from '../src/embed/embedder.ts'
import { prepare } from '../src/ingest/article.ts'
import type { Reader, ReadInput, Reading } from '../src/reader/reader.ts'
import type { ArticleStore } from '../src/store/article-store.ts'
import type { Sql } from '../src/store/sql.ts'
import { createSqlStore } from '../src/store/sql-store.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import type { TermCounts } from '../src/terms.ts'
import { searchTerms } from '../src/text.ts'
import { createExact } from '../src/vectors/exact.ts'
import { syncVectors } from '../src/vectors/sync.ts'
import type { VectorIndex } from '../src/vectors/vector-index.ts'

export const DIMENSIONS = 64

/** An embedder whose vectors count search terms: texts with terms in common are near. It records what it is given. */
export interface FakeEmbedder extends Embedder {
  readonly queried: string[]
  readonly embedded: string[]
}

export function fakeEmbedder(id = 'fake-embedder@1'): FakeEmbedder {
  const queried: string[] = []
  const embedded: string[] = []
  return {
    id,
    dimensions: DIMENSIONS,
    queried,
    embedded,
    embedQueries: async (texts) => {
      queried.push(...texts)
      return texts.map(vectorOf)
    },
    embedPassages: async (texts) => {
      embedded.push(...texts)
      return texts.map(vectorOf)
    },
    embedQuery: async (text) => [...vectorOf(text)],
    embedDocuments: async (texts) => texts.map((text) => [...vectorOf(text)]),
  }
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  vector[0] = 0.1
  for (const term of searchTerms(text)) {
    const hash = [...term].reduce(
      (sum, char) => Math.imul(sum ^ char.codePointAt(0)!, 0x01000193),
      0x811c9dc5,
    )
    vector[(hash >>> 0) % DIMENSIONS]! += 1
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** A reader that marks given texts wherever a body holds them. It records what it is given. */
export interface FakeReader extends Reader {
  readonly calls: { question: string; inputs: ReadInput[]; signal: AbortSignal | undefined }[]
}

/** `scores`: the margin of each text to mark; a body without any of them answers nothing. */
export function fakeReader(scores: Record<string, number> = {}): FakeReader {
  const calls: FakeReader['calls'] = []
  return {
    id: 'fake-reader@1',
    calls,
    read: async (question, inputs, signal) => {
      calls.push({ question, inputs, signal })
      signal?.throwIfAborted()
      return inputs.map(({ body }) => marked(body, scores))
    },
  }
}

/** The reading of a body in which these texts are marked, each with its margin over “does not answer”. */
export function marked(body: string, scores: Record<string, number>): Reading {
  const spans = Object.entries(scores).flatMap(([text, score]) => {
    const start = body.indexOf(text)
    return start === -1 ? [] : [{ start, end: start + text.length, score }]
  })
  return { null_score: 0, spans: spans.sort((a, b) => b.score - a.score) }
}

/** Believes the reader: the probability of a candidate is the logistic function of its margin, and .5 answers. */
export const trusting: Calibration = {
  version: 1,
  reader: 'fake-reader@1',
  fitted_on: [],
  fitted_at: '2026-01-01',
  ranker: {
    intercept: 0,
    weights: Object.fromEntries(FEATURES.map((name) => [name, name === 'margin' ? 1 : 0])),
  },
  decider: {
    intercept: 0,
    weights: Object.fromEntries(SIGNALS.map((name) => [name, name === 'log_odds' ? 1 : 0])),
  },
  threshold: 0.5,
  cross_validated: {},
}

/** Nothing known of the language: terms are weighed by the index alone. */
export const noLanguage: TermCounts = { total: 0, counts: new Map(), unlisted: 0 }

export { newDraft as draft } from '../src/ingest/draft.ts'

export interface FakeIndex {
  store: ArticleStore
  vectors: VectorIndex
  embedder: FakeEmbedder
}

/** A real store in memory. */
export async function memoryStore(over: (sql: Sql) => Sql = (sql) => sql): Promise<ArticleStore> {
  return createSqlStore(over(await openSqlite(':memory:')), { dimensions: DIMENSIONS })
}

/** A real store and a real vector index, both in memory, holding these drafts. */
export async function indexOf(drafts: (Draft & { story_id?: string })[]): Promise<FakeIndex> {
  const [store, vectors, embedder] = [await memoryStore(), createExact(DIMENSIONS), fakeEmbedder()]
  for (const { story_id, ...one } of drafts) {
    const { article, passages, embedded } = prepare(one, embedder.id)
    await store.put(
      { ...article, story_id: story_id ?? article.id },
      passages.map((passage, i) => ({ ...passage, vector: vectorOf(embedded[i]!) })),
    )
  }
  await syncVectors(store, vectors)
  return { store, vectors, embedder }
}

let lastId = 0

/** A retrieved and read passage that is a whole article, standing at `start` in it. */
export function readPassage(
  text: string,
  scores: Record<string, number>,
  fields: Partial<ArticleMeta & { story_id: string; start: number; score: number }> = {},
): ReadPassage & { same_story: ArticleMeta[] } {
  lastId += 1
  const { start = 0, score = 1, ...meta } = fields
  const id = meta.id ?? `文${lastId}`
  return {
    passage: {
      id: lastId,
      article_id: id,
      revision: 1,
      start,
      end: start + text.length,
      text,
      heading: null,
    },
    article: {
      revision: 1,
      title: '标题',
      published_at: '2022-03-04',
      source: '丹阳日报',
      zone: '江苏丹阳经济开发区',
      region: '镇江',
      url: null,
      story_id: id,
      ...meta,
      id,
    },
    score,
    reading: marked(text, scores),
    same_story: [],
  }
}

const PIECES = [
  '。',
  '！',
  '？',
  '；',
  '，',
  '、',
  '：',
  '…',
  '……',
  '. ',
  '.',
  '!',
  '?',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  ' ',
  '\u3000',
  '\t',
  '“',
  '”',
  '《',
  '》',
  '（',
  '）',
  '(',
  ')',
  '😀',
  '𠮷',
  '\ud83d',
  '\ude00',
  'e\u0301',
  'ｶﾞ',
  '㎡',
  '①',
  '１２３',
  '．',
  '％',
  '1',
  '19.9',
  '1,234',
  '70亿',
  '美元',
  '2023年',
  '上半年',
  '8月1日',
  '百分之三',
  '第三位',
  '至',
  '-',
  '余',
  '个百分点',
  '1/3',
  '丹阳',
  '开发区',
  '外资',
  '目标',
  '不低于',
  '以上',
  '丹',
  'abc',
  'GDP',
  "it's",
  '\u200b',
  '\ufeff',
  '和',
  '等',
  '|',
  '▁',
]

/** Any text, and more often than chance has it one with what trips the cutting of news texts. */
export const anyText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
)

/** Long texts of sentences of all lengths, for what cuts and packs. */
export const longText = fc
  .array(fc.tuple(anyText, fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
  .map((parts) => parts.map(([text, times]) => text.repeat(times).slice(0, 900)).join('\n'))
