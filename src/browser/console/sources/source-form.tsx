// The form of a source.
import { useState } from 'hono/jsx'
import type { Source } from '../../../sources/source.ts'
import type { ApiError } from '../api.ts'
import { faultsIn, linesOf, wrong } from '../desk/check.ts'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import { asApiError } from '../parts/fetched.ts'
import { FaultSummary, faultsOf, Field, valuesOf, type Faults } from '../parts/form.tsx'
import { words } from './words.ts'

const LABELS = {
  kind: words.kind,
  url: words.url,
  'selectors.item': words.selector,
  'selectors.next': words.next,
  zone: desk.zone,
  region: desk.region,
  source: desk.source,
  interval_minutes: words.interval,
  include: words.include,
  exclude: words.exclude,
  max_items: words.maxItems,
  on_gone: words.onGone,
}
const KINDS = ['sitemap', 'feed', 'list'] as const
const INTERVALS = [15, 30, 60, 180, 360, 720, 1440, 10_080]
const MOST_URL = 2000

interface SourceFormProps {
  source: Source | null
  back: string
  onSend: (body: object) => Promise<void>
}

export function SourceForm({ source, back, onSend }: SourceFormProps) {
  const [error, setError] = useState<ApiError | null>(null)
  const [kind, setKind] = useState<string>(source?.kind ?? 'sitemap')
  const [busy, setBusy] = useState(false)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = valuesOf(event.target as HTMLFormElement)
    const fault = faultOf(values)
    setError(fault)
    if (fault !== null) return
    setBusy(true)
    try {
      await onSend(bodyOf(values, source))
    } catch (thrown) {
      setError(asApiError(thrown))
    }
    setBusy(false)
  }
  const faults = faultsOf(error)
  return (
    <form class="form" onSubmit={send} noValidate>
      <FaultSummary error={error} labels={LABELS} />
      <Field name="kind" label={words.kind} faults={faults}>
        {(control) => (
          <select
            {...control}
            value={kind}
            onChange={(event: Event) => setKind((event.target as HTMLSelectElement).value)}
          >
            {KINDS.map((one) => (
              <option value={one} selected={one === kind}>
                {words.kinds(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="url" label={words.url} hint={words.urlHint} faults={faults}>
        {(control) => <input type="url" {...control} maxlength={MOST_URL} value={source?.url ?? ''} />}
      </Field>
      {kind === 'list' && <Selectors source={source} faults={faults} />}
      <Field name="interval_minutes" label={words.interval} faults={faults}>
        {(control) => (
          <select {...control}>
            <option value="">{words.onDemand}</option>
            {intervalsWith(source?.interval_minutes ?? null).map((minutes) => (
              <option value={String(minutes)} selected={minutes === (source?.interval_minutes ?? null)}>
                {words.intervals(minutes)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset class="field">
        <legend>{words.defaults}</legend>
        {(['zone', 'source', 'region'] as const).map((name) => (
          <Field name={name} label={desk.optional(LABELS[name])} faults={faults}>
            {(control) => <input {...control} maxlength={200} value={source?.[name] ?? ''} />}
          </Field>
        ))}
      </fieldset>
      <More source={source} faults={faults} />
      <p class="buttons">
        <button type="submit" class="primary" disabled={busy}>
          {desk.save}
        </button>
        <a class="button" href={back}>
          {shell.cancel}
        </a>
      </p>
    </form>
  )
}

// --- Internal helpers ---

type Values = Readonly<Record<string, string>>
type PartProps = { source: Source | null; faults: Faults }

function Selectors({ source, faults }: PartProps) {
  return (
    <>
      <Field name="selectors.item" label={words.selector} hint={words.selectorHint} faults={faults}>
        {(control) => (
          <input {...control} maxlength={300} spellcheck={false} value={source?.selectors?.item ?? ''} />
        )}
      </Field>
      <Field name="selectors.next" label={desk.optional(words.next)} hint={words.nextHint} faults={faults}>
        {(control) => (
          <input {...control} maxlength={300} spellcheck={false} value={source?.selectors?.next ?? ''} />
        )}
      </Field>
    </>
  )
}

function More({ source, faults }: PartProps) {
  return (
    <details>
      <summary>{desk.moreOptions}</summary>
      <Field name="include" label={desk.optional(words.include)} hint={words.includeHint} faults={faults}>
        {(control) => (
          <textarea {...control} rows={2} spellcheck={false} value={(source?.include ?? []).join('\n')} />
        )}
      </Field>
      <Field name="exclude" label={desk.optional(words.exclude)} faults={faults}>
        {(control) => (
          <textarea {...control} rows={2} spellcheck={false} value={(source?.exclude ?? []).join('\n')} />
        )}
      </Field>
      <Field name="max_items" label={words.maxItems} faults={faults}>
        {(control) => (
          <input {...control} inputmode="numeric" maxlength={5} value={String(source?.max_items ?? 500)} />
        )}
      </Field>
      <Field name="on_gone" label={words.onGone} faults={faults}>
        {(control) => (
          <select {...control}>
            <option value="keep">{words.keepGone}</option>
            <option value="remove" selected={source?.on_gone === 'remove'}>
              {words.removeGone}
            </option>
          </select>
        )}
      </Field>
    </details>
  )
}

// One that was set by other means stays among them.
function intervalsWith(own: number | null): number[] {
  return [...new Set([...INTERVALS, ...(own === null ? [] : [own])])].sort((a, b) => a - b)
}

function faultOf(values: Values): ApiError | null {
  const { kind, url, max_items = '' } = values
  const list = kind === 'list'
  const faults =
    faultsIn(values, [{ name: 'url', label: words.url, needed: true, most: MOST_URL }])?.fields ?? []
  const add = (field: string, message: string): void => void faults.push({ field, message })
  if (url !== undefined && !/^https?:\/\/\S+$/i.test(url)) add('url', words.badUrl)
  if (list && values['selectors.item'] === undefined) add('selectors.item', words.needsSelector)
  if (!/^[1-9]\d{0,4}$/.test(max_items) || Number(max_items) > 10_000) add('max_items', words.badMaxItems)
  return wrong(faults)
}

function bodyOf(values: Values, before: Source | null): object {
  const { kind, url, zone = null, region = null, source = null, interval_minutes, include, exclude } = values
  const item = values['selectors.item']
  return {
    kind,
    url,
    zone,
    region,
    source,
    interval_minutes: interval_minutes === undefined ? null : Number(interval_minutes),
    include: linesOf(include),
    exclude: linesOf(exclude),
    max_items: Number(values['max_items']),
    on_gone: values['on_gone'],
    selectors:
      kind !== 'list' || item === undefined
        ? null
        : {
            item,
            next: values['selectors.next'] ?? null,
            max_pages: before?.selectors?.max_pages ?? 5,
          },
  }
}
