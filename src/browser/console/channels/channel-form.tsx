// The form of a channel, with how it will look beside it.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Channel } from '../../../channel-contract.ts'
import { COLOUR } from '../../../web/colour.ts'
import { ApiError } from '../api.ts'
import { conflictIn, ReloadOffer } from '../desk/conflict.tsx'
import { desk } from '../desk/words.ts'
import { ZoneField } from '../desk/zone-field.tsx'
import { words as shell } from '../here.ts'
import { asApiError } from '../parts/fetched.ts'
import { FaultSummary, faultsOf, Field, valuesOf, type Faults } from '../parts/form.tsx'
import { faultOf, LABELS, type Values } from './draft.ts'
import { LookFields } from './look-fields.tsx'
import { Preview } from './preview.tsx'
import { words } from './words.ts'

interface ChannelFormProps {
  /** The channel to be changed; null: a new one. */
  channel: Channel | null
  action: string
  onSend: (values: Values) => Promise<void>
  /** Read it anew: somebody else has changed it. */
  onReload?: () => void
}

export function ChannelForm({ channel, action, onSend, onReload }: ChannelFormProps) {
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const [values, setValues] = useState<Values>({ colour: channel?.colour ?? COLOUR })
  const box = useRef<HTMLElement>(null)
  const read = (): Values => valuesOf(box.current!.querySelector('form')!)
  useEffect(() => setValues(read()), [])
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const now = read()
    const fault = faultOf(now)
    setError(fault)
    if (fault !== null) return
    setBusy(true)
    try {
      await onSend(now)
    } catch (thrown) {
      setError(inOwnWords(asApiError(thrown), now))
    }
    setBusy(false)
  }
  const faults = faultsOf(error)
  return (
    <div class="channel" ref={box}>
      <form class="form" onSubmit={send} onInput={() => setValues(read())} noValidate>
        <FaultSummary error={error} labels={LABELS} />
        <ReloadOffer error={error} onReload={onReload} />
        <Basics channel={channel} faults={faults} />
        <LookFields channel={channel} faults={faults} />
        <p class="buttons">
          <button type="submit" class="primary" disabled={busy}>
            {action}
          </button>
          <a class="button" href="/console/channels">
            {shell.cancel}
          </a>
        </p>
      </form>
      <Preview values={values} filters={channel?.filters ?? {}} />
    </div>
  )
}

// --- Internal helpers ---

function Basics({ channel, faults }: { channel: Channel | null; faults: Faults }) {
  return (
    <>
      <Field name="name" label={desk.name} hint={words.nameHint} faults={faults}>
        {(control) => <input {...control} maxlength={100} autocomplete="off" value={channel?.name ?? ''} />}
      </Field>
      {channel === null && (
        <Field name="id" label={desk.optional(words.id)} hint={words.idHint} faults={faults}>
          {(control) => <input {...control} maxlength={40} autocomplete="off" spellcheck={false} />}
        </Field>
      )}
      <Field name="origins" label={words.origins} hint={words.originsHint} faults={faults}>
        {(control) => (
          <textarea {...control} rows={2} spellcheck={false} value={(channel?.origins ?? []).join('\n')} />
        )}
      </Field>
      <ZoneField hint={words.zoneHint} faults={faults} zone={channel?.filters?.zone ?? ''} />
      <Field name="daily" label={desk.optional(words.daily)} hint={words.noLimit} faults={faults}>
        {(control) => (
          <input {...control} inputmode="numeric" maxlength={10} value={String(channel?.daily ?? '')} />
        )}
      </Field>
    </>
  )
}

function inOwnWords(error: ApiError, { id = '' }: Values): ApiError {
  const { status, code } = error
  if (status === 409) {
    const message = words.taken(id)
    return new ApiError(message, { status, code, errors: [{ field: 'id', message }] })
  }
  return conflictIn(error, words.conflict)
}
