// Which IP addresses are on the public Internet, and what the list of exceptions allows besides. It knows addresses and
// names, and asks nobody.
import { BlockList, isIP, isIPv4 } from 'node:net'
import { InputError } from '../errors.ts'

/** One address as it was resolved. */
export interface Address {
  address: string
  family: 4 | 6
}

// IANA special-purpose registries (RFC 6890 and its successors), multicast and reserved space.
const PRIVATE_4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
] // prettier-ignore
// Within 2000::/3, the only space that is public: protocol assignments (Teredo, ORCHID), documentation, 6to4, AS112.
const PRIVATE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48']
// Where clouds tell a machine its credentials; some of these are no private addresses. Never allowed.
const METADATA = [
  '169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '168.63.129.16', '192.0.0.192',
  'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254',
] // prettier-ignore

const private4 = blockList(PRIVATE_4)
const private6 = blockList(PRIVATE_6)
const public6 = blockList(['2000::/3'])
const metadata = blockList(METADATA)

/** Whether an address is one of the public Internet, by itself and by any IPv4 address that it carries. */
export function isPublic({ address, family }: Address): boolean {
  if (family === 4) return !private4.check(address, 'ipv4') && !metadata.check(address, 'ipv4')
  const bytes = bytesOf6(address)
  if (bytes === null || metadata.check(address, 'ipv6')) return false
  const carried = carried4(bytes)
  if (carried !== null) return isPublic({ address: carried, family: 4 })
  return public6.check(address, 'ipv6') && !private6.check(address, 'ipv6') && isPublicIsatap(bytes)
}

/** Whether it is, or carries, the address of a cloud's metadata service. */
export function isMetadata({ address, family }: Address): boolean {
  if (family === 4) return metadata.check(address, 'ipv4')
  const bytes = bytesOf6(address)
  const carried = bytes === null ? null : (carried4(bytes) ?? carried6to4(bytes) ?? isatap(bytes))
  const all = [carried, ...(bytes === null ? [] : localNat64(bytes))]
  if (all.some((one) => one !== null && metadata.check(one, 'ipv4'))) return true
  return metadata.check(address, 'ipv6')
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
  const networks: { list: BlockList; port: number | null }[] = []
  for (const entry of entries.map((one) => one.trim().toLowerCase()).filter((one) => one !== '')) {
    const { host, port } = splitPort(entry)
    if (/^[\d.]+(?:\/\d{1,2})?$/.test(host) || host.includes(':'))
      networks.push({ list: network(host, entry), port })
    else if (/^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}$/.test(host))
      names.push({ name: host, port })
    else throw badEntry(entry)
  }
  return {
    hasPort: (port) => networks.some((one) => one.port === port),
    name: (host, port) =>
      names.some(
        (one) =>
          portFits(one.port, port) &&
          (one.name.startsWith('*.') ? host.endsWith(one.name.slice(1)) : host === one.name),
      ),
    address: ({ address, family }, port) => {
      const carried = family === 6 ? carried4(bytesOf6(address) ?? []) : null
      return networks.some(
        (one) =>
          portFits(one.port, port) &&
          (one.list.check(address, family === 4 ? 'ipv4' : 'ipv6') ||
            (carried !== null && one.list.check(carried, 'ipv4'))),
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

function network(host: string, entry: string): BlockList {
  const [address = '', prefix] = host.split('/')
  const family = isIP(address)
  const bits = prefix === undefined ? null : Number(prefix)
  const isBad = bits !== null && !(Number.isInteger(bits) && bits >= 0 && bits <= (family === 4 ? 32 : 128))
  if (family === 0 || isBad || address.includes('%')) throw badEntry(entry)
  return blockList([host])
}

function badEntry(entry: string): InputError {
  return new InputError(
    `“${entry.slice(0, 100)}” is no host name, address or network; write news.intra, *.intra, 10.1.0.0/16 or host:port`,
  )
}

function blockList(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const type = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (prefix === undefined) list.addAddress(address, type)
    else list.addSubnet(address, Number(prefix), type)
  }
  return list
}

/** The 16 bytes of an IPv6 address in any spelling; null for anything else, also one with a zone. */
export function bytesOf6(address: string): number[] | null {
  if (isIP(address) !== 6 || address.includes('%')) return null
  const dotted = /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)
  const plain =
    dotted === null
      ? address
      : address.slice(0, dotted.index) + `${hex(dotted[1]!, dotted[2]!)}:${hex(dotted[3]!, dotted[4]!)}`
  const [head = '', tail] = plain.split('::')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...(tail === undefined ? [] : zeros), ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

function hex(high: string, low: string): string {
  return ((Number(high) << 8) | Number(low)).toString(16)
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}

// IPv4-mapped ::ffff:0:0/96, -translated ::ffff:0:0:0/96, -compatible ::/96, and NAT64 64:ff9b::/96. The unspecified
// address and loopback are among the compatible ones, in 0.0.0.0/8.
function carried4(bytes: readonly number[]): string | null {
  const head = bytes.slice(0, 12).map((byte) => byte.toString(16).padStart(2, '0')).join('') // prettier-ignore
  const isCarrier =
    head === '00000000000000000000ffff' ||
    head === '0000000000000000ffff0000' ||
    head === '000000000000000000000000' ||
    head === '0064ff9b0000000000000000'
  return isCarrier ? bytes.slice(12).join('.') : null
}

function carried6to4(bytes: readonly number[]): string | null {
  return bytes[0] === 0x20 && bytes[1] === 0x02 ? bytes.slice(2, 6).join('.') : null
}

// A network's own NAT64, 64:ff9b:1::/48 (RFC 8215): behind a prefix of 96 bits or of 48 (RFC 6052).
function localNat64(bytes: readonly number[]): string[] {
  const isLocal = [0, 0x64, 0xff, 0x9b, 0, 1].every((byte, i) => bytes[i] === byte)
  return isLocal
    ? [bytes.slice(12), [...bytes.slice(6, 8), ...bytes.slice(9, 11)]].map((four) => four.join('.'))
    : []
}

function isatap(bytes: readonly number[]): string | null {
  const isOne = (bytes[8]! & 0xfd) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe
  return isOne ? bytes.slice(12).join('.') : null
}

function isPublicIsatap(bytes: readonly number[]): boolean {
  const carried = isatap(bytes)
  return carried === null || isPublic({ address: carried, family: 4 })
}
