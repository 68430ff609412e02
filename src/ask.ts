// The use cases: ask and search. question → complete → understand → retrieve → read → decide and compose.
import type { Filters } from './article.ts'
import { answer, type Outcome } from './answer/answer.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { Calibration } from './answer/calibration.ts'
import { candidates, type ReadPassage } from './answer/candidates.ts'
import { cited } from './answer/cite.ts'
import { rank } from './answer/decide.ts'
import { gapsOf } from './answer/gaps.ts'
import { readingPlan } from './answer/gather.ts'
import { overview, SHOWN } from './answer/overview.ts'
import { readAll, readWorthy } from './answer/read.ts'
import { refuse } from './answer/refuse.ts'
import { outsideScope } from './answer/scope.ts'
import {
  askRequestSchema,
  searchRequestSchema,
  type Answer,
  type AskEvent,
  type AskRequest,
  type SearchHit,
  type SearchRequest,
  type SearchResponse,
} from './contract.ts'
import { createConversations, type Conversations } from './conversations.ts'
import type { Asking, Instead } from './engine.ts'
import { completeQuestion } from './follow-up.ts'
import type { Holdings } from './holdings.ts'
import { languageOf } from './language.ts'
import { overviewSubject } from './overview.ts'
import type { Phraser } from './phrase/phraser.ts'
import { retell } from './phrase/retell.ts'
import { checkQuestion, understand, type Question } from './question.ts'
import type { Reader } from './reader/reader.ts'
import { partsOf, type Newest } from './retrieve/newest.ts'
import type { Hit, Retrieval, Retriever } from './retrieve/retriever.ts'
import type { TermCounts } from './terms.ts'
import type { Suggester } from './suggest/suggester.ts'
import type { Translator } from './translate/translator.ts'
import { validate } from './validate.ts'

interface Deps {
  retriever: Retriever
  newest: Newest
  reader: Reader
  calibration: Calibration
  /** How common words are, which tells them from names. */
  language: TermCounts
  /** For questions that are not in Chinese; without it they are taken as they are. */
  translator?: Translator
  /** Keeps what questions came to; default: each is worked out anew. */
  kept?: AnswerCache<Settled>
  /** Puts answers in the words of a language model; absent: they are told in the words of the sources. */
  phraser?: Phraser | undefined
  /** What the reply says of the index. */
  index(): Promise<Answer['index']>
  /** What the index holds, for refusals that say what it does not; default: they say less. */
  holdings?: Holdings
  /** Questions to go on with, as far as they are made; default: none. */
  suggester?: Pick<Suggester, 'after'>
  /** The conversations that are kept for clients; default: in memory. */
  conversations?: Conversations
  now?: () => Date
  id?: () => string
  clock?: () => number
}

export interface Asker {
  /** The answer, whole. */
  ask(request: AskRequest, signal?: AbortSignal, asking?: Asking): Promise<Answer>
  /** The answer as it comes about; the last event is the answer that `ask` would give. */
  stream(request: AskRequest, signal?: AbortSignal, asking?: Asking): AsyncIterable<AskEvent>
  search(request: SearchRequest, signal?: AbortSignal): Promise<SearchResponse>
}

/** Passages read when a search is to be re-ranked. */
const RERANKED = 10

/** Build the use cases over ports. */
export function createAsker(deps: Deps): Asker {
  const { retriever, newest, reader, calibration, language, translator, phraser, kept } = deps
  const { now = () => new Date(), id = () => crypto.randomUUID(), clock = () => performance.now() } = deps
  const { conversations = createConversations(), holdings, suggester } = deps

  // The answer that the passages give, or a refusal.
  const settle = async (
    question: Question,
    askedAt: string,
    filters: Filters,
    topK: number,
    signal?: AbortSignal,
  ): Promise<Settled> => {
    const plan = readingPlan(question, topK)
    const retrieval = await retriever.retrieve(question, filters, plan.fetch)
    signal?.throwIfAborted()
    const { hits, weights, timings_ms } = retrieval
    const began = clock()
    const read = await readWorthy(reader, { question, weights, hits }, plan.read, signal)
    const took = { ...timings_ms, read: clock() - began }
    const gaps =
      holdings === undefined ? {} : { gaps: await gapsOf(holdings, question, filters, hits.map(textOf)) }
    return { outcome: answer({ question, askedAt, read, weights, ...gaps }, calibration), took }
  }

  // For a question that wants news and no fact: the newest articles. Null for every other, and when there are none.
  const news = async (question: Question, askedAt: string, filters: Filters): Promise<Settled | null> => {
    const subject = overviewSubject(question)
    if (subject === null) return null
    const began = clock()
    const { items, total } = await newest(subject, newsFilters(question, filters), question.askedAt, SHOWN)
    const took = { search: clock() - began, embed: 0, read: 0 }
    return items.length === 0
      ? null
      : { outcome: overview(question, partsOf(subject).name, askedAt, items, total), took }
  }

  // The same, unless it is known: it depends on nothing but what the key tells, and on what the index holds.
  const settleOnce = async (
    question: Question,
    askedAt: string,
    filters: Filters,
    topK: number,
    signal?: AbortSignal,
  ): Promise<Settled> => {
    const work = async (one?: AbortSignal): Promise<Settled> => {
      const settled =
        (await news(question, askedAt, filters)) ?? (await settle(question, askedAt, filters, topK, one))
      return { ...settled, index: await deps.index() }
    }
    if (kept === undefined) return work(signal)
    const { value, fresh } = await kept(keyOf(question, askedAt, filters, topK), work, signal)
    return fresh ? value : { ...value, took: NOTHING }
  }

  async function* stream(
    request: AskRequest,
    signal?: AbortSignal,
    asking: Asking = {},
  ): AsyncIterable<AskEvent> {
    const began = clock()
    const {
      question: asked,
      conversation_id,
      filters = {},
      top_k,
      ...given
    } = validate(askRequestSchema, request)
    const text = checkQuestion(asked)
    const asked_at = given.asked_at ?? now().toISOString()
    const history = conversation_id === undefined ? given.history : await conversations.get(conversation_id)
    const head = {
      id: `ans_${id().replaceAll('-', '')}`,
      question: text,
      standalone_question: completeQuestion(text, history ?? [], asked_at, language),
      asked_at,
    }
    const standalone = head.standalone_question
    const understoodAs = understand(standalone, asked_at, await translator?.translate(standalone))
    // A completed question may be in other characters than the words that were asked.
    const question = { ...understoodAs, language: languageOf(text) }
    yield { type: 'started', ...head }
    const understood = clock()
    const instead = (await asking.instead?.(head, filters)) ?? null
    const { outcome, took, index }: Settled =
      (instead && { outcome: instead, took: NOTHING }) ??
      unasked(question, asked_at) ??
      (await settleOnce(question, asked_at, filters, top_k, signal))
    if (conversation_id !== undefined) {
      await conversations.add(conversation_id, head.standalone_question, outcome.answer ?? '')
    }
    const before = (history ?? []).filter(({ role }) => role === 'user').map(({ content }) => content)
    const suggestions = (await suggester?.after(outcome, [text, standalone, ...before])) ?? []
    const retold = yield* retell(standalone, outcome, instead === null ? phraser : undefined, signal)
    yield {
      type: 'answer',
      answer: {
        ...head,
        pinned: null,
        ...outcome,
        ...retold,
        suggestions,
        timings_ms: timings(began, { understood, ...took }),
        index: index ?? (await deps.index()),
      },
    }
  }

  const timings = (
    began: number,
    { understood, search, embed, read }: { understood: number } & Settled['took'],
  ): Answer['timings_ms'] => ({
    understand: round(understood - began),
    search: round(search),
    embed: round(embed),
    read: round(read),
    total: round(clock() - began),
  })

  return {
    stream,
    ask: (request, signal, asking) => collect(stream(request, signal, asking)),
    search: async (request, signal) => {
      const began = clock()
      const { query, limit, filters, rerank } = validate(searchRequestSchema, request)
      const text = checkQuestion(query, 'query')
      const question = understand(text, now().toISOString(), await translator?.translate(text))
      const understood = clock()
      const retrieval = await retriever.retrieve(
        question,
        filters ?? {},
        rerank ? Math.max(limit, RERANKED) : limit,
      )
      const retrieved = clock()
      const hits = rerank
        ? (await reranked(question, retrieval, signal)).slice(0, limit)
        : retrieval.hits.map((hit) => wireHit(hit, hit.score, null))
      const { search, embed } = retrieval.timings_ms
      return {
        hits,
        timings_ms: timings(began, { understood, search, embed, read: rerank ? clock() - retrieved : 0 }),
      }
    },
  }

  async function reranked(
    question: Question,
    retrieval: Retrieval,
    signal?: AbortSignal,
  ): Promise<SearchHit[]> {
    const first = retrieval.hits.slice(0, RERANKED)
    const passages = await readAll(reader, question, first, signal)
    const best = new Map<ReadPassage, number>()
    for (const { candidate, probability } of rank(
      candidates(question, passages, retrieval.weights),
      calibration,
    )) {
      if (!best.has(candidate.source)) best.set(candidate.source, probability)
    }
    const scored = passages
      .map((hit) => ({ hit, probability: best.get(hit) ?? 0 }))
      .sort((a, b) => b.probability - a.probability)
    return [
      ...scored.map(({ hit, probability }) => wireHit(hit, probability, probability)),
      ...retrieval.hits.slice(RERANKED).map((hit) => wireHit(hit, 0, null)),
    ]
  }
}

const NOTHING = { search: 0, embed: 0, read: 0 }

/** What a question came to: its outcome, and what that took. */
export interface Settled {
  outcome: Outcome | Instead
  /** Milliseconds. */
  took: { search: number; embed: number; read: number }
  /** Of the index that was searched; absent: none was. */
  index?: Answer['index']
}

// What no article answers is not searched for. Null for whatever may be asked of news.
function unasked(question: Question, askedAt: string): Settled | null {
  const reason = outsideScope(question)
  if (reason === null) return null
  const outcome = refuse({ question, askedAt, read: [], weights: new Map() }, reason, 0)
  return { outcome, took: NOTHING }
}

/**
 * What the answer to a question depends on besides the index and the models. Of the time it is asked: the day as written,
 * for “今年”, and the days since an article came out, which change at the first moment behind a midnight of UTC.
 */
export function keyOf(question: Question, askedAt: string, filters: Filters, topK: number): string {
  const { text, plain, language, terms } = question
  const days = Math.ceil(Date.parse(askedAt) / 86_400_000)
  const named = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([text, plain, terms, language, question.askedAt, days, named, topK])
}

function textOf({ passage, article }: Hit): string {
  return `${article.zone ?? ''}\n${article.title}\n${passage.text}`
}

// News of the time that is asked for, where one is.
function newsFilters({ periods }: Question, filters: Filters): Filters {
  const [first] = periods
  if (first === undefined || first.year === null) return filters
  const from = `${first.year}-${String(first.from).padStart(2, '0')}-01`
  const to = lastDay(first.year, first.to)
  const { published_from = from, published_to = to } = filters
  return {
    ...filters,
    published_from: published_from > from ? published_from : from,
    published_to: published_to < to ? published_to : to,
  }
}

function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** The answer that ends a stream of events. */
export async function collect(events: AsyncIterable<AskEvent>): Promise<Answer> {
  for await (const event of events) if (event.type === 'answer') return event.answer
  throw new Error('the stream of events ended without an answer')
}

function wireHit(hit: Hit, score: number, reader: number | null): SearchHit {
  const { passage, article, same_story, trace } = hit
  const { text, vector, coverage } = trace
  return {
    article: cited(article, same_story),
    start: passage.start,
    end: passage.end,
    text: passage.text,
    score,
    trace: { text, vector, coverage, reader },
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
