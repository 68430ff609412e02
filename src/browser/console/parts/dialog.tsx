// Dialogs over the page. The browser's own `<dialog>` keeps the focus inside, closes on Esc, and gives the focus back.
import type { Child } from 'hono/jsx'
import { useEffect, useId, useRef, useState } from 'hono/jsx'
import type { ApiError } from '../api.ts'
import { words } from '../here.ts'
import { Fault } from './busy.tsx'
import { asApiError } from './fetched.ts'

interface DialogProps {
  title: string
  onClose: () => void
  children: Child
}

/** A dialog that is open for as long as it is drawn. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    box.current?.showModal()
    return () => {
      // It is gone by now, and with it what the browser would do when it closes.
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const cancel = (event: Event): void => {
    event.preventDefault()
    onClose()
  }
  return (
    <dialog ref={box} aria-labelledby={id} onCancel={cancel}>
      <header>
        <h2 id={id}>{title}</h2>
        <button class="plain" onClick={onClose} aria-label={words.close}>
          <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path
              d="M5 5l10 10M15 5L5 15"
              fill="none"
              stroke="currentColor"
              stroke-width="1.5"
              stroke-linecap="round"
            />
          </svg>
        </button>
      </header>
      {children}
    </dialog>
  )
}

interface ConfirmProps {
  title: string
  /** What will be lost, in a sentence or more. */
  loss: Child
  /** What has to be typed: the name of the thing. */
  name: string
  /** The button: what it does. */
  action: string
  /** Does it; a failure is shown and the dialog stays. */
  onConfirm: () => Promise<void>
  onClose: () => void
}

/** Asks before what cannot be undone: says what is lost, and wants the name of the thing typed. */
export function Confirm({ title, loss, name, action, onConfirm, onClose }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const id = useId()
  const same = typed.trim() === name.trim()
  const confirm = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!same || busy) return
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (thrown) {
      setError(asApiError(thrown))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={confirm}>
        <div>{loss}</div>
        <Fault error={error} />
        <label for={id}>{words.typeName(name)}</label>
        <input
          id={id}
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event: Event) => setTyped((event.target as HTMLInputElement).value)}
        />
        <p class="buttons">
          <button type="submit" class="stop" disabled={!same || busy}>
            {action}
          </button>
          <button type="button" onClick={onClose}>
            {words.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
