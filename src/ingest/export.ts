// The articles of an index as lines that any other takes: NDJSON, in the order of their ids. It knows the store's port, and
// the fields that an article is put with; where the lines go it does not know.
import type { Article } from '../article.ts'
import type { ArticleStore } from '../store/article-store.ts'

/** One article, as `POST /v1/articles` and, but for its id, `PUT /v1/articles/{id}` take it. */
export interface ExportedLine {
  id: string
  /** Without a line feed. */
  line: string
  /** Of its text, in UTF-8. */
  textBytes: number
}

const PAGE = 1000

/** The current revisions of all articles with ids behind `after`, ordered by their UTF-16 units. */
export async function* exportLines(
  store: Pick<ArticleStore, 'list' | 'get'>,
  after: string | null = null,
): AsyncGenerator<ExportedLine> {
  const ids = new Set<string>()
  for (let offset = 0; ; offset += PAGE) {
    const some = await store.list({}, PAGE, offset)
    for (const { id } of some) if (after === null || id > after) ids.add(id)
    if (some.length < PAGE) break
  }
  for (const id of [...ids].sort()) {
    const article = await store.get(id)
    // Removed since.
    if (article === null) continue
    yield { id, line: lineOf(article), textBytes: new TextEncoder().encode(article.text).length }
  }
}

function lineOf({ id, title, published_at, source, zone, region, url, text }: Article): string {
  return JSON.stringify({ id, title, published_at, source, zone, region, url, text })
}
