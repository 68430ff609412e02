// Answers of every kind for the tests of pages, over articles that hold what they cite; and a server's parts that give them.
import type { Feedback, StoredAnswer } from '../../src/answer-contract.ts'
import type { Article } from '../../src/article.ts'
import type { Answer, AskRequest, Citation } from '../../src/contract.ts'
import { checkQuestion } from '../../src/question.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { noAnswers } from '../../src/answers/answers.ts'
import { answer as plain, eventsOf, fakeArticles } from '../http/fakes.ts'

const FILLER =
  '园区坚持把项目建设作为高质量发展的“生命线”，持续优化营商环境，完善要素保障，推动一批重点项目落地见效。'

export const LONG_TITLE =
  '丹阳经济开发区召开二〇二二年度招商引资暨重点项目建设推进会部署全年外资到账固定资产投资和科技创新目标任务并与十二家企业现场签订合作协议书总投资超过一百六十亿元人民币'.slice(
    0,
    80,
  )

function articleOf(id: string, fields: Partial<Article>, told: string): Article {
  const text = [FILLER.repeat(3), FILLER + told + FILLER, FILLER.repeat(4), FILLER.repeat(2)].join('\n')
  return {
    id,
    revision: 1,
    title: '打造产业强市示范区 争当“一号战略”领跑者',
    published_at: '2022-03-04',
    source: '丹阳日报',
    zone: '江苏丹阳经济开发区',
    region: '镇江',
    url: `https://news.example.cn/${id}.html`,
    story_id: id,
    ...fields,
    text,
  }
}

const TARGET = '此外，加快外资到账速度，为完成外资到账1亿美元的年度目标任务夯实基础。'
const SIDES: [figure: string, sentence: string, day: string, source: string][] = [
  ['14.2亿元', '截至12月底，开发区全年实际完成固定资产投资14.2亿元。', '2023-01-18', '江苏经济报'],
  ['13.8亿元', '全年固定资产投资完成13.8亿元，同比增长9.6%。', '2023-01-05', '镇江日报'],
  ['13.5亿元', '统计部门初步核算，固定资产投资为13.5亿元。', '2022-12-30', '丹阳市统计局'],
  ['12.9亿元', '1至12月固定资产投资12.9亿元。', '2022-12-28', '丹阳日报'],
]

export const articles: Article[] = [
  articleOf('dy/1', {}, TARGET),
  articleOf('long', { title: LONG_TITLE }, '会议签约项目12个，总投资163亿元。'),
  ...SIDES.map(([, sentence, day, source], i) =>
    articleOf(`side${i}`, { published_at: day, source, title: `固定资产投资完成情况（${i + 1}）` }, sentence),
  ),
  ...Array.from({ length: 30 }, (_, i) =>
    articleOf(
      `item${i}`,
      {
        title: `第${i + 1}个项目签约落户`,
        published_at: `2022-0${1 + (i % 9)}-1${i % 10}`,
        url: i % 2 === 0 ? null : `https://news.example.cn/item${i}`,
      },
      `本次签约的新能源装备制造项目${i + 1}期总投资${90 - i}亿元。`,
    ),
  ),
]

function citing(id: string, quote: string, said: string | null, index = 1): Citation {
  const { text, story_id: _, ...meta } = articles.find((one) => one.id === id)!
  const start = text.indexOf(quote)
  const at = said === null ? null : start + quote.indexOf(said)
  return {
    ...plain.citations[0]!,
    index,
    article: { ...meta, same_story: [] },
    start,
    end: start + quote.length,
    quote,
    answer_start: at,
    answer_end: at === null || said === null ? null : at + said.length,
    in_text: { start: 0, end: quote.length },
    period: { from: '2022-01', to: '2022-12', said: true },
  }
}

function told(parts: Partial<Answer> & Pick<Answer, 'citations'>): Partial<Answer> {
  return { text: parts.citations.map(({ quote, index }) => `${quote}[${index}]`).join('\n'), ...parts }
}

const target = citing('dy/1', TARGET, '1亿美元')
const nearest = [
  { ...citing('dy/1', TARGET, null) },
  { ...citing('side1', SIDES[1]![1], null) },
  { ...citing('long', '会议签约项目12个，总投资163亿元。', null) },
].map(({ article, start, end, quote }) => ({ article, start, end, quote }))

/** By a word of the question. */
const REPLIES: Record<string, Partial<Answer>> = {
  外资: told({
    answer: '1亿美元',
    notes: ['以下为2022-03-04的报道'],
    citations: [
      {
        ...target,
        article: {
          ...target.article,
          same_story: [
            {
              id: 'side3',
              title: '外资到账目标确定',
              published_at: '2022-03-05',
              source: '镇江日报',
              url: null,
            },
          ],
        },
      },
    ],
    suggestions: ['外资到账速度怎样加快？', '年度目标任务有哪些？'],
  }),
  长标题: told({
    answer: '163亿元',
    citations: [citing('long', '会议签约项目12个，总投资163亿元。', '163亿元')],
  }),
  固定资产: told({
    outcome: 'conflicting',
    answer: SIDES.map(([figure]) => figure).join('；'),
    notes: ['口径或时间可能不同，请看原文', '以下为2023-01-18的报道'],
    citations: SIDES.map(([figure, quote], i) => citing(`side${i}`, quote, figure, i + 1)),
    alternatives: SIDES.map(([figure, quote], i) => ({
      answer: figure,
      confidence: 0.6,
      citations: [citing(`side${i}`, quote, figure)],
    })),
  }),
  地铁: {
    outcome: 'refused',
    answer: null,
    text: '收录的新闻里没有说。',
    citations: [],
    confidence: 0.1,
    refusal: { reason: 'not_found', message: '收录的新闻里没有说。', nearest, unknown: [] },
  },
  火星: {
    outcome: 'refused',
    answer: null,
    text: '收录的新闻里没有提到“火星开发区”。',
    citations: [],
    refusal: {
      reason: 'not_found',
      message: '收录的新闻里没有提到“火星开发区”。收录的开发区有：江苏丹阳经济开发区。',
      nearest: nearest.slice(0, 1),
      unknown: [{ kind: 'zone', name: '火星开发区' }],
    },
  },
  哪些项目: told({
    answer: '新能源装备制造项目1期（90亿元）',
    notes: ['30项，按投资额由大到小；出自30篇报道，可能不全'],
    items: Array.from({ length: 30 }, (_, i) => ({
      answer: `新能源装备制造项目${i + 1}期（${90 - i}亿元）`,
      citations: [i + 1],
    })),
    citations: Array.from({ length: 30 }, (_, i) =>
      citing(
        `item${i}`,
        `本次签约的新能源装备制造项目${i + 1}期总投资${90 - i}亿元。`,
        `新能源装备制造项目${i + 1}期`,
        i + 1,
      ),
    ),
  }),
  固定回答: {
    answer: '请在工作日9:00至17:00致电招商服务热线，由专人答复用地和厂房租赁问题。',
    text: '请在工作日9:00至17:00致电招商服务热线，由专人答复用地和厂房租赁问题。',
    citations: [],
    notes: ['本答案由招商局提供，2026-11-01更新'],
    pinned: { id: 'pin_1', author: '招商局', updated_at: '2026-11-01T00:00:00Z' },
  },
  表述: {
    answer: '1亿美元',
    text: '年度外资到账目标是1亿美元。[1]目前正在加快到账速度。[1]',
    phrased_by: 'qwen-2.5',
    notes: [],
    citations: [{ ...target, in_text: null }],
  },
}

/** The answer to a question that holds one of the words; throws as the engine does for what is no question. */
export function answerTo({ question }: Pick<AskRequest, 'question'>, id: string): Answer {
  const asked = checkQuestion(question)
  const [, reply = REPLIES['地铁']!] = Object.entries(REPLIES).find(([word]) => asked.includes(word)) ?? []
  return {
    ...plain,
    notes: [],
    suggestions: [],
    ...reply,
    id,
    question: asked,
    standalone_question: asked.startsWith('那') ? `外资到账目标${asked.slice(1)}` : asked,
  }
}

/** Parts of a server that answer so, and keep what they answered. `asked`: the requests, `rated`: the feedback. */
export function chatDeps() {
  const asked: AskRequest[] = []
  const rated: unknown[] = []
  const given = new Map<string, Answer>()
  const feedback = new Map<string, Feedback>()
  const ask = async (request: AskRequest): Promise<Answer> => {
    asked.push(request)
    const answer = answerTo(request, `ans_${asked.length}`)
    given.set(answer.id, answer)
    return answer
  }
  const deps: Partial<AppDeps> = {
    ask,
    stream: async function* (request) {
      yield* eventsOf(await ask(request))
    },
    article: async (id, revision) =>
      articles.find((one) => one.id === id && (revision ?? 1) === one.revision) ?? null,
    articles: {
      ...fakeArticles(),
      list: async (_query, _after, limit) => articles.slice(0, limit),
      facets: async () => ({
        articles: articles.length,
        zones: [
          { value: '江苏丹阳经济开发区', count: 30 },
          { value: '苏州工业园区', count: 6 },
        ],
        regions: [],
        sources: [],
        months: [
          { value: '2023-01', count: 2 },
          { value: '2022-12', count: 2 },
          { value: '2022-03', count: 32 },
        ],
        undated: 0,
        published_from: '2022-01-10',
        published_to: '2023-01-18',
      }),
    },
    starters: async () => ['外资到账目标是多少？', '今年签约了哪些项目？', '固定资产投资完成多少？'],
    answers: {
      ...noAnswers(),
      answer: async (id) => {
        const found = given.get(id)
        return found === undefined ? null : stored(found, feedback.get(id) ?? null)
      },
      rate: async (id, { rating, reason = null, comment = null }) => {
        if (!given.has(id)) return null
        rated.push({ rating, reason })
        const one = { rating, reason, comment, at: '2026-11-23T00:00:00Z' }
        feedback.set(id, one)
        return one
      },
      unrate: async (id) => {
        rated.push(null)
        return feedback.delete(id)
      },
    },
  }
  return { deps, asked, rated }
}

function stored(answer: Answer, feedback: Feedback | null): StoredAnswer {
  const checked = (citations: Citation[]) =>
    citations.map((citation) => ({
      ...citation,
      changed: citation.article.id === 'dy/1',
      current_revision: 2,
    }))
  return {
    ...answer,
    citations: checked(answer.citations),
    alternatives: answer.alternatives.map((one) => ({ ...one, citations: checked(one.citations) })),
    stored_at: '2026-11-23T08:00:00.000Z',
    channel: 'api',
    feedback,
  }
}
