// robots.txt of a host (RFC 9309): what it allows, and how long it asks to wait. Bounded against files made to be slow.
import robotsParser from 'robots-parser'

// The package's types describe a module whose function stands under `default`; it is the module itself.
const parse = robotsParser as unknown as (
  url: string,
  text: string,
) => {
  isAllowed(url: string, agent: string): boolean | undefined
  getCrawlDelay(agent: string): number | undefined
}

export interface Robots {
  allows(url: string): boolean
  /** In ms, as asked; null when nothing is. */
  delayMs: number | null
}

/** Everything is allowed: the host has no robots.txt. */
export const NO_ROBOTS: Robots = { allows: () => true, delayMs: null }

/** How much of a robots.txt is read, in bytes; RFC 9309 asks for 500 KiB at least. */
export const MAX_ROBOTS = 512 * 1024
const LONGEST_LINE = 1000
// A pattern with stars costs its length times that of the address.
const MOST_STARRED = 65_536

/** Read a robots.txt. `agent`: the product token this client is called by there. */
export function parseRobots(url: string, text: string, agent: string): Robots {
  let starred = 0
  const lines = text.slice(0, MAX_ROBOTS).split(/\r\n|[\r\n]/).filter((line) => {
    if (line.length > LONGEST_LINE) return false
    if (line.includes('*') && !/^\s{0,99}user-agent/i.test(line)) starred += line.length
    return starred <= MOST_STARRED
  }) // prettier-ignore
  const robots = parse(url, lines.join('\n'))
  const delay = robots.getCrawlDelay(agent)
  return {
    allows: (one) => robots.isAllowed(one, agent) !== false,
    delayMs: delay !== undefined && Number.isFinite(delay) && delay > 0 ? delay * 1000 : null,
  }
}
