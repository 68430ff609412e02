// Hand-made use cases for the HTTP tests; each call is recorded.
import { expect } from 'vitest'
import { noAnswers } from '../../src/answers/answers.ts'
import type { Asset, Assets } from '../../src/assets/assets.ts'
import type { Article } from '../../src/article.ts'
import type { Articles } from '../../src/article-contract.ts'
import type { ChannelService } from '../../src/channel-contract.ts'
import type { Answer, AskEvent, AskRequest, SearchRequest } from '../../src/contract.ts'
import { InputError, NotFoundError } from '../../src/errors.ts'
import type { Job, Jobs } from '../../src/job-contract.ts'
import { createApp } from '../../src/http/app.ts'
import type { AppDeps, LogRecord } from '../../src/http/deps.ts'
import type { SourceService } from '../../src/sources/source.ts'

export const TEXT = '丹阳开发区完成外资到账1亿美元的年度目标任务。'

export const article: Article = {
  id: 'dy/1',
  revision: 2,
  title: '丹阳开发区',
  published_at: '2022-03-04',
  source: null,
  zone: '江苏丹阳经济开发区',
  region: '镇江',
  url: null,
  text: TEXT,
  story_id: 'dy/1',
}

export const answer: Answer = {
  id: 'ans_1',
  question: '外资到账目标是多少',
  standalone_question: '外资到账目标是多少',
  asked_at: '2026-11-23T00:00:00Z',
  outcome: 'answered',
  answer: '1亿美元',
  text: `${TEXT}[1]`,
  phrased_by: null,
  confidence: 0.93,
  notes: ['以下为2022-03-04的报道'],
  citations: [
    {
      index: 1,
      article: { ...meta(article), same_story: [] },
      start: 0,
      end: TEXT.length,
      quote: TEXT,
      answer_start: TEXT.indexOf('1亿'),
      answer_end: TEXT.indexOf('1亿') + 4,
      in_text: { start: 0, end: TEXT.length },
      score: 0.97,
      period: { from: '2022-01', to: '2022-12', said: false },
    },
  ],
  items: [],
  alternatives: [],
  refusal: null,
  pinned: null,
  suggestions: [],
  timings_ms: { understand: 1, search: 2, embed: 3, read: 4, total: 10 },
  index: { name: 'test', built_at: null, articles: 1, embedder: 'e', reader: 'r' },
}

function meta({ id, revision, title, published_at, source, zone, region, url }: Article) {
  return { id, revision, title, published_at, source, zone, region, url }
}

const none = async (): Promise<never> => {
  throw new NotFoundError('there is no source')
}

/** A service that has no sources. */
export const noSources: SourceService = {
  create: () => Promise.reject(new InputError('this address may not be fetched')),
  list: async () => ({ items: [], next_cursor: null }),
  get: none,
  replace: none,
  patch: none,
  remove: none,
  run: none,
  items: none,
}

/** A service that has no channels. */
export const noChannels: ChannelService = {
  create: () => Promise.reject(new InputError('no channels here')),
  put: () => Promise.reject(new InputError('no channels here')),
  patch: async () => null,
  get: async () => null,
  list: async () => [],
  remove: async () => false,
}

function headOf({ question }: Pick<AskRequest, 'question'>, { id, asked_at } = answer) {
  return { id, question, standalone_question: question, asked_at }
}

/** The events of an answer, its text in two pieces. */
export function eventsOf(told: Answer): AskEvent[] {
  const half = Math.ceil(told.text.length / 2)
  return [
    { type: 'started', ...headOf(told, told) },
    { type: 'text', text: told.text.slice(0, half) },
    { type: 'text', text: told.text.slice(half) },
    ...told.citations.map((citation) => ({ type: 'citation' as const, citation })),
    { type: 'answer', answer: told },
  ]
}

/** An application over fakes, with what was asked of them and what was logged. */
export function fakeApp(overrides: Partial<AppDeps> = {}) {
  const asked: AskRequest[] = []
  const searched: SearchRequest[] = []
  const log: LogRecord[] = []
  const { ask = async (request: AskRequest) => (asked.push(request), answer) } = overrides
  const deps: AppDeps = {
    ask,
    stream: async function* (request, signal) {
      yield { type: 'started', ...headOf(request) }
      yield* eventsOf(await ask(request, signal)).slice(1)
    },
    search: async (request) => {
      searched.push(request)
      return { hits: [] }
    },
    evidence: async ({ question, asked_at = '2026-11-23T00:00:00Z' }) => ({
      reader: 'fake', question, asked_at, translation: null, weights: [], passages: [],
    }), // prettier-ignore
    article: async (id, revision) =>
      id === article.id && (revision ?? 2) <= 2 ? { ...article, revision: revision ?? 2 } : null,
    articles: fakeArticles(),
    jobs: fakeJobs(),
    starters: async (limit = 6) => ['外资到账目标是多少？', '总投资是多少？'].slice(0, limit),
    answers: noAnswers(),
    assets: fakeAssets,
    pins: {
      put: () => Promise.reject(new Error('no pins here')),
      get: async () => null,
      list: async () => ({ items: [], next_cursor: null }),
      remove: async () => false,
    },
    ready: async () => [{ name: 'store', ok: true, detail: '1 articles', ms: 1 }],
    channels: noChannels,
    visits: { shown: async () => null, begin: () => Promise.reject(new Error('no channels here')) },
    keys: {
      create: async ({ name, scopes, filters = null }) => ({
        id: 'k1',
        name,
        scopes,
        filters,
        channel: null,
        origins: null,
        daily: null,
        used_today: 0,
        created_at: '2026-11-23T00:00:00Z',
        expires_at: null,
        revoked_at: null,
        key: 'tw_k1_secret',
      }),
      list: async () => ({ items: [], next_cursor: null }),
      revoke: async () => false,
    },
    sources: noSources,
    id: () => 'made-id',
    log: (record) => log.push(record),
    ...overrides,
  }
  return { app: createApp(deps), deps, asked, searched, log }
}

function fakeAsset(path: string): Asset {
  const body = new TextEncoder().encode(`/* ${path} */`)
  return { path, type: 'text/javascript; charset=utf-8', body: async () => body, gzip: body }
}

/** Every asset, empty but for its path. */
export const fakeAssets: Assets = {
  named: (name) => fakeAsset(`/assets/${name.replace('.', '-0.')}`),
  at: (path) => (/^\/assets\/\w+-0\.(?:js|css)$/.test(path) ? fakeAsset(path) : null),
}

export function fakeArticles(): Articles {
  return {
    writable: true,
    list: async () => [],
    facets: async () => ({
      articles: 0, zones: [], regions: [], sources: [], months: [], undated: 0, published_from: null, published_to: null,
    }), // prettier-ignore
    related: async () => ({ revisions: [1, 2], same_story: [] }),
    put: async () => ({ article, created: false }),
    remove: async () => false,
    load: () => Promise.reject(new Error('nothing is loaded here')),
  }
}

const queued: Job = {
  id: 'job_1', state: 'queued', created_at: '2026-11-23T00:00:00Z', started_at: null, finished_at: null,
  searchable_at: null, cancel_requested: false,
  progress: { items_done: 0, items_total: null, passages_done: 0, passages_total: null },
  counts: { added: 0, updated: 0, unchanged: 0, failed: 0 }, error: null, items: [],
} // prettier-ignore

function fakeJobs(): Jobs {
  return {
    mustHaveRoom: async () => undefined,
    add: async () => ({ job: queued, again: false }),
    get: async () => null,
    list: async () => [],
    items: async () => [],
    cancel: async () => null,
  }
}

/** A request with a JSON body. */
export function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** A promise that resolves when told. */
export function latch(): { opened: Promise<void>; open(): void } {
  const waiting: (() => void)[] = []
  const opened = new Promise<void>((resolve) => waiting.push(resolve))
  return { opened, open: () => waiting.forEach((resolve) => resolve()) }
}

/** A problem document, checked for what all of them share. */
export async function problemIn(response: Response): Promise<Record<string, unknown>> {
  const { headers, status } = response
  const body = (await response.json()) as Record<string, unknown>
  const shared = {
    type: `urn:touwen:problem:${String(body['code'])}`,
    status,
    request_id: headers.get('X-Request-Id'),
    title: expect.any(String),
    detail: expect.stringMatching(/./),
  }
  expect(body).toMatchObject(shared)
  expect(headers.get('Content-Type')).toBe('application/problem+json')
  expect(headers.get('Cache-Control')).toBe('no-store')
  return body
}
