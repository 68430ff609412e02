// Words of the console's frame: signing in, its pages, and the parts that its pages share. Each page has words of its own.
import { wording } from './words.ts'

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

export const consoleWords = wording({
  console: ['后台', '後台', 'Console'],
  // --- Signing in ---
  signIn: ['登录', '登入', 'Sign in'],
  key: ['密钥', '金鑰', 'Key'],
  keyHint: [
    '以 tw_ 开头。没有密钥时，在服务器上运行：',
    '以 tw_ 開頭。沒有金鑰時，在伺服器上執行：',
    'It begins with tw_. If you have none, run this on the server:',
  ],
  invalidKey: [
    '密钥无效：可能抄错、过期或已吊销。请核对后再试，或新建一个。',
    '金鑰無效：可能抄錯、過期或已撤銷。請核對後再試，或新建一個。',
    'The key is not valid: mistyped, expired or revoked. Check it, or make a new one.',
  ],
  smallKey: [
    '这个密钥不能用于后台。请用权限含 admin 或 logs、且不限定网页来源的密钥。',
    '這個金鑰不能用於後台。請用權限含 admin 或 logs、且不限定網頁來源的金鑰。',
    'This key may not use the console. Take one with the scope admin or logs that is held to no origins.',
  ],
  noKey: ['请填写密钥。', '請填寫金鑰。', 'Enter a key.'],
  ended: [
    '登录已失效：密钥被吊销，或超过 12 小时没有操作。请重新登录。',
    '登入已失效：金鑰被撤銷，或超過 12 小時沒有操作。請重新登入。',
    'The session has ended: the key was revoked, or it was not used for 12 hours. Sign in again.',
  ],
  needsScript: ['后台需要启用 JavaScript。', '後台需要啟用 JavaScript。', 'The console needs JavaScript.'],
  signOut: ['退出登录', '登出', 'Sign out'],
  signedInAs: [(key: string) => `密钥 ${key}`, (key: string) => `金鑰 ${key}`, (key: string) => `Key ${key}`],
  // --- Pages ---
  menu: ['菜单', '選單', 'Menu'],
  pages: ['后台页面', '後台頁面', 'Pages of the console'],
  overview: ['概况', '概況', 'Overview'],
  unanswered: ['没答上的问题', '沒答上的問題', 'Unanswered'],
  questions: ['问答记录', '問答記錄', 'Questions'],
  articles: ['文章', '文章', 'Articles'],
  sources: ['来源', '來源', 'Sources'],
  channels: ['渠道', '渠道', 'Channels'],
  keys: ['密钥', '金鑰', 'Keys'],
  settings: ['设置', '設定', 'Settings'],
  noPage: ['没有这一页', '沒有這一頁', 'There is no such page'],
  noPageHint: ['请从菜单里选一页。', '請從選單裡選一頁。', 'Choose a page from the menu.'],
  mayNot: [
    (scope: string) => `这个密钥没有权限 ${scope}，看不了这一页。请用有此权限的密钥登录。`,
    (scope: string) => `這個金鑰沒有權限 ${scope}，看不了這一頁。請用有此權限的金鑰登入。`,
    (scope: string) => `This key lacks the scope ${scope} that the page needs. Sign in with one that has it.`,
  ],
  // --- Shared parts ---
  loading: ['正在读取', '正在讀取', 'Loading'],
  retry: ['再试一次', '再試一次', 'Try again'],
  close: ['关闭', '關閉', 'Close'],
  cancel: ['取消', '取消', 'Cancel'],
  undo: ['撤销', '復原', 'Undo'],
  undone: ['已撤销', '已復原', 'Undone'],
  search: ['查找', '尋找', 'Search'],
  clear: ['清除', '清除', 'Clear'],
  more: ['显示更多', '顯示更多', 'Show more'],
  shown: [
    (count: number) => `已显示 ${count.toLocaleString('en')} 条`,
    (count: number) => `已顯示 ${count.toLocaleString('en')} 條`,
    (count: number) => `${count.toLocaleString('en')} shown`,
  ],
  all: ['全部', '全部', 'All'],
  allShown: [
    (count: number) => `共 ${count.toLocaleString('en')} 条`,
    (count: number) => `共 ${count.toLocaleString('en')} 條`,
    (count: number) => `${count.toLocaleString('en')} in all`,
  ],
  nothingFound: [
    (text: string) => `没有找到“${text}”。换个说法，或清除查找词。`,
    (text: string) => `沒有找到「${text}」。換個說法，或清除查找詞。`,
    (text: string) => `Nothing found for “${text}”. Try other words, or clear the search.`,
  ],
  exported: ['导出', '匯出', 'Export'],
  actions: ['操作', '操作', 'Actions'],
  wrongFields: ['请改正以下内容', '請改正以下內容', 'Please correct the following'],
  typeName: [
    (name: string) => `请输入“${name}”以确认`,
    (name: string) => `請輸入「${name}」以確認`,
    (name: string) => `Type “${name}” to confirm`,
  ],
  // --- What went wrong ---
  requestId: [
    (id: string) => `请求编号 ${id}`,
    (id: string) => `請求編號 ${id}`,
    (id: string) => `Request ${id}`,
  ],
  away: [
    '连不上服务器。请检查网络，或稍后再试。',
    '連不上伺服器。請檢查網路，或稍後再試。',
    'The server cannot be reached. Check the network, or try again later.',
  ],
  tooOften: [
    (seconds: number) => `请求太多，请在约 ${seconds} 秒后再试。`,
    (seconds: number) => `請求太多，請在約 ${seconds} 秒後再試。`,
    (seconds: number) => `Too many requests. Try again in about ${plural(seconds, 'second', 'seconds')}.`,
  ],
  forbidden: ['这个密钥没有做这件事的权限。', '這個金鑰沒有做這件事的權限。', 'This key may not do this.'],
  gone: [
    '没有找到，可能已被删除。请刷新后再看。',
    '沒有找到，可能已被刪除。請重新整理後再看。',
    'It was not found; it may have been removed. Load the page anew.',
  ],
  changed: [
    '别人刚改过它。请刷新后再改。',
    '別人剛改過它。請重新整理後再改。',
    'Somebody has just changed it. Load it anew, then change it.',
  ],
  broken: [
    '服务器出了问题。原因在服务器日志里，可凭请求编号查找。',
    '伺服器出了問題。原因在伺服器日誌裡，可憑請求編號查找。',
    'The server failed. The cause is in its log, under the request id.',
  ],
  answersOff: [
    '没有保存问答记录。把 TOUWEN_ANSWERS_DAYS 设为 1 或更大后重启。',
    '沒有保存問答記錄。把 TOUWEN_ANSWERS_DAYS 設為 1 或更大後重啟。',
    'Answers are not kept. Set TOUWEN_ANSWERS_DAYS to 1 or more and restart.',
  ],
})

export type ConsoleWords = ReturnType<typeof consoleWords>
