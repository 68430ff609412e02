// The life of keys: made, found by their text, listed, revoked. It keeps digests only; the text of a key leaves it once.
//
// A key has 190 random bits, so nobody finds its text from a SHA-256 by guessing; the slow, salted hash that passwords need
// would only make every request slow (NIST SP 800-63B, 5.1.2.2: from 112 bits on a one-way function is enough).
import { InputError } from '../errors.ts'
import { originAllowed } from '../origin.ts'
import { validate } from '../validate.ts'
import { newKeySchema, type CreatedKey, type Key, type KeyRing, type KeyService } from './key.ts'
import type { Principal } from './principal.ts'
import type { KeyStore, StoredKey } from './sql-keys.ts'
import { makeToken, parseToken, type Random } from './token.ts'

export interface KeysDeps {
  store: KeyStore
  now?: () => Date
  random?: Random
  /** SHA-256. */
  digest?: (text: string) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>
}

/** How long a key is taken for what it was, in ms: a key revoked by another process is valid no longer. */
const FRESH_MS = 2000
/** Keys remembered, also as unknown. */
const REMEMBERED = 1000

/** Build the keys over their store. */
export function createKeys(deps: KeysDeps): KeyService & KeyRing {
  const { store, now = () => new Date(), random = randomBytes, digest = sha256 } = deps
  const remembered = createMemory<Bearer>(REMEMBERED)
  const origins = createMemory<string[]>(1)
  // Counts changes, so that what was read before one is not remembered after it.
  let changes = 0
  const forget = (): void => {
    changes += 1
    remembered.forget()
    origins.forget()
  }

  const lookUp = async (id: string, at: number): Promise<Bearer> => {
    const before = changes
    const bearer = bearerOf(await store.get(id))
    if (changes === before) remembered.set(id, bearer, at + FRESH_MS)
    return bearer
  }

  return {
    create: async (wish) => {
      const {
        name,
        scopes,
        filters,
        expires_at,
        daily,
        channel,
        origins: from,
      } = validate(newKeySchema, wish)
      const created = now()
      const expires = expires_at === undefined ? null : new Date(expires_at)
      if (expires !== null && expires <= created) {
        throw new InputError(`expires_at is ${expires_at!}, which is past; give a later day`, {
          code: 'invalid_request',
          fields: [{ field: 'expires_at', message: 'must be in the future' }],
        })
      }
      const token = makeToken(random)
      const key: Key = {
        id: token.id,
        name,
        scopes: [...new Set(scopes)],
        filters: filters ?? null,
        channel: channel ?? null,
        origins: from ?? null,
        daily: daily ?? null,
        used_today: 0,
        created_at: created.toISOString(),
        expires_at: expires?.toISOString() ?? null,
        revoked_at: null,
      }
      await store.add({ ...key, hash: await digest(token.text) })
      forget()
      return { ...key, key: token.text } satisfies CreatedKey
    },
    list: async ({ limit, cursor }) => {
      const day = now().toISOString().slice(0, 10)
      const found = await store.list(day, limit + 1, cursor === undefined ? null : seqOf(cursor))
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(withoutSeq),
        next_cursor: found.length > limit && last !== undefined ? `k${last.seq.toString(36)}` : null,
      }
    },
    revoke: async (id) => {
      const done = await store.revoke(id, now().toISOString())
      forget()
      return done
    },
    find: async (text) => {
      const token = parseToken(text)
      if (token === null) return null
      const at = now().getTime()
      const bearer = remembered.get(token.id, at) ?? (await lookUp(token.id, at))
      const { hash, principal, until, proven } = bearer
      if (!equalTexts(token.text, proven)) {
        // Also for an unknown id, so that the time taken does not tell whether it is known.
        if (!equalDigests(await digest(token.text), hash)) return null
        bearer.proven = token.text
      }
      return until > at ? principal : null
    },
    named: async (id) => {
      const at = now().getTime()
      const { principal, until } = remembered.get(id, at) ?? (await lookUp(id, at))
      return until > at ? principal : null
    },
    allowsOrigin: async (origin) => {
      const at = now()
      let known = origins.get('', at.getTime())
      if (known === undefined) {
        known = await store.origins(at.toISOString())
        origins.set('', known, at.getTime() + FRESH_MS)
      }
      return originAllowed(known, origin)
    },
  }
}

/** Whether two digests are equal, in a time that does not depend on where they differ. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < 32; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

// The same for texts of keys, which all have one length.
function equalTexts(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}

// --- Internal helpers ---

/** A key as requests need it. `principal` null: it was revoked, or there is none. */
interface Bearer {
  hash: Uint8Array
  principal: Principal | null
  /** Until when it is valid, in ms. */
  until: number
  /** The text whose digest was seen to be `hash`, for as long as this is remembered; empty: none yet. */
  proven: string
}

function bearerOf(key: StoredKey | null): Bearer {
  if (key === null) return { hash: new Uint8Array(32), principal: null, until: 0, proven: '' }
  const { hash, id, scopes, filters, daily, channel, origins, expires_at, revoked_at } = key
  const principal: Principal = {
    id,
    scopes: new Set(scopes),
    ...(filters === null ? {} : { filters }),
    ...(daily === null ? {} : { daily }),
    ...(channel === null ? {} : { channel }),
    ...(origins === null ? {} : { origins }),
  }
  const until = expires_at === null ? Infinity : Date.parse(expires_at)
  return { hash, principal: revoked_at === null ? principal : null, until, proven: '' }
}

function withoutSeq(row: Key & { seq: number }): Key {
  const { seq: _, ...key } = row
  return key
}

function seqOf(cursor: string): number {
  const seq = /^k[0-9a-z]{1,10}$/.test(cursor) ? Number.parseInt(cursor.slice(1), 36) : Number.NaN
  if (Number.isSafeInteger(seq)) return seq
  throw new InputError(`the cursor “${cursor.slice(0, 40)}” is of no list of keys; take next_cursor`, {
    code: 'invalid_request',
    fields: [{ field: 'cursor', message: 'must be a next_cursor of this list' }],
  })
}

interface Memory<T> {
  /** Undefined: not known, or no longer fresh. */
  get(name: string, at: number): T | undefined
  set(name: string, value: T, until: number): void
  forget(): void
}

// What was looked up, for a while; the oldest goes first.
function createMemory<T>(most: number): Memory<T> {
  const entries = new Map<string, { value: T; until: number }>()
  return {
    get: (name, at) => {
      const entry = entries.get(name)
      // A clock that was set back must not make it fresh for longer.
      const left = entry === undefined ? 0 : entry.until - at
      return left > 0 && left <= FRESH_MS ? entry?.value : undefined
    },
    set: (name, value, until) => {
      entries.delete(name)
      if (entries.size >= most) entries.delete(entries.keys().next().value!)
      entries.set(name, { value, until })
    },
    forget: () => entries.clear(),
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

async function sha256(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
