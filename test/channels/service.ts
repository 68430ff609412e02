// Channels over a real database, with a clock that the test moves (`real`: that of the machine).
import { createChannels } from '../../src/channels/channels.ts'
import { createVisits } from '../../src/channels/visits.ts'
import { createChannelStore } from '../../src/channels/sql-channels.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createTickets, type Tickets } from '../../src/tickets.ts'

export const HOST = 'https://www.example.cn'

/** Two processes over one database: what one changes, the other learns of. */
export async function channelProcesses({ real = false } = {}) {
  const clock = { at: Date.parse('2026-12-01T08:00:00Z') }
  const now = () => (real ? new Date() : new Date(clock.at))
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const secret = { is: 's'.repeat(32) }
  let signed = createTickets({ secret: async () => secret.is, now })
  const tickets: Tickets = {
    issue: (...given) => signed.issue(...given),
    read: (...given) => signed.read(...given),
  }
  /** No ticket that was given holds any longer. */
  const forgetTickets = () => {
    secret.is = `${secret.is}x`
    signed = createTickets({ secret: async () => secret.is, now })
  }
  const process = () => {
    const store = createChannelStore(sql)
    const channel = (id: string) => store.get(id, now().toISOString().slice(0, 10))
    const visits = createVisits({ channel, origins: store.origins, tickets, now })
    return { store, visits, channels: createChannels({ store, now, changed: visits.forget }) }
  }
  return { clock, now, sql, tickets, forgetTickets, ...process(), other: process() }
}
