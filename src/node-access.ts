// Composition of keys and limits on Node, for the server and for the command line.
import { createHash, randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { AccessConfig, Config } from './config.ts'
import type { ChannelService } from './channel-contract.ts'
import { createChannels } from './channels/channels.ts'
import { openVisits } from './channels/open.ts'
import { createChannelStore } from './channels/sql-channels.ts'
import { byKey } from './http/access.ts'
import { createClients } from './http/client.ts'
import { bySession, createSessions } from './http/console-session.ts'
import type { AppDeps } from './http/deps.ts'
import { socketAddress } from './http/serve.ts'
import { openBudgets } from './keys/budgets.ts'
import type { KeyRing, KeyService } from './keys/key.ts'
import { createKeys } from './keys/keys.ts'
import { createLimits } from './keys/limits.ts'
import { createEndedSessions } from './keys/sql-ended-sessions.ts'
import { createKeyStore, createUsageStore } from './keys/sql-keys.ts'
import { keptValue } from './store/kept.ts'
import type { Sql } from './store/sql.ts'
import { openSqlite } from './store/sqlite.ts'
import { createTickets, type Tickets } from './tickets.ts'

/** The keys alone, for the command line; a server may run beside it. */
export async function openKeys(
  config: Config,
): Promise<KeyService & { path: string; close(): Promise<void> }> {
  const records = await openRecords(config)
  return { ...keysOf(records), path: recordsPath(config), close: () => records.close() }
}

/** The channels alone, for the command line; a server may run beside it. */
export async function openChannels(
  config: Config,
): Promise<ChannelService & { path: string; close(): Promise<void> }> {
  const records = await openRecords(config)
  const store = createChannelStore(records)
  return { ...createChannels({ store }), path: recordsPath(config), close: () => records.close() }
}

function recordsPath({ index }: Config): string {
  return join(resolve(index), 'records.sqlite')
}

/** Open what the service records beside the index. */
export function openRecords(config: Config): Promise<Sql> {
  return openSqlite(recordsPath(config), { schema: 'records' })
}

function keysOf(records: Sql): KeyService & KeyRing {
  return createKeys({ store: createKeyStore(records), digest: sha256 })
}

// WebCrypto would go through its own threads for the few bytes of a key, at every request.
function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest())
}

interface Access {
  deps: Required<
    Pick<AppDeps, 'keys' | 'authenticate' | 'sessions' | 'cors' | 'limits' | 'channels' | 'visits'>
  >
  /** One secret for all that is signed. */
  tickets: Tickets
  close(): Promise<void>
}

/** Keys, limits and origins as they are configured. */
export async function openAccess(config: AccessConfig, records: Sql): Promise<Access> {
  const keys = keysOf(records)
  const budgets = await openBudgets({ store: createUsageStore(records), today: today() })
  const tickets = createTickets({ secret: () => keptValue(records, 'tickets.secret', randomSecret) })
  const sessions = createSessions({ tickets, ring: keys, ended: createEndedSessions(records) })
  const { channels, visits } = openVisits(records, tickets)
  return {
    tickets,
    deps: {
      keys,
      channels,
      visits,
      authenticate: bySession(sessions, byKey(keys, config.open, visits)),
      sessions,
      cors: {
        origins: config.origins,
        allowsOrigin: async (origin) =>
          (await keys.allowsOrigin(origin)) || (await visits.allowsOrigin(origin)),
      },
      limits: {
        ...createLimits({ ...config, budgets }),
        client: createClients(config),
        addressOf: socketAddress,
      },
    },
    close: () => budgets.close(),
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}
