// A line at the foot of the page that says what was done, with a way back where there is one.
import { useEffect, useState } from 'hono/jsx'
import { messageOf } from '../../../errors.ts'
import { words } from '../here.ts'

interface Note {
  id: number
  text: string
  /** Takes back what was done. */
  undo?: () => Promise<void>
}

/** How long it stays, in ms; for as long as it has the pointer or the focus, it does. */
const STAYS = 10_000

let notes: readonly Note[] = []
let last = 0
const listeners = new Set<() => void>()

/** Say that something was done. `undo`: takes it back; that is said, too. */
export function notify(text: string, undo?: () => Promise<void>): void {
  last += 1
  put([...notes.slice(-2), { id: last, text, ...(undo === undefined ? {} : { undo }) }])
}

/** Where they appear; part of the shell. */
export function Toasts() {
  const [shown, setShown] = useState(notes)
  useEffect(() => {
    const changed = (): void => setShown(notes)
    listeners.add(changed)
    return () => listeners.delete(changed)
  }, [])
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((note) => (
        <Toast key={note.id} note={note} />
      ))}
    </div>
  )
}

// --- Internal helpers ---

function Toast({ note }: { note: Note }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => drop(note), STAYS)
    return () => clearTimeout(timer)
  }, [held])
  const undo = async (): Promise<void> => {
    drop(note)
    try {
      await note.undo?.()
      notify(words.undone)
    } catch (error) {
      notify(messageOf(error))
    }
  }
  return (
    <p
      class="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span>{note.text}</span>
      {note.undo !== undefined && <button onClick={undo}>{words.undo}</button>}
      <button onClick={() => drop(note)}>{words.close}</button>
    </p>
  )
}

function drop(note: Note): void {
  put(notes.filter((one) => one.id !== note.id))
}

function put(next: readonly Note[]): void {
  notes = next
  for (const listener of listeners) listener()
}
