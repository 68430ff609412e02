// GET /: asking. With `?q=…` the answer is drawn here, so that the page works without a script; with one, the script takes
// over what was drawn.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { filtersSchema, type Filters } from '../../article.ts'
import { AppError, LimitError } from '../../errors.ts'
import type { ChatState } from '../../web/chat-state.ts'
import { chosenIn, choicesOf, filtersOf, type Choices } from '../../web/filters.ts'
import { answeredTurn, newTurn, type ChatTurn } from '../../web/turn.ts'
import { AskForm } from '../../web/view/ask-form.tsx'
import { Header, Page } from '../../web/view/page.tsx'
import type { Showing } from '../../web/view/showing.ts'
import { Turn } from '../../web/view/turn.tsx'
import { Welcome } from '../../web/view/welcome.tsx'
import { chatWords } from '../../web/words/chat.ts'
import { commonWords } from '../../web/words/common.ts'
import type { AppDeps, AppEnv } from '../deps.ts'
import { counting } from '../limits.ts'
import { noteOf, problemOf } from '../problem.ts'
import { heldTo, within } from '../within.ts'
import { preferencesOf, sendPage, type PageStatus } from './page.ts'
import type { PageDeps } from './pages.ts'

const STARTERS = 6
const NEWEST = 3
/** As the contract has it. */
const CONVERSATION = /^[\w.:-]{16,100}$/

type HomeDeps = Pick<PageDeps, 'articles' | 'assets' | 'answers' | 'starters' | 'limits' | 'asking'>

/** The route. */
export function homeRoutes(deps: HomeDeps) {
  const { assets } = deps
  const count = counting(deps.limits, () => true)
  return new Hono<AppEnv>().get('/', async (c) => {
    const preferences = preferencesOf(c)
    const { language } = preferences
    const words = commonWords(language)
    const principal = c.get('principal')
    const [mayAsk, maySearch] = [principal.scopes.has('ask'), principal.scopes.has('search')]
    const [held, newest] = maySearch ? await overview(c, deps) : [null, []]
    const choices: Choices = held === null ? { zones: [], years: [], newest: null } : choicesOf(held)
    const chosen = chosenIn((name) => c.req.query(name))
    const typed = c.req.query('q') ?? ''
    const given = c.req.query('conversation') ?? ''
    const conversation = CONVERSATION.test(given) ? given : crypto.randomUUID()
    const filters = filtersOf(chosen, choices.newest)
    const { turn, status, retryAfter } =
      typed.trim() === ''
        ? nothingAsked
        : mayAsk
          ? await asked(c, deps, count, { question: typed.trim(), filters, conversation })
          : refused(typed, filters)
    if (retryAfter !== null) c.header('Retry-After', String(retryAfter))
    const [starters, kept] = await Promise.all([
      mayAsk && turn === null ? heldTo(principal, deps).starters(STARTERS, {}) : [],
      keeps(deps.answers),
    ])
    const state: ChatState = { language, kept, open: mayAsk, choices, starters, newest, asked: turn, chosen }
    const show: Showing = {
      language,
      base: '',
      kept,
      on: null,
      askAddress: (question) => `/?${new URLSearchParams({ q: question, conversation }).toString()}`,
    }
    const page = (
      <Page
        kind="chat"
        title={turn === null ? words.name : `${turn.question.slice(0, 60)} – ${words.name}`}
        preferences={preferences}
        styles={[assets.named('chat.css').path]}
        scripts={[assets.named('chat.js').path]}
        hidden={turn !== null}
      >
        <Header
          preferences={preferences}
          held={held === null ? null : { articles: held.articles, newest: held.published_to }}
          here={turn === null ? '/' : `/?${new URL(c.req.url).searchParams.toString()}`}
        />
        <main id="main">
          <div id="app" data-state={JSON.stringify(state)}>
            <div class="desk">
              <div class={turn === null ? 'talk fresh' : 'talk'}>
                {turn === null ? (
                  <h1 class="about">{words.about}</h1>
                ) : (
                  <>
                    <h1 class="hidden">{words.name}</h1>
                    <section class="turns" aria-label={chatWords(language).conversation}>
                      <Turn turn={turn} show={show} />
                    </section>
                  </>
                )}
                {mayAsk ? (
                  <AskForm
                    language={language}
                    choices={choices}
                    chosen={chosen}
                    // What could not be answered is not to be typed again.
                    typed={turn?.state === 'failed' ? turn.question : ''}
                    conversation={conversation}
                  />
                ) : (
                  turn === null && <p class="closed">{chatWords(language).closed}</p>
                )}
                {turn === null && <Welcome starters={starters} newest={newest} show={show} />}
              </div>
            </div>
          </div>
        </main>
      </Page>
    )
    return sendPage(c, page, { status })
  })
}

// --- Internal helpers ---

interface Asked {
  turn: ChatTurn | null
  status: PageStatus
  /** Seconds. */
  retryAfter: number | null
}

const nothingAsked: Asked = { turn: null, status: 200, retryAfter: null }

async function asked(
  c: Context<AppEnv>,
  { asking }: HomeDeps,
  count: ReturnType<typeof counting>,
  { question, filters, conversation }: { question: string; filters: Filters; conversation: string },
): Promise<Asked> {
  try {
    count(c, c.get('principal'))
    const request = { question, conversation_id: conversation, filters: filtersSchema.parse(filters) }
    const answer = await asking.answer(c, request, 'page')
    return { turn: answeredTurn(answer, filters), status: 200, retryAfter: null }
  } catch (error) {
    const problem = problemOf(error, c.get('requestId'))
    const status = DRAWN.find((one) => one === problem.status)
    if (status === undefined) throw error
    c.set('note', noteOf(error, problem))
    const retryAfter = error instanceof LimitError ? error.retryAfter : status === 503 ? 1 : null
    const trouble = { code: problem.code, status, retryAfter }
    return { turn: { ...newTurn('asked', question, filters), state: 'failed', trouble }, status, retryAfter }
  }
}

/** What a reader can do something about; all else is an error of the page. */
const DRAWN = [400, 401, 403, 422, 429, 503] as const

function refused(question: string, filters: Filters): Asked {
  const trouble = { code: 'unauthorized', status: 401, retryAfter: null }
  const turn: ChatTurn = { ...newTurn('asked', question.trim(), filters), state: 'failed', trouble }
  return { turn, status: 401, retryAfter: null }
}

function overview(c: Context<AppEnv>, { articles }: HomeDeps) {
  const filters = within(c.get('principal'))
  const newest = articles.list({ filters }, null, NEWEST)
  return Promise.all([
    articles.facets({ filters }),
    newest.then((all) => all.map(({ id, title, published_at }) => ({ id, title, published_at }))),
  ])
}

// Where no answers are kept, asking for any says so; which does not change while the program runs.
const known = new WeakMap<object, boolean>()
/** Whether answers are kept: they can be shared and rated. */
export async function keeps(answers: AppDeps['answers']): Promise<boolean> {
  const before = known.get(answers)
  if (before !== undefined) return before
  const kept = await answers.answer('').then(
    () => true,
    (error: unknown) => !(error instanceof AppError && error.code === 'answers_off'),
  )
  known.set(answers, kept)
  return kept
}
