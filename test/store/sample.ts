// Small articles, passages and vectors for the tests of the store and the vector indexes.
import type { ArticleStore, NewArticle, NewPassage } from '../../src/store/article-store.ts'
import { searchTerms } from '../../src/text.ts'

export const DIMENSIONS = 8

/** A repeatable source of numbers from 0 to 1. */
export function randomness(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A vector of unit length in a random direction, near `around` if given. */
export function unitVector(
  random: () => number,
  dimensions = DIMENSIONS,
  around?: Float32Array,
): Float32Array {
  const vector = new Float32Array(dimensions)
  for (let i = 0; i < dimensions; i += 1) {
    const gauss = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
    vector[i] = around ? around[i]! + (0.5 * gauss) / Math.sqrt(dimensions) : gauss
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** An article; what is not given is derived from the id. */
export function article(id: string, fields: Partial<NewArticle> = {}): NewArticle {
  return {
    id,
    title: `标题${id}`,
    published_at: '2022-03-04',
    source: '丹阳日报',
    zone: '江苏丹阳经济开发区',
    region: '镇江',
    url: null,
    text: `正文${id}`,
    story_id: id,
    content_hash: JSON.stringify([id, fields]),
    signature: Uint32Array.from({ length: 64 }, (_, i) =>
      [...id].reduce((sum, c) => sum * 31 + c.charCodeAt(0), i),
    ),
    ...fields,
  }
}

/** One passage for each line of the text, with terms cut as the product cuts them. */
export function passagesOf(text: string, random = randomness(text.length + 1)): NewPassage[] {
  let start = 0
  return text.split('\n').map((line) => {
    const passage: NewPassage = {
      start,
      end: start + line.length,
      text: line,
      heading: null,
      terms: searchTerms(line).join(' '),
      embed_key: `key of ${line}`,
      vector: unitVector(random),
    }
    start += line.length + 1
    return passage
  })
}

/** The vectors of these passages, or all, in the order the store gives them. */
export async function vectorsIn(
  store: Pick<ArticleStore, 'vectors'>,
  ids?: number[],
): Promise<{ id: number; vector: Float32Array }[]> {
  const all: { id: number; vector: Float32Array }[] = []
  for await (const item of store.vectors(ids)) all.push(item)
  return all
}
