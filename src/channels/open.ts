// Channels and their visitors over the records, as every server has them.
import type { ChannelService } from '../channel-contract.ts'
import type { Sql } from '../store/sql.ts'
import type { Tickets } from '../tickets.ts'
import { createChannels } from './channels.ts'
import { createChannelStore } from './sql-channels.ts'
import { createVisits, type Visits } from './visits.ts'

/** Open them: a change through `channels` holds for `visits` at once, another server's within seconds. */
export function openVisits(sql: Sql, tickets: Tickets): { channels: ChannelService; visits: Visits } {
  const store = createChannelStore(sql)
  const visits = createVisits({ channel: (id) => store.get(id, today()), origins: store.origins, tickets })
  return { channels: createChannels({ store, changed: visits.forget }), visits }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
