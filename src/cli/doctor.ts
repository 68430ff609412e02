// `touwen doctor`: whether this machine and this index can do the work; for each fault its remedy.
import { access, mkdtemp, rm, statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createClient } from '@libsql/client/sqlite3'
import { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { AppError, messageOf } from '../errors.ts'
import { openEngine } from '../node.ts'
import { configOf } from './settings.ts'

export interface Finding {
  name: string
  ok: boolean
  /** The fact, good or bad. */
  detail: string
  /** What to do; null when all is well. */
  remedy: string | null
}

const MIN_NODE = 20
const REBUILD = 'build it with “npm start” or “touwen ingest”'
const RESTORE_MODELS = 'restore data/models from the repository, or set TOUWEN_MODELS'
/** An index of 12,000 passages takes about 100 MB, and SQLite needs room to write it anew. */
const MIN_FREE_MB = 500

/** The command. Exit code 1 when a check fails. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check this machine, the models and the index, and say what to do about each fault')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- doctor')
    .action(async (options: { json?: boolean }, command: Command) => {
      const findings = await examine(configOf(command))
      process.stdout.write(
        options.json === true ? `${JSON.stringify(findings, null, 2)}\n` : formatFindings(findings),
      )
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1
    })
}

/** “ok    node: v20.1.0” or “FAIL  index: …; remedy”. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.map(({ name, ok, detail, remedy }) => {
    return `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${detail}${remedy === null ? '' : `; ${remedy}`}`
  })
  return `${lines.join('\n')}\n`
}

async function examine(config: Config): Promise<Finding[]> {
  const reinstall = 'install the packages again with “npm ci”'
  return [
    await check('node', `install Node.js ${MIN_NODE} or later`, async () =>
      nodeVersion(process.versions.node),
    ),
    await check('sqlite', reinstall, sqliteVersion),
    await check('hnswlib', reinstall, hnswVersion),
    ...(await examineIndex(config)),
    await check('disk', 'make room, or choose another directory with --index', () => freeDisk(config.index)),
  ]
}

// The models can be loaded once per process: through the index, or when it does not open through a throw-away one,
// so that a fault of the index is not taken for one of the models.
async function examineIndex(config: Config): Promise<Finding[]> {
  let engine: Engine
  try {
    // Opening would start the models before it finds that there is no index.
    await access(join(config.index, 'articles.sqlite')).catch((cause: unknown) => {
      throw new Error(`there is none in ${config.index}`, { cause })
    })
    engine = await openEngine(config, { mode: 'read' })
  } catch (error) {
    const models = await trial(config)
    const index = models.every(({ ok }) => ok)
      ? fault('index', REBUILD, error)
      : fault('index', 'see to the models first', new Error('not examined'))
    return [...models, index]
  }
  try {
    return [...(await modelFindings(engine)), await check('index', REBUILD, () => indexState(engine))]
  } finally {
    await engine.close()
  }
}

async function trial(config: Config): Promise<Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), 'touwen-doctor-'))
  try {
    const engine = await openEngine({ ...config, index: directory }, { mode: 'write' })
    try {
      return await modelFindings(engine)
    } finally {
      await engine.close()
    }
  } catch (error) {
    return [fault('models', RESTORE_MODELS, error)]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The version, when it is new enough; throws otherwise. */
export function nodeVersion(version: string): string {
  if (Number.parseInt(version, 10) < MIN_NODE) throw new Error(`v${version} is too old`)
  return `v${version}`
}

async function check(name: string, remedy: string, probe: () => Promise<string>): Promise<Finding> {
  try {
    return { name, ok: true, detail: await probe(), remedy: null }
  } catch (error) {
    return fault(name, remedy, error)
  }
}

// The product's own errors end with their remedy.
function fault(name: string, remedy: string, error: unknown): Finding {
  return { name, ok: false, detail: messageOf(error), remedy: error instanceof AppError ? null : remedy }
}

async function sqliteVersion(): Promise<string> {
  const client = createClient({ url: ':memory:' })
  try {
    const { rows } = await client.execute(
      "SELECT sqlite_version() AS v, sqlite_compileoption_used('ENABLE_FTS5') AS f",
    )
    if (Number(rows[0]?.['f']) !== 1)
      throw new Error(`${String(rows[0]?.['v'])} has no full-text search (FTS5)`)
    return `${String(rows[0]?.['v'])} with FTS5`
  } finally {
    client.close()
  }
}

async function hnswVersion(): Promise<string> {
  const require = createRequire(import.meta.url)
  await import('hnswlib-node')
  return (require('hnswlib-node/package.json') as { version: string }).version
}

async function modelFindings(engine: Engine): Promise<Finding[]> {
  return [
    await check('models', RESTORE_MODELS, async () => {
      const broken = (await engine.ready()).find(({ name, ok }) => name === 'models' && !ok)
      if (broken !== undefined) throw new Error(broken.detail)
      const { embedder, reader } = await engine.stats()
      return `${embedder}, ${reader}`
    }),
    await check('embedding', RESTORE_MODELS, async () => {
      await engine.search({ query: '外资到账目标是多少', limit: 1 })
      return 'a sample question was embedded and searched for'
    }),
  ]
}

async function indexState(engine: Engine): Promise<string> {
  const failing = (await engine.ready()).filter(({ name, ok }) => name !== 'models' && !ok)
  if (failing.length > 0) throw new Error(failing.map(({ name, detail }) => `${name}: ${detail}`).join(', '))
  const { directory, articles, passages } = await engine.stats()
  if (articles === 0) throw new Error(`${directory} holds no article`)
  return `${directory}: ${articles} articles, ${passages} passages`
}

async function freeDisk(directory: string): Promise<string> {
  for (let at = resolve(directory); ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at)
      const megabytes = Math.floor((bavail * bsize) / 1e6)
      if (megabytes < MIN_FREE_MB) throw new Error(`${megabytes} MB free at ${at}, fewer than ${MIN_FREE_MB}`)
      return `${megabytes} MB free at ${at}`
    } catch (error) {
      // Not made yet: then its parent's disk counts.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT') || at === dirname(at))
        throw error
    }
  }
}
