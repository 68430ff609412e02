// One settings schema, read from a record of strings (the environment on Node, the bindings of a Worker). A setting is one
// entry: its name, its rule, its default and what it is for; “secret” ones are never shown.
import { z } from 'zod'
import { parseNetwork } from './address.ts'
import { edgeFields, edgeOf, type EdgeConfig } from './edge-config.ts'
import { InputError } from './errors.ts'
import { originSchema } from './origin.ts'
import { maskSecrets } from './secrets.ts'
import { mergeLayers, refuseUnknown, type Layer, type Origin } from './settings.ts'

const count = (most: number) => z.coerce.number().int().min(0).max(most)
const list = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))].filter(Boolean))
const network = z
  .string()
  .refine((text) => parseNetwork(text) !== null, 'must be networks such as 10.0.0.0/8')
const CHANNEL_BUDGET = /^([a-z][a-z0-9-]{0,39})=(\d{1,9})$/

const schema = z.object({
  TOUWEN_CONFIG: z.string().optional().meta({
    description:
      'JSON file of settings, by these names; the environment beats it (touwen.json where there is one)',
  }),
  TOUWEN_INDEX: z.string().min(1).default('indexes/default').meta({
    description: 'directory of the index: articles.sqlite, vectors.hnsw, manifest.json, records.sqlite',
  }),
  TOUWEN_ARTICLES: z
    .string()
    .min(1)
    .default('data/articles')
    .meta({ description: 'what “touwen start” loads' }),
  TOUWEN_MODELS: z.string().min(1).default('data/models').meta({ description: 'directory of the models' }),
  HOST: z.string().min(1).default('127.0.0.1').meta({ description: 'address the server listens on' }),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).meta({
    description: 'port the server listens on; 0 takes a free one',
  }),
  TOUWEN_OPEN: list
    .transform((scopes) => scopes.filter((scope) => scope !== 'none'))
    .pipe(z.array(z.enum(['ask', 'search'])))
    .prefault('ask,search')
    .meta({ description: 'what needs no key: ask, search, both, or none; writing always needs one' }),
  TOUWEN_LIMIT_MINUTE: count(1e6).default(60).meta({
    description:
      'requests a minute of a client without a key (an address, or the /64 of an IPv6 address); 0: no limit',
  }),
  TOUWEN_LIMIT_DAY: count(1e9).default(2000).meta({
    description: 'requests a day (UTC) of a client without a key; 0: no limit',
  }),
  TOUWEN_KEY_LIMIT_MINUTE: count(1e6)
    .default(600)
    .meta({ description: 'requests a minute of a key; 0: no limit' }),
  TOUWEN_LIMIT_LOOPBACK: z.stringbool().prefault('false').meta({
    description: 'true: this machine itself has the limits of a client too',
  }),
  TOUWEN_CHANNEL_DAILY: list
    .pipe(z.array(z.string().regex(CHANNEL_BUDGET, 'must be like portal=5000,open=20000')))
    .prefault('')
    .meta({
      description: 'requests a day of all keys of a channel; “open” is the channel of those without a key',
    }),
  TOUWEN_TRUSTED_PROXIES: list.pipe(z.array(network)).prefault('').meta({
    description: 'networks of your own proxies, such as 10.0.0.0/8: only they may say who the client is',
  }),
  TOUWEN_PROXY_HEADER: z.enum(['x-forwarded-for', 'forwarded']).default('x-forwarded-for').meta({
    description: 'the header in which the trusted proxies say it; any other is not looked at',
  }),
  TOUWEN_ORIGINS: list
    .pipe(z.array(z.union([z.literal('*'), originSchema])))
    .prefault('')
    .meta({
      description:
        'origins whose pages may call from a browser: https://portal.example.cn, https://*.example.cn',
    }),
  TOUWEN_ANSWERS_DAYS: count(3650).default(90).meta({
    description:
      'days that answers are kept for reading, feedback and the list of questions; 0: none is stored',
  }),
  TOUWEN_FETCH_ALLOW: list.prefault('').meta({
    description:
      'what of your own network sources may be fetched from: names, addresses, networks (cms.intra, 10.1.0.0/16)',
  }),
  TOUWEN_FETCH_DELAY_MS: z.coerce.number().int().min(100).max(60_000).default(1000).meta({
    description: 'time between two requests to one host; a robots.txt may ask for more',
  }),
  TOUWEN_FETCH_CONTACT: z
    .string()
    .max(200)
    .regex(/^[\w.+:/@?=&%~#-]+$/, 'must be an address such as https://example.com/bot or bot@example.com')
    .optional()
    .meta({ description: 'whom the operator of a site may turn to, sent in User-Agent' }),
  TOUWEN_UPLOAD_MAX_MB: z.coerce.number().int().min(1).max(200).default(32).meta({
    description: 'largest body of POST /v1/articles',
  }),
  TOUWEN_JOBS_OPEN: z.coerce.number().int().min(1).max(1000).default(32).meta({
    description: 'jobs that may wait or run at once; each keeps its files until it has ended',
  }),
  TOUWEN_JOBS_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(30).meta({
    description: 'days that jobs which have ended can be read',
  }),
  TOUWEN_LOG: z.enum(['info', 'warn', 'error', 'silent']).default('info').meta({
    description: 'what the server logs on standard error: info (every request), warn, error, or silent',
  }),
  TOUWEN_LOG_QUESTIONS: z.stringbool().prefault('false').meta({
    description: 'true: the log holds what was asked; otherwise it never does',
  }),
  TOUWEN_METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional().meta({
    description:
      'port for /metrics, /livez and /readyz without a key; unset: /metrics is on the main port, with a key',
  }),
  TOUWEN_METRICS_HOST: z.string().min(1).default('127.0.0.1').meta({
    description: 'address that port is on; whoever reaches it needs no key',
  }),
  TOUWEN_STOP_DELAY_MS: z.coerce.number().int().min(0).max(600_000).default(0).meta({
    description:
      'how long a server that is told to stop goes on accepting, for balancers to see /readyz fail',
  }),
  TOUWEN_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(10_000).meta({
    description: 'how long answers and streams in work may take when the server stops',
  }),
  ...edgeFields,
  TOUWEN_LLM: z.enum(['openai-compatible']).optional().meta({
    description: 'the language model that may phrase answers; unset: none, and nothing leaves this machine',
  }),
  TOUWEN_LLM_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'where its API begins, such as http://127.0.0.1:11434/v1',
    }),
  TOUWEN_LLM_MODEL: z.string().optional().meta({ description: 'its name there' }),
  TOUWEN_LLM_KEY: z.string().optional().meta({
    description: 'its key; any value where none is asked for',
    secret: true,
  }),
  TOUWEN_LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(8000).meta({
    description: 'time for one reply; what comes later is told in the words of the sources',
  }),
  TOUWEN_LLM_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(4).meta({
    description: 'its replies in work at once; more questions do not wait for one',
  }),
})

const fields: Record<string, z.ZodType> = schema.shape
const isSecret = (name: string): boolean => fields[name]?.meta()?.['secret'] === true

/** The names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(fields)

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

/** Who may call, and how much. A limit of 0 is none. */
export interface AccessConfig {
  /** What needs no key. */
  open: ('ask' | 'search')[]
  /** Requests of a client without a key. */
  perMinute: number
  perDay: number
  /** Requests of a key. */
  keyPerMinute: number
  limitLoopback: boolean
  /** Requests a day, by channel. */
  channelDaily: ReadonlyMap<string, number>
  /** Networks whose word on the client's address is taken. */
  trustedProxies: string[]
  proxyHeader: 'x-forwarded-for' | 'forwarded'
  /** As `originAllowed` takes them. */
  origins: string[]
}

/** How the server is run and watched. */
export interface OperationsConfig {
  log: 'info' | 'warn' | 'error' | 'silent'
  logQuestions: boolean
  /** A port for monitoring; null: none. */
  monitor: { host: string; port: number } | null
  /** Milliseconds. */
  stopDelayMs: number
  graceMs: number
}

export interface Config {
  index: string
  articles: string
  models: string
  host: string
  port: number
  /** Days that answers are kept; 0: not at all. */
  answersDays: number
  access: AccessConfig
  /** How sources are fetched. */
  fetch: { allow: string[]; delayMs: number; contact: string | null }
  /** Bytes. */
  maxUpload: number
  jobs: { maxOpen: number; keepDays: number }
  operations: OperationsConfig
  edge: EdgeConfig
  /** Null: answers are told in the words of the sources. */
  llm: LlmConfig | null
}

/**
 * Read the settings; throws `InputError` naming each bad value, and any name with TOUWEN_ that is no setting. Empty values
 * count as absent; other names are not looked at.
 */
export function readConfig(record: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
  refuseUnknown(Object.keys(given), 'TOUWEN_', SETTING_NAMES)
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name} is “${shownValue(name, record[name] ?? '')}”: ${issue.message}`
    })
    throw new InputError(`settings: ${[...new Set(lines)].join('; ')}; correct or unset it`)
  }
  const s = parsed.data
  return {
    index: s.TOUWEN_INDEX,
    articles: s.TOUWEN_ARTICLES,
    models: s.TOUWEN_MODELS,
    host: s.HOST,
    port: s.PORT,
    answersDays: s.TOUWEN_ANSWERS_DAYS,
    access: accessOf(s),
    fetch: {
      allow: s.TOUWEN_FETCH_ALLOW,
      delayMs: s.TOUWEN_FETCH_DELAY_MS,
      contact: s.TOUWEN_FETCH_CONTACT ?? null,
    },
    maxUpload: s.TOUWEN_UPLOAD_MAX_MB * 1024 * 1024,
    jobs: { maxOpen: s.TOUWEN_JOBS_OPEN, keepDays: s.TOUWEN_JOBS_KEEP_DAYS },
    operations: {
      log: s.TOUWEN_LOG,
      logQuestions: s.TOUWEN_LOG_QUESTIONS,
      monitor:
        s.TOUWEN_METRICS_PORT === undefined
          ? null
          : { host: s.TOUWEN_METRICS_HOST, port: s.TOUWEN_METRICS_PORT },
      stopDelayMs: s.TOUWEN_STOP_DELAY_MS,
      graceMs: s.TOUWEN_GRACE_MS,
    },
    edge: edgeOf(s),
    llm: llmOf(s),
  }
}

/** A setting as a person may see it. */
export interface Setting {
  name: string
  /** As it was given, or its default; null when it is not set. Secrets are left out. */
  value: string | null
  from: Origin
  doc: string
}

/** Every setting with its value, where that came from and what it is for; in the order of the schema. */
export function describeSettings(layers: readonly Layer[]): Setting[] {
  const given = mergeLayers(layers)
  return Object.entries(fields).map(([name, field]) => {
    const { value, from } = given.get(name) ?? { value: defaultOf(field), from: 'default' as const }
    const doc = field.meta()?.description ?? ''
    return { name, value: value === null ? null : shownValue(name, value), from, doc }
  })
}

// --- Internal helpers ---

function shownValue(name: string, value: string): string {
  return isSecret(name) ? '…' : maskSecrets(value)
}

function defaultOf(field: z.ZodType): string | null {
  const value = field.parse(undefined)
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
  return text === '' ? null : text
}

function accessOf(s: z.infer<typeof schema>): AccessConfig {
  const budgets = s.TOUWEN_CHANNEL_DAILY.map((text) => CHANNEL_BUDGET.exec(text)!)
  return {
    open: s.TOUWEN_OPEN,
    perMinute: s.TOUWEN_LIMIT_MINUTE,
    perDay: s.TOUWEN_LIMIT_DAY,
    keyPerMinute: s.TOUWEN_KEY_LIMIT_MINUTE,
    limitLoopback: s.TOUWEN_LIMIT_LOOPBACK,
    channelDaily: new Map(budgets.map(([, channel, daily]) => [channel!, Number(daily)])),
    trustedProxies: s.TOUWEN_TRUSTED_PROXIES,
    proxyHeader: s.TOUWEN_PROXY_HEADER,
    origins: s.TOUWEN_ORIGINS,
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
