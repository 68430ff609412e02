// Limits and prices of Cloudflare, each with its page, and what was measured of this program. Read in November 2026 from stored
// copies of the pages, whose own date stands beside; where copies differ the less favourable figure is taken and the other named.

export interface Figure {
  value: number
  /** What one is. */
  unit: string
  source: string
  /** The date of the copy, or how it was found. */
  as_of: string
  note?: string
}

const DOCS = 'https://developers.cloudflare.com'
const figure = (value: number, unit: string, source: string, as_of: string, note?: string): Figure => ({
  value,
  unit,
  source: source.startsWith('/') ? `${DOCS}${source}` : source,
  as_of,
  ...(note !== undefined && { note }),
})

const WORKERS = '/workers/platform/limits/'
const WORKERS_PRICE = '/workers/platform/pricing/'
const D1 = '/d1/platform/limits/'
const D1_PRICE = '/d1/platform/pricing/'
const VECTORIZE = '/vectorize/platform/limits/'
const VECTORIZE_PRICE = '/vectorize/platform/pricing/'
const AI_PRICE = '/workers-ai/platform/pricing/'
const AI = '/workers-ai/platform/limits/'
const QUEUES_PRICE = '/queues/platform/pricing/'

/** Of the plan Workers Paid. */
export const LIMITS = {
  subrequests: figure(1000, 'a request', WORKERS, '2026', 'a newer copy says 10,000'),
  connections: figure(6, 'at a time of a request', WORKERS, '2026', 'more wait; D1 counts them too'),
  memory_mb: figure(128, 'MB', WORKERS, '2026'),
  cpu_ms: figure(30_000, 'ms a request by default', WORKERS_PRICE, '2026', 'up to 5 minutes when set'),
  d1_bytes: figure(10e9, 'bytes a database', D1, '2026-04-21', 'cannot be raised'),
  d1_databases: figure(50_000, 'an account', D1, '2026-04-21', 'another copy says 1,000,000'),
  d1_account_bytes: figure(
    250e9,
    'bytes an account',
    D1,
    '2025',
    'a newer copy says 1 TB; raised on request',
  ),
  d1_queries: figure(1000, 'a request', D1, '2026-04-21'),
  d1_parameters: figure(100, 'a statement', D1, '2026-04-21'),
  d1_bindings: figure(5000, 'a script, about', D1, '2026-04-21'),
  vectors: figure(10_000_000, 'an index', VECTORIZE, '2026-01-23', 'a change of 2026-08-04 says 20,000,000'),
  vector_dimensions: figure(1536, 'a vector', VECTORIZE, '2026'),
  vector_indexes: figure(50_000, 'an account', VECTORIZE, '2026'),
  vector_namespaces: figure(50_000, 'an index', VECTORIZE, '2026', 'not used'),
  vector_results: figure(100, 'a query for ids and scores', VECTORIZE, '2026'),
  vector_metadata_indexes: figure(10, 'an index', VECTORIZE, '2026', 'one is used'),
  vector_batch: figure(1000, 'vectors an upsert of a Worker', VECTORIZE, '2026'),
  ai_embeddings_a_minute: figure(3000, 'requests a minute', AI, '2026-09-17', 'of the task text embeddings'),
  ai_classifications_a_minute: figure(
    2000,
    'requests a minute',
    AI,
    '2026-09-17',
    'text classification; the page names no limit of re-rankers',
  ),
  queue_message_bytes: figure(128_000, 'bytes a message', '/queues/platform/limits/', '2026'),
} as const

/** In US dollars, beyond what the plan includes. */
export const PRICES = {
  plan_a_month: figure(5, 'a month', WORKERS_PRICE, '2026-08-28'),
  requests_million: figure(0.3, 'a million', WORKERS_PRICE, '2026-08-28', '10 million a month included'),
  cpu_million_ms: figure(0.02, 'a million ms', WORKERS_PRICE, '2026-08-28', '30 million a month included'),
  d1_read_million: figure(0.001, 'a million rows', D1_PRICE, '2026-04-21', '25 billion a month included'),
  d1_written_million: figure(1, 'a million rows', D1_PRICE, '2026-04-21', '50 million a month included'),
  d1_gb_month: figure(0.75, 'a GB and month', D1_PRICE, '2026-04-21', '5 GB included'),
  vectors_queried_million: figure(
    0.01,
    'a million dimensions queried',
    VECTORIZE_PRICE,
    '2026-04-21',
    '50 million a month included; once a month all stored dimensions count as queried',
  ),
  vectors_stored_hundred_million: figure(
    0.05,
    '100 million dimensions and month',
    VECTORIZE_PRICE,
    '2026-04-21',
    '10 million included',
  ),
  neurons_thousand: figure(0.011, 'a thousand neurons', AI_PRICE, '2026-09-20', '10,000 a day included'),
  queue_million: figure(
    0.4,
    'a million operations',
    QUEUES_PRICE,
    '2026',
    '1 million a month included; 3 a message',
  ),
} as const

/** Neurons for a million tokens. */
export const NEURONS = {
  embedder: figure(1075, 'bge-m3', AI_PRICE, '2026'),
  reranker: figure(283, 'bge-reranker-base', AI_PRICE, '2026'),
} as const

const IDX = 'an index of 4,001 articles, 12,512 passages, with vectors of 384 dimensions'
const LOCAL = 'D1 in workerd: rows_read and rows_written of each statement'

/** Of this program. */
export const MEASURED = {
  /** 6,995 with 384 dimensions; the vector of 1,024 takes 4,656 instead of 2,090. */
  bytes_a_passage: figure(
    9560,
    'bytes in D1',
    IDX,
    '2026-11',
    'vectors 4,656, terms and text index 2,570, text 1,780',
  ),
  passages_an_article: figure(3.13, 'passages', IDX, '2026-11'),
  tokens_a_passage: figure(260, 'tokens', IDX, '2026-11', '231 characters and the title, one token each'),
  matched_share: figure(
    0.47,
    'of all passages',
    IDX,
    '2026-11',
    'that hold any of up to 16 terms; 0.24 to 0.77',
  ),
  match_us: figure(
    1.8,
    'µs of processor time a matched passage',
    IDX,
    '2026-11',
    'a slow core; BM25 with its order',
  ),
  scan_us: figure(0.09, 'µs a row counted', IDX, '2026-11'),
  rows_a_match: figure(2, 'rows read a matched passage', LOCAL, '2026-11'),
  written_a_passage: figure(11, 'rows written', LOCAL, '2026-11', '48 for an article of one passage'),
  written_an_article: figure(37, 'rows written', LOCAL, '2026-11', '32 of them to recognise re-posts'),
} as const

/** Latencies in ms: median and 95th percentile of a log-normal distribution. */
export interface Latency {
  median: number
  p95: number
  source: string
}

export const LATENCIES: Readonly<Record<'d1' | 'vectorize' | 'embed' | 'rerank', Latency>> = {
  d1: {
    median: 15,
    p95: 60,
    source:
      'assumed: the way to a database in the same region and back; its work comes on top (the page of D1’s limits: an indexed look-up takes less than 1 ms, one query at a time)',
  },
  vectorize: {
    median: 31,
    p95: 120,
    source: 'median as announced with its general availability (2024-09); the 95th percentile is assumed',
  },
  embed: {
    median: 200,
    p95: 700,
    source:
      'assumed: Cloudflare publishes none; users report 372 ms for embedding a query, and 588 ms / 2.3 s for a whole search from outside',
  },
  rerank: { median: 300, p95: 1000, source: 'assumed: Cloudflare publishes none; 50 short texts a call' },
}
