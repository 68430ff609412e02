// The articles of an index one by one: listed, counted, put and removed. It knows revisions and what may be written; of files
// and of HTTP it knows nothing.
import { meets, type Filters } from '../article.ts'
import type { ArticleQuery, Articles, WriteOptions } from '../article-contract.ts'
import { AppError, ForbiddenError, InputError, ReadOnlyError } from '../errors.ts'
import type { Selection } from '../store/article-store.ts'
import { searchTerms } from '../text.ts'
import { preparing } from './article.ts'
import { createBreathe, inTurns } from './breathe.ts'
import { newDraft } from './draft.ts'
import { embedPassages, mayWrite, remake, removeArticle, storeArticle, type StoringDeps } from './storing.ts'

export interface KeptDeps extends Required<StoringDeps> {
  /** Whether this process may write to the index. */
  writable: boolean
  /** Brings the vector index to what the store holds. */
  sync(): Promise<void>
}

const MOST_WORDS = 8

/** The articles but for loading many. */
export function createKept(deps: KeptDeps): Omit<Articles, 'load'> {
  const { store, embedder, writable, sync, alone } = deps
  return {
    writable,
    list: async (query, after, limit) => store.page(selectionOf(query), after, limit),
    facets: async (query) => store.facets(selectionOf(query)),

    async related({ id, story_id }) {
      const [revisions, stories] = await Promise.all([store.revisions(id), store.stories([story_id])])
      const same_story = (stories.get(story_id) ?? []).filter((other) => other.id !== id)
      return { revisions, same_story }
    },

    async put(id, input, options = {}) {
      mustBeWritable(writable)
      const draft = newDraft({ ...input, id })
      const mayStand = async (): Promise<number | null> => {
        const current = await store.get(id)
        if (options.within !== undefined && !(await mayWrite(store, draft, options.within)))
          throw notWithin(id)
        mustHold(options, current?.revision ?? null)
        return current?.revision ?? null
      }
      // Before the work, and again before the writing: another write may have come between.
      await mayStand()
      await remake(deps, options.signal)
      const breathe = createBreathe()
      const prepared = await inTurns(preparing(draft, embedder.id), breathe)
      const passages = await embedPassages(deps, prepared, options.signal)
      const stored = await alone(async () => {
        const before = await mayStand()
        await storeArticle(store, prepared, passages, breathe)
        return { article: (await store.get(id))!, created: before === null }
      })
      await sync()
      return stored
    },

    async remove(id, options = {}) {
      mustBeWritable(writable)
      const removed = await alone(async () => {
        const current = await store.get(id)
        if (current === null || !isWithin(current, options.within)) return false
        mustHold(options, current.revision)
        return removeArticle(store, id, createBreathe())
      })
      if (removed) await sync()
      return removed
    },
  }
}

function isWithin(article: Parameters<typeof meets>[0], within: Filters | undefined): boolean {
  return within === undefined || meets(article, within)
}

/** Throws `ReadOnlyError` unless this process may write. */
export function mustBeWritable(writable: boolean): void {
  if (!writable) throw new ReadOnlyError()
}

function mustHold({ holds = () => true }: WriteOptions, revision: number | null): void {
  if (holds(revision)) return
  const fact = revision === null ? 'there is no such article' : `the article is at revision ${revision}`
  throw new AppError(
    'precondition_failed',
    412,
    `${fact}, which If-Match or If-None-Match excludes; get it, and decide with its ETag`,
  )
}

function notWithin(id: string): ForbiddenError {
  return new ForbiddenError(
    `the key may not write the article “${id.slice(0, 100)}” as it is or as it would be; use a key for its zone`,
  )
}

function selectionOf({ filters, text = '' }: ArticleQuery): Selection {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  if (words.length > MOST_WORDS) {
    throw refusedText(`has ${words.length} words; give at most ${MOST_WORDS}`)
  }
  return { filters, phrases: words.map(phraseOf) }
}

// A single Han character is only a term of its own where it stands alone, so it cannot be looked up.
function phraseOf(word: string): string[] {
  const terms = searchTerms(word)
  if (terms.length === 0) throw refusedText(`“${word}” holds no letter or digit; remove it`)
  if (terms.length === 1 && /^\p{Script=Han}$/u.test(terms[0]!)) {
    throw refusedText(`“${word}” is a single character; give a word of two or more`)
  }
  return terms
}

function refusedText(message: string): InputError {
  return new InputError(`text: ${message}`, {
    code: 'invalid_request',
    fields: [{ field: 'text', message }],
  })
}
