// Drives search and ask over a question set and collects what the report needs. It knows no adapter.
import { isExact } from '../answer/cite.ts'
import type { Article } from '../article.ts'
import type { Answer } from '../contract.ts'
import type { Engine } from '../engine.ts'
import { comparable } from '../text.ts'
import { isAnswerable, type GoldQuestion } from './dataset.ts'
import { answerRight, citationRight, evidenceRank, met, type Met, type Place } from './metrics.ts'

export interface Row {
  gold: GoldQuestion
  set: string
  /** Rank of the first hit with evidence; null when none of 10 has it. */
  search_rank: number | null
  rerank_rank: number | null
  outcome: Answer['outcome']
  answer: string | null
  confidence: number
  answer_right: boolean
  citation_right: boolean
  /** What the case expects and got; null when it expects nothing. */
  met: Met | null
  notes: string[]
  /** Citations whose quote is not the stored text at their offsets. */
  inexact: number
  citations: number
  search_ms: number
  ask_ms: number
}

interface RunOptions {
  askedAt?: string | undefined
  onRow?: (row: Row, done: number) => void
}

/** One row per question, in order. */
export async function run(
  engine: Pick<Engine, 'ask' | 'search' | 'article'>,
  questions: { gold: GoldQuestion; set: string }[],
  { askedAt, onRow }: RunOptions = {},
): Promise<Row[]> {
  const rows: Row[] = []
  for (const { gold, set } of questions) {
    const began = performance.now()
    const plain = await engine.search({ query: gold.question, limit: 10 })
    const searched = performance.now()
    const reply = await engine.ask({
      question: gold.question,
      ...((gold.asked_at ?? askedAt) ? { asked_at: gold.asked_at ?? askedAt } : {}),
    })
    const asked = performance.now()
    const better = await engine.search({ query: gold.question, limit: 10, rerank: true })
    const places = (hits: typeof plain.hits): Place[] =>
      hits.map(({ article, start, end }) => ({ doc: article.id, start, end }))
    const [first] = reply.citations
    const row: Row = {
      gold,
      set,
      search_rank: evidenceRank(gold, places(plain.hits)),
      rerank_rank: evidenceRank(gold, places(better.hits)),
      outcome: reply.outcome,
      answer: reply.answer,
      confidence: reply.confidence,
      answer_right: isAnswerable(gold) && answerRight(gold, reply.answer, reply.text),
      citation_right: citationRight(
        gold,
        first && { doc: first.article.id, start: first.start, end: first.end },
      ),
      met: gold.expect === undefined ? null : met(gold.expect, reply),
      notes: reply.notes,
      inexact: await inexact(engine, reply),
      citations: reply.citations.length,
      search_ms: searched - began,
      ask_ms: asked - searched,
    }
    rows.push(row)
    onRow?.(row, rows.length)
  }
  return rows
}

async function inexact(engine: Pick<Engine, 'article'>, reply: Answer): Promise<number> {
  let wrong = 0
  for (const citation of reply.citations) {
    const { article, quote, answer_start, answer_end, in_text, index } = citation
    const stored: Article | null = await engine.article(article.id, article.revision)
    const exact =
      stored !== null &&
      isExact(citation, stored) &&
      (in_text === null || reply.text.slice(in_text.start, in_text.end) === quote) &&
      // Another article may state the same figure in another scale or rounding, and is cited with it.
      (answer_start === null || index > 1 || says(reply.answer, stored.text.slice(answer_start, answer_end!)))
    if (!exact) wrong += 1
  }
  return wrong
}

// Another article may write the same answer with other spaces or characters.
function says(answer: string | null, cited: string): boolean {
  return comparable(answer ?? '').includes(comparable(cited))
}

/** Fill `evidence` from `quote` where a set gives the supporting text: every article that holds it. */
export function locate<Gold extends Pick<GoldQuestion, 'quote' | 'also'>>(
  gold: Gold,
  articles: Pick<Article, 'id' | 'text'>[],
): Gold {
  const quotes = gold.quote === null || gold.quote === undefined ? [] : [gold.quote].flat()
  const found = quotes.flatMap((quote) =>
    articles.flatMap(({ id, text }): [string, number, number][] => {
      const at = text.indexOf(quote)
      return at === -1 ? [] : [[id, at, at + quote.length]]
    }),
  )
  return { ...gold, also: [...gold.also, ...found] }
}
