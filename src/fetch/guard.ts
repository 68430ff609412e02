// Keeps the fetcher out of the machine's own network: which addresses of the Web it may call on, and to which IP address
// a call must go. Every hop of a redirect has to pass here again.
import { AppError } from '../errors.ts'
import { familyOf, isMetadata, isPublic, type Address, type Allowance } from './addresses.ts'

/** An address that may not be fetched. The message tells why; it repeats nothing that a resolver said. */
export class RefusedAddressError extends AppError {
  readonly fact: string
  readonly remedy: string

  constructor(fact: string, remedy: string) {
    super('address_refused', 422, `${fact}; ${remedy}`)
    this.fact = fact
    this.remedy = remedy
  }
}

/** All addresses of a host name, as the system gives them. */
export type Resolve = (host: string) => Promise<Address[]>

/** Where to connect: this address and no other. */
export interface Pinned {
  url: URL
  /** Without brackets and without a dot at the end. */
  host: string
  port: number
  address: Address
}

export interface Guard {
  /** What can be said without resolving anything. Throws `RefusedAddressError`. */
  check(url: string): URL
  /** Resolve once and check every address. Throws `RefusedAddressError`, or what `resolve` throws. */
  pin(url: string): Promise<Pinned>
}

/** Longest address that is fetched, in characters. */
export const LONGEST_URL = 2000

const ALLOW = 'if it is meant, an operator can name it in TOUWEN_FETCH_ALLOW'

/** A guard over a resolver and a list of exceptions. */
export function createGuard({ resolve, allow }: { resolve: Resolve; allow: Allowance }): Guard {
  const check = (given: string): { url: URL; host: string; port: number } => {
    if (given.length > LONGEST_URL)
      throw refused('the address is too long', `give one of at most ${LONGEST_URL} characters`)
    if (!URL.canParse(given))
      throw refused(`“${given.slice(0, 100)}” is no address`, 'give one such as https://example.com/')
    const url = new URL(given)
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw refused(`the scheme “${url.protocol.slice(0, 20)}” is not fetched`, 'use http or https')
    if (url.username !== '' || url.password !== '')
      throw refused('the address holds a user name or password', 'leave it out')
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
    // The parser has brought every notation of an IPv4 address to four numbers; what is left with a dot at its end, an
    // empty label or a percent sign is no name that a certificate or a resolver would know.
    if (host === '' || host.endsWith('.') || host.includes('..') || host.includes('%'))
      throw refused(`“${url.hostname.slice(0, 100)}” is no host name`, 'check the address')
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
    const family = familyOf(host)
    if (family === 0 && !allow.name(host, port)) {
      if (/^(?:localhost|.{0,250}\.(?:localhost|local|internal|intranet|home\.arpa|onion))$/.test(host))
        throw refused(`“${host.slice(0, 100)}” is a name inside a network`, ALLOW)
      // A port may be named for a network only: then the resolved address decides.
      if (port !== 80 && port !== 443 && !allow.hasPort(port))
        throw refused(`port ${port} is not fetched`, `use 80 or 443; ${ALLOW}`)
    }
    if (family !== 0) mustBeAllowed({ address: host, family }, host, port)
    return { url, host, port }
  }

  const mustBeAllowed = (address: Address, host: string, port: number): void => {
    if (isMetadata(address))
      throw refused(`${told(host, address)} is a metadata service of a cloud`, 'it is never fetched')
    if (allow.address(address, port) || allow.name(host, port)) return
    if (port !== 80 && port !== 443) throw refused(`port ${port} is not fetched`, `use 80 or 443; ${ALLOW}`)
    if (!isPublic(address)) throw refused(`${told(host, address)} is not on the public Internet`, ALLOW)
  }

  return {
    check: (given) => check(given).url,
    pin: async (given) => {
      const { url, host, port } = check(given)
      const family = familyOf(host)
      if (family !== 0) return { url, host, port, address: { address: host, family } }
      const found = (await resolve(host)).slice(0, 50)
      if (found.length === 0) throw refused(`“${host.slice(0, 100)}” has no address`, 'check the name')
      // One private address among public ones is refused as a whole: which of them is used must make no difference.
      for (const one of found) {
        const isAddress = familyOf(one.address) === one.family && !one.address.includes('%')
        if (!isAddress)
          throw refused(`“${host.slice(0, 100)}” has an address that is none`, 'check its records')
        mustBeAllowed(one, host, port)
      }
      return { url, host, port, address: found[0]! }
    },
  }
}

// A name's address is the resolver's to know: an error must not map somebody's network.
function told(host: string, { address }: Address): string {
  return host === address ? address : `“${host.slice(0, 100)}”`
}

function refused(fact: string, remedy: string): RefusedAddressError {
  return new RefusedAddressError(fact, remedy)
}
