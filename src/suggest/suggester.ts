// Questions that the index can answer, made from its articles and tried before they are shown. The work is done in the
// background, one question at a time, while nobody asks; what is asked for takes what is ready and waits for nothing.
import type { Article, ArticleMeta, Filters } from '../article.ts'
import type { Answer, AskRequest, Citation } from '../contract.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { comparable, type Interval } from '../text.ts'
import { facts, type Fact } from './facts.ts'

export interface Suggester {
  /**
   * At most three questions about the articles that an answer cites, or that a refusal names as nearest; none that is
   * in `asked`, none with the answer just given. Articles without any are looked at next.
   */
  after(outcome: Pick<Answer, 'citations' | 'refusal'>, asked: string[]): Promise<string[]>
  /** At most `limit` questions about the newest articles that meet the filters, of each article one. */
  starters(limit: number, filters: Filters): Promise<string[]>
  /** Resolves when nothing is left to be made. */
  settled(): Promise<void>
  /** Ends the work; resolves when nothing more will be read. */
  close(): Promise<void>
}

interface Deps {
  store: Pick<ArticleStore, 'get' | 'list' | 'stats'>
  /** Ask without haste: behind the questions of people. */
  ask(request: AskRequest, signal: AbortSignal): Promise<Answer>
  /** Resolves when no person's question is in work. Default: at once. */
  idle?(): Promise<void>
  /** Confidence below which no question is suggested, 0–1. */
  sure?: number
}

interface Ready {
  question: string
  /** Its answer, in the article's text. */
  span: Interval
}

const MOST = 3
/** Questions kept of an article, and questions tried for them. */
const KEPT = 4
const TRIED = 8
/** Articles remembered; beyond, those looked at first are forgotten. */
const ARTICLES = 2000
/** Articles waiting to be looked at; more are left for the next time they are cited. */
const WAITING = 20
/** Articles looked at for starters, newest first; without filters all of them, so that most answers find some ready. */
const NEWEST = 500
const SURE = 0.75

/** Build the suggester. It keeps what it finds in memory until the index changes. */
export function createSuggester({ store, ask, idle = async () => undefined, sure = SURE }: Deps): Suggester {
  const ready = new Map<string, Ready[]>()
  // Each does one article's work and tells whether it has more; then it goes to the end of the queue.
  const waiting = new Map<string, () => Promise<boolean>>()
  const stop = new AbortController()
  let work: Promise<void> = Promise.resolve()
  let working = false
  let generation = -1

  const current = async (): Promise<void> => {
    const stats = await store.stats()
    if (stats.generation !== generation) ready.clear()
    generation = stats.generation
  }

  const make = async (meta: ArticleMeta): Promise<void> => {
    const [key, made] = [keyOf(meta), generation]
    if (ready.has(key)) return
    const article = await store.get(meta.id)
    const found: Ready[] = []
    for (const fact of article === null ? [] : spread(facts(article.text, article)).slice(0, TRIED)) {
      if (found.length >= KEPT) break
      if (await holds(fact, article!)) found.push({ question: fact.question, span: fact.span })
    }
    // What was made of an index that has changed meanwhile is not kept.
    if (made !== generation) return
    ready.set(key, found)
    if (ready.size > ARTICLES) ready.delete(ready.keys().next().value!)
  }

  // Read in its own article first: that costs one reading, and most questions that fail, fail there.
  const holds = async (fact: Fact, article: Article): Promise<boolean> => {
    const { question } = fact
    const own = await tried({ question, filters: { article_ids: [article.id] }, top_k: 1 })
    if (!answers(own, fact, article, sure)) return false
    return answers(await tried({ question }), fact, article, sure)
  }
  const tried = async (request: AskRequest): Promise<Answer> => {
    await idle()
    stop.signal.throwIfAborted()
    return ask(request, stop.signal)
  }

  const enqueue = (key: string, run: () => Promise<boolean>): void => {
    if (stop.signal.aborted || waiting.has(key) || waiting.size >= WAITING) return
    waiting.set(key, run)
    if (!working) {
      working = true
      work = drain()
    }
  }
  const drain = async (): Promise<void> => {
    for (const [key, run] of waiting) {
      if (stop.signal.aborted) break
      // A question that could not be tried is not suggested; the article is looked at again when it is cited again.
      const more = await run().catch(() => false)
      waiting.delete(key)
      if (more) waiting.set(key, run)
    }
    working = false
  }

  const newest = (metas: ArticleMeta[], wanted: number): (() => Promise<boolean>) => {
    let [next, found] = [0, 0]
    return async () => {
      const meta = metas[next]
      next += 1
      if (meta === undefined) return false
      await make(meta).catch(() => undefined)
      if ((ready.get(keyOf(meta)) ?? []).length > 0) found += 1
      return found < wanted
    }
  }

  return {
    after: async ({ citations, refusal }, asked) => {
      await current()
      const known = new Set(asked.map(sameQuestion))
      const found: string[] = []
      for (const meta of articlesOf({ citations, refusal })) {
        const made = ready.get(keyOf(meta))
        if (made === undefined) enqueue(keyOf(meta), () => make(meta).then(() => false))
        for (const { question, span } of made ?? []) {
          const given = citations.some(
            (citation) => citation.article.id === meta.id && overlaps(citation, span),
          )
          if (given || known.has(sameQuestion(question)) || found.length >= MOST) continue
          known.add(sameQuestion(question))
          found.push(question)
        }
      }
      return found
    },
    starters: async (limit, filters) => {
      await current()
      const found: string[] = []
      const metas = await store.list(filters, NEWEST, 0)
      for (const meta of metas) {
        const question = ready.get(keyOf(meta))?.find((one) => !found.includes(one.question))?.question
        if (question !== undefined && found.length < limit) found.push(question)
      }
      const left = metas.filter((meta) => !ready.has(keyOf(meta)))
      const wanted = Object.keys(filters).length === 0 ? Infinity : limit - found.length
      if (left.length > 0 && wanted > 0) enqueue(`newest ${JSON.stringify(filters)}`, newest(left, wanted))
      return found
    },
    settled: () => work,
    close: async () => {
      stop.abort(new Error('the suggestions have ended'))
      await work
    },
  }
}

function keyOf({ id, revision }: Pick<ArticleMeta, 'id' | 'revision'>): string {
  return `${revision} ${id}`
}

function articlesOf({ citations, refusal }: Pick<Answer, 'citations' | 'refusal'>): ArticleMeta[] {
  const articles = [...citations, ...(refusal?.nearest ?? [])].map(({ article }) => article)
  return [...new Map(articles.map((article) => [article.id, article])).values()].slice(0, MOST)
}

// Facts of all rules and subjects before more of the same: five prices of one share issue are one kind of question.
function spread(all: Fact[]): Fact[] {
  const turns = new Map<string, number>()
  const turnOf = (fact: Fact): number => {
    const turn = turns.get(fact.rule) ?? 0
    turns.set(fact.rule, turn + 1)
    return turn
  }
  return all
    .map((fact) => ({ fact, turn: turnOf(fact) }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ fact }) => fact)
}

// Whether an answer is this fact: at its place, or in its words where another article of the story is cited.
function answers(answer: Answer, fact: Fact, article: Article, sure: number): boolean {
  if (answer.outcome !== 'answered' || answer.confidence < sure) return false
  const said = comparable(article.text.slice(fact.span.start, fact.span.end))
  return answer.citations.some((citation) => {
    if (citation.article.id === article.id) return overlaps(citation, fact.span)
    return (
      citation.article.same_story.some(({ id }) => id === article.id) &&
      comparable(answer.answer ?? '').includes(said)
    )
  })
}

function overlaps(
  { answer_start, answer_end }: Pick<Citation, 'answer_start' | 'answer_end'>,
  span: Interval,
): boolean {
  return answer_start !== null && answer_end !== null && answer_start < span.end && answer_end > span.start
}

function sameQuestion(question: string): string {
  return comparable(question).replace(/[\p{P}\p{S}的是]/gu, '')
}
