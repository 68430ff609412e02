// The one rule of addresses outside: what articles name may be opened only where it is a page of the web. Pure.

/** Longer ones are no addresses of news. */
const MOST = 4000

/**
 * The address as a browser reads it, or null for whatever is no plain `http` or `https` address: another scheme
 * (`javascript:`, `data:`), one that carries a name or password (`https://bank.example@other.example/`), no address at all.
 */
export function safeUrl(url: string | null): string | null {
  if (url === null || url.length > MOST) return null
  let read: URL
  try {
    read = new URL(url)
  } catch {
    return null
  }
  if (read.protocol !== 'https:' && read.protocol !== 'http:') return null
  return read.username === '' && read.password === '' ? read.href : null
}
