// GET /answers/{id}: one answer, to be shared. As it was given, with what has changed since.
import { Hono } from 'hono'
import { AppError } from '../../errors.ts'
import { answeredTurn } from '../../web/turn.ts'
import { Header, Page } from '../../web/view/page.tsx'
import type { Showing } from '../../web/view/showing.ts'
import { Turn } from '../../web/view/turn.tsx'
import { chatWords } from '../../web/words/chat.ts'
import { commonWords } from '../../web/words/common.ts'
import type { AppEnv } from '../deps.ts'
import { preferencesOf, sendPage } from './page.ts'
import type { PageDeps } from './pages.ts'

/** The route. Whoever knows the id may read it, as in the API: it cannot be guessed. */
export function answerPageRoutes({ answers, assets }: Pick<PageDeps, 'answers' | 'assets'>) {
  return new Hono<AppEnv>().get('/answers/:id', async (c) => {
    const preferences = preferencesOf(c)
    const { language } = preferences
    const [words, common] = [chatWords(language), commonWords(language)]
    const id = c.req.param('id')
    const mayAsk = c.get('principal').scopes.has('ask')
    const found = mayAsk ? await stored(answers, id) : null
    const show: Showing = { language, base: '', kept: false, on: null, askAddress: asksAt }
    const page = (
      <Page
        kind="chat"
        title={found === null ? common.name : `${found.question.slice(0, 60)} – ${common.name}`}
        preferences={preferences}
        styles={[assets.named('chat.css').path]}
        hidden
      >
        <Header preferences={preferences} held={null} here={`/answers/${encodeURIComponent(id)}`} />
        <main id="main" class="desk">
          <div class="talk">
            {found === null ? (
              <h1 class="about">{mayAsk ? words.noAnswer : words.closed}</h1>
            ) : (
              <>
                <h1 class="hidden">{common.name}</h1>
                <Turn turn={answeredTurn(found)} show={show} />
                <p class="quiet">
                  {words.answerOf(found.stored_at.slice(0, 10))}
                  <br />
                  {common.label}
                </p>
              </>
            )}
            <p>
              <a href="/">{words.askOwn}</a>
            </p>
          </div>
        </main>
      </Page>
    )
    return sendPage(c, page, { status: found !== null ? 200 : mayAsk ? 404 : 401 })
  })
}

function asksAt(question: string): string {
  return `/?${new URLSearchParams({ q: question }).toString()}`
}

// Null also where no answers are kept.
async function stored(answers: PageDeps['answers'], id: string) {
  try {
    return await answers.answer(id)
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null
    throw error
  }
}
