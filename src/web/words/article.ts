// Words of the article page. Drawn on the server; the script takes some of them too.
import type { SpanFault } from '../spans.ts'
import { wording } from './words.ts'

export const articleWords = wording({
  undated: ['日期不详', '日期不詳', 'undated'],
  previous: ['上一版', '上一版', 'Previous revision'],
  original: ['原网页', '原網頁', 'Original page'],
  noOriginal: ['没有原网页的地址', '沒有原網頁的網址', 'no address of an original page'],
  cite: ['引用本文', '引用本文', 'Cite this article'],
  copy: ['复制', '複製', 'Copy'],
  copied: ['已复制。', '已複製。', 'Copied.'],
  notCopied: [
    '浏览器不让复制：文字已选中，请按 Ctrl+C。',
    '瀏覽器不讓複製：文字已選取，請按 Ctrl+C。',
    'The browser does not let us copy: the text is selected, press Ctrl+C.',
  ],
  marked: [
    (count: number) => (count === 1 ? '已标出引用的原文' : `已标出引用的原文，共 ${count} 处`),
    (count: number) => (count === 1 ? '已標出引用的原文' : `已標出引用的原文，共 ${count} 處`),
    (count: number) =>
      count === 1 ? 'The cited words are marked' : `The cited words are marked, ${count} places`,
  ],
  place: [
    (index: number) => `第 ${index} 处`,
    (index: number) => `第 ${index} 處`,
    (index: number) => `Place ${index}`,
  ],
  toMark: ['看标出的原文', '看標出的原文', 'Go to the marked words'],
  older: [
    (shown: number, current: number) => `这是第 ${shown} 版，不是现行的文字；现行的是第 ${current} 版。`,
    (shown: number, current: number) => `這是第 ${shown} 版，不是現行的文字；現行的是第 ${current} 版。`,
    (shown: number, current: number) =>
      `This is revision ${shown}, not the current text, which is revision ${current}.`,
  ],
  toCurrent: ['看现行版', '看現行版', 'Show the current one'],
  sameStory: ['同题报道', '同題報導', 'Other reports of this story'],
  moreReports: [
    (count: number) => `另有 ${count} 篇。`,
    (count: number) => `另有 ${count} 篇。`,
    (count: number) => `${count} more.`,
  ],
  revisions: ['版本', '版本', 'Revisions'],
  revision: [
    (number: number) => `第 ${number} 版`,
    (number: number) => `第 ${number} 版`,
    (number: number) => `Revision ${number}`,
  ],
  isCurrent: ['现行', '現行', 'current'],
  isShown: ['正在看', '正在看', 'shown here'],
  onlyOne: ['只有这一版。', '只有這一版。', 'There is only this one.'],
  lost: [
    (from: number, to: number) =>
      `第 ${from === to ? from : `${from}–${to}`} 版没有保留：文章曾被删除，后来重新收录。`,
    (from: number, to: number) =>
      `第 ${from === to ? from : `${from}–${to}`} 版沒有保留：文章曾被刪除，後來重新收錄。`,
    (from: number, to: number) =>
      `${from === to ? `Revision ${from} is` : `Revisions ${from}–${to} are`} not kept: the article was removed and came back later.`,
  ],
  printed: [
    (day: string) => `查阅于 ${day}`,
    (day: string) => `查閱於 ${day}`,
    (day: string) => `retrieved on ${day}`,
  ],
  thisPage: ['本页', '本頁', 'This page'],
  /** Why a place of the address is not marked. `length`: of the text. */
  fault: [
    ({ given, why }: SpanFault, length: number) =>
      ({
        unreadable: `地址里的“${given}”不是一处文字：要写成“起点-终点”，如 c=120-160。`,
        empty: `地址里的“${given}”不是一处文字：起点要小于终点。`,
        outside: `要标出的“${given}”超出了本文：全文到 ${length} 为止。文章可能换过文字，请看其他版本。`,
        cut: `要标出的“${given}”有一部分超出了本文（全文到 ${length} 为止），只标出了里面的部分。`,
        many: `要标出的地方太多，从“${given}”起没有标出。`,
      })[why],
    ({ given, why }: SpanFault, length: number) =>
      ({
        unreadable: `網址裡的“${given}”不是一處文字：要寫成“起點-終點”，如 c=120-160。`,
        empty: `網址裡的“${given}”不是一處文字：起點要小於終點。`,
        outside: `要標出的“${given}”超出了本文：全文到 ${length} 為止。文章可能換過文字，請看其他版本。`,
        cut: `要標出的“${given}”有一部分超出了本文（全文到 ${length} 為止），只標出了裡面的部分。`,
        many: `要標出的地方太多，從“${given}”起沒有標出。`,
      })[why],
    ({ given, why }: SpanFault, length: number) =>
      ({
        unreadable: `“${given}” in the address is no place in the text; write start-end, such as c=120-160.`,
        empty: `“${given}” in the address is no place in the text: it ends before it begins.`,
        outside: `“${given}” lies beyond this text, which ends at ${length}. The text may have changed; see the other revisions.`,
        cut: `“${given}” lies partly beyond this text, which ends at ${length}; only the part within is marked.`,
        many: `There are too many places to mark; none is marked from “${given}” on.`,
      })[why],
  ],
})
