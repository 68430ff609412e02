// What a key is held to: no reply tells its bearer of an article outside its filters, whatever the request says.
import { meets, type Article, type ArticleMeta, type Filters } from '../article.ts'
import type { Answer, AskEvent, AskRequest, CitedArticle, Citation, SearchResponse } from '../contract.ts'
import type { Engine } from '../engine.ts'
import { label } from '../labels.ts'
import { languageOf } from '../language.ts'
import type { Principal } from '../keys/principal.ts'

/** Filters that no article meets: an id with a NUL is never stored. */
export const NOTHING: Filters = { article_ids: ['\0'] }

type Held = Pick<Principal, 'filters'>

/** The filters of a request and of its key together; `NOTHING` when they contradict each other. */
export function within({ filters: held }: Held, asked: Filters = {}): Filters {
  if (held === undefined) return asked
  const both: Filters = { ...asked, ...held }
  for (const name of ['zone', 'region', 'source'] as const) {
    if (held[name] !== undefined && asked[name] !== undefined && held[name] !== asked[name]) return NOTHING
  }
  const from = [asked.published_from, held.published_from].filter((day) => day !== undefined).toSorted()
  const to = [asked.published_to, held.published_to].filter((day) => day !== undefined).toSorted()
  if (from.length > 0) both.published_from = from.at(-1)!
  if (to.length > 0) both.published_to = to[0]!
  if (from.length > 0 && to.length > 0 && both.published_from! > both.published_to!) return NOTHING
  if (held.article_ids !== undefined && asked.article_ids !== undefined) {
    const own = new Set(held.article_ids)
    both.article_ids = asked.article_ids.filter((id) => own.has(id))
    if (both.article_ids.length === 0) return NOTHING
  }
  return both
}

/** Whether an article is one that its key may see. */
export function holds({ filters }: Held, article: Omit<ArticleMeta, 'revision'>): boolean {
  return filters === undefined || meets(article, filters)
}

type UseCases = Pick<Engine, 'ask' | 'stream' | 'search' | 'starters' | 'article'>

/** The use cases as this principal may use them; the same ones for whoever is held to nothing. */
export function heldTo<Some extends Partial<UseCases>>(principal: Held, some: Some): Some {
  if (principal.filters === undefined) return some
  const { ask, stream, search, starters, article } = some as Partial<UseCases>
  const request = <R extends Pick<AskRequest, 'filters'>>(given: R): R => ({
    ...given,
    filters: within(principal, given.filters),
  })
  return {
    ...some,
    ...(ask && { ask: async (given, signal, asking) => confined(await ask(request(given), signal, asking)) }),
    ...(stream && {
      stream: (given, signal, asking) => confinedEvents(stream(request(given), signal, asking)),
    }),
    ...(search && { search: async (given, signal) => confinedHits(await search(request(given), signal)) }),
    ...(starters && { starters: (limit, filters) => starters(limit, within(principal, filters)) }),
    ...(article && {
      article: async (id, revision) => {
        const found: Article | null = await article(id, revision)
        return found !== null && holds(principal, found) ? found : null
      },
    }),
  } satisfies Partial<UseCases> as Some
}

// --- Internal helpers ---

/**
 * An answer without what was learnt outside: who else tells a story, and what a refusal says of the whole index (its zones,
 * how many articles another filter would leave, which names it does not hold).
 */
export function confined<A extends Answer>(answer: A): A {
  const { refusal } = answer
  const refused =
    refusal === null
      ? {}
      : {
          text: plainRefusal(answer),
          refusal: {
            ...refusal,
            message: plainRefusal(answer),
            unknown: [],
            nearest: refusal.nearest.map((one) => ({ ...one, article: alone(one.article) })),
          },
        }
  return {
    ...answer,
    ...refused,
    citations: answer.citations.map(citedAlone),
    alternatives: answer.alternatives.map((one) => ({ ...one, citations: one.citations.map(citedAlone) })),
  }
}

// The text of a refusal is known only at its end, so the pieces wait for it; those of an answer would come as late.
async function* confinedEvents(events: AsyncIterable<AskEvent>): AsyncIterable<AskEvent> {
  const pieces: AskEvent[] = []
  for await (const event of events) {
    if (event.type === 'started') yield event
    else if (event.type === 'text') pieces.push(event)
    else if (event.type === 'citation') {
      pieces.push({ ...event, citation: citedAlone(event.citation) })
    } else {
      const answer = confined(event.answer)
      if (answer.refusal === null) yield* pieces
      else if (answer.text !== '') yield { type: 'text', text: answer.text }
      yield { type: 'answer', answer }
    }
  }
}

function confinedHits({ hits }: SearchResponse): SearchResponse {
  return { hits: hits.map((hit) => ({ ...hit, article: alone(hit.article) })) }
}

function citedAlone<C extends Citation>(citation: C): C {
  return { ...citation, article: alone(citation.article) }
}

function alone(article: CitedArticle): CitedArticle {
  return { ...article, same_story: [] }
}

function plainRefusal({ question, refusal }: Answer): string {
  return refusal === null ? '' : label(refusal.reason, languageOf(question))
}
