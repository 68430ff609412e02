// The button that copies the citation; without a script the line is selected by hand.
import type { Language } from '../../language.ts'
import { articleWords } from '../../web/words/article.ts'

/** Show the button, and let it work. */
export function offerCopy(language: Language): void {
  const button = document.getElementById('copy')
  const line = document.getElementById('citation')
  const told = document.getElementById('copied')
  if (button === null || line === null || told === null) return
  const words = articleWords(language)
  button.hidden = false
  button.addEventListener('click', () => {
    void copy(line).then((done) => (told.textContent = done ? words.copied : words.notCopied))
  })
}

// Without a secure connection there is no clipboard for scripts; then the line stands selected.
async function copy(line: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(line.textContent ?? '')
    return true
  } catch {
    getSelection()?.selectAllChildren(line)
    return false
  }
}
