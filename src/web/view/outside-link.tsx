// A link that leads out of this server: the only one that pages draw. What is not an address of the web is not linked.
import type { Child } from 'hono/jsx'
import { safeUrl } from '../safe-url.ts'
import { originalAddress } from '../text-fragment.ts'

interface OutsideLinkProps {
  url: string | null
  /** Words of that page to open it at. */
  quote?: string | undefined
  id?: string
  /** Within a frame the page of the host would be left. */
  newTab?: boolean
  children?: Child
}

/** The link; its text alone where the address may not be opened. */
export function OutsideLink({ url, quote, id, newTab = false, children }: OutsideLinkProps) {
  const safe = safeUrl(url)
  if (safe === null) return <>{children}</>
  return (
    <a
      href={originalAddress(safe, quote) ?? safe}
      rel="noopener noreferrer"
      referrerpolicy="no-referrer"
      {...(id === undefined ? {} : { id })}
      {...(newTab ? { target: '_blank' } : {})}
    >
      {children}
    </a>
  )
}
