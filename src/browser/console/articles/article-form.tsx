// The form of an article, new or there already.
import { useState } from 'hono/jsx'
import type { Article } from '../../../article.ts'
import type { Job } from '../../../job-contract.ts'
import { api, type ApiError } from '../api.ts'
import { faultsIn, wrong } from '../desk/check.ts'
import { useFacets } from '../desk/facets.ts'
import { conflictIn, ReloadOffer } from '../desk/conflict.tsx'
import { desk } from '../desk/words.ts'
import { asApiError } from '../parts/fetched.ts'
import { FaultSummary, faultsOf, Field, valuesOf, type Faults } from '../parts/form.tsx'
import { words } from './words.ts'

const LABELS = {
  title: desk.title,
  text: words.text,
  published_at: desk.date,
  source: desk.source,
  zone: desk.zone,
  region: desk.region,
  url: words.url,
}
const NAMES = Object.keys(LABELS) as (keyof typeof LABELS)[]
const MOST = 500
const MOST_URL = 2000

interface ChangeProps {
  article: Article
  onSaved: (saved: Article) => void
  /** Read it anew: somebody else has changed it. */
  onReload: () => void
}

/** Of an article that is there: it is stored anew, over the revision that was read. */
export function ArticleForm({ article, onSaved, onReload }: ChangeProps) {
  const save = async (values: Record<string, string>): Promise<void> => {
    const path = `/v1/articles/${encodeURIComponent(article.id)}`
    const body = Object.fromEntries(NAMES.map((name) => [name, values[name] ?? null]))
    onSaved(await api.put<Article>(path, body, { 'If-Match': `"${article.revision}"` }))
  }
  return <Fields article={article} action={desk.save} onSend={save} onReload={onReload} />
}

/** Of a new article: it becomes a job. */
export function NewArticle({ onSent }: { onSent: (job: Job) => void }) {
  const send = async (values: Record<string, string>): Promise<void> =>
    onSent(await api.post<Job>('/v1/articles', values))
  return <Fields article={null} action={words.load} onSend={send} />
}

/** An article as it can be put again, such as to take back a change. */
export function inputOf(article: Article): object {
  return Object.fromEntries(NAMES.map((name) => [name, article[name]]))
}

// --- Internal helpers ---

interface FieldsProps {
  article: Article | null
  action: string
  onSend: (values: Record<string, string>) => Promise<void>
  onReload?: () => void
}

function Fields({ article, action, onSend, onReload }: FieldsProps) {
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const form = event.target as HTMLFormElement
    const values = valuesOf(form)
    // All other offsets refer to the text: it is sent as it stands.
    const { value } = form.elements.namedItem('text') as HTMLTextAreaElement
    if (values['text'] !== undefined) values['text'] = value
    const fault = faultOf(values)
    setError(fault)
    if (fault !== null) return
    setBusy(true)
    try {
      await onSend(values)
      if (article === null) form.reset()
    } catch (thrown) {
      setError(conflictIn(asApiError(thrown), words.conflict))
    }
    setBusy(false)
  }
  return (
    <form class="form" onSubmit={send} noValidate>
      <FaultSummary error={error} labels={LABELS} />
      <ReloadOffer error={error} onReload={onReload} />
      <Controls article={article} faults={faultsOf(error)} />
      <p class="buttons">
        <button type="submit" class="primary" disabled={busy}>
          {action}
        </button>
      </p>
    </form>
  )
}

function Controls({ article, faults }: { article: Article | null; faults: Faults }) {
  const facets = useFacets()
  const known = { zone: facets?.zones, source: facets?.sources, region: facets?.regions }
  return (
    <>
      <Field name="title" label={desk.optional(desk.title)} hint={words.titleHint} faults={faults}>
        {(control) => <input {...control} maxlength={MOST} value={article?.title ?? ''} />}
      </Field>
      <Field name="published_at" label={desk.optional(desk.date)} hint={words.dateHint} faults={faults}>
        {(control) => <input type="date" {...control} max="9999-12-31" value={article?.published_at ?? ''} />}
      </Field>
      {(['zone', 'source', 'region'] as const).map((name) => (
        <Field name={name} label={desk.optional(LABELS[name])} faults={faults}>
          {(control) => (
            <>
              <input {...control} list={`${name}s`} maxlength={MOST} value={article?.[name] ?? ''} />
              <datalist id={`${name}s`}>
                {(known[name] ?? []).map(({ value }) => (
                  <option value={value}></option>
                ))}
              </datalist>
            </>
          )}
        </Field>
      ))}
      <Field name="url" label={desk.optional(words.url)} faults={faults}>
        {(control) => <input type="url" {...control} maxlength={MOST_URL} value={article?.url ?? ''} />}
      </Field>
      <Field name="text" label={words.text} hint={words.textHint} faults={faults}>
        {(control) => <textarea {...control} class="long" rows={14} value={article?.text ?? ''} />}
      </Field>
    </>
  )
}

function faultOf(values: Record<string, string>): ApiError | null {
  const rules = NAMES.filter((name) => name !== 'text' && name !== 'url').map((name) => ({
    name,
    label: LABELS[name],
    most: MOST,
  }))
  const faults = faultsIn(values, [...rules, { name: 'text', label: words.text, needed: true }])?.fields ?? []
  const { url } = values
  const badUrl = url !== undefined && !/^https?:\/\/[^\s]+$/i.test(url)
  return wrong([...faults, ...(badUrl ? [{ field: 'url', message: words.badUrl }] : [])])
}
