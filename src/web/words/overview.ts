// Words of the console's overview.
import { wording } from './words.ts'

const shown = (count: number): string => count.toLocaleString('en')
const signed = (value: number, digits: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value).toFixed(digits)}`

export const overviewWords = wording({
  period: ['时段', '時段', 'Period'],
  lastDays: [
    (days: number) => `近 ${days} 天`,
    (days: number) => `近 ${days} 天`,
    (days: number) => `${days} days`,
  ],
  channel: ['渠道', '渠道', 'Channel'],
  allChannels: ['全部渠道', '全部渠道', 'All channels'],
  channelCount: [
    (name: string, count: number) => `${name}（${shown(count)}）`,
    (name: string, count: number) => `${name}（${shown(count)}）`,
    (name: string, count: number) => `${name} (${shown(count)})`,
  ],
  spans: [
    (from: string, to: string) => `${from} 至 ${to}，按北京时间`,
    (from: string, to: string) => `${from} 至 ${to}，按北京時間`,
    (from: string, to: string) => `${from} to ${to}, days of Beijing`,
  ],
  // --- Figures ---
  figures: ['要点', '要點', 'Figures'],
  questions: ['问题', '問題', 'Questions'],
  answeredShare: ['答上的占比', '答上的占比', 'Answered'],
  conflictingPart: [
    (share: string) => `其中有出入的 ${share}`,
    (share: string) => `其中有出入的 ${share}`,
    (share: string) => `of these conflicting: ${share}`,
  ],
  refusedShare: ['没答上的占比', '沒答上的占比', 'Not answered'],
  usefulShare: ['评为有用的占比', '評為有用的占比', 'Rated useful'],
  ratings: [
    (up: number, down: number) => `${shown(up)} 有用，${shown(down)} 没用`,
    (up: number, down: number) => `${shown(up)} 有用，${shown(down)} 沒用`,
    (up: number, down: number) => `${shown(up)} up, ${shown(down)} down`,
  ],
  noRatings: ['还没有评价', '還沒有評價', 'No ratings yet'],
  changeInPercent: [
    (days: number, change: number) => `比前 ${days} 天 ${signed(change, 0)}%`,
    (days: number, change: number) => `比前 ${days} 天 ${signed(change, 0)}%`,
    (days: number, change: number) => `${signed(change, 0)}% on the ${days} days before`,
  ],
  changeInPoints: [
    (days: number, change: number) => `比前 ${days} 天 ${signed(change, 1)} 个百分点`,
    (days: number, change: number) => `比前 ${days} 天 ${signed(change, 1)} 個百分點`,
    (days: number, change: number) => `${signed(change, 1)} points on the ${days} days before`,
  ],
  nothingBefore: [
    (days: number) => `前 ${days} 天没有可比的记录`,
    (days: number) => `前 ${days} 天沒有可比的記錄`,
    (days: number) => `Nothing to compare with in the ${days} days before`,
  ],
  // --- Plots ---
  perDay: ['每天的问题', '每天的問題', 'Questions per day'],
  perDayLabel: [
    (from: string, to: string, most: number, day: string) =>
      `${from} 至 ${to} 每天的问题数，按答上、有出入、没答上堆叠；最多的是 ${day}，${shown(most)} 个`,
    (from: string, to: string, most: number, day: string) =>
      `${from} 至 ${to} 每天的問題數，按答上、有出入、沒答上堆疊；最多的是 ${day}，${shown(most)} 個`,
    (from: string, to: string, most: number, day: string) =>
      `Questions per day from ${from} to ${to}, stacked by outcome; most on ${day}: ${shown(most)}`,
  ],
  answered: ['答上', '答上', 'Answered'],
  conflicting: ['有出入', '有出入', 'Conflicting'],
  refused: ['没答上', '沒答上', 'Not answered'],
  latency: ['回答用时', '回答用時', 'Time to answer'],
  latencyLabel: [
    (half: string, most: string) => `每天的回答用时；整个时段一半的回答不超过 ${half}，95% 不超过 ${most}`,
    (half: string, most: string) => `每天的回答用時；整個時段一半的回答不超過 ${half}，95% 不超過 ${most}`,
    (half: string, most: string) =>
      `Time to answer by day; in the whole period half took at most ${half}, 95% at most ${most}`,
  ],
  p50: ['一半不超过', '一半不超過', 'Half within'],
  p95: ['95% 不超过', '95% 不超過', '95% within'],
  milliseconds: [
    (ms: number) => (ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`),
    (ms: number) => (ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`),
    (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`),
  ],
  feedback: ['评价', '評價', 'Ratings'],
  feedbackLabel: [
    (up: number, down: number) => `每天的评价；整个时段 ${shown(up)} 个有用，${shown(down)} 个没用`,
    (up: number, down: number) => `每天的評價；整個時段 ${shown(up)} 個有用，${shown(down)} 個沒用`,
    (up: number, down: number) =>
      `Ratings by day; in the whole period ${shown(up)} up and ${shown(down)} down`,
  ],
  up: ['有用', '有用', 'Useful'],
  down: ['没用', '沒用', 'Not useful'],
  asTable: ['看数据表', '看資料表', 'Show as a table'],
  day: ['日期', '日期', 'Day'],
  // --- Lists ---
  topZones: ['问得最多的开发区', '問得最多的開發區', 'Zones asked about most'],
  zone: ['开发区', '開發區', 'Zone'],
  noZones: [
    '这段时间的回答没有注明开发区的。',
    '這段時間的回答沒有註明開發區的。',
    'No answer of these days names a zone.',
  ],
  topQuestions: ['问得最多的问题', '問得最多的問題', 'Questions asked most'],
  question: ['问题', '問題', 'Question'],
  count: ['次数', '次數', 'Times'],
  lastOutcome: ['最近一次', '最近一次', 'Last time'],
  lastAsked: ['最近问于', '最近問於', 'Last asked'],
  // --- Nothing yet ---
  nothing: ['这段时间没有人提问。', '這段時間沒有人提問。', 'Nobody asked anything in these days.'],
  nothingHint: [
    '选一个更长的时段，或先自己问一句：',
    '選一個更長的時段，或先自己問一句：',
    'Choose a longer period, or ask something yourself:',
  ],
  ask: ['去提问', '去提問', 'Ask a question'],
})
