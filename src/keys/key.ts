// Port: keys as their owner sees them, what can be done with them, and how requests are counted. Schemas and types only.
import { z } from 'zod'
import { filtersSchema, isoDate } from '../article.ts'
import { originSchema } from '../origin.ts'
import { SCOPES, type Principal } from './principal.ts'

/** What a new key is to be. */
export const newKeySchema = z
  .strictObject({
    /** For its owner to know it by. */
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(SCOPES)).min(1),
    /** Articles its bearer is held to. */
    filters: filtersSchema.optional(),
    /** From when on it is not valid: a moment, or the beginning (UTC) of a day. Absent: it does not expire. */
    expires_at: z.union([z.iso.datetime({ offset: true }), isoDate]).optional(),
    /** Requests a day (UTC). */
    daily: z.number().int().min(1).max(1e9).optional(),
    channel: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1–40 lower-case letters, digits or -, such as portal')
      .optional(),
    /** Origins of the only pages that may use it. */
    origins: z.array(originSchema).min(1).max(20).optional(),
  })
  .refine(
    ({ scopes, filters }) =>
      filters === undefined || !scopes.some((one) => one === 'admin' || one === 'logs'),
    {
      path: ['filters'],
      message:
        'a key with the scope admin can make others, one with logs reads what everybody asked: neither can be held to some articles; leave out one of the two',
    },
  )
export type NewKey = z.input<typeof newKeySchema>

/** A key without its secret. */
export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  filters: filtersSchema.nullable(),
  channel: z.string().nullable(),
  origins: z.array(z.string()).nullable(),
  daily: z.number().int().nullable(),
  /** Requests since midnight UTC; a few seconds old. */
  used_today: z.number().int(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
})
export type Key = z.infer<typeof keySchema>

export const createdKeySchema = keySchema.extend({
  /** The key itself. It is told this once and kept nowhere. */
  key: z.string(),
})
export type CreatedKey = z.infer<typeof createdKeySchema>

export interface KeyService {
  /** Make a key. Throws `InputError` for a wish that breaks a rule, such as an expiry in the past. */
  create(wish: NewKey): Promise<CreatedKey>
  /** Keys, newest first, also revoked ones; `next_cursor` null: no more. Throws `InputError` for a cursor of another list. */
  list(page: { limit: number; cursor?: string }): Promise<{ items: Key[]; next_cursor: string | null }>
  /** Make a key worthless, now and for good; false when there is none with this id. Revoking twice is allowed. */
  revoke(id: string): Promise<boolean>
}

/** From the text of a key to its bearer. */
export interface KeyRing {
  /** Null for a key that is unknown, damaged, expired or revoked. Knows of a new or revoked one within seconds. */
  find(token: string): Promise<Principal | null>
  /** The bearer of the key with this id, under the same conditions: for whoever has proved it before. */
  named(id: string): Promise<Principal | null>
  /** Whether some valid key may be used from pages of this origin. */
  allowsOrigin(origin: string): Promise<boolean>
}

/** One limit as it stands after a request. */
export interface Quota {
  /** `minute`, `day` or `channel`. */
  name: string
  limit: number
  /** Seconds. */
  window: number
  /** What may still be asked. */
  remaining: number
  /** Seconds until more may be asked than `remaining`, at least 1. */
  reset: number
}

export interface Verdict {
  /** The limits that hold for this request, at least one. */
  quotas: Quota[]
  /** The one that is used up; null: the request may pass. */
  exceeded: Quota | null
}

/** Who is counted: an address as one client, and whether that is this machine itself. */
export interface Client {
  address: string
  loopback: boolean
}

export interface Limits {
  /** Count one request; one beyond a limit is not counted. `principal` null: a key that is not valid. Null: nothing limits it. */
  take(client: Client, principal: Principal | null): Verdict | null
}
