// Articles, answers and questions that try to be more than text, and what a page that shows them must not do. For the tests
// of every page; nothing here knows one.
import type { StoredAnswer } from '../../src/answer-contract.ts'
import { noAnswers } from '../../src/answers/answers.ts'
import type { Article } from '../../src/article.ts'
import type { Answer, AskRequest, Citation } from '../../src/contract.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { answer as plain, eventsOf, fakeArticles } from '../http/fakes.ts'

/** A word that no line can hold. */
export const LONG_WORD = 'W'.repeat(5000)

/** Each would run, load or break something if it were taken for more than text. */
export const HOSTILE = [
  '<script data-hostile>window.hostile=1</script>',
  '<img data-hostile src="https://hostile.example/x.png" onerror="window.hostile=1">',
  '<svg data-hostile onload=window.hostile=1><a href="javascript:window.hostile=1">x</a></svg>',
  '</p></textarea></title></style></script><b data-hostile>bold</b>',
  '"><i data-hostile onclick="window.hostile=1">quote</i>',
  "' data-hostile onfocus='window.hostile=1' autofocus='",
  '<link data-hostile rel=stylesheet href="https://hostile.example/x.css"><base href="https://hostile.example/">',
  '<iframe data-hostile srcdoc="<script>parent.hostile=1</script>"></iframe>',
  '<form data-hostile action="https://hostile.example/"><input name=q></form>',
  '<!-- <b data-hostile> --> <![CDATA[ ]]> &lt;b data-hostile&gt; &amp;amp; &#60;',
  '{{constructor.constructor("window.hostile=1")()}} ${window.hostile=1} <%= 1 %> #{1}',
  'javascript:window.hostile=1',
  'data:text/html,<script>parent.hostile=1</script>',
  'back\\slash %00 %0d%0aSet-Cookie:x \u2028 line',
  'zero\u200bwidth\u200djoined\ufeffmark\u00ad',
  'bell\u0007 escape\u001b[31m start\u0001 delete\u007f',
  `stacked e${'\u0301\u0323'.repeat(40)} family 👩‍👩‍👧‍👦 flag 🏳️‍🌈`,
] as const

/** Each turns the direction of all that follows on its line, unless it is set apart. */
export const TURNING = [
  '\u202eoverride',
  '\u2067isolate',
  '\u202bembedding',
  '\u2069\u202ebreak-out',
  'עברית',
  '\u200fmark',
] as const

const everything = [...HOSTILE, ...TURNING]
const LINES = ['外资到账目标为1亿美元。', ...everything, LONG_WORD, everything.join(' '), '全文完。']

/** Addresses that must not be opened. */
export const BAD_URLS = [
  'javascript:window.hostile=1',
  'JaVaScRiPt:window.hostile=1//https://a.example',
  ' java\nscript:window.hostile=1',
  'data:text/html,<script>parent.hostile=1</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  '//hostile.example/x',
  'https://bank.example@hostile.example/',
  'https://',
] as const

/** An article all of whose fields are hostile. `n` varies the address. */
export function hostileArticle(n = 0): Article {
  return {
    id: `h/${n}"><b data-hostile>`,
    revision: 2,
    title: `题${everything.join(' ')} ${LONG_WORD}`,
    published_at: '2022-03-04',
    source: `报${TURNING.join('')}${HOSTILE[1]}`,
    zone: `区${TURNING.join('')}${HOSTILE[0]}`,
    region: `市${TURNING.join('')}${HOSTILE[4]}`,
    url: BAD_URLS[n % BAD_URLS.length]!,
    text: LINES.join('\n'),
    story_id: 's',
  }
}

/** As an asker types it; at most 500 characters. */
export const HOSTILE_QUESTION = `${HOSTILE[0]} ${HOSTILE[1]} ${TURNING.join(' ')} 外资到账目标是多少？`

/** What a reader must find on a page of the answers, as text. */
export const HOSTILE_ANSWER = `1亿${TURNING.join('')}${HOSTILE[0]}美元`

function citationOf(index: number, line: number): Citation {
  const { text, story_id: _, ...article } = hostileArticle(index)
  const start = text.indexOf(LINES[line]!)
  const quote = LINES[line]!
  return {
    index,
    article: { ...article, same_story: [{ ...article, id: `${article.id}again` }] },
    start,
    end: start + quote.length,
    quote,
    answer_start: start,
    answer_end: start + Math.min(4, quote.length),
    in_text: null,
    score: 0.9,
    period: null,
  }
}

const answered: Answer = {
  ...plain,
  id: 'ans_answered',
  question: HOSTILE_QUESTION,
  standalone_question: HOSTILE_QUESTION,
  answer: HOSTILE_ANSWER,
  text: `${LINES.slice(0, 6).join('')}[1]`,
  notes: [`以下为2022-03-04的报道${TURNING[0]}${HOSTILE[1]}`],
  citations: LINES.slice(0, 20).map((_, i) => citationOf(i + 1, i)),
  suggestions: [...HOSTILE.slice(0, 2), LONG_WORD],
}

/** One answer of each kind, hostile in all its parts. */
export const HOSTILE_ANSWERS = {
  answered,
  list: {
    ...answered,
    id: 'ans_list',
    items: everything.map((item, i) => ({ answer: item, citations: [1 + (i % 20)] })),
  },
  conflicting: {
    ...answered,
    id: 'ans_conflicting',
    outcome: 'conflicting',
    alternatives: [
      { answer: `2亿${HOSTILE[3]}`, confidence: 0.5, citations: [citationOf(21, 5)] },
      { answer: LONG_WORD, confidence: 0.4, citations: [citationOf(22, LINES.indexOf(LONG_WORD))] },
    ],
  },
  refused: {
    ...answered,
    id: 'ans_refused',
    outcome: 'refused',
    answer: null,
    text: '',
    citations: [],
    refusal: {
      reason: 'not_found',
      message: `收录的新闻里没有说。${HOSTILE[0]}`,
      nearest: [1, 2, 5].map((line, i) => citationOf(i + 1, line)),
      unknown: [{ kind: 'zone', name: `区${TURNING[0]}${HOSTILE[1]}` }],
    },
  },
} satisfies Record<string, Answer>

export type Kind = keyof typeof HOSTILE_ANSWERS
export const KINDS = Object.keys(HOSTILE_ANSWERS) as Kind[]

/** A question that is answered so. */
export function hostileQuestion(kind: Kind): string {
  return `${HOSTILE_QUESTION} ${kind}`
}

/** Parts of a server that holds nothing else. */
export function hostileDeps(): Partial<AppDeps> {
  const answered = ({ question }: AskRequest): Answer => {
    const told = HOSTILE_ANSWERS[KINDS.find((kind) => question.endsWith(kind)) ?? 'answered']
    return { ...told, question, standalone_question: question }
  }
  const metas = BAD_URLS.map((_, n) => hostileArticle(n))
  const found = (id: string): Article | null => metas.find((one) => one.id === id) ?? null
  const count = (value: string) => ({ value, count: 1 })
  return {
    ask: async (request) => answered(request),
    stream: async function* (request) {
      yield* eventsOf(answered(request))
    },
    article: async (id) => found(id),
    starters: async () => [HOSTILE_QUESTION, ...HOSTILE.slice(0, 5)],
    answers: {
      ...noAnswers(),
      answer: async (id) =>
        Object.values(HOSTILE_ANSWERS)
          .map(stored)
          .find((one) => one.id === id) ?? null,
    },
    articles: {
      ...fakeArticles(),
      list: async (_query, _after, limit) => metas.slice(0, limit),
      related: async () => ({ revisions: [1, 2], same_story: metas }),
      facets: async () => ({
        ...(await fakeArticles().facets({ filters: {} })),
        zones: metas.slice(0, 3).map(({ zone }) => count(zone!)),
        regions: metas.slice(0, 3).map(({ region }) => count(region!)),
        sources: metas.slice(0, 3).map(({ source }) => count(source!)),
      }),
    },
  }
}

function stored(told: Answer): StoredAnswer {
  const checked = (citation: Citation) => ({ ...citation, changed: true, current_revision: 3 })
  return {
    ...told,
    citations: told.citations.map(checked),
    alternatives: told.alternatives.map((one) => ({ ...one, citations: one.citations.map(checked) })),
    stored_at: '2022-03-05T00:00:00Z',
    channel: 'page',
    feedback: null,
  }
}
