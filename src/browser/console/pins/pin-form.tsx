// The form of a pinned answer, new or there already; after it is saved the question is asked again.
import { useRef, useState } from 'hono/jsx'
import type { Pin } from '../../../answer-contract.ts'
import { api, type ApiError } from '../api.ts'
import { AskAgain } from '../desk/ask-again.tsx'
import { linesOf } from '../desk/check.ts'
import { conflictIn, ReloadOffer } from '../desk/conflict.tsx'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import { asApiError } from '../parts/fetched.ts'
import { FaultSummary, faultsOf, Field, valuesOf, type Faults } from '../parts/form.tsx'
import { notify } from '../parts/toast.tsx'
import { Cite, type Cited } from './cite.tsx'
import { bodyOf, faultOf, inOwnWords, lastDay, newId, sameAgain } from './draft.ts'
import { words } from './words.ts'

interface PinFormProps {
  /** The pin to be changed; null: a new one. */
  pin: Pin | null
  /** Where its citation stands. */
  cited: Cited | null
  /** For a new one: what was asked, how else it was, and the group of it. */
  question?: string
  wordings?: readonly string[]
  group?: string | undefined
  /** The note of the group. */
  note?: string | null
  /** Read it anew: somebody else has changed it. */
  onReload?: () => void
}

const LABELS = {
  question: words.question,
  similar: words.similar,
  negative: words.negative,
  answer: words.answer,
  author: words.author,
  citation: words.citation,
  expires: words.expires,
}

export function PinForm(props: PinFormProps) {
  const { question = '', wordings = [], group, note = null, onReload } = props
  const [pin, setPin] = useState(props.pin)
  const [cited, setCited] = useState(props.cited)
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState<{ question: string; at: number } | null>(null)
  const id = useRef(pin?.id ?? newId())
  const before = props.pin
  const first = pin?.question ?? question

  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = valuesOf(event.target as HTMLFormElement)
    const fault = faultOf(values, cited)
    setError(fault)
    if (fault !== null) return
    setBusy(true)
    try {
      const path = `/v1/pins/${id.current}`
      const body = bodyOf(values, cited, pin?.enabled ?? true)
      const condition = pin === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${pin.version}"` }
      const put = await api.put<Pin>(path, body, condition)
      setPin(put)
      setSaved({ question: put.question, at: Date.now() })
      notify(words.saved, async () => {
        if (pin !== null) await api.put<Pin>(path, sameAgain(pin))
        else await api.remove(path)
        setPin(null)
        setSaved(null)
        onReload?.()
      })
    } catch (thrown) {
      const failed = asApiError(thrown)
      setError(inOwnWords(conflictIn(failed, words.conflict)))
    }
    setBusy(false)
  }
  const faults = faultsOf(error)
  return (
    <>
      <form class="form" onSubmit={save} noValidate>
        <FaultSummary error={error} labels={LABELS} />
        <ReloadOffer error={error} onReload={onReload} />
        <Field name="question" label={words.question} faults={faults}>
          {(control) => <input {...control} maxlength={500} value={first} />}
        </Field>
        <Similar faults={faults} before={before?.similar ?? []} wordings={wordings} />
        <Field name="answer" label={words.answer} hint={words.answerHint} faults={faults}>
          {(control) => <textarea {...control} rows={4} value={before?.answer ?? ''} />}
        </Field>
        <Cite question={first} cited={cited} onCite={setCited} />
        <Field name="author" label={desk.optional(words.author)} hint={words.authorHint} faults={faults}>
          {(control) => <input {...control} maxlength={100} value={before?.author ?? ''} />}
        </Field>
        <details>
          <summary>{desk.moreOptions}</summary>
          <Field
            name="negative"
            label={desk.optional(words.negative)}
            hint={words.negativeHint}
            faults={faults}
          >
            {(control) => <textarea {...control} rows={3} value={(before?.negative ?? []).join('\n')} />}
          </Field>
          <Field name="expires" label={desk.optional(words.expires)} hint={words.expiresHint} faults={faults}>
            {(control) => <input type="date" {...control} value={before === null ? '' : lastDay(before)} />}
          </Field>
          <p>
            <label class="tick">
              <input type="checkbox" name="keep" checked={before?.keep_when_changed ?? false} />
              {words.keep}
            </label>
          </p>
        </details>
        <p class="buttons">
          <button type="submit" class="primary" disabled={busy}>
            {desk.save}
          </button>
          <a class="button" href={group === undefined ? '/console/pins' : '/console/unanswered'}>
            {saved === null ? shell.cancel : desk.back}
          </a>
        </p>
      </form>
      {saved !== null && (
        <section>
          <h2>{words.tryIt}</h2>
          <AskAgain question={saved.question} group={group} note={note} at={saved.at} />
        </section>
      )}
    </>
  )
}

// --- Internal helpers ---

interface SimilarProps {
  faults: Faults
  before: readonly string[]
  wordings: readonly string[]
}

function Similar({ faults, before, wordings }: SimilarProps) {
  const [added, setAdded] = useState<readonly string[]>([])
  const add = (wording: string): void => {
    const box = document.getElementById('similar') as HTMLTextAreaElement
    if (!linesOf(box.value).includes(wording)) box.value = [...linesOf(box.value), wording].join('\n')
    setAdded([...added, wording])
  }
  const offered = wordings.filter((one) => !added.includes(one) && !before.includes(one))
  return (
    <>
      <Field name="similar" label={desk.optional(words.similar)} hint={words.similarHint} faults={faults}>
        {(control) => <textarea {...control} rows={3} value={before.join('\n')} />}
      </Field>
      {offered.length > 0 && (
        <div class="offered" role="group" aria-label={words.offered}>
          <span class="quiet">{words.offered}</span>
          {offered.map((wording) => (
            <button type="button" key={wording} onClick={() => add(wording)}>
              + {wording}
            </button>
          ))}
        </div>
      )}
    </>
  )
}
