// Which IP addresses are on the public Internet, and what the list of exceptions allows besides. It knows addresses and
// names, and asks nobody.
import { contains, parseAddress, parseNetwork, type Address as Groups, type Network } from '../address.ts'
import { InputError } from '../errors.ts'

/** One address as it was resolved. */
export interface Address {
  address: string
  family: 4 | 6
}

// IANA special-purpose registries (RFC 6890 and its successors), multicast and reserved space.
const PRIVATE_4 = networks([
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]) // prettier-ignore
const PUBLIC_6 = networks(['2000::/3'])
// Within it, the only space that is public: protocol assignments (Teredo, ORCHID), documentation, 6to4, AS112.
const PRIVATE_6 = networks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'])
// Where clouds tell a machine its credentials; some of these are no private addresses. Never allowed.
const METADATA = networks([
  '169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '168.63.129.16', '192.0.0.192',
  'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254',
]) // prettier-ignore

/** Of which family an address is; 0: it is none. */
export function familyOf(address: string): 4 | 6 | 0 {
  if (parseAddress(address) === null) return 0
  return address.includes(':') ? 6 : 4
}

/** Whether an address is one of the public Internet, by itself and by any IPv4 address that it carries. */
export function isPublic({ address }: Address): boolean {
  const groups = groupsOf(address)
  if (groups === null || isIn(METADATA, groups)) return false
  const carried = carried4(groups)
  if (carried !== null) return isPublic4(carried)
  const inner = isatap(groups)
  return isIn(PUBLIC_6, groups) && !isIn(PRIVATE_6, groups) && (inner === null || isPublic4(inner))
}

/** Whether it is, or carries, the address of a cloud's metadata service. */
export function isMetadata({ address }: Address): boolean {
  const groups = groupsOf(address)
  if (groups === null) return false
  const all = [groups, carried4(groups) ?? carried6to4(groups) ?? isatap(groups), ...localNat64(groups)]
  return all.some((one) => one !== null && isIn(METADATA, one))
}

/** What may be fetched although it is not public, and ports other than 80 and 443. */
export interface Allowance {
  /** Whether a host name as such may be fetched, wherever it leads. Both sides without a dot at the end. */
  name(host: string, port: number): boolean
  address(address: Address, port: number): boolean
  /** Whether a network is allowed this port. */
  hasPort(port: number): boolean
}

/**
 * Read a list of host names (`news.intra`, `*.intra`), addresses and networks (`10.1.0.0/16`), each optionally with a
 * port (`news.intra:8080`, `[fd00::1]:8080`); without one, ports 80 and 443 are meant. Throws `InputError`.
 */
export function parseAllowance(entries: readonly string[]): Allowance {
  const names: { name: string; port: number | null }[] = []
  const allowed: { network: Network; port: number | null }[] = []
  for (const entry of entries.map((one) => one.trim().toLowerCase()).filter((one) => one !== '')) {
    const { host, port } = splitPort(entry)
    if (/^[\d.]+(?:\/\d{1,2})?$/.test(host) || host.includes(':'))
      allowed.push({ network: network(host, entry), port })
    else if (/^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}$/.test(host))
      names.push({ name: host, port })
    else throw badEntry(entry)
  }
  return {
    hasPort: (port) => allowed.some((one) => one.port === port),
    name: (host, port) =>
      names.some(
        (one) =>
          portFits(one.port, port) &&
          (one.name.startsWith('*.') ? host.endsWith(one.name.slice(1)) : host === one.name),
      ),
    address: ({ address }, port) => {
      const groups = groupsOf(address)
      if (groups === null) return false
      const carried = carried4(groups) ?? groups
      return allowed.some(
        (one) =>
          portFits(one.port, port) && (contains(one.network, groups) || contains(one.network, carried)),
      )
    },
  }
}

// --- Internal helpers ---

function portFits(wanted: number | null, port: number): boolean {
  return wanted === null ? port === 80 || port === 443 : wanted === port
}

function splitPort(entry: string): { host: string; port: number | null } {
  const bracketed = /^\[([^\]]{1,60})\](?::(\d{1,5}))?$/.exec(entry)
  const plain = /^([^:]{1,255}):(\d{1,5})$/.exec(entry)
  const [, host = entry, port] = bracketed ?? plain ?? []
  if (port === undefined) return { host, port: null }
  if (Number(port) < 1 || Number(port) > 65_535) throw badEntry(entry)
  return { host, port: Number(port) }
}

function network(host: string, entry: string): Network {
  const read = host.includes('%') ? null : parseNetwork(host)
  if (read === null) throw badEntry(entry)
  return read
}

function badEntry(entry: string): InputError {
  return new InputError(
    `“${entry.slice(0, 100)}” is no host name, address or network; write news.intra, *.intra, 10.1.0.0/16 or host:port`,
  )
}

function networks(entries: readonly string[]): Network[] {
  return entries.map((entry) => parseNetwork(entry)!)
}

function isIn(list: readonly Network[], address: Groups): boolean {
  return list.some((network) => contains(network, address))
}

// An address with a zone names an interface of this machine.
function groupsOf(address: string): Groups | null {
  return address.includes('%') ? null : parseAddress(address)
}

function isPublic4(address: Groups): boolean {
  return !isIn(PRIVATE_4, address) && !isIn(METADATA, address)
}

function v4(high: number, low: number): Groups {
  return [0, 0, 0, 0, 0, 0xffff, high, low]
}

// IPv4-mapped ::ffff:0:0/96, -translated ::ffff:0:0:0/96, -compatible ::/96, and NAT64 64:ff9b::/96. The unspecified
// address and loopback are among the compatible ones, in 0.0.0.0/8.
const CARRIERS = networks(['::ffff:0:0/96', '::ffff:0:0:0/96', '::/96', '64:ff9b::/96'])

function carried4(address: Groups): Groups | null {
  return isIn(CARRIERS, address) ? v4(address[6]!, address[7]!) : null
}

function carried6to4(address: Groups): Groups | null {
  return address[0] === 0x2002 ? v4(address[1]!, address[2]!) : null
}

const LOCAL_NAT64 = networks(['64:ff9b:1::/48'])

// A network's own NAT64 (RFC 8215): behind a prefix of 96 bits or of 48, whose ninth byte is left out (RFC 6052).
function localNat64(address: Groups): Groups[] {
  if (!isIn(LOCAL_NAT64, address)) return []
  const [, , , high, middle, low] = address as [number, number, number, number, number, number]
  return [v4(address[6]!, address[7]!), v4(high, ((middle & 0xff) << 8) | (low >> 8))]
}

function isatap(address: Groups): Groups | null {
  const isOne = (address[4]! & 0xfdff) === 0 && address[5] === 0x5efe
  return isOne ? v4(address[6]!, address[7]!) : null
}
