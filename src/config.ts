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
})

export interface Config {
  index: string
  articles: string
  models: string
  host: string
  port: number
}

/** Read the settings; throws `InputError` naming each bad value. Empty values count as absent. */
export function readConfig(record: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      return `${name} is “${record[name] ?? ''}”: ${issue.message}`
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
  }
}
