// The direction of imports and the shape of the repository. Whoever must break a rule changes it here, in the open.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Source {
  /** Path below src, with forward slashes. */
  path: string
  text: string
}

const isSource = (path: string): boolean => /\.tsx?$/.test(path)

const sources: Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => isSource(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }))

// An import or export with a source starts a line; its names may take several lines. `import()` and `require()` count too.
const STATIC = /^(?:import|export)\s+(?:type\s+)?(?:[\w*\s{},$]+?\s+from\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /(?<![\w.])(?:import|require|import\.meta\.resolve)\(\s*['"]([^'"]+)['"]/g

/** Everything a file imports: other sources as paths below src, the rest as written. */
function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map((match) =>
    match[1]!.startsWith('.') ? posix.normalize(posix.join(dirname(path), match[1]!)) : match[1]!,
  )
}

/** What a Worker takes in of the repository's data; wrangler bundles it. */
const isData = (to: string): boolean => to.startsWith('../data/') && existsSync(join('src', to))

const BASE = new Set([
  'article.ts',
  'text.ts',
  'language.ts',
  'labels.ts',
  'terms.ts',
  'errors.ts',
  'address.ts',
  'origin.ts',
  'secrets.ts',
  'condition.ts',
  'bytes.ts',
  'settings.ts',
  'validate.ts',
  'config.ts',
  'quantity.ts',
  'period.ts',
  'question.ts',
  'regions.ts',
  'overview.ts',
  'subject.ts',
  'zones.ts',
  'holdings.ts',
  'opaque.ts',
  'tickets.ts',
  'swap.ts',
  'follow-up.ts',
  'conversations.ts',
  'contract.ts',
  'answer-contract.ts',
  'channel-contract.ts',
  'evidence-contract.ts',
  'usage-contract.ts',
  'article-contract.ts',
  'job-contract.ts',
  'engine.ts',
  'check.ts',
  'closing.ts',
  'story-bands.ts',
  'reading.ts',
  'sha256.ts',
  'thread-source.ts',
  'answer-cache.ts',
  'attempts.ts',
  'workers-ai.ts',
  'edge-config.ts',
  'shards.ts',
  'parts.ts',
])
const PORTS = new Set([
  'assets/assets.ts',
  'store/article-store.ts',
  'store/sql.ts',
  'store/kept.ts',
  'store/vector-debts.ts',
  'keys/principal.ts',
  'keys/key.ts',
  'sources/fetcher.ts',
  'sources/source.ts',
  'observe/meter.ts',
  'observe/spans.ts',
  'vectors/vector-index.ts',
  'embed/embedder.ts',
  'reader/reader.ts',
  'reader/reranker.ts',
])
const ADAPTERS = new Set(['assets', 'store', 'vectors', 'embed', 'reader', 'onnx', 'llm', 'fetch', 'observe'])
const WORK = new Set([
  'ingest',
  'translate',
  'retrieve',
  'answer',
  'phrase',
  'suggest',
  'keys',
  'channels',
  'answers',
  'jobs',
  'sources',
  'transfer',
])
const ROOTS = new Set([
  'node.ts',
  'node-access.ts',
  'node-models.ts',
  'node-edge.ts',
  'node-service.ts',
  'node-sources.ts',
  'node-transfer.ts',
  'node-watch.ts',
  'service-access.ts',
  'service-sources.ts',
  'worker.ts',
  'worker-app.ts',
  'worker-answers.ts',
  'worker-engine.ts',
  'worker-limits.ts',
  'worker-queue.ts',
  'worker-shards.ts',
  'worker-sources.ts',
])

const USE_CASES = new Set(['ask.ts', 'evidence.ts'])

const folderOf = (path: string): string => (path.includes('/') ? path.split('/')[0]! : '')

/** Why a file may not import another; null when it may. */
function fault(from: string, to: string): string | null {
  const [folder, target] = [folderOf(from), folderOf(to)]
  if (target !== '' && folder === target)
    return PORTS.has(from) && !PORTS.has(to) ? 'a port knows no adapter' : null
  if (BASE.has(from)) return BASE.has(to) ? null : 'the base knows only itself'
  if (BASE.has(to)) return null
  if (PORTS.has(from)) return 'a port knows only the base'
  if (ADAPTERS.has(folder)) {
    if (PORTS.has(to)) return null
    return ['embed', 'reader'].includes(folder) && target === 'onnx'
      ? null
      : 'an adapter knows no other adapter and no work'
  }
  if (WORK.has(folder)) return PORTS.has(to) ? null : 'work knows only the base and ports'
  if (USE_CASES.has(from))
    return PORTS.has(to) || ['translate', 'retrieve', 'answer', 'phrase', 'suggest'].includes(target)
      ? null
      : 'ask knows translate, retrieve, answer, phrase and suggest'
  // What other programs import: the client takes the types of the routes, the retriever the client.
  if (from === 'client.ts') return to === 'http/app.ts' ? null : 'the client knows the types of the routes'
  if (from === 'langchain.ts') return to === 'client.ts' ? null : 'the retriever knows the client'
  // What is drawn knows the contract; what runs in the browser knows what is drawn.
  if (folder === 'web') return 'what is drawn knows only the base'
  if (folder === 'browser') {
    return target === 'web' || PORTS.has(to) ? null : 'the browser knows the base, ports and what is drawn'
  }
  if (folder === 'http') {
    return to === 'ask.ts' || PORTS.has(to) || target === 'web'
      ? null
      : 'http knows the use cases and the pages'
  }
  if (folder === 'eval') {
    return USE_CASES.has(to) || PORTS.has(to) || WORK.has(target)
      ? null
      : 'eval knows the use cases and the work'
  }
  if (ROOTS.has(from))
    return folderOf(to) === 'cli' || folderOf(to) === 'eval' ? 'a root knows no face' : null
  if (folder === 'cli') {
    return ROOTS.has(to) || PORTS.has(to) || ['eval', 'http'].includes(target)
      ? null
      : 'the cli knows the root and the faces'
  }
  return 'this file has no place in the order'
}

const faults = (all: Source[]): string[] =>
  all.flatMap((source) =>
    importsOf(source).flatMap((to) => {
      if (!isSource(to)) return []
      const why = fault(source.path, to)
      return why === null ? [] : [`${source.path} → ${to}: ${why}`]
    }),
  )

const NODE_ALLOWED = [
  /^cli\//,
  /^assets\/(?:esbuild|folder)\.ts$/,
  /^node(?:-(?:access|edge|service|sources|transfer|watch))?\.ts$/,
  /^http\/(?:serve|rejections)\.ts$/,
  /^fetch\/(?:decode|get)\.ts$/,
  /^ingest\/(?:read|apart|apart-thread)\.ts$/,
  /^eval\/(?:dataset|question-sets)\.ts$/,
  /^store\/(?:sqlite|sqlite-migrate|lock|disk|backup|backup-files|restore)\.ts$/,
  /^vectors\/hnsw-(?:file|layout)\.ts$/,
  /^onnx\/(?:models|queue|thread)\.ts$/,
]

const nodeImports = (all: Source[]): string[] =>
  all
    .filter(({ path }) => !NODE_ALLOWED.some((pattern) => pattern.test(path)))
    .flatMap((source) =>
      importsOf(source)
        .filter((to) => to.startsWith('node:'))
        .map((to) => `${source.path}: ${to}`),
    )

const matching = (all: Source[], pattern: RegExp, except = /^$/): string[] =>
  all.filter(({ path, text }) => !except.test(path) && pattern.test(text)).map(({ path }) => path)

const NATIVE = new Set([
  'esbuild',
  '@libsql/client/sqlite3',
  'hnswlib-node',
  '@xenova/transformers',
  '@hono/node-server',
  'prom-client',
  '@opentelemetry/api',
])
// The server, the compiling of the program, and the command that tells whether the packages can be loaded at all.
const NATIVE_ALLOWED = new Set(['http/serve.ts', 'cli/doctor.ts', 'cli/compile.ts'])
const nativeImports = (all: Source[]): string[] =>
  all
    .filter(({ path }) => !ADAPTERS.has(folderOf(path)) && !NATIVE_ALLOWED.has(path))
    .flatMap((source) =>
      importsOf(source)
        .filter((to) => NATIVE.has(to))
        .map((to) => `${source.path}: ${to}`),
    )

// Loading LangChain takes longer than answering, and by default nothing needs it: its types are free, the rest is loaded
// by the adapter at the first use.
const STATIC_LANGCHAIN = /^(?:import|export)\s+(?!type\b)(?:[\w*\s{},$]+?\s+from\s+)?['"]@langchain\//m
const ANY_LANGCHAIN_OPENAI = /['"]@langchain\/openai/

const DEFAULT_EXPORT = /^export default\b|\bas default\b(?=[^;]*\})/m
const PROCESS_ENV = /\bprocess\s*\.\s*env\b|\bprocess\[/
const MACHINE_PATH = /(?<![\w.])\/(?:home|root|work|tmp|Users|mnt)\/|[A-Z]:\\\\/
const UNFINISHED = /\b(?:TODO|FIXME|XXX|HACK)\b/

describe('the sources', () => {
  it('are there', () => {
    expect(sources.length).toBeGreaterThan(40)
    expect(sources.flatMap(importsOf).filter((to) => isSource(to)).length).toBeGreaterThan(100)
  })

  it('import only what stands above them', () => {
    expect(faults(sources)).toEqual([])
  })

  it('import only files that exist, with their ending', () => {
    const known = new Set(sources.map(({ path }) => path))
    const missing = sources.flatMap((source) =>
      importsOf(source).filter(
        (to) => !known.has(to) && !isData(to) && (isSource(to) || /^(?:\.|src\/)/.test(to)),
      ),
    )
    expect(missing).toEqual([])
  })

  it('use Node only where it is said here', () => {
    expect(nodeImports(sources)).toEqual([])
  })

  it('use native packages only in adapters', () => {
    expect(nativeImports(sources)).toEqual([])
  })

  it('load LangChain only when it is used, and the OpenAI client only in its adapter', () => {
    // What others import to have a retriever; none of ours does, so that the program itself never loads it so.
    expect(matching(sources, STATIC_LANGCHAIN)).toEqual(['langchain.ts'])
    expect(sources.filter((source) => importsOf(source).includes('langchain.ts'))).toEqual([])
    expect(matching(sources, ANY_LANGCHAIN_OPENAI)).toEqual(['llm/openai-compatible.ts'])
  })

  it('give a client that holds nothing of the server but its types', () => {
    const { text } = sources.find(({ path }) => path === 'client.ts')!
    expect([...text.matchAll(STATIC)].map(([line]) => line)).toEqual([
      "import { hc } from 'hono/client'",
      "import type { Api } from './http/app.ts'",
    ])
  })

  it('read the environment only in the command line', () => {
    expect(matching(sources, PROCESS_ENV, /^cli\//)).toEqual([])
  })

  it('have no default exports', () => {
    // Cloudflare calls what a Worker exports so.
    expect(matching(sources, DEFAULT_EXPORT)).toEqual(['worker.ts'])
  })

  it('have at most 350 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 351).map(({ path }) => path)
    expect(long).toEqual([])
  })

  it('begin by saying what they know', () => {
    expect(sources.filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S/.test(text)).map(({ path }) => path)).toEqual(
      [],
    )
  })

  it('name no path of a machine and leave nothing to be done', () => {
    expect(matching(sources, MACHINE_PATH)).toEqual([])
    expect(matching(sources, UNFINISHED)).toEqual([])
  })
})

it('the top level holds exactly what it should', () => {
  const beside = ['package-lock.json', 'LICENSE']
  // Ignored by git: what installing and measuring leave behind.
  const made = ['node_modules', 'coverage', 'dist']
  const found = readdirSync('.').filter(
    (name) => !name.startsWith('.') && ![...beside, ...made].includes(name),
  )
  expect(found.sort()).toEqual(
    ['README.md', 'data', 'indexes', 'package.json', 'src', 'test', 'tsconfig.json', 'wrangler.toml'].sort(),
  )
})

const bad = (path: string, text: string): Source => ({ path, text })

describe('the rules themselves', () => {
  it.each([
    ['text.ts', "import { chunk } from './ingest/chunk.ts'"],
    ['reader/reader.ts', "import type { Models } from '../onnx/models.ts'"],
    ['vectors/vector-index.ts', "export { createExact } from './exact.ts'"],
    ['vectors/hnsw.ts', "import { openSqlite } from '../store/sqlite.ts'"],
    ['store/sqlite.ts', "import { createModels } from '../onnx/models.ts'"],
    ['answer/decide.ts', "import {\n  createRetriever,\n  type Hit,\n} from '../retrieve/retriever.ts'"],
    ['phrase/verify.ts', "import type { Ranked } from '../answer/decide.ts'"],
    ['ask.ts', "import { openAiCompatible } from './llm/openai-compatible.ts'"],
    ['ingest/ingest.ts', "export * from '../store/sql-store.ts'"],
    ['retrieve/fuse.ts', "const x = await import('../vectors/exact.ts')"],
    ['ask.ts', "import '../src/ingest/ingest.ts'\nimport { x } from './store/sql.ts'"],
    ['http/app.ts', "import { openEngine } from '../node.ts'"],
    ['eval/run.ts', "import { createHnsw } from '../vectors/hnsw.ts'"],
    ['cli/main.ts', "import { createSqlStore } from '../store/sql-store.ts'"],
    ['node.ts', "import { main } from './cli/main.ts'"],
    ['helper.ts', "import { x } from './store/sql.ts'"],
    ['client.ts', "import { openEngine } from './node.ts'"],
    ['langchain.ts', "import { createApp } from './http/app.ts'"],
  ])('find the wrong import of %s', (path, text) => {
    expect(faults([bad(path, text)]).length).toBeGreaterThan(0)
  })

  it.each([
    ['answer/decide.ts', "import type { Reading } from '../reader/reader.ts'\nimport { x } from './grow.ts'"],
    ['embed/onnx.ts', "import type { Models } from '../onnx/models.ts'"],
    ['node.ts', "import { createHnsw } from './vectors/hnsw.ts'"],
    ['cli/main.ts', "import { openEngine } from '../node.ts'"],
  ])('let the right import of %s pass', (path, text) => {
    expect(faults([bad(path, text)])).toEqual([])
  })

  it('find Node, native packages, the environment, default exports, machine paths and notes', () => {
    expect(nodeImports([bad('text.ts', "import { readFile } from 'node:fs/promises'")])).toHaveLength(1)
    expect(nativeImports([bad('ingest/x.ts', "import hnsw from 'hnswlib-node'")])).toHaveLength(1)
    expect(matching([bad('http/x.ts', 'const key = process.env.KEY')], PROCESS_ENV, /^cli\//)).toHaveLength(1)
    expect(
      matching([bad('x.ts', 'export default 1'), bad('y.ts', 'export { a as default }')], DEFAULT_EXPORT),
    ).toHaveLength(2)
    expect(
      matching([bad('x.ts', "import { ChatOpenAI } from '@langchain/openai'")], STATIC_LANGCHAIN),
    ).toHaveLength(1)
    expect(matching([bad('x.ts', "const at = '/home/me/data'")], MACHINE_PATH)).toHaveLength(1)
    expect(matching([bad('x.ts', '// TODO later')], UNFINISHED)).toHaveLength(1)
  })
})
