// Words of loading articles: uploads, and the jobs that they become.
import { wording } from './words.ts'

type State = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
type Outcome = 'added' | 'updated' | 'unchanged' | 'failed'

export const loadWords = wording({
  files: ['上传文件', '上傳檔案', 'Upload files'],
  drop: ['把文件拖到这里', '把檔案拖到這裡', 'Drop files here'],
  choose: ['选择文件', '選擇檔案', 'Choose files'],
  kinds: [
    'html、mhtml、txt、md、jsonl、docx、pdf，以及 RSS 和 Atom；一次可选多个。',
    'html、mhtml、txt、md、jsonl、docx、pdf，以及 RSS 和 Atom；一次可選多個。',
    'html, mhtml, txt, md, jsonl, docx, pdf, RSS and Atom; many at once.',
  ],
  tooLarge: [
    (name: string, most: string, size: string) =>
      `文件太大：${name} 有 ${size}，最多 ${most}。请拆开，或在服务器上用 touwen ingest 收录。`,
    (name: string, most: string, size: string) =>
      `檔案太大：${name} 有 ${size}，最多 ${most}。請拆開，或在伺服器上用 touwen ingest 收錄。`,
    (name: string, most: string, size: string) =>
      `${name} has ${size}, at most ${most} may be sent. Split it, or load it on the server with touwen ingest.`,
  ],
  emptyFile: [
    (name: string) => `文件是空的：${name}。请换一个。`,
    (name: string) => `檔案是空的：${name}。請換一個。`,
    (name: string) => `${name} is empty. Choose another.`,
  ],
  folder: [
    '不能直接放文件夹。请打开它，选中里面的文件。',
    '不能直接放資料夾。請打開它，選中裡面的檔案。',
    'Folders cannot be dropped. Open it and choose its files.',
  ],
  sending: [
    (files: number, percent: number) => `正在上传 ${files} 个文件：${percent}%`,
    (files: number, percent: number) => `正在上傳 ${files} 個檔案：${percent}%`,
    (files: number, percent: number) => `Sending ${files} files: ${percent}%`,
  ],
  stopSending: ['停止上传', '停止上傳', 'Stop sending'],
  stopped: ['上传已停止。', '上傳已停止。', 'Sending was stopped.'],
  // --- Jobs ---
  job: ['收录任务', '收錄任務', 'Load'],
  jobs: ['收录记录', '收錄記錄', 'Past loads'],
  noJobs: [
    '还没有收录记录。上传文件或粘贴一篇，就会出现在这里。',
    '還沒有收錄記錄。上傳檔案或貼上一篇，就會出現在這裡。',
    'Nothing was loaded yet. Upload files or paste an article.',
  ],
  states: [
    (name: State) =>
      ({ queued: '等待中', running: '收录中', done: '已完成', failed: '失败', cancelled: '已取消' })[name],
    (name: State) =>
      ({ queued: '等待中', running: '收錄中', done: '已完成', failed: '失敗', cancelled: '已取消' })[name],
    (name: State) =>
      ({
        queued: 'Waiting',
        running: 'Running',
        done: 'Done',
        failed: 'Failed',
        cancelled: 'Cancelled',
      })[name],
  ],
  outcomes: [
    (name: Outcome) => ({ added: '新收录', updated: '已更新', unchanged: '没有变化', failed: '失败' })[name],
    (name: Outcome) => ({ added: '新收錄', updated: '已更新', unchanged: '沒有變化', failed: '失敗' })[name],
    (name: Outcome) =>
      ({ added: 'Added', updated: 'Updated', unchanged: 'Unchanged', failed: 'Failed' })[name],
  ],
  progress: [
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} 篇`,
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} 篇`,
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} articles`,
  ],
  passages: [
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} 段`,
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} 段`,
    (done: number, total: number | null) => `${done}${total === null ? '' : ` / ${total}`} passages`,
  ],
  searchable: ['现在就能查到', '現在就能查到', 'Found from now on'],
  cancelled: ['已请求取消', '已請求取消', 'It is being cancelled'],
  cancel: ['取消收录', '取消收錄', 'Cancel'],
  item: ['文件', '檔案', 'File'],
  line: [(n: number) => `第 ${n} 行`, (n: number) => `第 ${n} 行`, (n: number) => `line ${n}`],
  result: ['结果', '結果', 'Result'],
  counts: [
    '新收录 / 更新 / 未变 / 失败',
    '新收錄 / 更新 / 未變 / 失敗',
    'Added / updated / unchanged / failed',
  ],
  open: ['看文章', '看文章', 'See the article'],
  allItems: ['看全部条目', '看全部條目', 'See all items'],
  items: ['条目', '條目', 'Items'],
  noItems: ['没有这样的条目。', '沒有這樣的條目。', 'There are none.'],
  forQuestion: [
    (question: string) => `补上能回答“${question}”的文章。`,
    (question: string) => `補上能回答「${question}」的文章。`,
    (question: string) => `Add the article that answers “${question}”.`,
  ],
})
