// Which client a request comes from. Headers count only behind proxies that are trusted: anyone else can write them too.
import { clientOf, contains, isLoopback, parseAddress, parseNetwork, type Address } from '../address.ts'
import type { Client } from '../keys/key.ts'

export interface ClientOptions {
  /** Networks such as 10.0.0.0/8 whose word is taken; a text that is none is left out. */
  trustedProxies: readonly string[]
  /** The header in which they say it: the one that they write or extend themselves, so that no client can. */
  proxyHeader: 'x-forwarded-for' | 'forwarded'
}

/** Names the client of a request. `peer`: the address at the other end of the connection; null when that is not known. */
export type NameClient = (peer: string | null, headers: Headers) => Client

/** Proxies behind one another are looked through up to this many. */
const MOST_HOPS = 32
/** Headers that only a proxy adds. */
const PROXIED = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via']
const NOBODY: Client = { address: 'unknown', loopback: false }

interface Peer {
  address: Address
  trusted: boolean
  client: Client
}

/** Build it for one set of proxies. */
export function createClients({ trustedProxies, proxyHeader }: ClientOptions): NameClient {
  const networks = trustedProxies.flatMap((text) => parseNetwork(text) ?? [])
  const isTrusted = (address: Address): boolean => networks.some((network) => contains(network, address))
  // The same few hundred connections come again and again.
  const peers = new Map<string, Peer | null>()
  const peerOf = (text: string): Peer | null => {
    const known = peers.get(text)
    if (known !== undefined) return known
    const address = parseAddress(text)
    const peer = address && { address, trusted: isTrusted(address), client: named(address) }
    if (peers.size >= 1000) peers.clear()
    peers.set(text, peer)
    return peer
  }
  return (text, headers) => {
    const peer = text === null ? null : peerOf(text)
    if (peer === null) return NOBODY
    if (peer.trusted) return farthest(peer.address, hopsOf(headers, proxyHeader), isTrusted)
    // Whoever comes through a proxy of this machine that is not configured is not this machine.
    return peer.client.loopback && isProxied(headers) ? { ...peer.client, loopback: false } : peer.client
  }
}

/** The peer of a request on Cloudflare, which sets this header itself and lets no client do so. */
export function cloudflareAddress(request: Request): string | null {
  return request.headers.get('CF-Connecting-IP')
}

// --- Internal helpers ---

// No function is made here: this runs for every request.
function isProxied(headers: Headers): boolean {
  for (const name of PROXIED) if (headers.has(name)) return true
  return false
}

function named(address: Address): Client {
  return { address: clientOf(address), loopback: isLoopback(address) }
}

// From the right, where the nearest proxy wrote: the first that no trusted proxy stands at is the client. What is no address
// (“unknown”, a name, a forgery) ends the way: then the client is the last one that is known, and not this machine, even if
// that is where the proxy runs.
function farthest(peer: Address, hops: Iterable<string>, isTrusted: (address: Address) => boolean): Client {
  let last = peer
  for (const hop of hops) {
    const address = parseAddress(hop)
    if (address === null) return { ...named(last), loopback: false }
    last = address
    if (!isTrusted(address)) break
  }
  return named(last)
}

function* hopsOf(headers: Headers, header: ClientOptions['proxyHeader']): Iterable<string> {
  const text = headers.get(header)
  if (text === null) return
  let hops = 0
  for (const element of fromRight(text)) {
    if (++hops > MOST_HOPS) return
    const node = header === 'forwarded' ? forwardedFor(element) : element
    yield withoutPort(node)
  }
}

// The elements of a list from its end; a comma in quotes separates nothing.
function* fromRight(text: string): Iterable<string> {
  let end = text.length
  let quoted = false
  for (let i = text.length - 1; i >= 0; i -= 1) {
    // An escaped quote inside quotes is none; no address has one, so such an element names no address whatever it is cut to.
    if (text[i] === '"') quoted = !quoted
    else if (text[i] === ',' && !quoted) {
      yield text.slice(i + 1, end).trim()
      end = i
    }
  }
  yield text.slice(0, end).trim()
}

// The node of `for=…` of RFC 7239, without its quotes; empty when there is none, or more than one.
function forwardedFor(element: string): string {
  const values = element
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => /^for=/i.test(pair))
    .map((pair) => pair.slice(4))
  const [value] = values
  if (values.length !== 1 || value === undefined) return ''
  return /^"[^"\\]*"$/.test(value) ? value.slice(1, -1) : value
}

// 192.0.2.1:4711, [2001:db8::1]:4711, [2001:db8::1], or as it is.
function withoutPort(node: string): string {
  if (node.startsWith('[')) return /^\[([^\]]{0,64})\](?::\d{1,5})?$/.exec(node)?.[1] ?? ''
  const colon = node.indexOf(':')
  return colon !== -1 && colon === node.lastIndexOf(':') && /^\d{1,5}$/.test(node.slice(colon + 1))
    ? node.slice(0, colon)
    : node
}
