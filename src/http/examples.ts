// Examples of the reference: one invented article, and what is asked of it. Offsets are counted, not written.
import type { Article } from '../article.ts'
import type { Answer, AskRequest, SearchRequest, SearchResponse } from '../contract.ts'

const QUOTE = '会上明确，高新区全年外资到账目标为1亿美元，上半年已完成6200万美元。'
const TEXT = `3月2日，临江高新技术产业开发区召开开放型经济工作会议。${QUOTE}`
const QUESTION = '外资到账目标是多少'

const { text, story_id, ...meta }: Article = {
  id: 'a3f0c2d9e81b4756a',
  revision: 1,
  title: '临江高新区部署全年利用外资工作',
  published_at: '2026-03-02',
  source: '临江日报',
  zone: '临江高新技术产业开发区',
  region: '临江',
  url: 'https://news.example.cn/2026/0302/1.html',
  text: TEXT,
  story_id: 'a3f0c2d9e81b4756a',
}
const start = TEXT.indexOf(QUOTE)
const article = { ...meta, same_story: [] }
const index = {
  name: 'default',
  built_at: '2026-03-03T01:00:00Z',
  articles: 4001,
  embedder: 'multilingual-e5-small-zh',
  reader: 'touwen-reader-zh',
}
const timings = { understand: 1, search: 12, embed: 18, read: 120, total: 152 }

const answered: Answer = {
  id: 'ans_5b0c7c7e',
  question: QUESTION,
  standalone_question: QUESTION,
  asked_at: '2026-03-05T02:00:00.000Z',
  outcome: 'answered',
  answer: '1亿美元',
  text: `${QUOTE}[1]`,
  phrased_by: null,
  confidence: 0.86,
  notes: [],
  citations: [
    {
      index: 1,
      article,
      start,
      end: start + QUOTE.length,
      quote: QUOTE,
      answer_start: TEXT.indexOf('1亿美元'),
      answer_end: TEXT.indexOf('1亿美元') + '1亿美元'.length,
      in_text: { start: 0, end: QUOTE.length },
      score: 0.94,
      period: { from: '2026-01', to: '2026-12', said: true },
    },
  ],
  items: [],
  alternatives: [],
  refusal: null,
  pinned: null,
  suggestions: ['上半年已完成多少外资？'],
  timings_ms: timings,
  index,
}

const refused: Answer = {
  ...answered,
  id: 'ans_91d2f4aa',
  question: '园区有多少家上市公司',
  standalone_question: '园区有多少家上市公司',
  outcome: 'refused',
  answer: null,
  text: '收录的新闻里没有说。',
  confidence: 0.04,
  citations: [],
  refusal: {
    reason: 'not_found',
    message: '收录的新闻里没有说。',
    nearest: [{ article, start, end: start + QUOTE.length, quote: QUOTE }],
    unknown: [],
  },
  suggestions: [],
}

const found: SearchResponse = {
  hits: [
    {
      article,
      start: 0,
      end: TEXT.length,
      text: TEXT,
      score: 1.61,
      trace: {
        text: { score: 11.2, rank: 1, part: 1 },
        vector: { score: 0.87, rank: 2, part: 0.61 },
        coverage: 0.92,
        reader: null,
      },
    },
  ],
}

const plain: AskRequest = { question: QUESTION }
const filtered: AskRequest = {
  question: '今年外资到账目标是多少',
  asked_at: '2026-03-05T10:00:00+08:00',
  filters: { zone: '临江高新技术产业开发区', published_from: '2026-01-01' },
}
const followUp: AskRequest = {
  question: '上半年完成了多少？',
  history: [
    { role: 'user', content: '高新区外资到账目标是多少' },
    { role: 'assistant', content: '1亿美元' },
  ],
}
const query: SearchRequest = { query: '外资到账', limit: 5 }

type Named = Record<string, { summary: string; value: unknown }>

/** By method and path: what may be sent, and what comes back by status. */
export const EXAMPLES: Readonly<
  Record<string, { request?: Named; replies?: Readonly<Record<string, Named>> }>
> = {
  'POST /v1/ask': {
    request: {
      plain: { summary: 'A question', value: plain },
      filtered: { summary: 'Of one zone, asked on a given day', value: filtered },
      followUp: { summary: 'A follow-up question', value: followUp },
    },
    replies: {
      200: {
        answered: { summary: 'An answer', value: answered },
        refused: { summary: 'A refusal', value: refused },
      },
    },
  },
  'POST /v1/search': {
    request: { plain: { summary: 'Five passages', value: query } },
    replies: { 200: { found: { summary: 'One passage', value: found } } },
  },
  'GET /v1/articles/{id}': {
    replies: { 200: { article: { summary: 'An article', value: { ...meta, text, story_id } } } },
  },
  'POST /mcp': {
    request: {
      list: {
        summary: 'Which tools there are',
        value: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
      },
      call: {
        summary: 'Ask',
        value: { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'ask', arguments: plain } },
      },
    },
  },
}
