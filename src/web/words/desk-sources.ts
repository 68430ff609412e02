// Words of the pages of sources.
import { wording } from './words.ts'

type Kind = 'sitemap' | 'feed' | 'list'
type RunState = 'queued' | 'running' | 'done' | 'failed' | 'stopped'
type ItemState = 'waiting' | 'fetched' | 'unchanged' | 'failed' | 'gone'

export const sourceWords = wording({
  about: [
    '程序按时到这些网址取新文章。',
    '程式按時到這些網址取新文章。',
    'The program fetches new articles from these addresses.',
  ],
  caption: ['登记的来源', '登記的來源', 'Registered sources'],
  search: ['查找来源', '尋找來源', 'Search sources'],
  create: ['登记来源', '登記來源', 'Register a source'],
  change: ['修改来源', '修改來源', 'Change the source'],
  empty: [
    '还没有来源。登记网站的站点地图、RSS 或列表页，新文章会自动收录。',
    '還沒有來源。登記網站的站點地圖、RSS 或列表頁，新文章會自動收錄。',
    'There are none yet. Register a sitemap, a feed or a page of links to have new articles loaded.',
  ],
  kind: ['种类', '種類', 'Kind'],
  kinds: [
    (name: Kind) => ({ sitemap: '站点地图', feed: 'RSS / Atom', list: '列表页' })[name],
    (name: Kind) => ({ sitemap: '站點地圖', feed: 'RSS / Atom', list: '列表頁' })[name],
    (name: Kind) => ({ sitemap: 'Sitemap', feed: 'Feed', list: 'Page of links' })[name],
  ],
  url: ['网址', '網址', 'Address'],
  lastRun: ['最近一次', '最近一次', 'Last run'],
  nextRun: ['下一次', '下一次', 'Next run'],
  never: ['还没取过', '還沒取過', 'Not yet'],
  onDemand: ['只在要求时', '只在要求時', 'On demand only'],
  off: ['已停用', '已停用', 'Switched off'],
  on: ['已启用', '已啟用', 'Switched on'],
  switchOn: ['启用', '啟用', 'Switch on'],
  switchOff: ['停用', '停用', 'Switch off'],
  runStates: [
    (name: RunState) =>
      ({ queued: '等待中', running: '正在取', done: '已完成', failed: '失败', stopped: '中断' })[name],
    (name: RunState) =>
      ({ queued: '等待中', running: '正在取', done: '已完成', failed: '失敗', stopped: '中斷' })[name],
    (name: RunState) =>
      ({ queued: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed', stopped: 'Stopped' })[name],
  ],
  counts: [
    (added: number, updated: number, failed: number) => `新 ${added} · 更新 ${updated} · 失败 ${failed}`,
    (added: number, updated: number, failed: number) => `新 ${added} · 更新 ${updated} · 失敗 ${failed}`,
    (added: number, updated: number, failed: number) =>
      `${added} new · ${updated} updated · ${failed} failed`,
  ],
  listed: [
    (listed: number, waiting: number) => `列出 ${listed} 条，待取 ${waiting} 条`,
    (listed: number, waiting: number) => `列出 ${listed} 條，待取 ${waiting} 條`,
    (listed: number, waiting: number) => `${listed} listed, ${waiting} waiting`,
  ],
  runNow: ['现在取', '現在取', 'Run now'],
  runAll: ['全部重新检查', '全部重新檢查', 'Check every item'],
  started: ['已开始取', '已開始取', 'It runs'],
  problems: ['这次遇到的问题', '這次遇到的問題', 'What went wrong'],
  // --- Items ---
  items: ['条目', '條目', 'Items'],
  itemStates: [
    (name: ItemState) =>
      ({ waiting: '待取', fetched: '已收录', unchanged: '没有变化', failed: '失败', gone: '已不在' })[name],
    (name: ItemState) =>
      ({ waiting: '待取', fetched: '已收錄', unchanged: '沒有變化', failed: '失敗', gone: '已不在' })[name],
    (name: ItemState) =>
      ({ waiting: 'Waiting', fetched: 'Fetched', unchanged: 'Unchanged', failed: 'Failed', gone: 'Gone' })[
        name
      ],
  ],
  item: ['网址', '網址', 'Address'],
  checked: ['检查于', '檢查於', 'Checked'],
  noItems: [
    '还没有条目。按“现在取”看看列出些什么。',
    '還沒有條目。按「現在取」看看列出些什麼。',
    'There are none yet. Press “Run now” to see what is listed.',
  ],
  noSuchItems: ['没有这样的条目。', '沒有這樣的條目。', 'There are none.'],
  article: ['文章', '文章', 'Article'],
  // --- The form ---
  urlHint: [
    '站点地图、RSS 或列表页的完整网址。',
    '站點地圖、RSS 或列表頁的完整網址。',
    'The whole address of the sitemap, feed or page of links.',
  ],
  badUrl: [
    '网址须以 http:// 或 https:// 开头。',
    '網址須以 http:// 或 https:// 開頭。',
    'The address must begin with http:// or https://.',
  ],
  selector: ['文章链接的选择器', '文章連結的選擇器', 'Selector of the links'],
  selectorHint: [
    '只用于列表页。CSS 选择器，选中文章链接或包住链接的元素，如 .news-list li。',
    '只用於列表頁。CSS 選擇器，選中文章連結或包住連結的元素，如 .news-list li。',
    'For pages of links only. A CSS selector of the links or what they stand in, such as .news-list li.',
  ],
  next: ['下一页链接的选择器', '下一頁連結的選擇器', 'Selector of the next page'],
  nextHint: ['空着：只读一页。', '空著：只讀一頁。', 'Empty: only one page is read.'],
  needsSelector: [
    '列表页需要文章链接的选择器。',
    '列表頁需要文章連結的選擇器。',
    'A page of links needs the selector of its links.',
  ],
  defaults: ['文章自己没写时用', '文章自己沒寫時用', 'For articles that do not say it themselves'],
  interval: ['每隔多久取一次', '每隔多久取一次', 'How often'],
  intervals: [
    (minutes: number) =>
      minutes < 60 ? `${minutes} 分钟` : minutes < 1440 ? `${minutes / 60} 小时` : `${minutes / 1440} 天`,
    (minutes: number) =>
      minutes < 60 ? `${minutes} 分鐘` : minutes < 1440 ? `${minutes / 60} 小時` : `${minutes / 1440} 天`,
    (minutes: number) =>
      minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} d`,
  ],
  every: [
    (interval: string) => `每 ${interval}`,
    (interval: string) => `每 ${interval}`,
    (interval: string) => `Every ${interval}`,
  ],
  include: ['只取这些地址', '只取這些地址', 'Only these addresses'],
  includeHint: [
    '一行一个，可用 *，如 /news/*。空着：全部。',
    '一行一個，可用 *，如 /news/*。空著：全部。',
    'One a line, with *, such as /news/*. Empty: all.',
  ],
  exclude: ['不取这些地址', '不取這些地址', 'Not these addresses'],
  maxItems: ['最多多少条', '最多多少條', 'Items at most'],
  badMaxItems: [
    '最多多少条：须是 1 到 10000 的整数。',
    '最多多少條：須是 1 到 10000 的整數。',
    'It must be a whole number from 1 to 10,000.',
  ],
  onGone: ['原网页不在了', '原網頁不在了', 'When the page is gone'],
  keepGone: ['文章留下', '文章留下', 'Keep the article'],
  removeGone: ['文章也删除', '文章也刪除', 'Remove the article'],
  // --- Deleting ---
  deleteTitle: ['删除来源', '刪除來源', 'Delete the source'],
  deleteLoss: [
    (url: string) => `不再从 ${url} 取文章，它的条目和记录会删除，不能恢复。`,
    (url: string) => `不再從 ${url} 取文章，它的條目和記錄會刪除，不能恢復。`,
    (url: string) => `Nothing is fetched from ${url} any more; its items and records are removed for good.`,
  ],
  withArticles: [
    '从它收录的文章也一起删除',
    '從它收錄的文章也一起刪除',
    'Remove the articles that came from it, too',
  ],
})
