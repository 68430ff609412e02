// Where in the console one is: the address of the browser, followed without loading a page. Every plain link to a path of the
// console is followed so; nothing else has to be done for it.
import { useEffect, useState } from 'hono/jsx'

/** A path below /console without a slash at its end, and its query. */
export interface Place {
  path: string
  query: URLSearchParams
}

/** Where one is now. */
export function place(): Place {
  const { pathname, search } = location
  return { path: pathname.replace(/\/$/, ''), query: new URLSearchParams(search) }
}

const listeners = new Set<() => void>()

/** Go to an address of the console. `replace`: the one before is not come back to, as when a filter changes. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  for (const listener of listeners) listener()
}

/** Where one is, drawn anew whenever that changes. To be used once, by the shell; pages are given their place. */
export function usePlace(): Place {
  const [current, setCurrent] = useState(place)
  useEffect(() => {
    const moved = (): void => setCurrent(place())
    listeners.add(moved)
    addEventListener('popstate', moved)
    document.addEventListener('click', follow)
    return () => {
      listeners.delete(moved)
      removeEventListener('popstate', moved)
      document.removeEventListener('click', follow)
    }
  }, [])
  return current
}

// A click that a browser would follow in the same window.
function follow(event: MouseEvent): void {
  const { button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || link.target !== '' || link.hasAttribute('download')) return
  if (link.origin !== location.origin || !/^\/console(?:\/|$)/.test(link.pathname)) return
  event.preventDefault()
  go(link.pathname + link.search)
}
