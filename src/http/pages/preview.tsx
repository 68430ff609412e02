// GET /console/preview: the panel of the widget in the frame of the console, looking as a channel will that is not saved yet.
import type { Context } from 'hono'
import type { EmbedState } from '../../web/embed-state.ts'
import { COLOUR, coloursOf } from '../../web/colour.ts'
import { Page } from '../../web/view/page.tsx'
import { consoleWords } from '../../web/words/console.ts'
import { widgetWords } from '../../web/words/widget.ts'
import type { AppEnv, WithAssets } from '../deps.ts'
import { preferencesIn, sendPage } from './page.ts'

/** Only pages of this server may hold it, and it says what it is for only to whoever has signed in. */
const FRAMED = { 'frame-ancestors': "'self'" }

/** Send it. `known`: whether the request belongs to a session. `language`, `theme` in the address: as the channel has them. */
export function sendPreview(c: Context<AppEnv>, { assets }: WithAssets, known: boolean): Promise<Response> {
  const preferences = preferencesIn(c)
  const { language } = preferences
  const words = widgetWords(language)
  const state: EmbedState = {
    channel: '',
    host: '',
    language,
    appearance: {
      welcome: null,
      starters: [],
      label: { shown: true, text: null },
      feedback: true,
      colours: coloursOf(COLOUR),
    },
    kept: true,
  }
  const page = (
    <Page
      kind="embed"
      title={words.name}
      preferences={preferences}
      styles={[assets.named('embed.css').path]}
      scripts={known ? [assets.named('preview.js').path] : []}
      hidden
    >
      {known ? (
        <main id="app" data-state={JSON.stringify(state)}>
          <noscript>
            <p class="told">{words.needsScript}</p>
          </noscript>
        </main>
      ) : (
        <main class="told">
          <p>{consoleWords(language).ended}</p>
        </main>
      )}
    </Page>
  )
  return sendPage(c, page, { status: known ? 200 : 401, policy: FRAMED })
}
