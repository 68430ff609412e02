// How the widget of a channel will look on a page: button, head and beginning of the panel, drawn from what the form holds and
// in the colours that it will have. Its own pages only may hold the widget itself.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Language } from '../../../language.ts'
import { coloursOf } from '../../../web/colour.ts'
import { commonWords } from '../../../web/words/common.ts'
import { widgetWords } from '../../../web/words/widget.ts'
import { linesOf } from '../desk/check.ts'
import { language as own } from '../here.ts'
import { COLOUR, type Values } from './draft.ts'
import { words } from './words.ts'

const THEMES = ['light', 'dark'] as const

/** The panel with its button, as on a light or a dark page. */
export function Preview({ values }: { values: Values }) {
  const [theme, setTheme] = useState<(typeof THEMES)[number]>('light')
  const box = useRef<HTMLElement>(null)
  const { title, welcome, colour = COLOUR, position = 'right', language: chosen = 'auto' } = values
  const language = (chosen === 'auto' ? own : chosen) as Language
  const [common, widget] = [commonWords(language), widgetWords(language)]
  const starters = linesOf(values['starters'])
  useEffect(() => {
    const { accent, on_accent } = coloursOf(colour)[theme]
    box.current?.style.setProperty('--channel', accent)
    box.current?.style.setProperty('--on-channel', on_accent)
  }, [colour, theme])
  return (
    <aside class="preview" aria-label={words.preview} ref={box}>
      <h2>{words.preview}</h2>
      <p class="buttons">
        {THEMES.map((one) => (
          <button type="button" aria-pressed={String(theme === one)} onClick={() => setTheme(one)}>
            {words[one]}
          </button>
        ))}
      </p>
      <div class="stage" data-theme={theme} data-position={position} lang={language}>
        <div class="panel">
          <div class="bar">{title ?? widget.name}</div>
          <p>{welcome ?? common.about}</p>
          <ul>
            {(starters.length === 0 ? [words.sample] : starters.slice(0, 6)).map((one) => (
              <li>{one}</li>
            ))}
          </ul>
          <div class="box"></div>
          {values['label.shown'] !== undefined && <p class="label">{values['label.text'] ?? common.label}</p>}
        </div>
        <div class="launcher" role="img" aria-label={words.open}>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path
              d="M4 5h16v11H9l-5 4z"
              fill="none"
              stroke="currentColor"
              stroke-width="1.5"
              stroke-linejoin="round"
            />
          </svg>
        </div>
      </div>
    </aside>
  )
}
