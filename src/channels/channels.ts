// The life of channels: made, changed, removed.
import {
  channelRequestSchema,
  newChannelSchema,
  type Channel,
  type ChannelBody,
  type ChannelService,
} from '../channel-contract.ts'
import { mustHold, type Condition } from '../condition.ts'
import { InputError } from '../errors.ts'
import { validate } from '../validate.ts'
import type { ChannelStore } from './sql-channels.ts'

interface ChannelsDeps {
  store: ChannelStore
  now?: () => Date
  /** Makes an id where none is given. */
  id?: () => string
  /** Told after every change. */
  changed?: () => void
}

/** The service over a store. */
export function createChannels(deps: ChannelsDeps): ChannelService {
  const { store, now = () => new Date(), id: makeId = randomId, changed = () => undefined } = deps
  const today = (): string => now().toISOString().slice(0, 10)

  const write = async (id: string, body: ChannelBody, before: Channel | null): Promise<Channel | null> => {
    const at = now().toISOString()
    const made = { id, body, created_at: before?.created_at ?? at, updated_at: at }
    const version = await store.put(made, before?.version ?? null)
    changed()
    const { body: fields, ...rest } = made
    return version === null ? null : { ...rest, ...fields, version, used_today: before?.used_today ?? 0 }
  }
  // Null: what `make` says of what is there (null for nothing) when nothing is to be written.
  const over = async (
    id: string,
    condition: Condition,
    make: (before: Channel | null) => ChannelBody | null,
  ): Promise<{ channel: Channel; created: boolean } | null> => {
    for (;;) {
      const before = await store.get(id, today())
      mustHold(condition, before?.version ?? null, 'channel')
      const body = make(before)
      if (body === null) return null
      // Putting the same again changes nothing.
      if (before !== null && JSON.stringify(bodyOf(before)) === JSON.stringify(body))
        return { channel: before, created: false }
      const channel = await write(id, body, before)
      // Null: another one was faster, and the condition must hold of that.
      if (channel !== null) return { channel, created: before === null }
    }
  }

  return {
    create: async (wish) => {
      const { id = makeId(), ...body } = validate(newChannelSchema, wish)
      const channel = await write(id, body, null)
      if (channel !== null) return channel
      const message = 'is taken by another channel; choose another id, or change that channel'
      throw new InputError(`id: “${id}” ${message}`, {
        code: 'channel_exists',
        status: 409,
        fields: [{ field: 'id', message }],
      })
    },
    put: async (id, wish, condition = {}) => {
      const body = validate(channelRequestSchema, wish)
      return (await over(id, condition, () => body))!
    },
    patch: async (id, change, condition = {}) => {
      const changedOf = (before: Channel): ChannelBody =>
        channelRequestSchema.parse({ ...bodyOf(before), ...change })
      const done = await over(id, condition, (before) => before && changedOf(before))
      return done?.channel ?? null
    },
    get: (id) => store.get(id, today()),
    list: (limit, after = '') => store.list(today(), limit, after),
    remove: async (id, condition = {}) => {
      for (;;) {
        const before = await store.get(id, today())
        mustHold(condition, before?.version ?? null, 'channel')
        if (before === null) return false
        const removed = await store.remove(id, before.version)
        changed()
        if (removed) return true
      }
    },
  }
}

// --- Internal helpers ---

function bodyOf(channel: Channel): ChannelBody {
  const own = Object.entries(channel).filter(([name]) => name in channelRequestSchema.shape)
  return channelRequestSchema.parse(Object.fromEntries(own))
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

// Not secret, only unlike others: 40 bits.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `ch-${Array.from(bytes, (byte) => LETTERS[byte % 32]).join('')}`
}
