// Addresses of the machine's own network, however they are written: the guard refuses each before anything is resolved. What a
// name resolves to, redirects and real requests are tried in fetch/guard.test.ts, fetch/get.test.ts and sources/lists.test.ts.
import { expect, it } from 'vitest'
import { parseAllowance } from '../../src/fetch/addresses.ts'
import { createGuard, RefusedAddressError } from '../../src/fetch/guard.ts'
import { oneOf, seeded, type Chance } from './schema-values.ts'
import { SEED, size } from './size.ts'

/** Networks that are not of the public Internet: first number and second, where it matters, and metadata services. */
const PRIVATE: (string | [number, number, number])[] = [
  [127, 0, 255], [10, 0, 255], [0, 0, 255], [172, 16, 31], [192, 168, 168], [169, 254, 254], [100, 64, 127], [198, 18, 19], [224, 0, 255],
  [255, 0, 255], '169.254.169.254', '168.63.129.16', '100.100.100.200', '192.0.0.192',
] // prettier-ignore

function privateAddress(chance: Chance): number[] {
  const network = oneOf(chance, PRIVATE)
  if (typeof network === 'string') return network.split('.').map(Number)
  const byte = (): number => Math.floor(chance() * 256)
  const [first, from, to] = network
  return [first, from + Math.floor(chance() * (to - from + 1)), byte(), byte()]
}

const hex = (n: number): string => n.toString(16)
const inWide = (text: string): string =>
  text.replace(/[0-9a-z.]/gi, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0))

/** The same four bytes in a notation that some program understands. */
function written(bytes: number[], chance: Chance): string {
  const [a, b, c, d] = bytes as [number, number, number, number]
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const groups = `${hex((a << 8) | b)}:${hex((c << 8) | d)}`
  const part = (n: number): string => oneOf(chance, [String(n), `0x${hex(n)}`, `0X${hex(n).toUpperCase()}`, `0${n.toString(8)}`, `0000${n.toString(8)}`])
  return oneOf(chance, [
    () => bytes.join('.'),
    () => bytes.map(part).join('.'),
    () => String(whole),
    () => `0x${hex(whole)}`,
    () => `0${whole.toString(8)}`,
    () => `${part(a)}.${part(((b << 16) | (c << 8) | d) >>> 0)}`,
    () => `${part(a)}.${part(b)}.${part((c << 8) | d)}`,
    () => `${bytes.join('.')}.`,
    () => inWide(bytes.join('.')),
    () => bytes.join('。'),
    () => bytes.map((n) => [...String(n)].map((digit) => `%3${digit}`).join('')).join('.'),
    () => `[::ffff:${bytes.join('.')}]`,
    () => `[::ffff:${groups}]`,
    () => `[0:0:0:0:0:FFFF:${groups}]`,
    () => `[::${bytes.join('.')}]`,
    () => `[::ffff:0:${bytes.join('.')}]`,
    () => `[64:ff9b::${groups}]`,
    () => `[64:ff9b:1::${groups}]`,
    () => `[2002:${groups}::]`,
    () => `[2400:3200::5efe:${bytes.join('.')}]`,
  ])()
} // prettier-ignore

it(`${size(2000, 100_000)} addresses of inner networks are refused, in whatever notation`, () => {
  const asked: string[] = []
  const guard = createGuard({ allow: parseAllowance([]), resolve: async (host) => (asked.push(host), []) })
  const chance = seeded(SEED)
  const passed: string[] = []
  for (let i = 0; i < size(2000, 100_000); i += 1) {
    const host = written(privateAddress(chance), chance)
    const scheme = oneOf(chance, ['http://', 'https://', 'HTTP://', 'http:\\\\', 'http:/', ' http://', 'ht\ntp://'])
    const url = `${scheme}${oneOf(chance, ['', '', 'a@', 'a:b@', 'example.com@'])}${host}${oneOf(chance, ['', ':80', ':443', ':22', ':00080'])}${oneOf(chance, ['/', '', '/#@example.com/', '?x=http://example.com/', '/%2e%2e/'])}`
    try {
      guard.check(url)
      passed.push(url)
    } catch (error) {
      if (!(error instanceof RefusedAddressError)) throw error
    }
  }
  expect(passed).toEqual([])
  expect(asked).toEqual([])
}) // prettier-ignore

it('a metadata service is refused in every notation, also where all networks are allowed', () => {
  const allow = parseAllowance(['0.0.0.0/0', '::/0'])
  const guard = createGuard({ allow, resolve: async () => [] })
  const chance = seeded(SEED)
  const services = PRIVATE.filter((one) => typeof one === 'string').map((one) => one.split('.').map(Number))
  for (let i = 0; i < size(500, 20_000); i += 1) {
    const url = `http://${written(oneOf(chance, services), chance)}/`
    expect(() => guard.check(url), url).toThrow(RefusedAddressError)
  }
})
