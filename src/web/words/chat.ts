// Words of questions and answers: the chat page, the page of one answer, the widget.
import { wording } from './words.ts'

export const chatWords = wording({
  // The box.
  ask: ['问题', '問題', 'Question'],
  placeholder: [
    '例如：今年签约了哪些项目',
    '例如：今年簽約了哪些項目',
    'Such as: which projects were signed this year',
  ],
  send: ['提问', '提問', 'Ask'],
  stop: ['停止', '停止', 'Stop'],
  counter: [
    (length: number, most: number) => `${length} / ${most} 字`,
    (length: number, most: number) => `${length} / ${most} 字`,
    (length: number, most: number) => `${length} / ${most} characters`,
  ],
  tooLong: [
    (most: number, length: number) => `问题太长：最多 ${most} 字，现在 ${length} 字。`,
    (most: number, length: number) => `問題太長：最多 ${most} 字，現在 ${length} 字。`,
    (most: number, length: number) => `The question is too long: at most ${most} characters, now ${length}.`,
  ],
  starters: ['可以这样问', '可以這樣問', 'Questions to begin with'],
  newest: ['最新收录', '最新收錄', 'Newest articles'],
  conversation: ['问答', '問答', 'Questions and answers'],
  clear: ['清空对话', '清空對話', 'Clear'],
  closed: [
    '这里的提问不对外开放，需要密钥。',
    '這裡的提問不對外開放，需要金鑰。',
    'Asking is not open to the public here; it needs a key.',
  ],

  // Filters.
  filters: ['筛选', '篩選', 'Filters'],
  filtered: [
    (shown: string) => `筛选：${shown}`,
    (shown: string) => `篩選：${shown}`,
    (shown: string) => `Filters: ${shown}`,
  ],
  zone: ['开发区', '開發區', 'Zone'],
  anyZone: ['全部开发区', '全部開發區', 'All zones'],
  period: ['报道时间', '報道時間', 'Published'],
  anyPeriod: ['全部时间', '全部時間', 'Any time'],
  lastMonths: [
    (months: number) => (months === 12 ? '最新一年' : `最新 ${months} 个月`),
    (months: number) => (months === 12 ? '最新一年' : `最新 ${months} 個月`),
    (months: number) => (months === 12 ? 'Newest year' : `Newest ${months} months`),
  ],
  year: [(year: string) => `${year} 年`, (year: string) => `${year} 年`, (year: string) => year],
  ownPeriod: ['自选日期', '自選日期', 'Own dates'],
  from: ['从', '從', 'From'],
  to: ['到', '到', 'To'],
  span: [
    (from: string | null, to: string | null) =>
      from === null ? `${to} 及以前` : to === null ? `${from} 及以后` : `${from} 至 ${to}`,
    (from: string | null, to: string | null) =>
      from === null ? `${to} 及以前` : to === null ? `${from} 及以後` : `${from} 至 ${to}`,
    (from: string | null, to: string | null) =>
      from === null ? `until ${to}` : to === null ? `from ${from}` : `${from} to ${to}`,
  ],
  noFilter: ['不筛选', '不篩選', 'No filters'],

  // A turn.
  asking: ['正在查找', '正在查找', 'Searching'],
  stopped: ['已停止。', '已停止。', 'Stopped.'],
  understood: [
    (question: string) => `理解为：${question}`,
    (question: string) => `理解為：${question}`,
    (question: string) => `Understood as: ${question}`,
  ],
  sourceMark: [
    (index: number, title: string) => `出处 ${index}：${title}`,
    (index: number, title: string) => `出處 ${index}：${title}`,
    (index: number, title: string) => `Source ${index}: ${title}`,
  ],
  differ: [
    '口径或时间可能不同，请看原文',
    '口徑或時間可能不同，請看原文',
    'Scope or time may differ; please see the originals',
  ],
  conflicting: ['报道不一致', '報道不一致', 'The reports differ'],
  speaksOf: [
    (period: string) => `所指时间 ${period}`,
    (period: string) => `所指時間 ${period}`,
    (period: string) => `Period ${period}`,
  ],
  undated: ['未注明日期', '未註明日期', 'undated'],
  notSaid: ['收录的新闻里没有说。', '收錄的新聞裡沒有說。', 'The collected news does not say.'],
  nearest: ['相近的报道', '相近的報道', 'Related reports'],
  zonesHeld: ['换一个开发区问', '換一個開發區問', 'Ask about another zone'],
  sources: ['出处', '出處', 'Sources'],
  sameStory: [
    (count: number) => `另有 ${count} 篇同题报道`,
    (count: number) => `另有 ${count} 篇同題報道`,
    (count: number) => `${count} more on the same story`,
  ],
  pinned: ['固定回答：由工作人员写定', '固定回答：由工作人員寫定', 'A set answer, written by the staff'],
  phrasedBy: [
    (model: string) => `由语言模型 ${model} 表述，每句都与出处核对过`,
    (model: string) => `由語言模型 ${model} 表述，每句都與出處核對過`,
    (model: string) => `Worded by the language model ${model}; each sentence was checked against its source`,
  ],
  suggestions: ['接着问', '接著問', 'Go on with'],
  changed: [
    '这篇文章后来有改动；这里引用的是当时的版本。',
    '這篇文章後來有改動；這裡引用的是當時的版本。',
    'This article has changed since; what is quoted is the version of that time.',
  ],
  gone: [
    '这篇文章后来已从收录中删除。',
    '這篇文章後來已從收錄中刪除。',
    'This article has since been removed.',
  ],

  // Actions.
  original: ['看原文', '看原文', 'Original'],
  originalHere: ['看全文', '看全文', 'Whole article'],
  copy: ['复制（含出处）', '複製（含出處）', 'Copy with source'],
  copied: ['已复制', '已複製', 'Copied'],
  notCopied: ['浏览器不允许复制', '瀏覽器不允許複製', 'The browser does not allow copying'],
  share: ['分享', '分享', 'Share'],
  linkCopied: ['链接已复制', '連結已複製', 'Link copied'],
  useful: ['有用', '有用', 'Useful'],
  useless: ['没用', '沒用', 'Not useful'],
  thanked: ['已记下', '已記下', 'Noted'],
  notRated: ['没能记下，请再试', '沒能記下，請再試', 'Could not be noted; try again'],
  why: ['哪里不对（可不填）', '哪裡不對（可不填）', 'What is wrong (optional)'],
  reasons: [
    (reason: string) => REASONS[0]![reason] ?? reason,
    (reason: string) => REASONS[1]![reason] ?? reason,
    (reason: string) => REASONS[2]![reason] ?? reason,
  ],
  quoted: [
    (quote: string) => `“${quote}”`,
    (quote: string) => `「${quote}」`,
    (quote: string) => `“${quote}”`,
  ],
  comma: ['，', '，', ', '],

  // The source beside the answer.
  source: ['出处原文', '出處原文', 'The source'],
  close: ['关闭', '關閉', 'Close'],
  back: ['返回', '返回', 'Back'],
  loading: ['正在打开原文', '正在打開原文', 'Opening the article'],
  onTheWeb: ['在原网页中查看', '在原網頁中查看', 'See it on the original page'],
  wholePage: ['文章页', '文章頁', 'Article page'],
  notLoaded: [
    '全文打不开，以下为引用的句子。',
    '全文打不開，以下為引用的句子。',
    'The whole text cannot be opened; this is the sentence quoted.',
  ],
  newTab: ['（新窗口打开）', '（新視窗開啟）', '(opens in a new window)'],

  // Trouble.
  retry: ['再试一次', '再試一次', 'Try again'],
  limited: [
    (seconds: number | null) =>
      `问得太快了，请稍后再试${seconds === null ? '' : `，约 ${spell(seconds, 0)}`}。`,
    (seconds: number | null) =>
      `問得太快了，請稍後再試${seconds === null ? '' : `，約 ${spell(seconds, 1)}`}。`,
    (seconds: number | null) =>
      `Too many questions; try again ${seconds === null ? 'later' : `in about ${spell(seconds, 2)}`}.`,
  ],
  usedUp: [
    (seconds: number) => `今天的提问次数已用完，约 ${spell(seconds, 0)}后可以再问。`,
    (seconds: number) => `今天的提問次數已用完，約 ${spell(seconds, 1)}後可以再問。`,
    (seconds: number) => `Today’s questions are used up; ask again in about ${spell(seconds, 2)}.`,
  ],
  overloaded: [
    '现在提问的人多，请过几秒再试。',
    '現在提問的人多，請過幾秒再試。',
    'Many are asking at the moment; try again in a few seconds.',
  ],
  unreachable: [
    '连不上服务器。问题已保留，可以再试。',
    '連不上伺服器。問題已保留，可以再試。',
    'The server cannot be reached. The question is kept; try again.',
  ],
  interrupted: [
    '回答中途断开了。问题已保留，可以再试。',
    '回答中途斷開了。問題已保留，可以再試。',
    'The answer broke off. The question is kept; try again.',
  ],
  invalid: [
    '问题里有不能识别的字符，请改写后再问。',
    '問題裡有不能識別的字元，請改寫後再問。',
    'The question holds characters that cannot be read; please reword it.',
  ],
  failed: ['出了点问题，可以再试。', '出了點問題，可以再試。', 'Something went wrong; try again.'],

  // The page of one answer.
  answerOf: [
    (day: string) => `${day} 的回答`,
    (day: string) => `${day} 的回答`,
    (day: string) => `Answered on ${day}`,
  ],
  askOwn: ['提自己的问题', '提自己的問題', 'Ask your own question'],
  noAnswer: [
    '没有这个回答。回答只保留一段时间，可以重新提问。',
    '沒有這個回答。回答只保留一段時間，可以重新提問。',
    'There is no such answer. Answers are kept for a time only; please ask again.',
  ],
})

/** By code of the contract, in the order of the languages. */
const REASONS: readonly Record<string, string>[] = [
  {
    wrong_answer: '答错了',
    wrong_source: '出处不对',
    outdated: '过时了',
    incomplete: '不完整',
    should_answer: '应该能答',
    should_refuse: '不该回答',
    other: '其他',
  },
  {
    wrong_answer: '答錯了',
    wrong_source: '出處不對',
    outdated: '過時了',
    incomplete: '不完整',
    should_answer: '應該能答',
    should_refuse: '不該回答',
    other: '其他',
  },
  {
    wrong_answer: 'Wrong answer',
    wrong_source: 'Wrong source',
    outdated: 'Outdated',
    incomplete: 'Incomplete',
    should_answer: 'It should be answered',
    should_refuse: 'It should not be answered',
    other: 'Other',
  },
]

// Seconds, or minutes and hours where these are long.
function spell(seconds: number, language: 0 | 1 | 2): string {
  const [count, unit] =
    seconds < 90
      ? [seconds, 0]
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 1]
        : [Math.ceil(seconds / 3600), 2]
  const units = [
    ['秒', '分钟', '小时'],
    ['秒', '分鐘', '小時'],
    ['seconds', 'minutes', 'hours'],
  ][language]!
  return `${count} ${units[unit]}`
}
