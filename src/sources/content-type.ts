// Which media types are fetched as articles, and how a fetched document is named so that its reader knows its kind.

const ENDINGS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'multipart/related': 'mhtml',
  'application/x-mimearchive': 'mhtml',
}

/** Types that say nothing: the name in the address decides. */
const VAGUE = new Set([
  '',
  'application/octet-stream',
  'application/force-download',
  'binary/octet-stream',
  'application/download',
])

const BY_NAME = /\.(html?|shtml|txt|md|pdf|docx)$/i

/** Whether a document of this type can be an article. */
export function isArticleType(type: string): boolean {
  return Object.hasOwn(ENDINGS, type) || VAGUE.has(type)
}

/** Whether a body of this type can be a list of items: XML, JSON, a page, plain text or a packed file. */
export function isListType(type: string): boolean {
  return (
    Object.hasOwn(ENDINGS, type) ||
    VAGUE.has(type) ||
    /^(?:application|text)\/(?:[\w.-]{0,40}\+)?(?:xml|json)$/.test(type) ||
    /^application\/(?:x-)?gzip$/.test(type)
  )
}

/** The ending that a document is read by: of its type, else of its address, else that of a page. */
export function endingOf(type: string, url: string): string {
  const known = Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined
  if (known !== undefined) return known
  const named = URL.canParse(url) ? BY_NAME.exec(new URL(url).pathname)?.[1]?.toLowerCase() : undefined
  return named === undefined || /^s?html?$/.test(named) ? 'html' : named
}
