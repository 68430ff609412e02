// Something to be copied: shown whole, selected with one press, with a button that puts it on the clipboard.
import { useRef, useState } from 'hono/jsx'
import { desk } from './words.ts'

interface CopyableProps {
  text: string
  /** What it is, for those who do not see it. */
  label: string
}

/** A text with its button. Browsers give the clipboard only to pages by https or of this machine; else the text is selected. */
export function Copyable({ text, label }: CopyableProps) {
  const box = useRef<HTMLElement>(null)
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(desk.copied)
    } catch {
      if (box.current !== null) getSelection()?.selectAllChildren(box.current)
      setSaid(desk.copyYourself)
    }
  }
  return (
    <div class="copyable" role="group" aria-label={label}>
      <code ref={box} tabindex={0}>
        {text}
      </code>
      <button type="button" onClick={copy}>
        {desk.copy}
      </button>
      <span class="quiet" role="status">
        {said}
      </span>
    </div>
  )
}
