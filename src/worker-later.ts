// What a Worker does not do yet: each answers 501 with another way, until its adapter takes this place.
import type { Conversations } from './conversations.ts'
import { AppError } from './errors.ts'
import type { AppDeps } from './http/deps.ts'
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

/** Channels, whose widget needs pages. */
export function noChannels(): Pick<AppDeps, 'channels' | 'visits'> {
  const refuse = refusing(
    'the widget cannot be served from Cloudflare yet; serve it from a machine of your own',
  )
  return {
    channels: {
      create: refuse,
      put: refuse,
      patch: refuse,
      get: async () => null,
      list: async () => [],
      remove: async () => false,
    },
    visits: { shown: async () => null, begin: refuse },
  }
}

/** Conversations kept for clients: two requests of one need not reach the same memory. */
export function noConversations(): Conversations {
  const refuse = refusing(
    'conversations are not kept on Cloudflare yet; send what was said before as “history”, without conversation_id',
  )
  return { get: refuse, add: refuse }
}

function refusing(message: string): () => Promise<never> {
  return async () => {
    throw new AppError('not_implemented', 501, message)
  }
}
