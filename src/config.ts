// One settings schema, read from a record of strings (the environment on Node, the bindings of a Worker).
import { z } from 'zod'
import { InputError } from './errors.ts'

const schema = z.object({
  /** Directory of the index: articles.sqlite, vectors.hnsw, manifest.json. */
  TOUWEN_INDEX: z.string().min(1).default('indexes/default'),
  /** What `touwen start` loads. */
  TOUWEN_ARTICLES: z.string().min(1).default('data/articles'),
  TOUWEN_MODELS: z.string().min(1).default('data/models'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787),
  /** Days that answers are kept for reading, feedback and the list of questions; 0: none is stored. */
  TOUWEN_ANSWERS_DAYS: z.coerce.number().int().min(0).max(3650).default(90),
  /** The language model that may phrase answers; absent: none, and nothing leaves the machine. */
  TOUWEN_LLM: z.enum(['openai-compatible']).optional(),
  /** Where its API begins, such as https://api.example.com/v1. */
  TOUWEN_LLM_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TOUWEN_LLM_MODEL: z.string().optional(),
  /** Any value for a server that asks for none. */
  TOUWEN_LLM_KEY: z.string().optional(),
  /** For one reply, in ms. */
  TOUWEN_LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(8000),
  /** Replies in work at once. */
  TOUWEN_LLM_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(4),
})

/** A language model as configured. */
export interface LlmConfig {
  kind: 'openai-compatible'
  baseUrl: string
  model: string
  /** A function, so that no dump of the settings shows it. */
  key: () => string
  timeoutMs: number
  concurrency: number
}

export interface Config {
  index: string
  articles: string
  models: string
  host: string
  port: number
  /** Days that answers are kept; 0: not at all. */
  answersDays: number
  /** Null: answers are told in the words of the sources. */
  llm: LlmConfig | null
}

/** Read the settings; throws `InputError` naming each bad value. Empty values count as absent. */
export function readConfig(record: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      const value = name === 'TOUWEN_LLM_KEY' ? '…' : (record[name] ?? '')
      return `${name} is “${value}”: ${issue.message}`
    })
    throw new InputError(`settings: ${lines.join('; ')}; correct or unset the variable`)
  }
  const s = parsed.data
  return {
    index: s.TOUWEN_INDEX,
    articles: s.TOUWEN_ARTICLES,
    models: s.TOUWEN_MODELS,
    host: s.HOST,
    port: s.PORT,
    answersDays: s.TOUWEN_ANSWERS_DAYS,
    llm: llmOf(s),
  }
}

function llmOf(s: z.infer<typeof schema>): LlmConfig | null {
  if (s.TOUWEN_LLM === undefined) return null
  const { TOUWEN_LLM_BASE_URL: baseUrl, TOUWEN_LLM_MODEL: model, TOUWEN_LLM_KEY: key } = s
  const missing = (name: string): InputError =>
    new InputError(
      `settings: TOUWEN_LLM is “${s.TOUWEN_LLM}”, but ${name} is not set; set it, or unset TOUWEN_LLM to answer without a language model`,
    )
  if (baseUrl === undefined) throw missing('TOUWEN_LLM_BASE_URL')
  if (model === undefined) throw missing('TOUWEN_LLM_MODEL')
  if (key === undefined) throw missing('TOUWEN_LLM_KEY')
  return {
    kind: s.TOUWEN_LLM,
    baseUrl,
    model,
    key: () => key,
    timeoutMs: s.TOUWEN_LLM_TIMEOUT_MS,
    concurrency: s.TOUWEN_LLM_CONCURRENCY,
  }
}
