// Words that the working pages of the console share: filters, outcomes, an answer shown, forms.
import { wording } from './words.ts'

type Outcome = 'answered' | 'refused' | 'conflicting'
type Status = 'open' | 'done' | 'ignored'
type Rating = 'up' | 'down' | 'none'

export const deskWords = wording({
  // --- Filters ---
  status: ['处理情况', '處理情況', 'Status'],
  statuses: [
    (name: Status) => ({ open: '待处理', done: '已处理', ignored: '不处理' })[name],
    (name: Status) => ({ open: '待處理', done: '已處理', ignored: '不處理' })[name],
    (name: Status) => ({ open: 'Open', done: 'Done', ignored: 'Ignored' })[name],
  ],
  outcome: ['结果', '結果', 'Outcome'],
  outcomes: [
    (name: Outcome) => ({ answered: '已回答', refused: '没答上', conflicting: '说法不一' })[name],
    (name: Outcome) => ({ answered: '已回答', refused: '沒答上', conflicting: '說法不一' })[name],
    (name: Outcome) => ({ answered: 'Answered', refused: 'Refused', conflicting: 'Conflicting' })[name],
  ],
  rating: ['评价', '評價', 'Rating'],
  ratings: [
    (name: Rating) => ({ up: '有用', down: '没用', none: '没有评价' })[name],
    (name: Rating) => ({ up: '有用', down: '沒用', none: '沒有評價' })[name],
    (name: Rating) => ({ up: 'Useful', down: 'Not useful', none: 'Not rated' })[name],
  ],
  from: ['从', '從', 'From'],
  to: ['到', '到', 'To'],
  anything: ['不限', '不限', 'Any'],
  zone: ['开发区', '開發區', 'Zone'],
  region: ['地区', '地區', 'Region'],
  source: ['来源', '來源', 'Source'],
  channel: ['渠道', '渠道', 'Channel'],
  // --- Nouns of tables ---
  question: ['问题', '問題', 'Question'],
  answer: ['回答', '回答', 'Answer'],
  title: ['标题', '標題', 'Title'],
  date: ['日期', '日期', 'Date'],
  time: ['时间', '時間', 'Time'],
  name: ['名称', '名稱', 'Name'],
  state: ['状态', '狀態', 'State'],
  undated: ['日期不详', '日期不詳', 'no date'],
  none: ['无', '無', 'none'],
  // --- Actions ---
  save: ['保存', '儲存', 'Save'],
  saved: ['已保存', '已儲存', 'Saved'],
  edit: ['修改', '修改', 'Edit'],
  remove: ['删除', '刪除', 'Delete'],
  removed: [
    (name: string) => `已删除“${name}”`,
    (name: string) => `已刪除「${name}」`,
    (name: string) => `Deleted “${name}”`,
  ],
  copy: ['复制', '複製', 'Copy'],
  copied: ['已复制', '已複製', 'Copied'],
  copyYourself: ['请按 Ctrl+C 复制', '請按 Ctrl+C 複製', 'Press Ctrl+C to copy'],
  back: ['返回', '返回', 'Back'],
  optional: [
    (label: string) => `${label}（可不填）`,
    (label: string) => `${label}（可不填）`,
    (label: string) => `${label} (optional)`,
  ],
  needed: [
    (label: string) => `请填写${label}。`,
    (label: string) => `請填寫${label}。`,
    (label: string) => `Enter: ${label}.`,
  ],
  tooLong: [
    (label: string, most: number, now: number) => `${label}太长：最多 ${most} 字，现在 ${now} 字。`,
    (label: string, most: number, now: number) => `${label}太長：最多 ${most} 字，現在 ${now} 字。`,
    (label: string, most: number, now: number) => `${label}: at most ${most} characters, now ${now}.`,
  ],
  moreOptions: ['更多选项', '更多選項', 'More options'],
  reload: ['读取最新的', '讀取最新的', 'Load the newest'],
  cutOff: [
    (count: number) => `只读取了前 ${count} 条，查找也只在其中。`,
    (count: number) => `只讀取了前 ${count} 條，尋找也只在其中。`,
    (count: number) => `Only the first ${count} were read, and are searched.`,
  ],
  // --- An answer ---
  askAgain: ['再问一遍', '再問一遍', 'Ask again'],
  asking: ['正在问', '正在問', 'Asking'],
  newResult: ['现在的结果', '現在的結果', 'The result now'],
  refused: ['收录的新闻里没有说。', '收錄的新聞裡沒有說。', 'The collected news does not say.'],
  nearest: ['相近的报道', '相近的報道', 'Nearest articles'],
  pinnedBy: [
    (author: string | null) => `固定回答${author === null ? '' : ` · ${author}`}`,
    (author: string | null) => `固定回答${author === null ? '' : ` · ${author}`}`,
    (author: string | null) => `Pinned answer${author === null ? '' : ` · ${author}`}`,
  ],
  changed: ['文章后来改过', '文章後來改過', 'The article has changed since'],
  articleGone: ['文章已删除', '文章已刪除', 'The article is gone'],
  markDone: ['标为已处理', '標為已處理', 'Mark as done'],
  markedDone: ['已标为已处理', '已標為已處理', 'Marked as done'],
  original: ['看原文', '看原文', 'See the article'],
})
