// LangChain's face of a search: a retriever for chains. The only file that loads LangChain when it is itself loaded;
// nothing else of ours imports it.
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { Filters } from './article.ts'
import { createClient, type ClientOptions } from './client.ts'
import type { CitedArticle, SearchHit, SearchRequest, SearchResponse } from './contract.ts'

/** A search: that of an engine in this process, or `httpSearch` over the network. */
export type Search = (request: SearchRequest, signal?: AbortSignal) => Promise<SearchResponse>

/** What a document tells besides its text: `pageContent === text of the article .slice(start, end)`. */
export interface PassageMetadata extends Record<string, unknown> {
  article: CitedArticle
  start: number
  end: number
  /** Comparable within one result only. */
  score: number
}

export interface TouwenRetrieverOptions extends BaseRetrieverInput {
  search: Search
  /** How many passages, 1–50. Default 10. */
  limit?: number
  filters?: Filters
  /** Order the best hits by what the reader makes of them: better, and slower. */
  rerank?: boolean
}

/**
 * Passages of the indexed news as LangChain documents, best first.
 *
 * @example
 * const retriever = new TouwenRetriever({ search: httpSearch('http://127.0.0.1:8787'), limit: 5 })
 * const documents = await retriever.invoke('外资到账目标')
 */
export class TouwenRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'TouwenRetriever'
  }

  override lc_namespace = ['touwen', 'retrievers']
  readonly #search: Search
  readonly #request: Omit<SearchRequest, 'query'>

  constructor({ search, limit, filters, rerank, ...fields }: TouwenRetrieverOptions) {
    super(fields)
    this.#search = search
    this.#request = {
      ...(limit === undefined ? {} : { limit }),
      ...(filters === undefined ? {} : { filters }),
      ...(rerank === undefined ? {} : { rerank }),
    }
  }

  override async _getRelevantDocuments(query: string): Promise<Document<PassageMetadata>[]> {
    const { hits } = await this.#search({ ...this.#request, query })
    return hits.map(documentOf)
  }
}

/** A search over HTTP. Throws an `Error` with the server's reason when it refuses. */
export function httpSearch(baseUrl: string, options: ClientOptions = {}): Search {
  const client = createClient(baseUrl, options)
  return async (request, signal) => {
    const response = await client.v1.search.$post(
      { json: request },
      signal === undefined ? {} : { init: { signal } },
    )
    if (response.ok) return (await response.json()) as SearchResponse
    throw new Error(`the search at ${baseUrl} failed with ${response.status}: ${await reasonOf(response)}`)
  }
}

// --- Internal helpers ---

function documentOf({ article, start, end, text, score }: SearchHit): Document<PassageMetadata> {
  return new Document({
    pageContent: text,
    metadata: { article, start, end, score },
    id: `${article.id}@${article.revision}:${start}-${end}`,
  })
}

async function reasonOf(response: { text(): Promise<string> }): Promise<string> {
  const body = await response.text()
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown }
    if (typeof detail === 'string') return detail
  } catch {
    // Not ours: a proxy's page, say.
  }
  return body.slice(0, 200)
}
