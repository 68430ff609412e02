// Words of the record of questions.
import { wording } from './words.ts'

type Reason =
  'wrong_answer' | 'wrong_source' | 'outdated' | 'incomplete' | 'should_answer' | 'should_refuse' | 'other'

export const questionWords = wording({
  caption: ['问答记录，新的在前', '問答記錄，新的在前', 'Questions, newest first'],
  search: ['查找问题里的词', '尋找問題裡的詞', 'Search words in questions'],
  empty: [
    '还没有人提问。把渠道的那一行代码放进网页，或先自己问一个。',
    '還沒有人提問。把渠道的那一行程式碼放進網頁，或先自己問一個。',
    'Nobody has asked yet. Put the line of a channel into a page, or ask something yourself.',
  ],
  emptyFiltered: [
    '没有符合这些条件的问答。',
    '沒有符合這些條件的問答。',
    'No question meets these conditions.',
  ],
  clearAll: ['清除条件', '清除條件', 'Clear the conditions'],
  askOne: ['去提问', '去提問', 'Ask something'],
  exportCsv: ['导出 CSV', '匯出 CSV', 'Export CSV'],
  exportJsonl: ['导出 JSONL', '匯出 JSONL', 'Export JSONL'],
  group: ['只看这一组', '只看這一組', 'Only this group'],
  // --- One ---
  one: ['一次问答', '一次問答', 'One question'],
  standalone: ['补全后', '補全後', 'Completed'],
  confidence: ['把握', '把握', 'Confidence'],
  key: ['密钥', '金鑰', 'Key'],
  feedback: ['访客评价', '訪客評價', 'Feedback'],
  reasons: [
    (name: Reason) =>
      ({
        wrong_answer: '回答不对',
        wrong_source: '出处不对',
        outdated: '过时',
        incomplete: '不全',
        should_answer: '应能回答',
        should_refuse: '不该回答',
        other: '其他',
      })[name],
    (name: Reason) =>
      ({
        wrong_answer: '回答不對',
        wrong_source: '出處不對',
        outdated: '過時',
        incomplete: '不全',
        should_answer: '應能回答',
        should_refuse: '不該回答',
        other: '其他',
      })[name],
    (name: Reason) =>
      ({
        wrong_answer: 'wrong answer',
        wrong_source: 'wrong source',
        outdated: 'outdated',
        incomplete: 'incomplete',
        should_answer: 'should be answered',
        should_refuse: 'should be refused',
        other: 'other',
      })[name],
  ],
  pin: ['写一条固定回答', '寫一條固定回答', 'Pin an answer'],
  stored: ['当时的回答', '當時的回答', 'The answer as it was given'],
})
