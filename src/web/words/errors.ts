// Words of the pages that say what went wrong: the fact, and what to do about it.
import { wording } from './words.ts'

/** What a page can say more of than that it failed. */
export type FailureKind =
  | 'missing'
  | 'no_article'
  | 'no_revision'
  | 'no_key'
  | 'not_allowed'
  | 'method'
  | 'refused'
  | 'too_many'
  | 'broken'
  | 'away'

type Said = Record<FailureKind, string>
const pick =
  (said: Said) =>
  (kind: FailureKind): string =>
    said[kind]

export const errorWords = wording({
  title: [
    pick({
      missing: '没有这一页',
      no_article: '没有这篇文章',
      no_revision: '没有这一版',
      no_key: '这一页需要密钥',
      not_allowed: '这一页不能打开',
      method: '这一页不能这样打开',
      refused: '这个请求不合要求',
      too_many: '请求太多',
      broken: '出了点问题',
      away: '暂时不能使用',
    }),
    pick({
      missing: '沒有這一頁',
      no_article: '沒有這篇文章',
      no_revision: '沒有這一版',
      no_key: '這一頁需要金鑰',
      not_allowed: '這一頁不能打開',
      method: '這一頁不能這樣打開',
      refused: '這個請求不合要求',
      too_many: '請求太多',
      broken: '出了點問題',
      away: '暫時不能使用',
    }),
    pick({
      missing: 'There is no such page',
      no_article: 'There is no such article',
      no_revision: 'There is no such revision',
      no_key: 'This page needs a key',
      not_allowed: 'This page may not be opened',
      method: 'This page cannot be opened so',
      refused: 'This request breaks a rule',
      too_many: 'Too many requests',
      broken: 'Something went wrong',
      away: 'Not available at present',
    }),
  ],
  remedy: [
    pick({
      missing: '请检查地址，或回到提问。',
      no_article: '它可能已从收录中删除，也可能不在你能看的范围内。',
      no_revision: '这一版没有保留。',
      no_key: '这里的文章不对外公开。请用有权限的密钥，或联系网站的管理员。',
      not_allowed: '现在的身份没有这项权限。请联系网站的管理员。',
      method: '请从链接打开，不要直接提交。',
      refused: '请检查地址或填写的内容。',
      too_many: '短时间内的请求超过了上限。',
      broken: '原因已经记入日志。请稍后再试；报修时请给出下面的编号。',
      away: '服务正忙或正在准备。',
    }),
    pick({
      missing: '請檢查網址，或回到提問。',
      no_article: '它可能已從收錄中刪除，也可能不在你能看的範圍內。',
      no_revision: '這一版沒有保留。',
      no_key: '這裡的文章不對外公開。請用有權限的金鑰，或聯絡網站的管理員。',
      not_allowed: '現在的身分沒有這項權限。請聯絡網站的管理員。',
      method: '請從連結打開，不要直接提交。',
      refused: '請檢查網址或填寫的內容。',
      too_many: '短時間內的請求超過了上限。',
      broken: '原因已經記入日誌。請稍後再試；報修時請給出下面的編號。',
      away: '服務正忙或正在準備。',
    }),
    pick({
      missing: 'Check the address, or go back to asking.',
      no_article: 'It may have been removed, or lie outside of what you may see.',
      no_revision: 'This revision is not kept.',
      no_key:
        'The articles here are not open to all. Use a key that may read them, or ask whoever runs this site.',
      not_allowed: 'You may not do this. Ask whoever runs this site.',
      method: 'Open it from a link instead of submitting to it.',
      refused: 'Check the address or what was filled in.',
      too_many: 'There were more requests in a short time than are allowed.',
      broken: 'The cause is in the log. Try again later; when reporting it, give the number below.',
      away: 'The service is busy or getting ready.',
    }),
  ],
  again: [
    (seconds: number) => `稍后再试，约 ${seconds.toLocaleString('en')} 秒。`,
    (seconds: number) => `稍後再試，約 ${seconds.toLocaleString('en')} 秒。`,
    (seconds: number) => `Try again in about ${seconds.toLocaleString('en')} seconds.`,
  ],
  address: ['地址', '網址', 'Address'],
  detail: ['详情', '詳情', 'Detail'],
  request: ['请求编号', '請求編號', 'Request'],
})
