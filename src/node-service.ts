// Composition of the service on Node: what surrounds the engine when it is served. With `node.ts` and `worker.ts` the only
// places that name adapters.
import { join, resolve } from 'node:path'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import type { AppDeps } from './http/deps.ts'
import { openSqlite } from './store/sqlite.ts'

export interface Service {
  /** All that the HTTP face needs. */
  deps: AppDeps
  /** Ends its work and releases its files; the engine stays open. */
  close(): Promise<void>
}

/** Open what the service records beside the index (`records.sqlite`), and put it around the engine. */
export async function openService(config: Config, engine: Engine): Promise<Service> {
  const records = await openSqlite(join(resolve(config.index), 'records.sqlite'), { schema: 'records' })
  return { deps: engine, close: () => records.close() }
}
