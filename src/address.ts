// IP addresses and networks as text: what they are, which network holds which. It opens no connection and resolves no name.

/** Eight groups of 16 bits. IPv4 is held as IPv4-mapped IPv6 (::ffff:a.b.c.d), so that both spellings are one address. */
export type Address = readonly number[]

export interface Network {
  address: Address
  /** Leading bits that count, 0–128. */
  bits: number
}

/** An address from its text, with or without a zone (%eth0); null when it is none. Octal and short forms are none. */
export function parseAddress(text: string): Address | null {
  if (text.length > 64) return null
  if (!text.includes(':')) return fromV4(text)
  const zone = text.indexOf('%')
  return fromV6(zone === -1 ? text : text.slice(0, zone))
}

/** A network such as 10.0.0.0/8 or fd00::/8, or a single address; null when it is none. */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf('/')
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash))
  if (address === null) return null
  const most = text.includes(':') ? 128 : 32
  const length = slash === -1 ? String(most) : text.slice(slash + 1)
  if (!/^\d{1,3}$/.test(length) || Number(length) > most) return null
  return { address, bits: Number(length) + (128 - most) }
}

/** Whether the network holds the address. */
export function contains({ address: of, bits }: Network, address: Address): boolean {
  for (let group = 0; group * 16 < bits; group += 1) {
    const counted = Math.min(16, bits - group * 16)
    const mask = (0xffff << (16 - counted)) & 0xffff
    if ((of[group]! & mask) !== (address[group]! & mask)) return false
  }
  return true
}

/** Whether it is this machine itself: 127.0.0.0/8 or ::1. */
export function isLoopback(address: Address): boolean {
  return isV4(address) ? address[6]! >> 8 === 127 : address.every((group, i) => group === (i === 7 ? 1 : 0))
}

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, since that is the least a subscriber is given
 * (RFC 6177) and every address in it is free for him to use.
 */
export function clientOf(address: Address): string {
  if (isV4(address)) {
    const [high, low] = [address[6]!, address[7]!]
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
  }
  return `${address
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

// --- Internal helpers ---

function isV4(address: Address): boolean {
  return address[5] === 0xffff && address.every((group, i) => i > 4 || group === 0)
}

function fromV4(text: string): Address | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  // A leading zero is octal to some programs and decimal to others.
  if (!parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number]
  return [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d]
}

function fromV6(text: string): Address | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half, i) => groupsOf(half, i === halves.length - 1))
  if (head === null || head === undefined || tail === null) return null
  if (tail === undefined) return head.length === 8 ? head : null
  const missing = 8 - head.length - tail.length
  return missing < 1 ? null : [...head, ...Array<number>(missing).fill(0), ...tail]
}

function groupsOf(text: string, isEnd: boolean): number[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      // The last 32 bits of the address may be written as IPv4.
      const v4 = isEnd && i === parts.length - 1 ? fromV4(part) : null
      if (v4 === null) return null
      groups.push(v4[6]!, v4[7]!)
    }
  }
  return groups.length > 8 ? null : groups
}
