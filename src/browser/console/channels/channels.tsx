// 渠道: the ways in for visitors of portals; and the way to one of them or a new one.
import { useState } from 'hono/jsx'
import type { Channel } from '../../../channel-contract.ts'
import { api } from '../api.ts'
import { SmallTable } from '../desk/small-table.tsx'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { asApiError } from '../parts/fetched.ts'
import type { Column } from '../parts/table.tsx'
import { notify } from '../parts/toast.tsx'
import { NewChannel } from './new-channel.tsx'
import { OneChannel } from './one-channel.tsx'
import { words } from './words.ts'

export function Channels({ rest }: PageProps) {
  if (rest === '') return <ChannelList />
  return rest === 'new' ? <NewChannel /> : <OneChannel key={rest} id={rest} />
}

/** What a channel used today, and of how much. */
export function usage({ used_today, daily }: Channel): string {
  const used = used_today.toLocaleString('en')
  return daily === null ? used : `${used} / ${daily.toLocaleString('en')}`
}

// --- Internal helpers ---

function ChannelList() {
  const [turn, setTurn] = useState(0)
  const columns: Column<Channel>[] = [
    {
      head: desk.name,
      cell: ({ id, name, enabled }) => (
        <>
          <a href={`/console/channels/${id}`}>{name}</a>
          <p class="quiet">{id}</p>
          {!enabled && <span class="tag">{words.off}</span>}
        </>
      ),
    },
    { head: words.held, cell: (channel) => <Held to={channel} /> },
    { head: words.today, figures: true, cell: usage },
    {
      head: shell.actions,
      cell: (channel) => (
        <button onClick={() => void toggled(channel, () => setTurn((before) => before + 1))}>
          {channel.enabled ? words.switchOff : words.switchOn}
        </button>
      ),
    },
  ]
  return (
    <section>
      <h1>{shell.channels}</h1>
      <p class="lead">{words.about}</p>
      <SmallTable
        caption={words.caption}
        path="/v1/channels"
        columns={columns}
        keyOf={({ id }) => id}
        textOf={({ id, name, origins, filters }) => [id, name, filters?.zone, ...origins].join(' ')}
        searchLabel={words.search}
        turn={turn}
        tools={<CreateLink />}
        empty={
          <>
            <p>{words.empty}</p>
            <p>
              <CreateLink />
            </p>
          </>
        }
      />
    </section>
  )
}

function CreateLink() {
  return (
    <a class="button primary" href="/console/channels/new">
      {words.create}
    </a>
  )
}

function Held({ to: { filters, origins } }: { to: Channel }) {
  return (
    <>
      {filters?.zone !== undefined && <div>{filters.zone}</div>}
      {origins.length === 0 && <div class="warn">{words.noOrigins}</div>}
      {origins.map((origin) => (
        <div>{origin}</div>
      ))}
    </>
  )
}

async function toggled({ id, enabled }: Channel, again: () => void): Promise<void> {
  const path = `/v1/channels/${id}`
  try {
    await api.patch(path, { enabled: !enabled })
    notify(enabled ? words.off : words.on, async () => {
      await api.patch(path, { enabled })
      again()
    })
    again()
  } catch (error) {
    notify(asApiError(error).message)
  }
}
