// Composition of who may do what over a server's records, the same on Node and on Workers: keys, sessions, channels, limits.
import { hex } from './bytes.ts'
import { openVisits } from './channels/open.ts'
import type { AccessConfig } from './config.ts'
import { byKey } from './http/access.ts'
import { createClients } from './http/client.ts'
import { bySession, createSessions } from './http/console-session.ts'
import type { AppDeps } from './http/deps.ts'
import type { LimitDeps } from './http/limits.ts'
import { openBudgets, type Budgets } from './keys/budgets.ts'
import type { KeyRing, KeyService } from './keys/key.ts'
import { createLimits } from './keys/limits.ts'
import { createEndedSessions } from './keys/sql-ended-sessions.ts'
import { createUsageStore } from './keys/sql-keys.ts'
import { keptValue } from './store/kept.ts'
import type { Sql } from './store/sql.ts'
import { createTickets, type Tickets } from './tickets.ts'

export interface ServiceAccess {
  deps: Required<
    Pick<AppDeps, 'keys' | 'authenticate' | 'sessions' | 'cors' | 'limits' | 'channels' | 'visits'>
  >
  /** One secret for all that is signed, whichever process signs it. */
  tickets: Tickets
  budgets: Budgets
}

interface Platform {
  keys: KeyService & KeyRing
  addressOf: LimitDeps['addressOf']
}

/** Keys, limits and origins as they are configured. */
export async function openServiceAccess(
  config: AccessConfig,
  records: Sql,
  { keys, addressOf }: Platform,
): Promise<ServiceAccess> {
  const today = new Date().toISOString().slice(0, 10)
  const budgets = await openBudgets({ store: createUsageStore(records), today })
  const tickets = createTickets({ secret: () => keptValue(records, 'tickets.secret', randomSecret) })
  const sessions = createSessions({ tickets, ring: keys, ended: createEndedSessions(records) })
  const { channels, visits } = openVisits(records, tickets)
  return {
    tickets,
    budgets,
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
      limits: { ...createLimits({ ...config, budgets }), client: createClients(config), addressOf },
    },
  }
}

// 32 random bytes in hexadecimal.
function randomSecret(): string {
  return hex(crypto.getRandomValues(new Uint8Array(32)))
}
