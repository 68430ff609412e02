// Words of the pages of pinned answers.
import { wording } from './words.ts'

export const pinWords = wording({
  pins: ['固定回答', '固定回答', 'Pinned answers'],
  about: [
    '问到这些问题或它们的相似问法时，直接给出这里写的回答。',
    '問到這些問題或它們的相似問法時，直接給出這裡寫的回答。',
    'Whoever asks one of these, or the like, is given the answer written here.',
  ],
  caption: ['固定回答', '固定回答', 'Pinned answers'],
  search: ['查找问题或回答', '尋找問題或回答', 'Search questions and answers'],
  create: ['写一条固定回答', '寫一條固定回答', 'Pin an answer'],
  change: ['修改固定回答', '修改固定回答', 'Change a pinned answer'],
  empty: [
    '还没有固定回答。对经常问到而新闻里没有写的事，可以写一条。',
    '還沒有固定回答。對經常問到而新聞裡沒有寫的事，可以寫一條。',
    'There are none yet. Write one for what is often asked and the news does not say.',
  ],
  emptyStale: ['没有失效的固定回答。', '沒有失效的固定回答。', 'No pinned answer is stale.'],
  toUnanswered: ['看没答上的问题', '看沒答上的問題', 'See unanswered questions'],
  standing: ['引用', '引用', 'Citation'],
  standings: [
    (name: 'true' | 'false') => ({ true: '已失效', false: '仍成立' })[name],
    (name: 'true' | 'false') => ({ true: '已失效', false: '仍成立' })[name],
    (name: 'true' | 'false') => ({ true: 'Stale', false: 'Standing' })[name],
  ],
  stale: [
    (why: 'quote_gone' | 'article_gone') =>
      ({ quote_gone: '已失效：文章改过，不再有这句话', article_gone: '已失效：引用的文章已删除' })[why],
    (why: 'quote_gone' | 'article_gone') =>
      ({ quote_gone: '已失效：文章改過，不再有這句話', article_gone: '已失效：引用的文章已刪除' })[why],
    (why: 'quote_gone' | 'article_gone') =>
      ({
        quote_gone: 'Stale: the article has changed and no longer says so',
        article_gone: 'Stale: the cited article is gone',
      })[why],
  ],
  used: ['使用中', '使用中', 'In use'],
  unused: ['未使用', '未使用', 'Not in use'],
  off: ['已停用', '已停用', 'Switched off'],
  expired: [
    (at: string) => `已于 ${at} 到期`,
    (at: string) => `已於 ${at} 到期`,
    (at: string) => `Expired ${at}`,
  ],
  until: [(at: string) => `到 ${at} 为止`, (at: string) => `到 ${at} 為止`, (at: string) => `Until ${at}`],
  updated: ['改于', '改於', 'Changed'],
  switchOn: ['启用', '啟用', 'Switch on'],
  switchOff: ['停用', '停用', 'Switch off'],
  // --- The form ---
  question: ['问题', '問題', 'Question'],
  similar: ['相似问法', '相似問法', 'Similar wordings'],
  similarHint: [
    '一行一个，最多 50 个。意思相同的问法会自动认出，这里只补差别较大的。',
    '一行一個，最多 50 個。意思相同的問法會自動認出，這裡只補差別較大的。',
    'One a line, at most 50. Like wordings are recognised; add those that differ much.',
  ],
  offered: ['访客这样问过，点一下加入：', '訪客這樣問過，點一下加入：', 'Visitors asked so; press to add:'],
  negative: ['不适用的问法', '不適用的問法', 'Not for these'],
  negativeHint: [
    '看起来相近、但不该这样回答的问题，一行一个。',
    '看起來相近、但不該這樣回答的問題，一行一個。',
    'Questions that look alike and must not be answered so, one a line.',
  ],
  answer: ['回答', '回答', 'Answer'],
  answerHint: [
    '最多 2000 字。有引用时，回答里的数字须在引用的句子里。',
    '最多 2000 字。有引用時，回答裡的數字須在引用的句子裡。',
    'At most 2000 characters. With a citation, its figures must stand in the quote.',
  ],
  author: ['由谁答复', '由誰答覆', 'Who answers for it'],
  authorHint: [
    '如“投资促进局”。没有引用文章时必须填写，访客会看到。',
    '如「投資促進局」。沒有引用文章時必須填寫，訪客會看到。',
    'Such as an office. Needed without a citation; visitors see it.',
  ],
  expires: ['有效期至', '有效期至', 'Valid until'],
  expiresHint: [
    '这一天结束时停用。空着：一直有效。',
    '這一天結束時停用。空著：一直有效。',
    'It ends with this day. Empty: it does not.',
  ],
  keep: [
    '文章改动后仍使用这条回答',
    '文章改動後仍使用這條回答',
    'Use it also when the article no longer says so',
  ],
  needsGround: [
    '请引用一篇文章，或填写由谁答复。',
    '請引用一篇文章，或填寫由誰答覆。',
    'Cite an article, or say who answers for it.',
  ],
  lacksFigure: [
    (figure: string) => `引用的句子里没有“${figure}”这个数字。请改引有它的句子，或填写由谁答复。`,
    (figure: string) => `引用的句子裡沒有「${figure}」這個數字。請改引有它的句子，或填寫由誰答覆。`,
    (figure: string) =>
      `The quote does not hold the figure ${figure}. Cite where it stands, or say who answers for it.`,
  ],
  tooMany: [
    (label: string, most: number, now: number) => `${label}最多 ${most} 个，现在 ${now} 个。`,
    (label: string, most: number, now: number) => `${label}最多 ${most} 個，現在 ${now} 個。`,
    (label: string, most: number, now: number) => `${label}: at most ${most}, now ${now}.`,
  ],
  conflict: [
    '别人刚改过这条固定回答，所以没有保存。读取最新的会丢掉你在这里写的内容，请先复制要留下的。',
    '別人剛改過這條固定回答，所以沒有儲存。讀取最新的會丟掉你在這裡寫的內容，請先複製要留下的。',
    'Somebody has just changed this pinned answer; yours was not saved. Loading the newest drops what you wrote: copy what is to stay.',
  ],
  saved: ['已保存固定回答', '已儲存固定回答', 'The pinned answer is saved'],
  tryIt: ['试一试', '試一試', 'Try it'],
  // --- Citation ---
  citation: ['引用的文章', '引用的文章', 'Citation'],
  citationHint: [
    '查找文章，再在正文里点出作为依据的句子；可以点相邻的几句。',
    '尋找文章，再在正文裡點出作為依據的句子；可以點相鄰的幾句。',
    'Find the article, then press the sentence that says so, or several side by side.',
  ],
  find: ['查找文章', '尋找文章', 'Find articles'],
  found: [
    (n: number) => `找到 ${n} 处，选一处看正文：`,
    (n: number) => `找到 ${n} 處，選一處看正文：`,
    (n: number) => `${n} places; choose one to see its text:`,
  ],
  foundNone: [
    '没有找到相近的文章。换个说法，或先补一篇文章。',
    '沒有找到相近的文章。換個說法，或先補一篇文章。',
    'No article comes near. Try other words, or add an article first.',
  ],
  text: ['正文', '正文', 'Text'],
  quote: ['引用的句子', '引用的句子', 'Quote'],
  quoteTooLong: [
    (most: number, now: number) => `引用最多 ${most} 字，现在 ${now} 字。请少选几句。`,
    (most: number, now: number) => `引用最多 ${most} 字，現在 ${now} 字。請少選幾句。`,
    (most: number, now: number) =>
      `A quote may have ${most} characters and has ${now}. Choose fewer sentences.`,
  ],
  noCitation: ['去掉引用', '去掉引用', 'Remove the citation'],
})
