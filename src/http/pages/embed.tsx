// GET /embed/{channel}: the page in the frame of the widget. Only pages of the channel's origins may hold it.
import { Hono } from 'hono'
import { originAllowed } from '../../origin.ts'
import type { EmbedState } from '../../web/embed-state.ts'
import { Page } from '../../web/view/page.tsx'
import { widgetWords } from '../../web/words/widget.ts'
import { appearanceOf } from '../channels.ts'
import type { AppDeps, AppEnv, WithAssets } from '../deps.ts'
import { keeps } from './home.tsx'
import { preferencesIn, sendPage } from './page.ts'

type EmbedDeps = Pick<AppDeps, 'visits' | 'answers'> & WithAssets

/** The route. `host`: the origin of the page that holds it. `language`, `theme`: as that page wants it. */
export function embedRoutes({ assets, visits, answers }: EmbedDeps) {
  return new Hono<AppEnv>().get('/embed/:channel', async (c) => {
    const styles = [assets.named('embed.css').path]
    const id = c.req.param('channel')
    const preferences = preferencesIn(c)
    const { language } = preferences
    const words = widgetWords(language)
    const channel = await visits.shown(id)
    const told = (text: string) => (
      <Page kind="embed" title={words.name} preferences={preferences} styles={styles} hidden>
        <main class="told">
          <p>{text}</p>
        </main>
      </Page>
    )
    if (channel === null) return sendPage(c, told(words.noChannel), { status: 404 })
    const { origins } = channel
    const policy = { 'frame-ancestors': origins.length === 0 ? "'none'" : origins.join(' ') }
    const host = c.req.query('host') ?? ''
    if (!originAllowed(origins, host)) return sendPage(c, told(words.notHere), { status: 403, policy })
    const { welcome, starters, label, feedback, colours } = appearanceOf(channel)
    const state: EmbedState = {
      channel: channel.id,
      host,
      language,
      appearance: { welcome, starters, label, feedback, colours },
      kept: feedback && (await keeps(answers)),
    }
    const page = (
      <Page
        kind="embed"
        title={channel.title ?? words.name}
        preferences={preferences}
        styles={styles}
        scripts={[assets.named('embed.js').path]}
        hidden
      >
        <main id="app" data-state={JSON.stringify(state)}>
          <noscript>
            <p class="told">{words.needsScript}</p>
          </noscript>
        </main>
      </Page>
    )
    return sendPage(c, page, { policy })
  })
}
