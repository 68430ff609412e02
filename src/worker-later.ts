// What a Worker does not do yet: each answers 501 with another way, until its adapter takes this place.
import { AppError } from './errors.ts'
import type { Jobs } from './job-contract.ts'
import type { SourceService } from './sources/source.ts'

/** Loads of many articles, which take a queue. */
export function noJobs(): Jobs {
  const refuse = refusing(
    'loading many articles at once is not possible on Cloudflare yet; send them one by one with PUT /v1/articles/{id}',
  )
  return {
    mustHaveRoom: refuse,
    add: refuse,
    get: async () => null,
    list: async () => [],
    items: async () => [],
    cancel: async () => null,
  }
}

/** Sources, which take a schedule and something that fetches. */
export function noSources(): SourceService {
  const refuse = refusing(
    'sources cannot be fetched on Cloudflare yet; fetch on a machine of your own and send articles with PUT /v1/articles/{id}',
  )
  return {
    create: refuse,
    list: async () => ({ items: [], next_cursor: null }),
    get: refuse,
    replace: refuse,
    patch: refuse,
    remove: refuse,
    run: refuse,
    items: refuse,
  }
}

function refusing(message: string): () => Promise<never> {
  return async () => {
    throw new AppError('not_implemented', 501, message)
  }
}
