// The program as it is composed on Node, over real files, with fake models in place of the real ones: as fast as its
// storage, and the same in a test and in a process that a test kills.
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { calibrationPath, openEngine, type OpenOptions } from '../../src/node.ts'
import type { EngineModels } from '../../src/node-models.ts'
import { readConfig, type Config } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { createApp } from '../../src/http/app.ts'
import { openService, type Service } from '../../src/node-service.ts'
import type { Reader } from '../../src/reader/reader.ts'
import { fakeEmbedder, trusting } from '../fakes.ts'

/** Answers with the first amount of a passage, else its first figure, surer of it the earlier it stands. */
export const figureReader: Reader = {
  id: trusting.reader,
  read: async (_question, inputs, signal) => {
    signal?.throwIfAborted()
    return inputs.map(({ body }) => {
      const found = /\d+(?:\.\d+)?(?:亿|万)?(?:美元|元)/u.exec(body) ?? /\d+(?:\.\d+)?(?:亿|万)?/u.exec(body)
      const spans =
        found === null
          ? []
          : [{ start: found.index, end: found.index + found[0].length, score: 9 - found.index / 1000 }]
      return { null_score: 0, spans }
    })
  },
}

/** Fake models; `embedder` replaces the usual one. */
export function fakeModels(embedder: EngineModels['embedder'] = fakeEmbedder()): EngineModels {
  return {
    embedder,
    reader: figureReader,
    quiet: async () => ({ embedder, reader: figureReader }),
    models: { load: async () => undefined, backlog: () => ({ question: 0, ingest: 0, running: 0 }) },
  }
}

/** An embedder as slow as told for each text, in ms. */
export function slowEmbedder(ms: number): EngineModels['embedder'] {
  const inner = fakeEmbedder()
  return {
    ...inner,
    embedPassages: async (texts) => {
      await new Promise((done) => setTimeout(done, ms * texts.length))
      return inner.embedPassages(texts)
    },
  }
}

/** The configuration of an index in a directory, with the calibration that fits the fake reader beside it. */
export async function configIn(directory: string, index = join(directory, 'index')): Promise<Config> {
  const models = join(directory, 'models')
  const unlimited = { TOUWEN_LIMIT_MINUTE: '0', TOUWEN_KEY_LIMIT_MINUTE: '0' }
  const config = readConfig({ TOUWEN_INDEX: index, TOUWEN_MODELS: models, ...unlimited })
  await mkdir(resolve(calibrationPath(config), '..'), { recursive: true })
  await writeFile(calibrationPath(config), JSON.stringify(trusting))
  const counts = join(models, 'term-counts-zh')
  await symlink(resolve('data/models/term-counts-zh'), counts).catch(() => undefined)
  return config
}

/** The engine of a directory. */
export function engineOf(
  config: Config,
  mode: OpenOptions['mode'] = 'write',
  models = fakeModels(),
): Promise<Engine> {
  return openEngine(config, { mode, models })
}

export interface World {
  engine: Engine
  service: Service
  /** A request to the application, with a key that may do all. */
  request(path: string, init?: RequestInit): Promise<Response>
  /** What its log has told of errors. */
  failures: string[]
  close(): Promise<void>
}

/** The whole service over a directory, without a socket. */
export async function serviceOf(config: Config, models = fakeModels()): Promise<World> {
  const failures: string[] = []
  const engine = await engineOf(config, 'write', models)
  const log = (event: string, more: object): void => void failures.push(`${event} ${JSON.stringify(more)}`)
  const service = await openService(config, engine, { log })
  const { key } = await service.deps.keys.create({
    name: 'all',
    scopes: ['ask', 'search', 'ingest', 'admin'],
  })
  const app = createApp({ ...service.deps, log: () => undefined })
  return {
    engine,
    service,
    failures,
    request: async (path, { headers = {}, ...init } = {}) => {
      const authorization = { Authorization: `Bearer ${key}`, ...(headers as Record<string, string>) }
      return app.request(path, { ...init, headers: authorization })
    },
    close: async () => {
      await service.close()
      await engine.close()
    },
  }
}

/** A body as JSON. */
export function body(method: 'PUT' | 'POST', value: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}

/** A copy of an index as a crash would leave it: whatever stands in its files now. */
export async function crashed(index: string, to: string): Promise<void> {
  // The index of the write-ahead log is made anew by whoever opens it first.
  await cp(index, to, { recursive: true, filter: (path) => !path.endsWith('-shm') })
}
