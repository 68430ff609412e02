// One channel: the line for its pages, what it used, its settings; to be deleted by name.
import { useState } from 'hono/jsx'
import type { Channel } from '../../../channel-contract.ts'
import { address, api } from '../api.ts'
import { Copyable } from '../desk/copy.tsx'
import { desk } from '../desk/words.ts'
import type { PageProps } from '../pages.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { Confirm } from '../parts/dialog.tsx'
import { useFetched } from '../parts/fetched.ts'
import { notify } from '../parts/toast.tsx'
import { go } from '../router.ts'
import { ChannelForm } from './channel-form.tsx'
import { bodyOf, sameAgain, type Values } from './draft.ts'
import { words } from './words.ts'

export function OneChannel({ id }: { id: PageProps['rest'] }) {
  const path = `/v1/channels/${id}`
  const {
    data: channel,
    error,
    busy,
    reload,
  } = useFetched(id, (signal) => api.get<Channel>(path, {}, signal))
  const save = async (values: Values): Promise<void> => {
    if (channel === null) return
    await api.put(path, bodyOf(values, channel), { 'If-Match': `"${channel.version}"` })
    notify(desk.saved, async () => {
      await api.put(path, sameAgain(channel))
      reload()
    })
    reload()
  }
  return (
    <section>
      <p class="back">
        <a href="/console/channels">{desk.back}</a>
      </p>
      <h1>{channel?.name ?? ''}</h1>
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {channel !== null && (
        <>
          <Lines channel={channel} />
          <Usage channel={channel} />
          <h2>{words.settings}</h2>
          <ChannelForm
            key={String(channel.version)}
            channel={channel}
            action={desk.save}
            onSend={save}
            onReload={reload}
          />
          <Removal channel={channel} />
        </>
      )}
    </section>
  )
}

// --- Internal helpers ---

function Lines({ channel: { id, origins, enabled } }: { channel: Channel }) {
  const { origin } = location
  return (
    <>
      {!enabled && <p class="warn">{words.off}</p>}
      {origins.length === 0 && <p class="warn">{words.noOrigins}</p>}
      <h2>{words.line}</h2>
      <p class="quiet">{words.lineHint}</p>
      <Copyable
        text={`<script src="${origin}/widget.js" data-channel="${id}" defer></script>`}
        label={words.line}
      />
      <details>
        <summary>{words.policy}</summary>
        <p class="quiet">{words.policyHint}</p>
        <Copyable
          text={`script-src ${origin}; connect-src ${origin}; frame-src ${origin}`}
          label={words.policy}
        />
      </details>
    </>
  )
}

function Usage({ channel: { id, used_today, daily } }: { channel: Channel }) {
  const limit = daily === null ? null : daily.toLocaleString('en')
  return (
    <p>
      {words.usedToday(used_today.toLocaleString('en'), limit)}
      {' · '}
      <a href={address('/console/questions', { channel: id })}>{words.records}</a>
    </p>
  )
}

function Removal({ channel: { id, name, version } }: { channel: Channel }) {
  const [asked, setAsked] = useState(false)
  const remove = async (): Promise<void> => {
    await api.remove(`/v1/channels/${id}`, { 'If-Match': `"${version}"` })
    notify(desk.removed(name))
    go('/console/channels')
  }
  return (
    <>
      <p>
        <button class="stop" onClick={() => setAsked(true)}>
          {words.deleteTitle}
        </button>
      </p>
      {asked && (
        <Confirm
          title={words.deleteTitle}
          loss={<p>{words.deleteLoss(name)}</p>}
          name={name}
          action={desk.remove}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
