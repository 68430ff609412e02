// Words of the page of questions that were not answered.
import { wording } from './words.ts'

export const unansweredWords = wording({
  about: [
    '意思相近的问题放在一组，问得最多的在前。写一条固定回答，或补一篇写到答案的文章，再问一遍看结果。',
    '意思相近的問題放在一組，問得最多的在前。寫一條固定回答，或補一篇寫到答案的文章，再問一遍看結果。',
    'Questions of like meaning stand together, the most asked first. Pin an answer, or add an article that holds it; then ask again.',
  ],
  caption: [
    '没答上的问题，按意思分组',
    '沒答上的問題，按意思分組',
    'Questions without an answer, by meaning',
  ],
  search: ['查找问题', '尋找問題', 'Search questions'],
  count: ['次数', '次數', 'Times'],
  last: ['最近一次', '最近一次', 'Last asked'],
  // --- A group ---
  refused: [(n: number) => `没答上 ${n} 次`, (n: number) => `沒答上 ${n} 次`, (n: number) => `Refused ${n}×`],
  ratedDown: [
    (n: number) => `被评为没用 ${n} 次`,
    (n: number) => `被評為沒用 ${n} 次`,
    (n: number) => `rated not useful ${n}×`,
  ],
  askedSince: [
    (n: number) => `处理后又问了 ${n} 次`,
    (n: number) => `處理後又問了 ${n} 次`,
    (n: number) => `asked ${n}× since it was dealt with`,
  ],
  wordings: [
    (n: number) => `其他问法（${n}）`,
    (n: number) => `其他問法（${n}）`,
    (n: number) => `Other wordings (${n})`,
  ],
  all: ['看这一组的全部问答', '看這一組的全部問答', 'All questions of this group'],
  nearest: ['最相近的文章', '最相近的文章', 'Nearest article'],
  pin: ['写一条固定回答', '寫一條固定回答', 'Pin an answer'],
  add: ['补一篇文章', '補一篇文章', 'Add an article'],
  ignore: ['不处理', '不處理', 'Ignore'],
  reopen: ['重新打开', '重新打開', 'Reopen'],
  done: ['标为已处理', '標為已處理', 'Mark as done'],
  marked: [
    (status: string) => `已改为“${status}”`,
    (status: string) => `已改為「${status}」`,
    (status: string) => `Now: ${status}`,
  ],
  note: ['备注', '備註', 'Note'],
  noteHint: [
    '给同事看，比如谁去问、何时补。最多 1000 字。',
    '給同事看，比如誰去問、何時補。最多 1000 字。',
    'For colleagues, such as who asks whom. At most 1000 characters.',
  ],
  // --- Nothing ---
  emptyOpen: ['没有待处理的问题。', '沒有待處理的問題。', 'Nothing waits to be dealt with.'],
  emptyOpenHint: [
    '访客问到收录的新闻里没有的事，或把回答评为没用，就会出现在这里。处理过的在“处理情况”里选看。',
    '訪客問到收錄的新聞裡沒有的事，或把回答評為沒用，就會出現在這裡。處理過的在「處理情況」裡選看。',
    'What visitors ask that the news does not say, or rate as not useful, appears here. Choose under “Status” to see what was dealt with.',
  ],
  emptyOther: ['没有这样的问题。', '沒有這樣的問題。', 'There are none.'],
  toAll: ['看全部', '看全部', 'Show all'],
})
