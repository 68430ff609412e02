// The note of a group, in a dialog.
import { useState } from 'hono/jsx'
import type { QuestionGroup } from '../../../answer-contract.ts'
import type { ApiError } from '../api.ts'
import { markGroup } from '../desk/ask-again.tsx'
import { desk } from '../desk/words.ts'
import { words as shell } from '../here.ts'
import { Fault } from '../parts/busy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { asApiError } from '../parts/fetched.ts'
import { Field, valuesOf } from '../parts/form.tsx'
import { notify } from '../parts/toast.tsx'
import { words } from './words.ts'

interface NoteProps {
  group: QuestionGroup
  onClose: () => void
  onChange: () => void
}

export function Note({ group: { id, status, note }, onClose, onChange }: NoteProps) {
  const [error, setError] = useState<ApiError | null>(null)
  const save = async (event: Event): Promise<void> => {
    event.preventDefault()
    try {
      await markGroup(id, status, valuesOf(event.target as HTMLFormElement)['note'] ?? null)
      notify(desk.saved, async () => {
        await markGroup(id, status, note)
        onChange()
      })
      onClose()
      onChange()
    } catch (thrown) {
      setError(asApiError(thrown))
    }
  }
  return (
    <Dialog title={words.note} onClose={onClose}>
      <form onSubmit={save}>
        <Fault error={error} />
        <Field name="note" label={words.note} hint={words.noteHint}>
          {(control) => <textarea {...control} rows={4} maxlength={1000} value={note ?? ''} />}
        </Field>
        <p class="buttons">
          <button type="submit" class="primary">
            {desk.save}
          </button>
          <button type="button" onClick={onClose}>
            {shell.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
