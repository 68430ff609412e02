// Conversations that several servers keep together, over the Sql port (schema `records`). As with those in memory, nothing that
// can be read outlives them: what is stored is encrypted with a key made from the id, which only the client has, so that
// neither the database nor any copy of it tells what was said.
import { z } from 'zod'
import { hex } from '../bytes.ts'
import {
  CONVERSATIONS_DEFAULTS,
  withTurn,
  type Conversations,
  type ConversationsOptions,
} from '../conversations.ts'
import type { Turn } from '../contract.ts'
import { keptValue } from './kept.ts'
import type { Sql } from './sql.ts'

export interface StoredConversations extends Conversations {
  /** Remove those that have expired and, beyond the number kept, those silent longest. For a schedule. */
  tend(): Promise<void>
}

interface Stored {
  version: number
  turns: Turn[]
}
interface Secret {
  name: string
  key: Awaited<ReturnType<typeof crypto.subtle.importKey>>
}

const turnsSchema = z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() }))
/** Of an initialization vector of AES-GCM, in bytes. */
const IV = 12

/** Keep conversations in a database. */
export function createStoredConversations(sql: Sql, options: ConversationsOptions = {}): StoredConversations {
  const { ttl, max, now } = { ...CONVERSATIONS_DEFAULTS, ...options }
  let salt: string | null = null
  const secretOf = async (id: string): Promise<Secret> => {
    salt ??= await keptValue(sql, 'conversations.salt', () => crypto.randomUUID())
    return derived(id, salt)
  }
  // Null: there is none. Without turns: it has expired.
  const find = async ({ name, key }: Secret): Promise<Stored | null> => {
    const [row] = await sql.all('SELECT version, used_at, turns FROM conversations WHERE name = ?', [name])
    if (row === undefined) return null
    const expired = now() - Number(row['used_at']) > ttl
    const turns = expired ? [] : await decrypted(row['turns'] as ArrayBuffer, key)
    return { version: Number(row['version']), turns }
  }
  return {
    get: async (id) => (await find(await secretOf(id)))?.turns ?? [],
    add: async (id, question, answer) => {
      const secret = await secretOf(id)
      for (;;) {
        const before = await find(secret)
        const turns = await encrypted(withTurn(before?.turns ?? [], question, answer), secret.key)
        const rows =
          before === null
            ? await sql.all(
                'INSERT INTO conversations (name, version, used_at, turns) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING RETURNING 1',
                [secret.name, now(), turns],
              )
            : await sql.all(
                'UPDATE conversations SET version = version + 1, used_at = ?, turns = ? WHERE name = ? AND version = ? RETURNING 1',
                [now(), turns, secret.name, before.version],
              )
        // None: another question of the same conversation was faster, and must not be lost.
        if (rows.length > 0) return
      }
    },
    tend: async () => {
      await sql.batch([
        { sql: 'DELETE FROM conversations WHERE used_at < ?', args: [now() - ttl] },
        {
          sql: 'DELETE FROM conversations WHERE name IN (SELECT name FROM conversations ORDER BY used_at DESC LIMIT -1 OFFSET ?)',
          args: [max],
        },
      ])
    },
  }
}

// --- Internal helpers ---

// HKDF (RFC 5869): the first half names the row, the second is the key; neither tells the other, nor the id.
async function derived(id: string, salt: string): Promise<Secret> {
  const bytes = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', bytes.encode(id), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytes.encode(salt), info: bytes.encode('conversation') }
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, material, 512))
  const name = hex(bits.subarray(0, 32))
  const key = await crypto.subtle.importKey('raw', bits.slice(32), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { name, key }
}

async function encrypted(turns: Turn[], key: Secret['key']): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV))
  const text = new TextEncoder().encode(JSON.stringify(turns))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text))
  const all = new Uint8Array(IV + sealed.length)
  all.set(iv)
  all.set(sealed, IV)
  return all.buffer
}

async function decrypted(stored: ArrayBuffer, key: Secret['key']): Promise<Turn[]> {
  const iv = new Uint8Array(stored, 0, IV)
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, new Uint8Array(stored, IV))
  return turnsSchema.parse(JSON.parse(new TextDecoder().decode(text)))
}
