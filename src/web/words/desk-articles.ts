// Words of the pages of articles: the list, one of them, its form.
import { wording } from './words.ts'

export const articleWords = wording({
  caption: ['收录的文章', '收錄的文章', 'Collected articles'],
  search: ['查找文章里的词', '尋找文章裡的詞', 'Search words in articles'],
  add: ['收录文章', '收錄文章', 'Add articles'],
  jobs: ['收录记录', '收錄記錄', 'Past loads'],
  empty: [
    '还没有收录文章。上传文件，粘贴一篇，或登记一个来源让程序自己去取。',
    '還沒有收錄文章。上傳檔案，貼上一篇，或登記一個來源讓程式自己去取。',
    'No articles yet. Upload files, paste one, or register a source to have them fetched.',
  ],
  emptyFiltered: [
    '没有符合这些条件的文章。',
    '沒有符合這些條件的文章。',
    'No article meets these conditions.',
  ],
  toSources: ['登记来源', '登記來源', 'Register a source'],
  clearAll: ['清除条件', '清除條件', 'Clear the conditions'],
  // --- One article ---
  page: ['文章页', '文章頁', 'Its page'],
  origin: ['原网页', '原網頁', 'Original page'],
  revision: [(n: number) => `第 ${n} 版`, (n: number) => `第 ${n} 版`, (n: number) => `Revision ${n}`],
  characters: [
    (n: number) => `${n.toLocaleString('en')} 字`,
    (n: number) => `${n.toLocaleString('en')} 字`,
    (n: number) => `${n.toLocaleString('en')} characters`,
  ],
  change: ['改一改再收录', '改一改再收錄', 'Change and load again'],
  deleteTitle: ['删除文章', '刪除文章', 'Delete the article'],
  deleteLoss: [
    (title: string, revisions: number) =>
      `《${title}》会连同它的所有版本（现在是第 ${revisions} 版）一起删除，不能恢复。此后回答不再引用它；引用它的固定回答会失效。`,
    (title: string, revisions: number) =>
      `《${title}》會連同它的所有版本（現在是第 ${revisions} 版）一起刪除，不能恢復。此後回答不再引用它；引用它的固定回答會失效。`,
    (title: string, revisions: number) =>
      `“${title}” is removed with all its revisions (now at ${revisions}) for good. Answers no longer cite it; pinned answers that cite it become stale.`,
  ],
  fetched: [
    '如果它来自登记的来源，下次取来源时可能又被收录。',
    '如果它來自登記的來源，下次取來源時可能又被收錄。',
    'If it comes from a registered source, the next run may load it again.',
  ],
  // --- The form ---
  paste: ['粘贴一篇', '貼上一篇', 'Paste one'],
  text: ['正文', '正文', 'Text'],
  textHint: [
    '一段一行。逐字保存，出处都指向这里的文字。',
    '一段一行。逐字儲存，出處都指向這裡的文字。',
    'One paragraph a line. It is kept character for character; citations refer to it.',
  ],
  titleHint: ['空着：用正文的开头。', '空著：用正文的開頭。', 'Empty: the beginning of the text.'],
  dateHint: [
    '发布日期。回答“今年”“最近”要靠它。',
    '發佈日期。回答「今年」「最近」要靠它。',
    'Day of publication; questions about “this year” depend on it.',
  ],
  url: ['网址', '網址', 'Address'],
  badUrl: [
    '网址须以 http:// 或 https:// 开头。',
    '網址須以 http:// 或 https:// 開頭。',
    'The address must begin with http:// or https://.',
  ],
  load: ['收录', '收錄', 'Load'],
  replaced: [
    (n: number) => `已保存为第 ${n} 版，现在就能查到`,
    (n: number) => `已儲存為第 ${n} 版，現在就能查到`,
    (n: number) => `Saved as revision ${n}; it is found from now on`,
  ],
  conflict: [
    '别人刚改过这篇文章，所以没有保存。读取最新的会丢掉你在这里的改动，请先复制要留下的。',
    '別人剛改過這篇文章，所以沒有儲存。讀取最新的會丟掉你在這裡的改動，請先複製要留下的。',
    'Somebody has just changed this article; yours was not saved. Loading the newest drops what you changed: copy what is to stay.',
  ],
})
