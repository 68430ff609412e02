// Words of the page of keys.
import { wording } from './words.ts'

type Scope = 'ask' | 'search' | 'ingest' | 'logs' | 'admin'

export const keyWords = wording({
  caption: ['密钥，新的在前', '金鑰，新的在前', 'Keys, newest first'],
  search: ['查找密钥', '尋找金鑰', 'Search keys'],
  create: ['新建密钥', '新建金鑰', 'Make a key'],
  empty: [
    '还没有密钥。给每个程序或同事各建一个，以后可以单独吊销。',
    '還沒有金鑰。給每個程式或同事各建一個，以後可以單獨撤銷。',
    'There are none yet. Make one for each program or colleague: it can be revoked by itself.',
  ],
  shown: ['显示', '顯示', 'Show'],
  valid: ['有效的', '有效的', 'Valid ones'],
  scopes: ['权限', '權限', 'Scopes'],
  scope: [
    (name: Scope) =>
      ({ ask: '提问', search: '查找文章', ingest: '收录文章', logs: '看问答记录', admin: '管理一切' })[name],
    (name: Scope) =>
      ({ ask: '提問', search: '尋找文章', ingest: '收錄文章', logs: '看問答記錄', admin: '管理一切' })[name],
    (name: Scope) =>
      ({
        ask: 'ask',
        search: 'search articles',
        ingest: 'load articles',
        logs: 'read what was asked',
        admin: 'everything',
      })[name],
  ],
  held: ['限定', '限定', 'Held to'],
  usedToday: ['今天', '今天', 'Today'],
  created: ['建于', '建於', 'Made'],
  expires: ['到期', '到期', 'Expires'],
  never: ['不到期', '不到期', 'never'],
  states: [
    (name: 'valid' | 'expired' | 'revoked') =>
      ({ valid: '有效', expired: '已到期', revoked: '已吊销' })[name],
    (name: 'valid' | 'expired' | 'revoked') =>
      ({ valid: '有效', expired: '已到期', revoked: '已撤銷' })[name],
    (name: 'valid' | 'expired' | 'revoked') =>
      ({ valid: 'Valid', expired: 'Expired', revoked: 'Revoked' })[name],
  ],
  thisOne: ['你正在用', '你正在用', 'You use it'],
  revoke: ['吊销', '撤銷', 'Revoke'],
  revokeTitle: ['吊销密钥', '撤銷金鑰', 'Revoke the key'],
  revokeLoss: [
    (name: string) => `用“${name}”的程序和网页会立刻不能再用，不能恢复，只能另建一个。`,
    (name: string) => `用「${name}」的程式和網頁會立刻不能再用，不能恢復，只能另建一個。`,
    (name: string) =>
      `Programs and pages that use “${name}” stop working at once and for good; only a new key helps.`,
  ],
  revokeSelf: [
    '这是你登录用的密钥：吊销后你会退出后台。',
    '這是你登入用的金鑰：撤銷後你會退出後台。',
    'You are signed in with this key: revoking it signs you out.',
  ],
  revoked: [
    (name: string) => `已吊销“${name}”`,
    (name: string) => `已撤銷「${name}」`,
    (name: string) => `Revoked “${name}”`,
  ],
  // --- The form ---
  nameHint: [
    '给谁、做什么用，如“官网助手”。',
    '給誰、做什麼用，如「官網助手」。',
    'For whom and what, such as “web assistant”.',
  ],
  noScope: ['请至少选一项权限。', '請至少選一項權限。', 'Choose at least one scope.'],
  zoneHint: [
    '只能查到和引用这个开发区的文章。空着：全部。',
    '只能查到和引用這個開發區的文章。空著：全部。',
    'It finds and cites articles of this zone only. Empty: all.',
  ],
  zoneWithLogs: [
    '有“看问答记录”或“管理一切”权限的密钥不能限定开发区。请去掉其中一项。',
    '有「看問答記錄」或「管理一切」權限的金鑰不能限定開發區。請去掉其中一項。',
    'A key that reads what was asked, or manages, cannot be held to a zone. Leave out one of the two.',
  ],
  origins: ['网页来源', '網頁來源', 'Origins'],
  originsHint: [
    '只能从这些网站的网页使用，一行一个，如 https://www.example.cn。空着：只能从程序使用。',
    '只能從這些網站的網頁使用，一行一個，如 https://www.example.cn。空著：只能從程式使用。',
    'Only pages of these sites may use it, one a line, such as https://www.example.cn. Empty: programs only.',
  ],
  badOrigin: [
    (value: string) =>
      `“${value}”不是网页来源。请写成 https://www.example.cn 或 https://*.example.cn，不带路径。`,
    (value: string) =>
      `「${value}」不是網頁來源。請寫成 https://www.example.cn 或 https://*.example.cn，不帶路徑。`,
    (value: string) =>
      `“${value}” is no origin. Write https://www.example.cn or https://*.example.cn, without a path.`,
  ],
  daily: ['每天次数上限', '每天次數上限', 'Requests a day'],
  dailyHint: ['空着：不限。', '空著：不限。', 'Empty: no limit.'],
  badDaily: [
    '每天次数须是 1 以上的整数。',
    '每天次數須是 1 以上的整數。',
    'It must be a whole number from 1.',
  ],
  expiresHint: [
    '从这一天零点（UTC）起无效。空着：不到期。',
    '從這一天零點（UTC）起無效。空著：不到期。',
    'Not valid from the beginning (UTC) of this day. Empty: it does not expire.',
  ],
  pastDay: ['到期日须在今天以后。', '到期日須在今天以後。', 'The day must lie ahead.'],
  made: [
    (name: string) => `密钥“${name}”已建好`,
    (name: string) => `金鑰「${name}」已建好`,
    (name: string) => `The key “${name}” is made`,
  ],
  onlyOnce: [
    '只显示这一次，关上就看不到了。请现在复制并存好。',
    '只顯示這一次，關上就看不到了。請現在複製並存好。',
    'It is shown this once and kept nowhere. Copy it now.',
  ],
  keptIt: ['已存好', '已存好', 'I have kept it'],
})
