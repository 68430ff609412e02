// What a Worker does not do yet: each answers 501 with another way, until its adapter takes this place.
import { AppError } from './errors.ts'
import type { SourceService } from './sources/source.ts'

/** Loads in one go, which a Worker does in pieces instead. */
export function noLoad(): () => Promise<never> {
  return refusing('articles are loaded by jobs on Cloudflare; send them with POST /v1/articles')
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
