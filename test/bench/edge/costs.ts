// What a deployment of so many passages takes and costs: arithmetic over the figures. Pure.
import { LIMITS, MEASURED, NEURONS, PRICES } from './figures.ts'

export const DIMENSIONS = 1024
/** Of a limit, what is used: growth, and queries that come in bursts. */
const FULL = 0.9
const BUSY = 0.7

/** What one question uses. */
export interface Usage {
  embedded_tokens: number
  reranked_tokens: number
  vector_queries: number
  rows_read: number
  rows_written: number
  cpu_ms: number
}

/** Nothing at all. */
export const NO_USAGE: Usage = {
  embedded_tokens: 0,
  reranked_tokens: 0,
  vector_queries: 0,
  rows_read: 0,
  rows_written: 0,
  cpu_ms: 0,
}

/** Shards that hold so many passages, by the two limits of size. */
export function shardsToHold(passages: number): { d1: number; vectorize: number; shards: number } {
  const d1 = Math.ceil((passages * MEASURED.bytes_a_passage.value) / (FULL * LIMITS.d1_bytes.value))
  const vectorize = Math.ceil(passages / (FULL * LIMITS.vectors.value))
  return { d1, vectorize, shards: Math.max(1, d1, vectorize) }
}

/** Processor time of one text search in a database of so many passages, in ms. */
export function searchMs(passages: number): number {
  const { matched_share, match_us } = MEASURED
  return (passages * matched_share.value * match_us.value) / 1000
}

/**
 * Questions a second that a shard of so many shards bears, each database doing one query at a time. `named`: the share of
 * questions that name a zone or filter by one, which one shard answers; the others go to all.
 */
export function questionsASecond(passages: number, shards: number, named: number): number {
  return (BUSY * 1000) / (searchMs(passages / shards) * (named / shards + 1 - named))
}

/** Shards that answer so many questions a second, at least as many as hold the passages. */
export function shardsToAnswer(passages: number, aSecond: number, named: number): number {
  let shards = shardsToHold(passages).shards
  while (questionsASecond(passages, shards, named) < aSecond && shards < passages) {
    shards = Math.ceil(shards * 1.05)
  }
  return shards
}

/** US dollars for 1,000 questions, beyond what the plan includes, by service. */
export function costOfQuestions(
  usage: Usage,
): Record<'ai' | 'vectorize' | 'd1' | 'workers' | 'total', number> {
  const neurons =
    (usage.embedded_tokens * NEURONS.embedder.value + usage.reranked_tokens * NEURONS.reranker.value) / 1e6
  return totalled({
    ai: neurons * PRICES.neurons_thousand.value,
    vectorize: (usage.vector_queries * DIMENSIONS * PRICES.vectors_queried_million.value) / 1000,
    d1:
      (usage.rows_read * PRICES.d1_read_million.value +
        usage.rows_written * PRICES.d1_written_million.value) /
      1000,
    workers: (PRICES.requests_million.value + usage.cpu_ms * PRICES.cpu_million_ms.value) / 1000,
  })
}

/** US dollars once for loading so many passages, beyond what the plan includes. */
export function costOfLoading(passages: number): Record<'ai' | 'd1' | 'queues' | 'total', number> {
  const articles = passages / MEASURED.passages_an_article.value
  const tokens = passages * MEASURED.tokens_a_passage.value
  const rows = passages * MEASURED.written_a_passage.value + articles * MEASURED.written_an_article.value
  return totalled({
    ai: ((tokens * NEURONS.embedder.value) / 1e6 / 1000) * PRICES.neurons_thousand.value,
    d1: (rows / 1e6) * PRICES.d1_written_million.value,
    queues: ((3 * articles) / 1e6) * PRICES.queue_million.value,
  })
}

/** US dollars a month for keeping so many passages, beyond what the plan includes. */
export function costOfKeeping(passages: number): Record<'vectorize' | 'd1' | 'total', number> {
  const dimensions = passages * DIMENSIONS
  return totalled({
    vectorize:
      (dimensions / 1e8) * PRICES.vectors_stored_hundred_million.value +
      (dimensions / 1e6) * PRICES.vectors_queried_million.value,
    d1: ((passages * MEASURED.bytes_a_passage.value) / 1e9) * PRICES.d1_gb_month.value,
  })
}

function totalled<K extends string>(parts: Record<K, number>): Record<K | 'total', number> {
  const total = Object.values<number>(parts).reduce((sum, one) => sum + one, 0)
  return { ...parts, total } as Record<K | 'total', number>
}
