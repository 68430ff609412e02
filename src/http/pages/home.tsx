// GET /: asking.
import { Hono } from 'hono'
import { Header, Page } from '../../web/view/page.tsx'
import { commonWords } from '../../web/words/common.ts'
import type { AppDeps, AppEnv } from '../deps.ts'
import { preferencesOf, sendPage } from './page.ts'

/** The route. */
export function homeRoutes({ articles, assets }: Pick<AppDeps, 'articles' | 'assets'>) {
  return new Hono<AppEnv>().get('/', async (c) => {
    const preferences = preferencesOf(c)
    const words = commonWords(preferences.language)
    const { articles: count, published_to } = await articles.facets({ filters: {} })
    const held = { articles: count, newest: published_to }
    const page = (
      <Page
        kind="chat"
        title={words.name}
        preferences={preferences}
        styles={[assets.named('chat.css').path]}
        scripts={[assets.named('chat.js').path]}
      >
        <Header preferences={preferences} held={held} here="/" />
        <main id="main">
          <p>{words.about}</p>
          <div id="app" data-state={JSON.stringify({ language: preferences.language })}></div>
        </main>
      </Page>
    )
    return sendPage(c, page)
  })
}
