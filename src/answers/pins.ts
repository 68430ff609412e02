// The service of pinned answers: putting them over checked citations, and telling which no longer stand.
import type { Pin, PinRequest, PinService } from '../answer-contract.ts'
import type { Article } from '../article.ts'
import { mustHold } from '../condition.ts'
import type { QuestionEmbedder } from '../engine.ts'
import { InputError } from '../errors.ts'
import { figures } from '../quantity.ts'
import { toOpaque } from '../opaque.ts'
import { comparable } from '../text.ts'
import { keyOfCursor } from './cursor.ts'
import { tellQuestion } from './likeness.ts'
import { joined } from './matcher.ts'
import type { Anchor, PinBody, PinStore, StoredPin } from './sql-pins.ts'
import { isActive, standingOf } from './standing.ts'

interface Deps {
  store: PinStore
  article(id: string, revision?: number): Promise<Article | null>
  embedder: QuestionEmbedder
  now?: () => Date
}

/** Longest quote, in UTF-16 units. */
const MOST_QUOTED = 2000

/** The service over a store. */
export function createPins({ store, article, embedder, now = () => new Date() }: Deps): PinService {
  const told = async ({ id, version, updated_at, body }: StoredPin): Promise<Pin> => {
    const { question, similar, negative, answer, enabled, keep_when_changed, citation } = body
    const standing = citation === null ? null : standingOf(citation, await article(citation.article_id))
    const stale = standing?.stale ?? null
    return {
      id,
      question,
      similar,
      negative,
      answer,
      citation: standing?.anchor ?? null,
      author: body.author ?? null,
      expires_at: body.expires_at ?? null,
      enabled,
      keep_when_changed,
      stale: stale !== null,
      stale_reason: stale,
      used: isActive(body, now()) && (stale === null || keep_when_changed),
      updated_at,
      version,
    }
  }

  const anchorOf = async (citation: NonNullable<PinRequest['citation']>): Promise<Anchor> => {
    const { article_id, revision, start, end } = citation
    const found = await article(article_id, revision)
    if (found === null)
      throw wrong('citation.article_id', `there is no article “${article_id}” of revision ${revision}`)
    if (start >= end || end > found.text.length)
      throw wrong(
        'citation.end',
        `${start}–${end} is no part of the article, which has ${found.text.length} characters`,
      )
    if (end - start > MOST_QUOTED)
      throw wrong('citation.end', `the quote may have ${MOST_QUOTED} characters and has ${end - start}`)
    return { article_id, revision, start, end, quote: found.text.slice(start, end) }
  }

  const bodyOf = async ({ citation, ...rest }: PinRequest): Promise<PinBody> => {
    const anchor = citation === undefined ? null : await anchorOf(citation)
    // What the product promises of every answer; a named person may answer for more.
    if (anchor !== null && rest.author === undefined) {
      const held = new Set(figures(anchor.quote))
      const lacking = figures(rest.answer).find((figure) => !held.has(figure))
      if (lacking !== undefined)
        throw wrong('answer', `the quote does not hold the figure ${lacking}; cite where it stands, or name an \`author\``) // prettier-ignore
    }
    return { ...rest, citation: anchor }
  }

  return {
    put: async (id, pin, condition = {}) => {
      const body = await bodyOf(pin)
      const texts = [body.question, ...body.similar, ...body.negative]
      const plain = texts.map((text) => tellQuestion(text, now().toISOString()).plain)
      for (;;) {
        const before = await store.get(id)
        mustHold(condition, before?.version ?? null, 'pin')
        // Putting the same again changes nothing.
        if (before !== null && JSON.stringify(before.body) === JSON.stringify(body))
          return { pin: await told(before), created: false }
        const vectors = joined(await embedder.embedQueries(plain))
        const made = { id, body, updated_at: now().toISOString(), embedder: embedder.id, vectors }
        const version = await store.put(made, before?.version ?? null)
        // Null: another one was faster, and the condition must hold of that.
        if (version !== null) return { pin: await told({ ...made, version }), created: before === null }
      }
    },

    get: async (id) => {
      const found = await store.get(id)
      return found === null ? null : told(found)
    },

    list: async (limit, cursor, { stale, text } = {}) => {
      const words = comparable(text ?? '')
      let after = String(keyOfCursor(cursor, ['string'])?.[0] ?? '')
      const items: Pin[] = []
      for (;;) {
        const some = await store.list(limit + 1, after)
        for (const one of some) {
          if (items.length === limit) return { items, next_cursor: toOpaque([items.at(-1)!.id]) }
          const pin = await told(one)
          if ((stale === undefined || pin.stale === stale) && holds(pin, words)) items.push(pin)
        }
        if (some.length <= limit) return { items, next_cursor: null }
        after = some.at(-1)!.id
      }
    },

    remove: async (id, condition = {}) => {
      for (;;) {
        const before = await store.get(id)
        mustHold(condition, before?.version ?? null, 'pin')
        if (before === null) return false
        if (await store.remove(id, before.version)) return true
      }
    },
  }
}

function holds({ question, similar, answer }: Pin, words: string): boolean {
  return [question, ...similar, answer].some((one) => comparable(one).includes(words))
}

function wrong(field: string, message: string): InputError {
  return new InputError(`${field}: ${message}`, { code: 'invalid_pin', fields: [{ field, message }] })
}
