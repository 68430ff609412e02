// Fields with their labels, and what is wrong with them: at each field and, above the form, in a list that leads there.
import type { Child } from 'hono/jsx'
import { useEffect, useRef } from 'hono/jsx'
import type { ApiError } from '../api.ts'
import { words } from '../here.ts'

/** What is wrong, by the name of the field; a name may be a path (`filters.zone`). */
export type Faults = Readonly<Record<string, string>>

/** What an error says of fields. */
export function faultsOf(error: ApiError | null): Faults {
  return Object.fromEntries((error?.fields ?? []).map(({ field, message }) => [field, message]))
}

interface FieldProps {
  /** Of the control, and its id. */
  name: string
  label: string
  hint?: string | undefined
  faults?: Faults
  /** The control, given the attributes that tie it to its label, hint and fault. */
  children: (control: ControlAttributes) => Child
}

export interface ControlAttributes {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
}

/** A label, a hint, a control: `<Field name="url" label="…">{(control) => <input type="url" {...control} />}</Field>`. */
export function Field({ name, label, hint, faults = {}, children }: FieldProps) {
  const fault = faults[name]
  const said = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
  return (
    <div class="field" data-wrong={fault === undefined ? undefined : 'true'}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="wrong" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {children({
        id: name,
        name,
        'aria-describedby': said.filter((id) => id !== '').join(' ') || undefined,
        'aria-invalid': fault === undefined ? undefined : 'true',
      })}
    </div>
  )
}

interface FaultSummaryProps {
  error: ApiError | null
  /** What the fields are called on the page, by name. */
  labels?: Readonly<Record<string, string>>
}

/** What is wrong with a form, above it: takes the focus when it appears, and leads to each field. */
export function FaultSummary({ error, labels = {} }: FaultSummaryProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (error !== null) box.current?.focus()
  }, [error])
  if (error === null) return null
  return (
    <div class="fault" role="alert" tabindex={-1} ref={box}>
      <p>{error.fields.length > 0 ? words.wrongFields : error.message}</p>
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li>
              <a href={`#${field}`} onClick={(event: Event) => focusField(event, field)}>
                {labels[field] ?? field}
              </a>
              {` ${message}`}
            </li>
          ))}
        </ul>
      )}
      {error.requestId !== '' && <p class="quiet">{words.requestId(error.requestId)}</p>}
    </div>
  )
}

/** The values of a form by name, trimmed; a field without a value is left out. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const)
  return Object.fromEntries(texts.filter(([, text]) => text !== ''))
}

// --- Internal helpers ---

function focusField(event: Event, name: string): void {
  event.preventDefault()
  document.getElementById(name)?.focus()
}
