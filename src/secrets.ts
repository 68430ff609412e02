// What must not be shown: API keys, and what an address carries besides host and path.

/** An API key, whole, mistyped or cut, as it may stand in any text; an id such as tw_news_20220304 is none. */
const KEY = /tw_([0-9A-Za-z]{10,14})_[0-9A-Za-z]{12,100}/g

/** Whether the text holds something that looks like an API key. */
export function holdsKey(text: string): boolean {
  // Nearly no text does: the cheap look first.
  return text.includes('tw_') && text.search(KEY) !== -1
}

/** The text with the secret part of every API key left out. */
export function maskKeys(text: string): string {
  return text.includes('tw_') ? text.replaceAll(KEY, 'tw_$1_…') : text
}

/** The text with user, password and query string of an address left out, also of a malformed one, and with no API key. */
export function maskSecrets(text: string): string {
  const at = text.lastIndexOf('@')
  const scheme = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.exec(text)?.[0] ?? ''
  const bare = at === -1 ? text : `${scheme.length <= at ? scheme : ''}…${text.slice(at)}`
  const query = bare.includes('/') ? bare.indexOf('?') : -1
  return maskKeys(query === -1 ? bare : `${bare.slice(0, query)}?…`)
}
