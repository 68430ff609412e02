// The settings of a deployment on Cloudflare: which models and which vector index. Part of the schema in `config.ts`.
import { z } from 'zod'
import { readShards, type Shard } from './shards.ts'

/** What a Worker searches and reads with. */
export interface EdgeConfig {
  /** Models of Workers AI. */
  embedder: string
  reranker: string
  /** Of the vectors, and of the Vectorize index. */
  dimensions: number
  /** The name of the Vectorize index. */
  vectors: string
  /** The chat model of Workers AI that puts answers into words; null: they are told in the words of the sources. */
  llm: string | null
  /** A key of the deployment, for commands that call it; null: none. */
  key: string | null
  /** Shards beside the default, which is the database DB with that index. */
  shards: readonly Shard[]
}

export const edgeFields = {
  TOUWEN_EDGE_LLM: z.string().default('').meta({
    description:
      'on Cloudflare: a chat model of Workers AI that puts answers into words, each sentence verified',
  }),
  TOUWEN_EDGE_KEY: z.string().default('').meta({
    description: 'a key of a deployment on Cloudflare with the scope admin, for “touwen edge calibrate”',
    secret: true,
  }),
  TOUWEN_EDGE_EMBEDDER: z.string().min(1).default('@cf/baai/bge-m3').meta({
    description: 'on Cloudflare: the embedding model of Workers AI',
  }),
  TOUWEN_EDGE_DIMENSIONS: z.coerce.number().int().min(32).max(1536).default(1024).meta({
    description: 'on Cloudflare: the dimensions of its vectors, and of the Vectorize index',
  }),
  TOUWEN_EDGE_RERANKER: z.string().min(1).default('@cf/baai/bge-reranker-base').meta({
    description: 'on Cloudflare: the re-ranking model of Workers AI',
  }),
  TOUWEN_EDGE_VECTORS: z.string().min(1).max(64).default('touwen-bge-m3').meta({
    description: 'on Cloudflare: the name of the Vectorize index, as in wrangler.toml',
  }),
  TOUWEN_EDGE_SHARDS: z.string().default('').meta({
    description:
      'on Cloudflare: the shards beside the default, by region, as JSON: {"jiangsu":{"db":"DB_JIANGSU","vectorize":"VECTORIZE_JIANGSU","index":"touwen-jiangsu","holds":["江苏","镇江"]}}',
  }),
}

/** The settings as the composition takes them. */
export function edgeOf(s: z.output<z.ZodObject<typeof edgeFields>>): EdgeConfig {
  return {
    embedder: s.TOUWEN_EDGE_EMBEDDER,
    reranker: s.TOUWEN_EDGE_RERANKER,
    dimensions: s.TOUWEN_EDGE_DIMENSIONS,
    vectors: s.TOUWEN_EDGE_VECTORS,
    llm: s.TOUWEN_EDGE_LLM === '' ? null : s.TOUWEN_EDGE_LLM,
    key: s.TOUWEN_EDGE_KEY === '' ? null : s.TOUWEN_EDGE_KEY,
    shards: readShards(s.TOUWEN_EDGE_SHARDS),
  }
}
