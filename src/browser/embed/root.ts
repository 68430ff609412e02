// What the panel of the widget and its preview do with the page in their frame.
import type { Language } from '../../language.ts'
import type { EmbedState } from '../../web/embed-state.ts'
import { widgetWords } from '../../web/words/widget.ts'

/** Put the channel's colours in force. The policy of the page allows no style in its markup; what a script sets is no markup. */
export function colour({ colours }: Pick<EmbedState['appearance'], 'colours'>): void {
  const { style } = document.documentElement
  for (const theme of ['light', 'dark'] as const) {
    style.setProperty(`--${theme}-accent`, colours[theme].accent)
    style.setProperty(`--${theme}-on-accent`, colours[theme].on_accent)
  }
}

/** Whether the page stands in no frame; then it says that it does nothing by itself. */
export function toldAlone(root: HTMLElement, language: Language): boolean {
  if (parent !== window) return false
  const told = document.createElement('p')
  told.className = 'told'
  told.textContent = widgetWords(language).onlyFramed
  root.append(told)
  return true
}
