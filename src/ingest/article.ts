// From a draft to an article about to be stored: its id, title, hash and passages' search terms and embedding text.
import { introduction, type Draft, type Passage } from '../article.ts'
import { sha256Hex } from '../sha256.ts'
import type { NewArticle, NewPassage } from '../store/article-store.ts'
import { searchTerms, TERMS_VERSION } from '../text.ts'
import { atOnce } from './breathe.ts'
import { chunk, CHUNKER_VERSION } from './chunk.ts'
import { signatureSteps } from './near-duplicate.ts'
import { deriveTitle } from './title.ts'

/** An article and its passages but for the vectors and the story. */
export interface Prepared {
  article: Omit<NewArticle, 'story_id'>
  passages: Omit<NewPassage, 'vector'>[]
  /** What is embedded of each passage, in the same order. */
  embedded: string[]
}

/** How passages are made: part of every article's hash, so that another way of making them is seen as a change. */
export function madeWith(embedderId: string): string {
  return `chunker ${CHUNKER_VERSION}, terms ${TERMS_VERSION}, ${embedderId}`
}

/** The id an article has by itself: of its url, else of its text. */
export function idOf(draft: Pick<Draft, 'id' | 'url' | 'text'>): string {
  return draft.id ?? `a${sha256Hex(draft.url ?? draft.text).slice(0, 16)}`
}

/** The hash that tells whether an article, or the way passages are made, has changed. */
export function contentHash(draft: Draft, embedderId: string): string {
  return sha256Hex(JSON.stringify([fieldsOf(draft), draft.text, madeWith(embedderId)]))
}

/** Prepare a draft for storing. Pure: the same draft and embedder give the same result. */
export function prepare(draft: Draft, embedderId: string): Prepared {
  return atOnce(preparing(draft, embedderId))
}

/** The same, as work that can be interrupted. */
export function* preparing(draft: Draft, embedderId: string): Generator<void, Prepared> {
  const fields = fieldsOf(draft)
  const { text } = draft
  const introduced = introduction(fields)
  const passages: Prepared['passages'] = []
  const embedded: string[] = []
  for (const passage of chunk(text)) {
    const whole = withContext(introduced, passage)
    embedded.push(whole)
    passages.push({
      ...passage,
      terms: searchTerms(whole).join(' '),
      embed_key: sha256Hex(`${embedderId}\n${whole}`).slice(0, 32),
    })
    yield
  }
  const signature = yield* signatureSteps(text)
  return {
    article: {
      id: idOf(draft),
      ...fields,
      text,
      content_hash: contentHash(draft, embedderId),
      signature,
    },
    passages,
    embedded,
  }
}

function fieldsOf({ title, published_at, source, zone, region, url, text }: Draft) {
  return { title: title ?? deriveTitle(text), published_at, source, zone, region, url }
}

// A passage is found by its title and heading too; only its own characters are ever cited.
function withContext(introduced: string, { heading, text }: Passage): string {
  return [introduced, heading, text].filter((part) => part !== null && part !== '').join('\n')
}
