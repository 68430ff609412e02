// Making a channel.
import type { Channel } from '../../../channel-contract.ts'
import { api } from '../api.ts'
import { desk } from '../desk/words.ts'
import { notify } from '../parts/toast.tsx'
import { go } from '../router.ts'
import { ChannelForm } from './channel-form.tsx'
import { bodyOf, type Values } from './draft.ts'
import { words } from './words.ts'

export function NewChannel() {
  return (
    <section>
      <h1>{words.create}</h1>
      <ChannelForm channel={null} action={words.create} onSend={create} />
    </section>
  )
}

// --- Internal helpers ---

async function create(values: Values): Promise<void> {
  const { id } = values
  const body = { ...bodyOf(values, null), ...(id === undefined ? {} : { id }) }
  const made = await api.post<Channel>('/v1/channels', body)
  notify(desk.saved)
  go(`/console/channels/${made.id}`)
}
