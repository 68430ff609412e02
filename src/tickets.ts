// Tickets: short-lived proofs that the server gave something to somebody, signed so that nothing of them need be stored
// (HMAC-SHA-256, RFC 2104). A ticket is of one kind; one of another kind proves nothing.
import { fromOpaque, toOpaque } from './opaque.ts'

export interface Tickets {
  /** A ticket of a kind (`console`, `channel`), valid for so many seconds. `body`: JSON; everyone may read it. */
  issue(kind: string, body: object, seconds: number): Promise<string>
  /** What a ticket of this kind says and until when (ms since 1970); null when it is forged, expired, or of another kind. */
  read(kind: string, ticket: string): Promise<{ body: unknown; until: number } | null>
}

interface TicketsDeps {
  /** At least 32 random characters; told when first needed. Whoever knows it can make tickets. */
  secret: () => Promise<string>
  now?: () => Date
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** Longer texts are no tickets of ours, and not worth a hash. */
const LONGEST = 2000
const FORM = /^([\w-]{1,1900})\.([\w-]{43})$/

/** Build it over one secret. */
export function createTickets({ secret, now = () => new Date() }: TicketsDeps): Tickets {
  let key: Key | null = null
  // The key is remembered, never its making: on Workers one request must not wait for the promise of another.
  const keyOf = async (): Promise<Key> => {
    if (key !== null) return key
    const bytes = new TextEncoder().encode(await secret())
    const hmac = { name: 'HMAC', hash: 'SHA-256' }
    return (key = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']))
  }
  return {
    issue: async (kind, body, seconds) => {
      const claims = toOpaque([kind, body, now().getTime() + seconds * 1000])
      const mac = await crypto.subtle.sign('HMAC', await keyOf(), bytesOf(claims))
      return `${claims}.${base64url(new Uint8Array(mac))}`
    },
    read: async (kind, ticket) => {
      const [, claims, mac] = (ticket.length <= LONGEST && FORM.exec(ticket)) || []
      if (claims === undefined || mac === undefined) return null
      // WebCrypto compares in constant time.
      const genuine = await crypto.subtle.verify('HMAC', await keyOf(), fromBase64url(mac), bytesOf(claims))
      if (!genuine) return null
      const [given, body, until] = fromOpaque(claims) as [string, unknown, number]
      return given === kind && until > now().getTime() ? { body, until } : null
    },
  }
}

// --- Internal helpers ---

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
}
