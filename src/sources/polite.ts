// The polite fetcher: one request to a host at a time, a delay between two, robots.txt, Retry-After, back-off for hosts
// in trouble, redirects hop by hop. Over the port of single requests, an injected clock and an injected sleep.
import type { Get, GetReply, GetRequest, Trouble } from './fetcher.ts'
import { MAX_ROBOTS, NO_ROBOTS, parseRobots, type Robots } from './robots.ts'

export interface PoliteOptions {
  get: Get
  now: () => Date
  /** Resolves after `ms`, or rejects when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** The product token of the User-Agent, for robots.txt. */
  agent: string
  /** From the end of a request to a host to the next, in ms. Default 1000. */
  delayMs?: number
}

/** What a robots.txt may ask for at most, in ms. */
const LONGEST_DELAY = 30_000
const MOST_REDIRECTS = 5
const ROBOTS_KEPT = 3_600_000
/** How soon a robots.txt that could not be had is asked for again. */
const ROBOTS_AGAIN = 300_000
/** After failures in a row, doubled each time. */
const BACK_OFF = 30_000
const LONGEST_BACK_OFF = 3_600_000
const LONGEST_RETRY_AFTER = 24 * 3_600_000
/** Beyond this, a host that asks to wait is left alone for this run. */
const WORTH_WAITING = 10_000

export type Fetched =
  | {
      kind: 'fetched'
      /** Where it stood at the end. */
      url: string
      reply: GetReply
    }
  | { kind: 'unchanged' }
  /** 404 or 410. */
  | { kind: 'missing'; status: number }
  | { kind: 'failed'; fact: string; remedy: string }
  /** Not now: its host is in trouble or asks to wait. Nothing is said of the item itself. */
  | { kind: 'later'; fact: string; remedy: string; afterMs: number }

export type PoliteGet = (request: GetRequest) => Promise<Fetched>

/** What a host's robots.txt says; null when it cannot be read now, with the trouble when the host may not be asked at all. */
interface Rules {
  of: Robots | null
  trouble?: Trouble
}

interface Host {
  /** The end of the queue. */
  last: Promise<unknown>
  /** When the last request to it ended, in ms since the epoch. */
  endedAt: number
  blockedUntil: number
  failures: number
  /** By origin: http and https each have their own. */
  robots: Map<string, Rules & { until: number }>
}

/** A fetcher that never asks one host for two things at once. */
export function createPolite(options: PoliteOptions): PoliteGet {
  const { now, delayMs = 1000 } = options
  const hosts = new Map<string, Host>()
  const hostOf = (url: string): Host => {
    const { hostname } = new URL(url)
    let host = hosts.get(hostname)
    if (host === undefined) {
      forget(hosts, now().getTime())
      host = { last: Promise.resolve(), endedAt: 0, blockedUntil: 0, failures: 0, robots: new Map() }
      hosts.set(hostname, host)
    }
    return host
  }

  // One request, in its turn.
  const inTurn = async (host: Host, request: GetRequest, delay: number): ReturnType<Get> => {
    const turn = host.last.then(async () => {
      request.signal?.throwIfAborted()
      const wait = host.endedAt + delay - now().getTime()
      if (wait > 0) await options.sleep(wait, request.signal)
      try {
        return await options.get(request)
      } finally {
        host.endedAt = now().getTime()
      }
    })
    host.last = turn.catch(() => undefined)
    return turn
  }

  const robotsOf = async (host: Host, url: string, signal: AbortSignal | undefined): Promise<Rules> => {
    const { origin } = new URL(url)
    const known = host.robots.get(origin)
    if (known !== undefined && known.until > now().getTime()) return known
    const rules = await fetchRobots(url, signal)
    const keep = rules.of === null ? ROBOTS_AGAIN : ROBOTS_KEPT
    host.robots.set(origin, { ...rules, until: now().getTime() + keep })
    return rules
  }

  const fetchRobots = async (url: string, signal: AbortSignal | undefined): Promise<Rules> => {
    let at = new URL('/robots.txt', url).href
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const request = { url: at, maxBytes: MAX_ROBOTS, accepts: () => true, signal }
      const reply = await inTurn(hostOf(at), request, delayMs)
      if ('trouble' in reply) {
        const { kind } = reply.trouble
        // A file beyond all measure, or packed wrongly, is no file of rules.
        if (kind === 'content') return { of: NO_ROBOTS }
        return kind === 'address' && redirects === 0 ? { of: null, trouble: reply.trouble } : { of: null }
      }
      if (isRedirect(reply) && reply.location !== null) {
        at = reply.location
        continue
      }
      if (reply.status === 429 || reply.status >= 500) return { of: null }
      if (reply.status < 200 || reply.status > 299) return { of: NO_ROBOTS }
      const text = new TextDecoder().decode(reply.bytes)
      return { of: parseRobots(new URL('/robots.txt', url).href, text, options.agent) }
    }
    return { of: NO_ROBOTS }
  }

  const hop = async (request: GetRequest): Promise<GetReply | Exclude<Fetched, { kind: 'fetched' }>> => {
    const host = hostOf(request.url)
    const blocked = await waitingFor(host, request.signal)
    if (blocked !== null) return blocked
    const { of: robots, trouble } = await robotsOf(host, request.url, request.signal)
    if (trouble !== undefined) return failed(trouble.fact, trouble.remedy)
    if (robots === null) {
      return later('the robots.txt of its host cannot be read at present', ROBOTS_AGAIN)
    }
    if (!robots.allows(request.url)) {
      return failed(
        'the robots.txt of its host forbids it',
        'ask the operator of the site, or give the articles as files',
      )
    }
    const delay = Math.max(delayMs, Math.min(robots.delayMs ?? 0, LONGEST_DELAY))
    const reply = await inTurn(host, request, delay)
    return judge(host, reply)
  }

  const waitingFor = async (
    host: Host,
    signal: AbortSignal | undefined,
  ): Promise<(Fetched & { kind: 'later' }) | null> => {
    const wait = host.blockedUntil - now().getTime()
    if (wait > WORTH_WAITING) return later('its host is failing or asked to wait', wait)
    if (wait > 0) await options.sleep(wait, signal)
    return null
  }

  const judge = (
    host: Host,
    reply: Awaited<ReturnType<Get>>,
  ): GetReply | Exclude<Fetched, { kind: 'fetched' }> => {
    if ('trouble' in reply) {
      if (reply.trouble.kind === 'network') return troubled(host, reply.trouble, 0)
      return failed(reply.trouble.fact, reply.trouble.remedy)
    }
    const { status } = reply
    if (status === 429 || status >= 500) {
      const asked = retryAfter(reply.retryAfter, now())
      const fact =
        status === 429
          ? 'its host asks for fewer requests (429)'
          : `its host answers with an error (${status})`
      return troubled(host, { kind: 'network', fact, remedy: 'it is tried again later' }, asked)
    }
    host.failures = 0
    return reply
  }

  // The item that met the trouble has failed; those behind it have to wait.
  const troubled = (host: Host, { fact, remedy }: Trouble, asked: number): Fetched & { kind: 'failed' } => {
    host.failures += 1
    // One failure may be that of one page.
    const own = host.failures < 2 ? 0 : Math.min(BACK_OFF * 2 ** (host.failures - 2), LONGEST_BACK_OFF)
    host.blockedUntil = Math.max(host.blockedUntil, now().getTime() + Math.max(own, asked))
    return failed(fact, remedy)
  }

  return async (request) => {
    let at = request.url
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (!URL.canParse(at)) return failed(`“${at.slice(0, 100)}” is no address`, 'correct it at the source')
      const reply = await hop({ ...request, url: at })
      if ('kind' in reply) return reply
      if (reply.status === 304) return { kind: 'unchanged' }
      if (reply.status === 404 || reply.status === 410) return { kind: 'missing', status: reply.status }
      if (isRedirect(reply)) {
        if (reply.location === null)
          return failed(`it is redirected (${reply.status}) to no address`, 'tell the operator of the site')
        at = reply.location
        continue
      }
      if (reply.status < 200 || reply.status > 299 || reply.status === 204) {
        const remedy = [401, 403, 407].includes(reply.status) ? 'ask the operator of the site for access, or give the articles as files' : 'check the address' // prettier-ignore
        return failed(`its host answers with status ${reply.status}`, remedy)
      }
      if (reply.bytes.length === 0) return failed('it is empty (0 bytes)', 'tell the operator of the site')
      return { kind: 'fetched', url: at, reply }
    }
    return failed(`it is redirected more than ${MOST_REDIRECTS} times`, 'give the address that it leads to')
  }
}

// --- Internal helpers ---

/** Beyond so many hosts, those that were left alone for long are forgotten. */
const MOST_HOSTS = 1000

function forget(hosts: Map<string, Host>, time: number): void {
  if (hosts.size < MOST_HOSTS) return
  for (const [name, host] of hosts) {
    if (host.endedAt + ROBOTS_KEPT < time && host.blockedUntil < time) hosts.delete(name)
  }
}

function isRedirect({ status }: GetReply): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function retryAfter(value: string | null, now: Date): number {
  if (value === null) return 0
  const seconds = /^\s{0,9}(\d{1,9})\s{0,9}$/.exec(value)?.[1]
  const ms = seconds === undefined ? new Date(value).getTime() - now.getTime() : Number(seconds) * 1000
  return Number.isNaN(ms) ? 0 : Math.max(0, Math.min(ms, LONGEST_RETRY_AFTER))
}

function failed(fact: string, remedy: string): Fetched & { kind: 'failed' } {
  return { kind: 'failed', fact, remedy }
}

function later(fact: string, afterMs: number): Fetched & { kind: 'later' } {
  return { kind: 'later', fact, remedy: 'it is tried again later', afterMs }
}
