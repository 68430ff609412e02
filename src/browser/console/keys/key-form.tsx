// Making a key; its text is shown once, until it is said to be kept.
import { useState } from 'hono/jsx'
import type { CreatedKey } from '../../../keys/key.ts'
import type { Scope } from '../../../keys/principal.ts'
import { api, type ApiError } from '../api.ts'
import { faultsIn, linesOf, wrong } from '../desk/check.ts'
import { Copyable } from '../desk/copy.tsx'
import { badOrigins } from '../desk/origins.ts'
import { ZoneField } from '../desk/zone-field.tsx'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import { Dialog } from '../parts/dialog.tsx'
import { asApiError } from '../parts/fetched.ts'
import { FaultSummary, faultsOf, Field, valuesOf } from '../parts/form.tsx'
import { go } from '../router.ts'
import { words } from './words.ts'

const SCOPES: readonly Scope[] = ['ask', 'search', 'ingest', 'logs', 'admin']
const LABELS = {
  name: desk.name,
  scopes: words.scopes,
  zone: desk.zone,
  'filters.zone': desk.zone,
  origins: words.origins,
  daily: words.daily,
  expires_at: words.expires,
}
type Values = Readonly<Record<string, string>>

export function KeyForm() {
  const [error, setError] = useState<ApiError | null>(null)
  const [made, setMade] = useState<CreatedKey | null>(null)
  const [busy, setBusy] = useState(false)
  const create = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = valuesOf(event.target as HTMLFormElement)
    const scopes = SCOPES.filter((one) => values[`scope-${one}`] !== undefined)
    const fault = faultOf(values, scopes)
    setError(fault)
    if (fault !== null) return
    setBusy(true)
    try {
      setMade(await api.post<CreatedKey>('/v1/keys', bodyOf(values, scopes)))
    } catch (thrown) {
      setError(asApiError(thrown))
    }
    setBusy(false)
  }
  const faults = faultsOf(error)
  return (
    <section>
      <h1>{words.create}</h1>
      <form class="form" onSubmit={create} noValidate>
        <FaultSummary error={error} labels={LABELS} />
        <Field name="name" label={desk.name} hint={words.nameHint} faults={faults}>
          {(control) => <input {...control} maxlength={100} autocomplete="off" />}
        </Field>
        <fieldset class="field" id="scopes" tabindex={-1} data-wrong={faults['scopes'] && 'true'}>
          <legend>{words.scopes}</legend>
          {faults['scopes'] !== undefined && <p class="wrong">{faults['scopes']}</p>}
          {SCOPES.map((scope) => (
            <label class="tick">
              <input
                type="checkbox"
                name={`scope-${scope}`}
                checked={scope === 'ask' || scope === 'search'}
              />
              <span>
                {words.scope(scope)} <code>{scope}</code>
              </span>
            </label>
          ))}
        </fieldset>
        <ZoneField hint={words.zoneHint} faults={faults} zone="" />
        <Field name="origins" label={desk.optional(words.origins)} hint={words.originsHint} faults={faults}>
          {(control) => <textarea {...control} rows={2} spellcheck={false} />}
        </Field>
        <Field name="daily" label={desk.optional(words.daily)} hint={words.dailyHint} faults={faults}>
          {(control) => <input {...control} inputmode="numeric" maxlength={10} />}
        </Field>
        <Field
          name="expires_at"
          label={desk.optional(words.expires)}
          hint={words.expiresHint}
          faults={faults}
        >
          {(control) => <input type="date" {...control} max="9999-12-31" />}
        </Field>
        <p class="buttons">
          <button type="submit" class="primary" disabled={busy}>
            {words.create}
          </button>
          <a class="button" href="/console/keys">
            {shell.cancel}
          </a>
        </p>
      </form>
      {made !== null && (
        <Dialog title={words.made(made.name)} onClose={() => go('/console/keys')}>
          <p>{words.onlyOnce}</p>
          <Copyable text={made.key} label={words.made(made.name)} />
          <p>
            <button class="primary" onClick={() => go('/console/keys')}>
              {words.keptIt}
            </button>
          </p>
        </Dialog>
      )}
    </section>
  )
}

// --- Internal helpers ---

function faultOf(values: Values, scopes: readonly Scope[]): ApiError | null {
  const faults = [
    ...(faultsIn(values, [{ name: 'name', label: desk.name, needed: true, most: 100 }])?.fields ?? []),
  ]
  const add = (field: string, message: string): void => void faults.push({ field, message })
  const { daily, zone, expires_at } = values
  if (scopes.length === 0) add('scopes', words.noScope)
  if (zone !== undefined && scopes.some((one) => one === 'admin' || one === 'logs'))
    add('zone', words.zoneWithLogs)
  for (const origin of badOrigins(values['origins'])) add('origins', words.badOrigin(origin))
  if (daily !== undefined && !/^[1-9]\d{0,8}$/.test(daily)) add('daily', words.badDaily)
  if (expires_at !== undefined && Date.parse(expires_at) <= Date.now()) add('expires_at', words.pastDay)
  return wrong(faults)
}

function bodyOf({ name, zone, origins, daily, expires_at }: Values, scopes: readonly Scope[]): object {
  const listed = linesOf(origins)
  return {
    name,
    scopes,
    ...(zone === undefined ? {} : { filters: { zone } }),
    ...(listed.length === 0 ? {} : { origins: listed }),
    ...(daily === undefined ? {} : { daily: Number(daily) }),
    ...(expires_at === undefined ? {} : { expires_at }),
  }
}
