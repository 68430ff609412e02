// How the widget of a channel will look on a page: its button and head as that page will draw them, and in a frame the panel
// itself, told what the form holds. Pages of the console only may hold that one.
import { useEffect, useRef, useState } from 'hono/jsx'
import type { Filters } from '../../../article.ts'
import { COLOUR, coloursOf } from '../../../web/colour.ts'
import { PREVIEW_READY, type PreviewDraft } from '../../../web/preview-state.ts'
import { widgetWords } from '../../../web/words/widget.ts'
import { address } from '../api.ts'
import { linesOf } from '../desk/check.ts'
import { language as own } from '../here.ts'
import type { Values } from './draft.ts'
import { words } from './words.ts'

const THEMES = ['light', 'dark'] as const

interface PreviewProps {
  values: Values
  /** What the channel is held to besides what the form says. */
  filters: Filters
}

/** The panel with its button, as on a light or a dark page. */
export function Preview({ values, filters }: PreviewProps) {
  const [theme, setTheme] = useState<(typeof THEMES)[number]>('light')
  const [ready, setReady] = useState(0)
  const box = useRef<HTMLElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const { title, colour = COLOUR, position = 'right', language: chosen = 'auto' } = values
  const language = chosen === 'auto' ? own : (chosen as typeof own)
  const draft = draftOf(values, filters)
  useEffect(() => {
    const { accent, on_accent } = coloursOf(colour)[theme]
    box.current?.style.setProperty('--channel', accent)
    box.current?.style.setProperty('--on-channel', on_accent)
  }, [colour, theme])
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent): void => {
      if (source !== frame.current?.contentWindow || origin !== location.origin) return
      if (data === PREVIEW_READY) setReady((before) => before + 1)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [])
  useEffect(() => {
    if (ready > 0) frame.current?.contentWindow?.postMessage(draft, location.origin)
  }, [ready, JSON.stringify(draft)])
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
          <div class="bar">{title ?? widgetWords(language).name}</div>
          <iframe
            // A new one for another address: else the way back would lead through both.
            key={`${language} ${theme}`}
            ref={frame}
            title={words.previewFrame}
            src={address('/console/preview', { language, theme })}
          ></iframe>
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
      <p class="quiet">{words.previewHint}</p>
    </aside>
  )
}

// --- Internal helpers ---

function draftOf(values: Values, before: Filters): PreviewDraft {
  const { welcome = null, colour = COLOUR, zone } = values
  const { zone: _zone, ...others } = before
  const starters = linesOf(values['starters'])
  return {
    type: 'touwen-preview',
    appearance: {
      welcome,
      starters: starters.length === 0 ? null : starters.slice(0, 6),
      label: { shown: values['label.shown'] !== undefined, text: values['label.text'] ?? null },
      feedback: values['feedback'] !== undefined,
      colours: coloursOf(colour),
    },
    filters: { ...others, ...(zone === undefined ? {} : { zone }) },
  }
}
