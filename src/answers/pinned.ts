// Pinned answers in the place of searched ones, marked as such: a wrapper over whatever answers.
import { meets, type Article, type Filters } from '../article.ts'
import type { Citation } from '../contract.ts'
import type { Instead, Started } from '../engine.ts'
import { label } from '../labels.ts'
import { languageOf } from '../language.ts'
import type { Matcher } from './matcher.ts'
import type { Asks } from './recorder.ts'
import type { Anchor, StoredPin } from './sql-pins.ts'
import { standingOf } from './standing.ts'

interface Deps {
  matcher: Matcher
  article(id: string, revision?: number): Promise<Article | null>
  /** Told when pins could not be looked at; the question is then answered from the news. */
  onFailure?: (error: unknown) => void
}

/** The same engine, which gives a pinned answer to a question that one is pinned to. */
export function withPins({ ask, stream }: Asks, deps: Deps): Asks {
  const { matcher, onFailure = () => undefined } = deps
  const instead = async (head: Started, filters: Filters): Promise<Instead | null> => {
    try {
      for (const pin of await matcher.matching(head.standalone_question, head.asked_at)) {
        const reply = await replyOf(pin, head, filters, deps)
        if (reply !== null) return reply
      }
    } catch (error) {
      onFailure(error)
    }
    return null
  }
  return {
    ask: (request, signal, asking) => ask(request, signal, { ...asking, instead }),
    stream: (request, signal, asking) => stream(request, signal, { ...asking, instead }),
  }
}

// Null when the pin may not be used: its article is not among those asked for, or no longer says so.
async function replyOf(
  { id, body, updated_at }: StoredPin,
  { question }: Started,
  filters: Filters,
  { article }: Deps,
): Promise<Instead | null> {
  const language = languageOf(question)
  const notes: string[] = []
  let source: { anchor: Anchor; article: Article } | null = null
  const filtered = Object.keys(filters).length > 0
  if (body.citation === null) {
    // Of no article, so it cannot be said to be of these.
    if (filtered) return null
  } else {
    const current = await article(body.citation.article_id)
    const { anchor, stale } = standingOf(body.citation, current)
    if (stale !== null && !body.keep_when_changed) return null
    // What was cited can still be read in the revision it was cited from, unless the article is gone.
    const cited = stale === null ? current : await article(anchor.article_id, anchor.revision)
    if (filtered && !meetsAll(current, filters)) return null
    if (stale !== null) notes.push(label('pin_kept', language))
    if (cited !== null && cited.text.slice(anchor.start, anchor.end) === anchor.quote)
      source = { anchor, article: cited }
  }
  const author = body.author ?? null
  if (author !== null) notes.unshift(label('pinned_by', language, author, updated_at.slice(0, 10)))
  return {
    outcome: 'answered',
    answer: body.answer,
    ...(source === null ? { text: body.answer, citations: [] } : told(body.answer, source)),
    // A person has decided.
    confidence: 1,
    notes,
    items: [],
    alternatives: [],
    refusal: null,
    pinned: { id, author, updated_at },
  }
}

function meetsAll(article: Article | null, filters: Filters): boolean {
  return article !== null && meets(article, filters)
}

// The quote with its mark, behind the answer where the quote does not hold it.
function told(
  answer: string,
  { anchor, article }: { anchor: Anchor; article: Article },
): { text: string; citations: Citation[] } {
  const { quote, start, end } = anchor
  const within = quote.indexOf(answer)
  const before = within < 0 ? `${answer}\n` : ''
  const { id, revision, title, published_at, source, zone, region, url } = article
  const citation: Citation = {
    index: 1,
    article: { id, revision, title, published_at, source, zone, region, url, same_story: [] },
    start,
    end,
    quote,
    answer_start: within < 0 ? null : start + within,
    answer_end: within < 0 ? null : start + within + answer.length,
    in_text: { start: before.length, end: before.length + quote.length },
    score: 1,
    period: null,
  }
  return { text: `${before}${quote}[1]`, citations: [citation] }
}
